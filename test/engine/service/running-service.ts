import { onTestFinished } from 'vitest';
import type {
  AppState,
  EventName,
  Events,
  Operation,
  Request,
  SessionSummary,
  StateChange,
} from '../../../src/shared/contract.ts';
import type { Answers } from '../../../src/shared/contract.ts';
import { answer } from '../../../src/engine/service/answer.ts';
import type { Emit, ServiceOptions } from '../../../src/engine/service/options.ts';
import { createService, type Service } from '../../../src/engine/service/service.ts';
import { rowsOf } from '../../../src/renderer/store/rows.ts';
import type { FakeHome } from '../../support/home.ts';

/** The state as a face keeps it: the first answer, then every change on top of it. */
export class Face {
  readonly changes: StateChange[] = [];
  readonly progress: Events['restore.progress'][] = [];
  readonly grown: Events['reader.grew'][] = [];
  readonly #waiting = new Set<() => void>();
  #rest: Partial<Omit<AppState, 'sessions'>> = {};
  readonly #sessions = new Map<string, SessionSummary>();

  readonly emit: Emit = <E extends EventName>(event: E, payload: Events[E]) => {
    if (event === 'state.changed') this.#change(payload as StateChange);
    if (event === 'restore.progress') this.progress.push(payload as Events['restore.progress']);
    if (event === 'reader.grew') this.grown.push(payload as Events['reader.grew']);
    for (const check of this.#waiting) check();
  };

  get state(): Partial<Omit<AppState, 'sessions'>> & { sessions: SessionSummary[] } {
    return { ...this.#rest, sessions: [...this.#sessions.values()] };
  }

  session(id: string): SessionSummary | undefined {
    return this.#sessions.get(id);
  }

  /** Resolves once it holds, now or after an event to come. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!holds()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** The first look at what is shown is done. */
  ready(): Promise<void> {
    return this.until(() => this.#rest.phase === 'ready');
  }

  #change(change: StateChange): void {
    this.changes.push(change);
    Object.assign(this.#rest, change.rest, { revision: change.revision });
    for (const id of change.removed) this.#sessions.delete(id);
    for (const session of rowsOf(change.upserted)) this.#sessions.set(session.id, session);
  }
}

export function optionsFor(home: FakeHome, more: Partial<ServiceOptions> = {}): ServiceOptions {
  return {
    home: home.path,
    platform: home.platform,
    dataRoots: [],
    configDirs: [],
    stateDir: home.stateDir,
    samplePath: `${home.box}/sample`,
    version: '0.0.0-test',
    can: { reveal: false, quitClaude: false, addFolder: false, tray: false },
    ...more,
  };
}

export interface RunningService {
  face: Face;
  service: Service;
  /** Asks as a face does; throws where the answer is an error. */
  ask: <K extends Operation>(operation: K, request: Request<K>) => Promise<Answers[K]>;
  /** The code of the error; null where there is none. */
  refusal: (operation: string, request: unknown) => Promise<string | null>;
}

/** A service in this thread that ends with the test. */
export function runService(home: FakeHome, more: Partial<ServiceOptions> = {}): RunningService {
  const face = new Face();
  const service = createService(optionsFor(home, more), face.emit);
  onTestFinished(() => service.dispose());
  return {
    face,
    service,
    ask: async (operation, request) => {
      const given = await answer(service.handlers, operation, request);
      if (!given.ok) throw new Error(`${operation}: ${given.error.code}: ${given.error.message}`);
      return given.data as never;
    },
    refusal: async (operation, request) => {
      const given = await answer(service.handlers, operation, request);
      return given.ok ? null : given.error.code;
    },
  };
}
