import { parseLine } from './line.ts';
import type { Line } from './line.ts';

const NEWLINE = 0x0a;
const QUOTE = 0x22;
/** In bytes. Above this, searching for a word first is faster than parsing. */
const LONG = 2048;

/**
 * The lines of a window that contain `needle`, in file order. A window ends behind a newline or at the end of the file.
 */
export function* linesWith(window: Buffer, needle: Buffer): Generator<Line> {
  for (let at = window.indexOf(needle); at >= 0;) {
    const end = endOfLine(window, at);
    yield* lineAround(window, at, end);
    at = window.indexOf(needle, end);
  }
}

/** The lines of a window from last to first. Long lines are left out unless they contain one of `needles`. */
export function* linesBackwards(window: Buffer, needles: readonly Buffer[]): Generator<Line> {
  for (let end = window.length; end > 0;) {
    const start = end === 1 ? 0 : window.lastIndexOf(NEWLINE, end - 2) + 1;
    const isLong = end - start > LONG;
    const line = isLong ? window.subarray(start, end) : null;
    if (line === null || needles.some((needle) => line.includes(needle))) {
      yield* parseLine(window.toString('utf8', start, end)).objects.reverse();
    }
    end = start;
  }
}

/**
 * The lines of a window in which `key` (with its quotes) may have a wanted value. `isWanted` gets each value as the
 * file has it, escaped. The key may be that of a nested object, so the caller has to look again.
 */
export function* linesWhere(window: Buffer, key: Buffer, isWanted: (value: string) => boolean): Generator<Line> {
  for (let at = window.indexOf(key); at >= 0;) {
    const opening = window.indexOf(QUOTE, at + key.length);
    const closing = opening < 0 ? -1 : window.indexOf(QUOTE, opening + 1);
    if (closing < 0) return;
    let from = at + key.length;
    if (isWanted(window.toString('utf8', opening + 1, closing))) {
      from = endOfLine(window, at);
      yield* lineAround(window, at, from);
    }
    at = window.indexOf(key, from);
  }
}

function endOfLine(window: Buffer, at: number): number {
  const end = window.indexOf(NEWLINE, at);
  return end < 0 ? window.length : end;
}

function lineAround(window: Buffer, at: number, end: number): Line[] {
  return parseLine(window.toString('utf8', window.lastIndexOf(NEWLINE, at) + 1, end)).objects;
}
