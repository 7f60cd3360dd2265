import fs from 'node:fs';
import type { Lines } from './lines.ts';

const WINDOW = 1 << 20;

/** An escape stands between a text as a reader sees it and its bytes: lines with one are always looked at. */
const ESCAPE = '\\u';
/** The same for a text that was put into a file of its own (transcripts.md, section 4). */
const ELSEWHERE = ['persisted', 'saved to'];
/** Their lower case is another letter, of ASCII. */
const FOLD_TO_ASCII = ['\u0130', '\u212a'];
/** Punctuation of JSON, which stands otherwise in the file than where it is shown indented, and all that is escaped. */
const NOT_AS_IT_STANDS = /["\\{}[\]:,\p{Cc}\p{Cs}\uFFFD]|^\s|\s$|\s\s|^[\d.eE+-]+$/u;

/**
 * Words to look for in the raw bytes of a file before its lines are parsed, as Latin-1 of their UTF-8; null where these
 * say nothing, and every line must be read.
 */
export function rawNeedles(text: string, matchCase: boolean, hasResultFiles: boolean): string[] | null {
  if (NOT_AS_IT_STANDS.test(text) || FOLD_TO_ASCII.some((letter) => text.includes(letter))) return null;
  // Letters beyond ASCII have other bytes in upper case.
  const rest = text.replace(/[\x20-\x7e]/g, '');
  if (!matchCase && (rest.toLowerCase() !== rest || rest.toUpperCase() !== rest)) return null;
  const raw = Buffer.from(text).toString('latin1').toLowerCase();
  const elsewhere = hasResultFiles ? ELSEWHERE : [];
  const folded = matchCase ? [] : FOLD_TO_ASCII.map((letter) => Buffer.from(letter).toString('latin1').toLowerCase());
  // A slash may be escaped for no reason.
  return [raw, ESCAPE, ...elsewhere, ...folded, ...(text.includes('/') ? ['\\/'] : [])];
}

/** The numbers of lines in which one of these stands; some of them more than once. Yields -1 now and then. */
export function* linesWith(
  fd: number,
  lines: Lines,
  needles: readonly string[],
  longestLine: number,
): Generator<number> {
  const longest = Math.max(...needles.map((needle) => needle.length));
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
    const text = bytes.toString('latin1', 0, read).toLowerCase();
    for (const needle of needles) yield* hits(text, needle, at, lines, line);
    at += WINDOW;
    yield -1;
  }
}

function* hits(text: string, needle: string, offset: number, lines: Lines, first: number): Generator<number> {
  let line = first;
  for (let at = text.indexOf(needle); at >= 0;) {
    while (line + 1 < lines.count && lines.offsets.at(line + 1) <= offset + at) line += 1;
    // Lines that were spliced into one have the same place.
    for (let same = line; same >= 0 && lines.offsets.at(same) === lines.offsets.at(line); same--) yield same;
    if (line + 1 >= lines.count) return;
    at = text.indexOf(needle, Math.max(at + 1, lines.offsets.at(line + 1) - offset));
  }
}
