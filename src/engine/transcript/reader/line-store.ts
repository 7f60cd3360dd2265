import fs from 'node:fs';
import { parseLine } from '../line.ts';
import type { Line } from '../line.ts';
import type { Lines } from './lines.ts';

/** Bytes of lines that are kept parsed: the entries of a page come from the same few lines. */
const MOST_KEPT = 8 << 20;

/** Reads single lines again, by where they lie. */
export class LineStore {
  readonly #fd: number;
  readonly #lines: Lines;
  readonly #longestLine: number;
  /** The least recently used first. */
  readonly #kept = new Map<number, { line: Line; bytes: number }>();
  #keptBytes = 0;

  constructor(fd: number, lines: Lines, longestLine: number) {
    this.#fd = fd;
    this.#lines = lines;
    this.#longestLine = longestLine;
  }

  /** Null where it is too long, damaged, or no longer there. */
  read(number: number): Line | null {
    const kept = this.#kept.get(number);
    if (kept !== undefined) {
      this.#kept.delete(number);
      this.#kept.set(number, kept);
      return kept.line;
    }
    const length = this.#lines.lengths.at(number);
    if (length >= this.#longestLine) return null;
    const line = parseLine(this.text(number, length)).objects[this.#lines.places.at(number)] ?? null;
    if (line !== null) this.#keep(number, line, length);
    return line;
  }

  /** The line's own text from its beginning, up to so many bytes. */
  text(number: number, most: number): string {
    const wanted = Math.min(most, this.#lines.lengths.at(number));
    const bytes = Buffer.allocUnsafe(wanted);
    let read = 0;
    while (read < wanted) {
      const more = fs.readSync(this.#fd, bytes, read, wanted - read, this.#lines.offsets.at(number) + read);
      if (more === 0) break;
      read += more;
    }
    return bytes.toString('utf8', 0, read);
  }

  #keep(number: number, line: Line, bytes: number): void {
    if (bytes > MOST_KEPT / 2) return;
    this.#kept.set(number, { line, bytes });
    this.#keptBytes += bytes;
    for (const [oldest, { bytes: old }] of this.#kept) {
      if (this.#keptBytes <= MOST_KEPT) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= old;
    }
  }
}
