import type { FindResult, FoundEntry } from '../../../shared/reading.ts';
import type { EntryBuilder } from './entry-builder.ts';
import { UNCUT } from './excerpt.ts';
import { linesWith, rawNeedles } from './raw-find.ts';
import type { ReadingIndex } from './reading-index.ts';
import type { FindQuery } from './reading.ts';
import { searchable } from './searchable.ts';

/** How long it looks before others have their turn. */
const TURN_MS = 6;

export interface FindIn {
  fd: number;
  index: ReadingIndex;
  builder: EntryBuilder;
  /** All of the file is indexed. */
  done: boolean;
  longestLine: number;
  /** Some of what tools printed is in files of its own. */
  hasResultFiles: boolean;
}

/**
 * Looks for words in all that can be shown. The bytes of the file say first which lines are worth parsing; only what an
 * entry shows, made as it is made for showing, is counted.
 */
export function* findIn(where: FindIn, query: FindQuery): Generator<undefined, FindResult> {
  const { index, builder, done } = where;
  const { entries } = index;
  const count = counter(query);
  const found: FoundEntry[] = [];
  let [total, since] = [0, performance.now()];
  const candidates = yield* candidatesFor(where, query);
  for (let entry = 0; entry < entries.count; entry++) {
    if (candidates !== null && candidates[entry] !== 1) continue;
    if (entries.kind(entry) === 'metadata' && query.metadata !== true) continue;
    const here = countIn(entry, builder, count);
    if (here !== null) {
      found.push(here);
      total += here.count;
    }
    if (performance.now() - since < TURN_MS) continue;
    yield;
    since = performance.now();
  }
  return { found, total, complete: done && index.tooLong === 0 };
}

/** By entry, 1 for each that is worth reading; null for all. */
function* candidatesFor(where: FindIn, { text, matchCase }: FindQuery): Generator<undefined, Uint8Array | null> {
  const needles = rawNeedles(text, matchCase, where.hasResultFiles);
  if (needles === null) return null;
  const { lines, entries } = where.index;
  const candidates = new Uint8Array(entries.count);
  for (const line of linesWith(where.fd, lines, needles, where.longestLine)) {
    if (line < 0) yield;
    else {
      const first = lines.entries.at(line) - 1;
      if (first >= 0) candidates.fill(1, first, first + Math.max(1, lines.counts.at(line)));
    }
  }
  return candidates;
}

function countIn(entry: number, builder: EntryBuilder, count: (text: string) => number): FoundEntry | null {
  let [all, foldedOnes] = [0, 0];
  for (const { text, folded } of searchable(builder.build(entry, UNCUT))) {
    const here = count(text);
    all += here;
    if (folded) foldedOnes += here;
  }
  return all === 0 ? null : { entry, count: all, folded: foldedOnes > 0 };
}

/** How often the words stand in a text, one behind the other. */
function counter({ text, matchCase }: FindQuery): (text: string) => number {
  const needle = matchCase ? text : text.toLowerCase();
  return (whole) => {
    const hay = matchCase ? whole : whole.toLowerCase();
    let count = 0;
    for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) count += 1;
    return count;
  };
}
