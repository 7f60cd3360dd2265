import type { AppState, SessionSummary, StateChange } from '../../shared/contract.ts';
import type { Session } from '../../shared/model.ts';
import type { Emit } from './options.ts';
import { tableOf } from './table.ts';

export type Rest = NonNullable<StateChange['rest']>;

/** The state that every face sees, and the one place where it changes: each change is told, and only what changed. */
export class StateKeeper {
  readonly #emit: Emit;
  #revision: number;
  #rest: Rest;
  #sessions: Session[] = [];

  constructor(revision: number, rest: Rest, emit: Emit) {
    this.#revision = revision;
    this.#rest = rest;
    this.#emit = emit;
  }

  get rest(): Rest {
    return this.#rest;
  }

  get sessions(): readonly Session[] {
    return this.#sessions;
  }

  get state(): AppState {
    return { ...this.#rest, revision: this.#revision, sessions: tableOf(this.#sessions.map(summaryOf)) };
  }

  /** Says nothing where nothing is different. */
  change(parts: Partial<Rest>, sessions: Session[] = this.#sessions): void {
    const rest = { ...this.#rest, ...parts };
    const isSameRest = JSON.stringify(rest) === JSON.stringify(this.#rest);
    const { upserted, removed } = differences(this.#sessions, sessions);
    this.#rest = rest;
    this.#sessions = sessions;
    if (isSameRest && upserted.length === 0 && removed.length === 0) return;
    this.#revision += 1;
    this.#emit('state.changed', {
      revision: this.#revision,
      rest: isSameRest ? null : rest,
      upserted: tableOf(upserted.map(summaryOf)),
      removed,
    });
  }
}

const summaryOf = ({ transcript, records: _, family, ...rest }: Session): SessionSummary => ({
  ...rest,
  family: rest.part === 'earlier' ? family : null,
  hasTranscript: transcript !== null,
});

interface Differences {
  upserted: Session[];
  removed: string[];
}

function differences(before: readonly Session[], after: readonly Session[]): Differences {
  if (before === after) return { upserted: [], removed: [] };
  const known = new Map(before.map((session) => [session.id, session]));
  const ids = new Set(after.map(({ id }) => id));
  return {
    upserted: after.filter((session) => !sameSession(known.get(session.id), session)),
    removed: before.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
  };
}

/** Compares ten thousand in a millisecond; all values but `records` are plain. */
function sameSession(a: Session | undefined, b: Session): boolean {
  if (a === undefined) return false;
  const { records: recordsOfA, ...plainA } = a;
  const { records: recordsOfB, ...plainB } = b;
  const keys = Object.keys(plainB) as (keyof typeof plainB)[];
  return (
    keys.every((key) => plainA[key] === plainB[key]) &&
    recordsOfA.length === recordsOfB.length &&
    recordsOfA.every((path, i) => path === recordsOfB[i])
  );
}
