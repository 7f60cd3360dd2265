import type { ReaderEntry } from '../../../shared/reading.ts';
import { UNCUT, USUAL_LIMITS } from './excerpt.ts';
import type { Reading } from './reading.ts';

const PAGE = 50;

/** Yields all entries in order. The reading must be indexed. `uncut`: texts are whole, of any length. */
export function* everyEntry(reading: Reading, { uncut = false } = {}): Generator<ReaderEntry> {
  const limits = uncut ? UNCUT : USUAL_LIMITS;
  for (let from = 0; from < reading.count; from += PAGE) yield* reading.entries(from, PAGE, limits);
}
