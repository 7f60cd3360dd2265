import type { FoldKey, Folds } from './context.ts';

/**
 * What is unfolded in one reading: what the person said, and beside it the entries that a search opened. `depth` 1 opens
 * the folds of an entry, 2 loads what was cut as well.
 */
export class FoldStore implements Folds {
  readonly #said = new Map<FoldKey, boolean>();
  readonly #listeners = new Set<() => void>();
  #revealed: { entry: number; depth: 1 | 2 } | null = null;

  isOpen = (key: FoldKey, byDefault: boolean): boolean => {
    const said = this.#said.get(key);
    if (said === true || this.#revealed === null) return said ?? byDefault;
    const { entry, depth } = this.#revealed;
    if (!key.startsWith(`${entry}:`)) return said ?? byDefault;
    return depth === 2 || !key.endsWith(':whole') ? true : (said ?? byDefault);
  };

  setOpen = (key: FoldKey, open: boolean): void => {
    // What a search opened and the person closes is closed.
    if (!open && this.#revealed !== null && key.startsWith(`${this.#revealed.entry}:`)) this.#keepRevealed(key);
    this.#said.set(key, open);
    this.#tell();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Opens all of an entry, because something that was searched for stands in it. Null when the search is over. */
  reveal(entry: number | null, depth: 1 | 2 = 1): void {
    const before = this.#revealed;
    if (before?.entry === entry && before.depth === depth) return;
    if (before === null && entry === null) return;
    this.#revealed = entry === null ? null : { entry, depth };
    this.#tell();
  }

  #keepRevealed(closed: FoldKey): void {
    void closed;
    this.#revealed = null;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
