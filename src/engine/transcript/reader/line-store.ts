import fs from 'node:fs';
import { parseLine } from '../line.ts';
import type { Line } from '../line.ts';
import type { Lines } from './lines.ts';

/** In bytes of text: lines that are kept parsed, because the entries of a page come from the same few lines. */
const MOST_KEPT = 8 << 20;
/** In bytes, read at once, because lines are asked for one after the other. */
const WINDOW = 256 << 10;
const NOTHING = Buffer.alloc(0);

/** Reads single lines again, by their positions. */
export class LineStore {
  readonly #fd: number;
  readonly #lines: Lines;
  readonly #longestLine: number;
  /** The cache has two halves. When the newer one is full, it replaces the older one. */
  #newer = new Map<number, Line>();
  #older = new Map<number, Line>();
  #newerBytes = 0;
  /** The latest line that is too large for the cache; null if there is none. */
  #large: { number: number; line: Line } | null = null;
  #window: { offset: number; bytes: Buffer } = { offset: 0, bytes: NOTHING };

  constructor(fd: number, lines: Lines, longestLine: number) {
    this.#fd = fd;
    this.#lines = lines;
    this.#longestLine = longestLine;
  }

  /** Returns null if the line is too long, damaged, or no longer there. */
  read(number: number): Line | null {
    const kept = this.#newer.get(number) ?? this.#older.get(number);
    if (kept !== undefined) return kept;
    if (this.#large?.number === number) return this.#large.line;
    const length = this.#lines.lengths.at(number);
    if (length >= this.#longestLine) return null;
    const line = parseLine(this.text(number, length)).objects[this.#lines.places.at(number)] ?? null;
    if (line !== null) this.#keep(number, line, length);
    return line;
  }

  /** Returns the beginning of the line's own text, at most `most` bytes. */
  text(number: number, most: number): string {
    const offset = this.#lines.offsets.at(number);
    const wanted = Math.min(most, this.#lines.lengths.at(number));
    if (wanted > WINDOW) return this.#readAt(offset, Buffer.allocUnsafe(wanted)).toString('utf8');
    const start = offset - this.#window.offset;
    if (start < 0 || start + wanted > this.#window.bytes.length) {
      this.#window = { offset, bytes: this.#readAt(offset, Buffer.allocUnsafe(WINDOW)) };
      return this.#window.bytes.toString('utf8', 0, wanted);
    }
    return this.#window.bytes.toString('utf8', start, start + wanted);
  }

  /** Returns fewer bytes than asked for if the file ends before. */
  #readAt(offset: number, bytes: Buffer): Buffer {
    let read = 0;
    while (read < bytes.length) {
      const more = fs.readSync(this.#fd, bytes, read, bytes.length - read, offset + read);
      if (more === 0) break;
      read += more;
    }
    return bytes.subarray(0, read);
  }

  #keep(number: number, line: Line, bytes: number): void {
    if (bytes > MOST_KEPT / 2) {
      this.#large = { number, line };
      return;
    }
    if (this.#newerBytes + bytes > MOST_KEPT / 2) {
      this.#older = this.#newer;
      this.#newer = new Map();
      this.#newerBytes = 0;
    }
    this.#newer.set(number, line);
    this.#newerBytes += bytes;
  }
}
