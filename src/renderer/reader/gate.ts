import { createContext, useContext, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { RowKey } from './rows.ts';

/** How much of a frame goes into drawing contents: little while somebody scrolls, else what is hardly felt. */
const MOVING_MS = 6;
const RESTING_MS = 36;
/** So long after the last movement they count as scrolling. */
const MOVED_MS = 140;

/**
 * Lets contents into the page a few at a time. Dozens of rows can come into view at once, or get their contents at once;
 * drawn together they would hold up the frame, and scrolling would stutter.
 */
export class Gate {
  /** The row at the upper edge: those from there on come first. */
  top: RowKey = 0;
  #isOpen = true;
  #movedAt = -Infinity;
  #frame = 0;
  readonly #waiting = new Map<RowKey, () => void>();

  /** Nothing is on the screen yet: whatever comes into the page has its contents at once. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** From here on rows wait for their turn. */
  close(): void {
    this.#isOpen = false;
  }

  moved(): void {
    this.#movedAt = performance.now();
  }

  /** `show` is called in one of the next frames, unless the wait is given up before. */
  wait(row: RowKey, show: () => void): () => void {
    this.#waiting.set(row, show);
    this.#schedule();
    return () => {
      if (this.#waiting.get(row) === show) this.#waiting.delete(row);
    };
  }

  #schedule(): void {
    if (this.#frame === 0 && this.#waiting.size > 0) this.#frame = requestAnimationFrame(() => this.#admit());
  }

  #admit(): void {
    this.#frame = 0;
    const begun = performance.now();
    const budget = begun - this.#movedAt < MOVED_MS ? MOVING_MS : RESTING_MS;
    for (const row of this.#order()) {
      const show = this.#waiting.get(row);
      if (show === undefined) continue;
      this.#waiting.delete(row);
      flushSync(show);
      if (performance.now() - begun > budget) break;
    }
    this.#schedule();
  }

  /** What is in view from its upper edge down, then what is above it from there up. */
  #order(): RowKey[] {
    const rows = [...this.#waiting.keys()].sort((a, b) => a - b);
    const below = rows.findIndex((row) => row >= this.top);
    return below < 0 ? rows.reverse() : [...rows.slice(below), ...rows.slice(0, below).reverse()];
  }
}

export const GateContext = createContext<Gate | null>(null);

/** Whether it is the row's turn to draw its contents, once they are there. Stays true while the row is in the page. */
export function useTurn(row: RowKey, isThere: boolean): boolean {
  const gate = useContext(GateContext);
  const [isIn, setIn] = useState(gate === null || (gate.isOpen && isThere));
  useLayoutEffect(() => {
    if (isIn || !isThere || gate === null) return;
    return gate.wait(row, () => setIn(true));
  }, [gate, row, isThere, isIn]);
  return isIn;
}
