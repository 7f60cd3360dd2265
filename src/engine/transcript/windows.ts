import fs from 'node:fs';
import type { PlainFile } from './plain-file.ts';

/** In bytes. Longer lines are skipped and counted. Lines of 200 MB were seen (docs/formats/transcripts.md 5). */
export const LONGEST_LINE = 64 << 20;
/** In bytes. The fastest of several sizes that were measured: few calls, and it still fits the cache of one core. */
export const WINDOW = 512 << 10;

/** Memory that windows are read into. It grows when a line is longer than a window. */
export interface Room {
  bytes: Buffer;
  /** The position in `bytes` where the room begins. */
  readonly base: number;
  /** The number of bytes from `base` on. */
  capacity: number;
  /** Makes the room larger and keeps its contents. `bytes` is another buffer afterwards. */
  grow(capacity: number): void;
}

export interface WindowSizes {
  window: number;
  longestLine: number;
}

const USUAL_SIZES: WindowSizes = { window: WINDOW, longestLine: LONGEST_LINE };
const NEWLINE = 0x0a;

/** Reads a file from its start in windows of whole lines. */
export class Windows {
  /** The window is `start` to `end` of `room.bytes`. It ends behind a newline or at the end of the file. */
  start: number;
  end: number;
  /** The position of `start` in the file. */
  offset = 0;
  /** The bytes of a too long line that was skipped before this window; 0 if there was none. */
  skipped = 0;
  /** The number of lines skipped so far. */
  elided = 0;
  /** How many zeros were read so far, in bytes: a crash leaves blocks of them (docs/formats/transcripts.md 5). */
  zeros = 0;

  readonly room: Room;
  readonly #file: PlainFile;
  readonly #sizes: WindowSizes;
  /** The end of the bytes that were read. Those behind `end` begin the next window. */
  #filled: number;
  /** The number of bytes of the file that were read. */
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

  /** True if the whole file is in this window. */
  get holdsAll(): boolean {
    return this.#atEnd && this.offset === 0 && this.end === this.#filled;
  }

  /** Goes to the next window. Returns false at the end of the file. Throws what the file system throws. */
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

  /** Reads on, in growing steps within a long line. Returns false at the end of the file. */
  #fill(): boolean {
    if (this.#atEnd) return false;
    const { room } = this;
    const { window, longestLine } = this.#sizes;
    const used = this.#filled - room.base;
    const wanted = Math.min(Math.max(window - used, used), Math.max(longestLine - used, 1));
    if (used + wanted > room.capacity) room.grow(Math.max(used + wanted, room.capacity * 2));
    const read = fs.readSync(this.#file.fd, room.bytes, this.#filled, wanted, this.#position);
    this.zeros += zerosIn(room.bytes.subarray(this.#filled, this.#filled + read));
    this.#filled += read;
    this.#position += read;
    this.#atEnd = read === 0 || (read < wanted && this.#position >= this.#file.size);
    return read > 0;
  }

  /** Skips everything up to the next newline. The window is then empty, and `skipped` says how much that was. */
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

function zerosIn(bytes: Buffer): number {
  const first = bytes.indexOf(0);
  if (first < 0) return 0;
  let count = 0;
  for (let at = first; at < bytes.length; at += 1) if (bytes[at] === 0) count += 1;
  return count;
}

/** Room in plain memory, not in that of WebAssembly. */
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
