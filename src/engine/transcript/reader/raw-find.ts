import fs from 'node:fs';
import type { Lines } from './lines.ts';

/** Strings that are no larger are made where what is short-lived belongs. */
const WINDOW = 1 << 16;

/** An escape stands between a text as a reader sees it and its bytes: lines with one are always looked at. */
const ESCAPE = '\\u';
/** The same for a text that was put into a file of its own (docs/formats/transcripts.md 4). */
const ELSEWHERE = ['persisted', 'saved to'];
/** Calls of what answers in markdown, in which marks may stand in the middle of a word. */
const WRITING_TOOLS = ['Task"', 'Agent"', 'Web', 'Exit'].map((name) => `"name":"${name}`);
/** Letters that are one with a letter of ASCII where the case does not matter. */
const TWINS = { k: '\u212a', s: '\u017f' };
/** What stands in the file as it is shown: not the punctuation of JSON, which may be indented, and nothing escaped. */
const AS_IT_STANDS = /[^\s"\\/{}[\]:,\p{Cc}\p{Cs}\uFFFD]+/gu;
/** Letters beyond ASCII have other bytes in upper case. */
const OF_ONE_CASE = /(?:[\x21-\x7e]|[^\x00-\x7f\p{Cased}])+/gu;
/** A number may be written in other ways. */
const NUMBER = /^[\d.eE+-]+$/;
const LETTERS = /[\p{L}\p{N}]+/gu;

/** Where marks stand in the middle of a word, or letters stand for others: addresses, footnotes, character references. */
const BROKEN_WORD = /[a-z0-9\x80-\xff][*~`<>[\]]+[a-z0-9\x80-\xff]|\][([:]|\[\^|&[#a-z]/.source;

/** What to look for in the raw bytes of a file, as Latin-1 of its UTF-8, before lines are parsed. Case never matters. */
export interface RawWords {
  /** In any line; all at once is faster than one after the other. */
  needles: RegExp;
  /** How long the longest of them is. */
  longest: number;
  /** In a line of markdown, where only letters and digits stand together; null for whatever is in there. */
  written: RegExp | null;
}

/** Null where the bytes say nothing, and every line must be read. */
export function rawWords(text: string, matchCase: boolean, hasResultFiles: boolean): RawWords | null {
  const pieces = text.match(AS_IT_STANDS) ?? [];
  const sure = matchCase ? pieces : pieces.flatMap((piece) => piece.match(OF_ONE_CASE) ?? []);
  const piece = longestOf(sure.filter((one) => !NUMBER.test(one)));
  if (piece === null) return null;
  const core = longestOf(piece.match(LETTERS) ?? []);
  const twins = Object.entries(TWINS).filter(([letter]) => !matchCase && piece.toLowerCase().includes(letter));
  const own = [piece, ...twins.map(([, twin]) => twin)].map(bytesOf);
  const all = [...own, ESCAPE, ...WRITING_TOOLS, ...(hasResultFiles ? ELSEWHERE : [])];
  return {
    needles: new RegExp(all.map((one) => RegExp.escape(one)).join('|'), 'gi'),
    longest: Math.max(...all.map((one) => one.length)),
    written: core === null ? null : new RegExp(`${RegExp.escape(bytesOf(core))}|${BROKEN_WORD}`, 'i'),
  };
}

const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

const longestOf = (texts: string[]): string | null => texts.sort((a, b) => b.length - a.length)[0] ?? null;

interface RawOptions {
  /** Longer lines are not looked into. */
  longestLine: number;
  /** Whether what is shown of a line is markdown. */
  isWritten: (line: number) => boolean;
}

/** The numbers of lines in which the words may stand; some of them more than once. Yields -1 now and then. */
export function* linesWith(
  fd: number,
  lines: Lines,
  { needles, longest, written }: RawWords,
  { longestLine, isWritten }: RawOptions,
): Generator<number> {
  const bytes = Buffer.allocUnsafe(WINDOW + longest);
  const end = lines.count === 0 ? 0 : lines.offsets.at(lines.count - 1) + lines.lengths.at(lines.count - 1);
  let line = 0;
  for (let at = lines.offsets.at(0); at < end;) {
    while (line + 1 < lines.count && lines.offsets.at(line + 1) <= at) line += 1;
    const behind = lines.offsets.at(line) + lines.lengths.at(line);
    if (lines.lengths.at(line) >= longestLine && behind > at) {
      at = behind;
      continue;
    }
    const read = fs.readSync(fd, bytes, 0, bytes.length, at);
    if (read === 0) return;
    const text = bytes.toString('latin1', 0, read);
    yield* hits(text, needles, at, lines, line);
    for (let one = line; one < lines.count && lines.offsets.at(one) < at + WINDOW; one++) {
      if (isWritten(one) && mayHold(text, lines.offsets.at(one) - at, lines.lengths.at(one), written)) yield one;
    }
    at += WINDOW;
    yield -1;
  }
}

/** A line that is not in the window as a whole may hold anything. */
function mayHold(window: string, start: number, length: number, written: RegExp | null): boolean {
  if (written === null || start < 0 || start + length > window.length) return true;
  return written.test(window.slice(start, start + length));
}

function* hits(text: string, needles: RegExp, offset: number, lines: Lines, first: number): Generator<number> {
  let line = first;
  needles.lastIndex = 0;
  for (let hit = needles.exec(text); hit !== null; hit = needles.exec(text)) {
    while (line + 1 < lines.count && lines.offsets.at(line + 1) <= offset + hit.index) line += 1;
    // Lines that were spliced into one have the same place.
    for (let same = line; same >= 0 && lines.offsets.at(same) === lines.offsets.at(line); same--) yield same;
    if (line + 1 >= lines.count) return;
    needles.lastIndex = Math.max(hit.index + 1, lines.offsets.at(line + 1) - offset);
  }
}
