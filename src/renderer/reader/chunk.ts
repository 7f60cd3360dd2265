import { estimateHeight } from './heights.ts';
import type { Place } from './place.ts';
import type { Layout } from './reading/layout.ts';
import { indexOfRow, type RowKey, type Rows } from './rows.ts';

/**
 * Which part of all rows is laid out: from a row on, or up to one. Browsers have no boxes higher than some 33 million
 * pixels, and only conversations beyond all measure need more.
 */
export interface Chunk {
  side: 'from' | 'to';
  row: RowKey;
}

export const FIRST_CHUNK: Chunk = { side: 'from', row: 0 };
export const LAST_CHUNK: Chunk = { side: 'to', row: Infinity };

/** Half of what browsers can: heights are only guessed. In pixels. */
const HIGHEST = 16_000_000;
/** What chunks that follow each other have in common, in rows. */
const SHARED = 40;
/** What is read on, where heights are guessed for all. */
const USUAL = { width: 700, rem: 16 };

/** Where somebody was. The rows before it are not known yet. */
export function chunkOf(place: Place | undefined): Chunk {
  if (place?.row == null) return FIRST_CHUNK;
  return place.atEnd ? LAST_CHUNK : { side: 'to', row: place.row + SHARED };
}

/** The places of a chunk among all rows: from the first to before the last. All of them where they fit. */
export function boundsOf(
  rows: Rows,
  layout: Layout,
  { side, row }: Chunk,
  highest = HIGHEST,
): [from: number, to: number] {
  const height = (index: number): number => estimateHeight(layout, rows[index] ?? 0, USUAL);
  let [from, to] = [indexOfRow(rows, row), Math.min(rows.length, indexOfRow(rows, row) + 1)];
  if (side === 'from') to = from;
  else from = to;
  let all = 0;
  const grow = (backward: boolean): void => {
    while (all < highest && (backward ? from > 0 : to < rows.length)) all += height(backward ? (from -= 1) : to++);
  };
  // What is left of the room goes to the other side.
  grow(side === 'to');
  grow(side === 'from');
  return [from, to];
}

/** The chunk before or after one that has these bounds. */
export function nextChunk(rows: Rows, [from, to]: readonly [number, number], step: 1 | -1): Chunk {
  return step === 1
    ? { side: 'from', row: rows[Math.max(0, to - SHARED)] ?? 0 }
    : { side: 'to', row: rows[Math.min(rows.length - 1, from + SHARED)] ?? 0 };
}

/** A chunk with this row in it, and with rows on both sides. */
export const chunkAround = (rows: Rows, row: RowKey): Chunk => ({
  side: 'from',
  row: rows[Math.max(0, indexOfRow(rows, row) - SHARED)] ?? 0,
});
