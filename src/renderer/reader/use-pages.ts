import { useLayoutEffect } from 'react';
import { PAGE } from './reading/pages.ts';
import type { Reading } from './reading/reading.ts';
import { entryOf, type Rows } from './rows.ts';
import type { RowVirtualizer } from './use-rows.ts';

/** How many rows ahead are asked for, and behind. */
const AHEAD = 60;
const BEHIND = 30;
const MOST_PAGES = 10;

/** Asks for the contents of what is in view, then of what comes next, once that has time. */
export function usePages(reading: Reading, virtualizer: RowVirtualizer, rows: Rows, hasTime: boolean): void {
  useLayoutEffect(() => {
    const range = virtualizer.range;
    if (range === null || rows.length === 0) return;
    const backward = virtualizer.scrollDirection === 'backward';
    const pages = pagesAround(rows, range.startIndex, range.endIndex, backward);
    reading.pages.want(hasTime ? pages : pages.slice(0, 1));
  });
}

export function pagesAround(rows: Rows, first: number, last: number, backward: boolean): number[] {
  const pages = new Set<number>();
  const add = (from: number, to: number, step: 1 | -1): void => {
    for (let index = from; index !== to; index += step) {
      const key = rows[index];
      if (key !== undefined) pages.add(Math.floor(entryOf(key) / PAGE));
    }
  };
  add(first, last + 1, 1);
  const after = (): void => add(last + 1, last + 1 + (backward ? BEHIND : AHEAD), 1);
  const before = (): void => add(first - 1, first - 1 - (backward ? AHEAD : BEHIND), -1);
  for (const direction of backward ? [before, after] : [after, before]) direction();
  return [...pages].slice(0, MOST_PAGES);
}
