import { rowKey } from '../rows.ts';
import type { Place } from '../place.ts';
import { PAGE } from './pages.ts';
import type { Reading } from './reading.ts';

/** Contents that do not come are not waited for longer. */
const PATIENCE_MS = 1_000;

/**
 * By how much the entries of a conversation's end, which has been read ahead, have higher numbers in the whole. Null where
 * they are not found there.
 */
export async function shiftOf(tail: Reading, whole: Reading): Promise<number | null> {
  const uuidOf = (entry: number): string | null => tail.pages.get(entry)?.uuid ?? null;
  let entry = tail.layout.count - 1;
  while (entry >= tail.layout.first && uuidOf(entry) === null) entry -= 1;
  const uuid = uuidOf(entry);
  if (uuid === null) return null;
  // A link leads to the first entry of a line.
  while (entry > tail.layout.first && uuidOf(entry - 1) === uuid) entry -= 1;
  const found = await whole.locate(uuid);
  return found === null ? null : found - entry;
}

/** The same place in the whole. */
export function shiftPlace(place: Place, shift: number): Place {
  const moved = (row: number): number => row + rowKey('entry', shift) - rowKey('entry', 0);
  return {
    ...place,
    row: place.row === null ? null : moved(place.row),
    heights: new Map([...place.heights].map(([row, height]) => [moved(row), height])),
  };
}

/** Resolves once the contents of these entries are there, so that they can be shown at once. */
export function contentsOf(reading: Reading, entries: readonly number[]): Promise<void> {
  reading.pages.want([...new Set(entries.map((entry) => Math.floor(entry / PAGE)))]);
  const areThere = (): boolean => entries.every((entry) => reading.pages.get(entry) !== undefined);
  if (areThere()) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      leave();
      resolve();
    };
    const timer = setTimeout(done, PATIENCE_MS);
    const leave = reading.subscribePages(() => areThere() && done());
  });
}
