import type { FoldKey, Folds } from './context.ts';

/**
 * What is unfolded in one reading: what the person said, and the entry that a search opened for as long as the search
 * stays there. Depth 1 opens the folds of that entry, 2 loads what was cut as well.
 */
export class FoldStore implements Folds {
  readonly #said = new Map<FoldKey, boolean>();
  readonly #listeners = new Set<() => void>();
  #revealed: { entry: number; depth: 1 | 2; closed: Set<FoldKey> } | null = null;
  /** When something was last opened or closed, as `performance.now()` counts: what grows then is not out of place. */
  changedAt = -Infinity;

  isOpen = (key: FoldKey, byDefault: boolean): boolean => {
    const revealed = this.#revealed;
    if (revealed !== null && key.startsWith(`${revealed.entry}:`) && !revealed.closed.has(key)) {
      if (opens(key, revealed.depth)) return true;
    }
    return this.#said.get(key) ?? byDefault;
  };

  setOpen = (key: FoldKey, open: boolean): void => {
    this.#said.set(key, open);
    if (open) this.#revealed?.closed.delete(key);
    else this.#revealed?.closed.add(key);
    this.#tell();
  };

  /** Takes over what was said of another reading's entries, which have higher numbers here. */
  takeFrom(other: FoldStore, shift: number): void {
    for (const [key, open] of other.#said) {
      const [entry = '', ...what] = key.split(':');
      this.#said.set(`${Number(entry) + shift}:${what.join(':')}`, open);
    }
    this.#tell();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Opens all of an entry, because what was searched for stands in it; the one before it folds back. */
  reveal(entry: number | null, depth: 1 | 2 = 1): void {
    const before = this.#revealed;
    if (before === null ? entry === null : before.entry === entry && before.depth >= depth) return;
    this.#revealed = entry === null ? null : { entry, depth, closed: new Set() };
    this.#tell();
  }

  #tell(): void {
    this.changedAt = performance.now();
    for (const listener of this.#listeners) listener();
  }
}

/** A subagent's own conversation is no part of the search, and details only repeat what the view shows. */
const opens = (key: FoldKey, depth: 1 | 2): boolean =>
  !key.endsWith(':agent') && !key.endsWith(':details') && (depth === 2 || !key.endsWith(':whole'));
