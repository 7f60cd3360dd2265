import type { SaveError } from '../claude/log.ts';
import type { Target } from './conversation.ts';
import type { Transcript } from './evidence.ts';

const DAY_MS = 24 * 60 * 60_000;

export interface FailedSaves {
  /** The most frequent one. */
  code: string;
  /** How many of this kind. */
  count: number;
  /** Whether the log names the conversation's row; else that they were its saves is inferred from the time. */
  named: boolean;
}

const add = (counts: Map<string, number>, code: string): void => void counts.set(code, (counts.get(code) ?? 0) + 1);

/** Null where there are none. */
function mostFrequent(codes: ReadonlyMap<string, number>, named: boolean): FailedSaves | null {
  const [best] = [...codes].sort((a, b) => b[1] - a[1]);
  return best === undefined ? null : { code: best[0], count: best[1], named };
}

/**
 * The saves that failed, by Claude's log. It names rows, not conversations, and writes local time without a zone. A save
 * that failed for a row whose fate is known, because a file of it is somewhere or it was deleted, says nothing about a
 * conversation without any.
 */
export class SaveErrors {
  readonly #byRow = new Map<string, Map<string, number>>();
  /** Oldest first. */
  readonly #dated: (SaveError & { at: number })[] = [];

  /** `accounted`: names of rows, in small letters, whose fate is known. */
  constructor(target: Target | null, accounted: ReadonlySet<string>) {
    for (const error of target?.root.log.saveErrors ?? []) {
      const row = error.sessionId?.toLowerCase() ?? null;
      if (row !== null) {
        const codes = this.#byRow.get(row) ?? new Map<string, number>();
        this.#byRow.set(row, codes);
        add(codes, error.code);
      }
      const isAnothers = row !== null && accounted.has(row);
      if (error.at !== null && !isAnothers) this.#dated.push({ ...error, at: error.at });
    }
    this.#dated.sort((a, b) => a.at - b.at);
  }

  /** Those of the row that the conversation would have, else those within a day of it. Null where none failed. */
  during({ id, digest: { createdAt, lastActivityAt } }: Transcript): FailedSaves | null {
    const own = this.#byRow.get(`local_${id}`);
    if (own !== undefined) return mostFrequent(own, true);
    if (createdAt === null || lastActivityAt === null) return null;
    const codes = new Map<string, number>();
    for (let i = this.#firstAt(createdAt - DAY_MS), end = lastActivityAt + DAY_MS; i < this.#dated.length; i += 1) {
      const error = this.#dated[i];
      if (error === undefined || error.at > end) break;
      add(codes, error.code);
    }
    return mostFrequent(codes, false);
  }

  /** The place of the first error at this time or later. */
  #firstAt(time: number): number {
    let [low, high] = [0, this.#dated.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#dated[middle]?.at ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
