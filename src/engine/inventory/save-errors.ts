import type { SaveError } from '../claude/log.ts';
import type { Target } from './conversation.ts';
import type { Transcript } from './evidence.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * The saves that failed, by Claude's log. It names rows, not conversations, and writes local time without a zone. What
 * failed for a row that is there says nothing about a conversation that has none.
 */
export class SaveErrors {
  readonly #byRow = new Map<string, { code: string; count: number }>();
  /** Oldest first. */
  readonly #dated: (SaveError & { at: number })[] = [];

  constructor(target: Target | null) {
    const rows = new Set(
      target?.folder?.records.filter(({ damage }) => damage === null).map(({ stem }) => stem.toLowerCase()),
    );
    for (const error of target?.root.log.saveErrors ?? []) {
      const row = error.sessionId?.toLowerCase() ?? null;
      if (row !== null && rows.has(row)) continue;
      if (row !== null) {
        const { code, count } = this.#byRow.get(row) ?? { code: error.code, count: 0 };
        this.#byRow.set(row, { code, count: count + 1 });
      }
      if (error.at !== null) this.#dated.push({ ...error, at: error.at });
    }
    this.#dated.sort((a, b) => a.at - b.at);
  }

  /** Those of the row that the conversation would have, else those within a day of it. Null where none failed. */
  during({ id, digest: { createdAt, lastActivityAt } }: Transcript): { code: string; count: number } | null {
    const own = this.#byRow.get(`local_${id}`);
    if (own !== undefined) return own;
    if (createdAt === null || lastActivityAt === null) return null;
    const [start, end] = [this.#firstAt(createdAt - DAY_MS), this.#firstAt(lastActivityAt + DAY_MS + 1)];
    const error = this.#dated[start];
    return error === undefined || start >= end ? null : { code: error.code, count: end - start };
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
