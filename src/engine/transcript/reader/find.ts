import type { EntryKind, FindResult, FoundEntry } from '../../../shared/reading.ts';
import type { EntryBuilder } from './entry-builder.ts';
import { UNCUT } from './excerpt.ts';
import { countOf, patternOf } from './find-words.ts';
import { linesWith, rawWords } from './raw-find.ts';
import type { ReadingIndex } from './reading-index.ts';
import type { FindQuery } from './reading.ts';
import { searchable } from './searchable.ts';
import type { Searchable } from './searchable.ts';
import { mayHold, shownText } from './shown-markdown.ts';

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
  if (count === null) return { found, total: 0, complete: done && index.tooLong === 0 };
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

/** What is shown as markdown. */
const WRITTEN: ReadonlySet<EntryKind> = new Set(['prompt', 'reply', 'thinking', 'compaction', 'note']);

/** By entry, 1 for each that is worth reading; null for all. */
function* candidatesFor(where: FindIn, { text, matchCase }: FindQuery): Generator<undefined, Uint8Array | null> {
  const words = rawWords(text, matchCase, where.hasResultFiles);
  if (words === null) return null;
  const { lines, entries } = where.index;
  const candidates = new Uint8Array(entries.count);
  const written = new Uint8Array(lines.count);
  for (let entry = 0; entry < candidates.length; entry++) {
    if (!WRITTEN.has(entries.kind(entry))) continue;
    written[entries.lines.at(entry)] = 1;
    written[entries.other(entry)?.line ?? -1] = 1;
  }
  const hits = new Uint8Array(lines.count);
  const options = { longestLine: where.longestLine, isWritten: (line: number) => written[line] === 1 };
  let since = performance.now();
  for (const line of linesWith(where.fd, lines, words, options)) {
    if (line >= 0) hits[line] = 1;
    else if (performance.now() - since >= TURN_MS) {
      yield;
      since = performance.now();
    }
  }
  // What an entry shows stands in its own line and in that of what belongs to it; a line may be of several entries.
  return candidates.map((_, entry) => hits[entries.lines.at(entry)] || hits[entries.other(entry)?.line ?? -1] || 0);
}

function countIn(entry: number, builder: EntryBuilder, count: (shown: Searchable) => number): FoundEntry | null {
  let [all, foldedOnes] = [0, 0];
  for (const shown of searchable(builder.build(entry, UNCUT))) {
    const here = count(shown);
    all += here;
    if (shown.folded) foldedOnes += here;
  }
  return all === 0 ? null : { entry, count: all, folded: foldedOnes > 0 };
}

/** Null where nothing is looked for. */
function counter(query: FindQuery): ((shown: Searchable) => number) | null {
  const pattern = patternOf(query);
  if (pattern === null) return null;
  const core = coreOf(query);
  return ({ text, isMarkdown }) => {
    if (!isMarkdown) return countOf(pattern, text);
    return mayHold(text, core) ? countOf(pattern, shownText(text)) : 0;
  };
}

/** The longest run of letters and digits in the words; null where there is none. */
function coreOf({ text, matchCase }: FindQuery): RegExp | null {
  const [longest] = (text.match(/[\p{L}\p{N}]+/gu) ?? []).sort((a, b) => b.length - a.length);
  return longest === undefined ? null : new RegExp(RegExp.escape(longest), matchCase ? 'u' : 'iu');
}
