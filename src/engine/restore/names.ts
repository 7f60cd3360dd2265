import { randomUUID } from 'node:crypto';
import { uuidOfSessionId } from '../ids.ts';
import type { PairFolder } from '../claude/store.ts';

/**
 * Names for the rows of one plan (docs/design.md rule 7): a survivor keeps its own, a forged row takes the
 * conversation's id as Claude's own import does, and where that name is taken or stands on a tombstone, a fresh one.
 * The name of a half-done save is taken: Claude may make a row of that.
 */
export class NameChooser {
  readonly #taken = new Set<string>();
  readonly #tombstones: ReadonlySet<string>;

  constructor(folder: PairFolder | null) {
    for (const { stem } of [...(folder?.records ?? []), ...(folder?.leftovers ?? [])])
      this.#taken.add(stem.toLowerCase());
    for (const id of folder?.archivedIds ?? []) this.#taken.add(id.toLowerCase());
    this.#tombstones = new Set(folder?.tombstones.keys() ?? []);
  }

  /** `fixed`: the name of what is in the folder already and becomes the row. `preferred`: that of a survivor elsewhere. */
  choose(conversationId: string, fixed: string | null, preferred: string | null): string {
    if (fixed !== null) return fixed;
    const name = [preferred, `local_${conversationId}`].find(
      (candidate) => candidate !== null && this.#isFree(candidate),
    );
    const chosen = name ?? `local_${randomUUID()}`;
    this.#taken.add(chosen.toLowerCase());
    return chosen;
  }

  #isFree(sessionId: string): boolean {
    const name = sessionId.toLowerCase();
    return !this.#taken.has(name) && !this.#tombstones.has(uuidOfSessionId(name) ?? '');
  }
}
