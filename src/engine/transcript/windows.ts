import fs from 'node:fs';
import type { PlainFile } from './plain-file.ts';

/** Longer lines are skipped and counted: real ones were seen with 200 MB (docs/formats/transcripts.md 5). */
export const LONGEST_LINE = 64 << 20;
/** The best of several that were measured: fewer calls than with smaller ones, and it still fits a core's own cache. */
export const WINDOW = 512 << 10;

/** Memory that windows are read into. It grows when a line is longer than a window. */
export interface Room {
  bytes: Buffer;
  /** Where in `bytes` the room begins. */
  readonly base: number;
  /** Bytes from `base` on. */
  capacity: number;
  /** Makes the room larger and keeps what is in it. `bytes` is another one afterwards. */
  grow(capacity: number): void;
}

export interface WindowSizes {
  window: number;
  longestLine: number;
}

const USUAL_SIZES: WindowSizes = { window: WINDOW, longestLine: LONGEST_LINE };
const NEWLINE = 0x0a;

/** Reads a file from its start, a window at a time, each of whole lines. */
export class Windows {
  /** The window: bytes of `room.bytes`. It ends behind a newline, or at the end of the file. */
  start: number;
  end: number;
  /** Where in the file `start` is. */
  offset = 0;
  /** The bytes of a line that was too long to be read and stood before this window; 0 where there was none. */
  skipped = 0;
  /** How many lines were skipped so far. */
  elided = 0;

  readonly room: Room;
  readonly #file: PlainFile;
  readonly #sizes: WindowSizes;
  /** Where the bytes that were read end; those behind `end` are the start of the next window. */
  #filled: number;
  /** How much of the file was read. */
  #position = 0;
  #atEnd = false;

  constructor(file: PlainFile, room: Room, sizes: WindowSizes = USUAL_SIZES) {
    this.#file = file;
    this.room = room;
    this.#sizes = sizes;
    this.start = room.base;
    this.end = room.base;
    this.#filled = room.base;
  }

  /** Whether the whole file is in this window. */
  get holdsAll(): boolean {
    return this.#atEnd && this.offset === 0 && this.end === this.#filled;
  }

  /** Goes to the next window; false at the end of the file. */
  next(): boolean {
    this.#keepTheRest();
    let searched = this.start;
    for (;;) {
      if (!this.#fill()) {
        this.end = this.#filled;
        return this.end > this.start;
      }
      const newline = this.room.bytes.lastIndexOf(NEWLINE, this.#filled - 1);
      if (newline >= searched) {
        this.end = newline + 1;
        return true;
      }
      if (this.#filled - this.start >= this.#sizes.longestLine) return this.#skipLine();
      searched = this.#filled;
    }
  }

  #keepTheRest(): void {
    const { bytes, base } = this.room;
    this.offset += this.end - this.start;
    bytes.copyWithin(base, this.end, this.#filled);
    this.#filled = base + this.#filled - this.end;
    this.start = base;
    this.end = base;
    this.skipped = 0;
  }

  /** Reads on, by larger and larger steps within a long line; false at the end of the file. */
  #fill(): boolean {
    if (this.#atEnd) return false;
    const { room } = this;
    const { window, longestLine } = this.#sizes;
    const used = this.#filled - room.base;
    const wanted = Math.min(Math.max(window - used, used), Math.max(longestLine - used, 1));
    if (used + wanted > room.capacity) room.grow(Math.max(used + wanted, room.capacity * 2));
    const read = fs.readSync(this.#file.fd, room.bytes, this.#filled, wanted, this.#position);
    this.#filled += read;
    this.#position += read;
    this.#atEnd = read === 0 || (read < wanted && this.#position >= this.#file.size);
    return read > 0;
  }

  /** Leaves out everything up to the next newline: an empty window that says how much that was. */
  #skipLine(): boolean {
    const { room } = this;
    this.elided++;
    for (;;) {
      const newline = room.bytes.subarray(this.start, this.#filled).indexOf(NEWLINE);
      const end = newline < 0 ? this.#filled : this.start + newline + 1;
      this.skipped += end - this.start;
      this.offset += end - this.start;
      room.bytes.copyWithin(this.start, end, this.#filled);
      this.#filled -= end - this.start;
      if (newline >= 0 || !this.#fill()) return true;
    }
  }
}

/** Room outside WebAssembly. */
export function plainRoom(): Room {
  return {
    bytes: Buffer.allocUnsafe(WINDOW),
    base: 0,
    capacity: WINDOW,
    grow(capacity) {
      const bytes = Buffer.allocUnsafe(capacity);
      this.bytes.copy(bytes);
      this.bytes = bytes;
      this.capacity = capacity;
    },
  };
}
