import type {
  Answer,
  AnswerError,
  Answers,
  AppState,
  EventName,
  Events,
  GhostlightApi,
  Operation,
  Request,
  SessionSummary,
  Settings,
} from '../../src/shared/contract.ts';
import displayFault from './fixtures/display-fault.json' with { type: 'json' };
import doubtAccount from './fixtures/doubt-account.json' with { type: 'json' };
import fine from './fixtures/fine.json' with { type: 'json' };
import noProfile from './fixtures/no-profile.json' with { type: 'json' };
import nothingHere from './fixtures/nothing-here.json' with { type: 'json' };
import usual from './fixtures/usual.json' with { type: 'json' };
import { FakeReader, shortConversation } from './fake-reader.ts';
import { tableOf } from '../../src/engine/service/table.ts';
import type { FaceState, Fixture } from './make-fixtures.ts';

export { failure } from './fake-failure.ts';

/** What the engine said about made-up homes (make-fixtures.ts). */
const FIXTURES = {
  usual,
  fine,
  'no-profile': noProfile,
  'nothing-here': nothingHere,
  'doubt-account': doubtAccount,
  'display-fault': displayFault,
} as unknown as Record<string, Fixture>;

export type FixtureName = 'usual' | 'fine' | 'no-profile' | 'nothing-here' | 'doubt-account' | 'display-fault';

/** A fixture as if its home had been looked at a moment ago. */
export function fixture(name: FixtureName): Fixture {
  const found = FIXTURES[name];
  if (found === undefined) throw new Error(`There is no fixture ${name}.`);
  const { state, diagnosis, ...rest } = structuredClone(found);
  const later = Date.now() - found.now;
  return {
    ...rest,
    diagnosis,
    state: { ...state, revision: 1, sessions: state.sessions.map((one) => moved(one, later)) },
  };
}

function moved(session: SessionSummary, by: number): SessionSummary {
  const { createdAt, lastActivityAt, expiresAt } = session;
  const move = (at: number | null): number | null => (at === null ? null : at + by);
  return {
    ...session,
    createdAt: move(createdAt),
    lastActivityAt: move(lastActivityAt),
    expiresAt: move(expiresAt),
  };
}

/** A uuid that says its number, so that a test can name the conversation. */
export const numberedId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The usual history many times over: that many conversations, in as many projects as a long history has. */
export function enlarged(base: Fixture, count: number): Fixture {
  const { sessions } = base.state;
  const many = Array.from({ length: count }, (_, index): SessionSummary => {
    const session = sessions[index % sessions.length];
    if (session === undefined) throw new Error('The fixture has no conversations.');
    const round = Math.floor(index / sessions.length);
    const folder = round === 0 ? '' : `-${round % 40}`;
    const older = round * 7 * 60 * 60_000;
    return {
      ...moved(session, -older),
      id: numberedId(index),
      title: round === 0 ? session.title : `${session.title} (${round + 1})`,
      cwd: session.cwd === null ? null : session.cwd + folder,
      originCwd: session.originCwd === null ? null : session.originCwd + folder,
      expiresAt: session.expiresAt,
    };
  });
  return { ...base, state: { ...base.state, sessions: many } };
}

export type Replies = { [K in Operation]?: (request: Request<K>) => Answers[K] | Promise<Answers[K]> };

/** A state as it crosses to the window. */
export const asTold = (state: FaceState): AppState => ({ ...state, sessions: tableOf(state.sessions) });

/** An engine of paper: it answers from a fixture, remembers what it was asked, and says what the test tells it to. */
export class FakeApi implements GhostlightApi {
  readonly asked: { operation: Operation; request: unknown }[] = [];
  state: FaceState;
  settings: Settings = { theme: 'system', textSize: 'normal', tray: false, folders: [] };
  readonly #fixture: Fixture;
  readonly #replies: Replies;
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>();
  readonly #reader = new FakeReader({ entries: shortConversation() });

  constructor(fixture: Fixture, replies: Replies = {}) {
    this.#fixture = fixture;
    this.state = fixture.state;
    this.#replies = replies;
  }

  ask = async <K extends Operation>(operation: K, request: Request<K>): Promise<Answer<K>> => {
    this.asked.push({ operation, request });
    try {
      const replies = { ...this.#reader.replies, ...this.#replies };
      const reply = (replies as Record<string, ((request: unknown) => unknown) | undefined>)[operation];
      const data = reply === undefined ? this.#reply(operation, request) : await reply(request);
      return structuredClone({ ok: true, data: data as Answers[K] });
    } catch (error) {
      const { code = 'internal', message } = error as Partial<AnswerError> & Error;
      return { ok: false, error: { code, message } };
    }
  };

  on = <E extends EventName>(event: E, listener: (payload: Events[E]) => void): (() => void) => {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  emit<E extends EventName>(event: E, payload: Events[E]): void {
    for (const listener of this.#listeners.get(event) ?? []) (listener as (payload: Events[E]) => void)(payload);
  }

  /** Changes the state as the engine would, and says so. */
  change(change: {
    upserted?: SessionSummary[];
    removed?: string[];
    rest?: Partial<Omit<AppState, 'sessions'>>;
  }): void {
    const { upserted = [], removed = [], rest } = change;
    const sessions = new Map(this.state.sessions.map((session) => [session.id, session]));
    for (const id of removed) sessions.delete(id);
    for (const session of upserted) sessions.set(session.id, session);
    const revision = this.state.revision + 1;
    this.state = { ...this.state, ...rest, revision, sessions: [...sessions.values()] };
    const { sessions: _, ...others } = this.state;
    this.emit('state.changed', {
      revision,
      rest: rest === undefined ? null : others,
      upserted: tableOf(upserted),
      removed,
    });
  }

  #reply(operation: Operation, request: unknown): unknown {
    const { evidence, diagnosis, plan } = this.#fixture;
    const id = (request as { id?: string }).id ?? '';
    switch (operation) {
      case 'state.get':
        return asTold(this.state);
      case 'session.evidence':
        return evidence[id] ?? { transcript: null, records: [], logLines: [] };
      case 'doctor':
        return diagnosis;
      case 'restore.plan':
        return plan;
      case 'receipts.list':
        return { receipts: [], problems: [] };
      case 'settings.get':
        return this.settings;
      case 'settings.set':
        this.settings = { ...this.settings, ...(request as Partial<Settings>) };
        this.emit('settings.changed', this.settings);
        return this.settings;
      default:
        return null;
    }
  }
}
