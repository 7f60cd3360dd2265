import fs from 'node:fs';

/** Bytes of a line, or, of one that is too long, the bytes of its beginning and its end. */
export interface FedLine {
  /** Where in the file it begins. */
  offset: number;
  /** Bytes, without its newline. */
  length: number;
  tooLong: boolean;
  /** It lies from `start` to `end` here, until the next line is asked for. Of a line that is too long, only its head. */
  bytes: Buffer;
  start: number;
  end: number;
}

export interface FeedSizes {
  window: number;
  longestLine: number;
}

const NEWLINE = 0x0a;
/** How much of a line is kept that is too long. */
export const HEAD = 4096;
/** What a long line made necessary is given back from here on. */
const MOST_KEPT = 8 << 20;

/**
 * The lines of a file, in order, in bounded memory; goes on where it stopped when the file has grown. A line counts once
 * its newline is there.
 */
export class LineFeed {
  readonly #fd: number;
  readonly #sizes: FeedSizes;
  /** One byte longer than what is read into it, for a newline that ends every search. */
  #room: Buffer;
  /** The unread bytes in `room`: from `start` to `filled`. */
  #start = 0;
  #filled = 0;
  /** No newline before here. */
  #searched = 0;
  /** Where in the file `start` is. */
  #offset: number;
  /** A line that is too long, while its end is looked for: `start` is somewhere in it. */
  #long: { offset: number; head: Buffer } | null = null;

  constructor(fd: number, sizes: FeedSizes, offset = 0) {
    this.#fd = fd;
    this.#sizes = sizes;
    this.#offset = offset;
    this.#room = Buffer.allocUnsafe(sizes.window + 1);
  }

  /** Where the first line begins that was not handed out. */
  get position(): number {
    return this.#long?.offset ?? this.#offset;
  }

  /** How far the file has been read. */
  get readTo(): number {
    return this.#offset + this.#filled - this.#start;
  }

  /** `more`: nothing yet, ask again. `end`: no further whole line is in the file. */
  next(): FedLine | 'more' | 'end' {
    const newline = this.#nextNewline();
    if (newline < this.#filled) return this.#take(newline);
    this.#searched = this.#filled;
    if (this.#filled - this.#start >= this.#sizes.longestLine) this.#beginLong();
    if (this.#long !== null) this.#skipTo(this.#filled);
    return this.#fill() ? 'more' : 'end';
  }

  /** What stands behind the last newline, at the end of the file; null where that is nothing, or too long. */
  get tail(): FedLine | null {
    if (this.#long !== null || this.#filled === this.#start) return null;
    return this.#line(this.#filled);
  }

  /** The tail was a whole line after all. */
  takeTail(): void {
    this.#skipTo(this.#filled);
  }

  #nextNewline(): number {
    this.#room[this.#filled] = NEWLINE;
    return this.#room.indexOf(NEWLINE, Math.max(this.#start, this.#searched));
  }

  #take(newline: number): FedLine {
    const long = this.#long;
    if (long === null) {
      const line = this.#line(newline);
      this.#skipTo(newline + 1);
      return line;
    }
    const length = this.#offset + newline - this.#start - long.offset;
    this.#long = null;
    this.#skipTo(newline + 1);
    return { offset: long.offset, length, tooLong: true, bytes: long.head, start: 0, end: long.head.length };
  }

  #line(end: number): FedLine {
    const length = end - this.#start;
    const base = { offset: this.#offset, length, bytes: this.#room, start: this.#start };
    const tooLong = length >= this.#sizes.longestLine;
    return { ...base, tooLong, end: tooLong ? Math.min(end, this.#start + HEAD) : end };
  }

  #beginLong(): void {
    const head = Buffer.from(this.#room.subarray(this.#start, Math.min(this.#filled, this.#start + HEAD)));
    this.#long ??= { offset: this.#offset, head };
  }

  #skipTo(at: number): void {
    this.#offset += at - this.#start;
    this.#start = at;
    this.#searched = at;
  }

  /** Reads on; false at the end of the file. */
  #fill(): boolean {
    this.#makeRoom();
    const wanted = this.#room.length - 1 - this.#filled;
    const read = fs.readSync(this.#fd, this.#room, this.#filled, wanted, this.readTo);
    this.#filled += read;
    return read > 0;
  }

  /** By larger and larger steps within a long line, so that it is not copied once for each. */
  #makeRoom(): void {
    const used = this.#filled - this.#start;
    const { window, longestLine } = this.#sizes;
    const fits = used * 2 < this.#room.length;
    const wanted = fits ? this.#room.length - 1 : Math.min(used * 2, Math.max(longestLine, window));
    const isTooMuch = used < window && this.#room.length > MOST_KEPT;
    const capacity = isTooMuch ? window : Math.max(wanted, used + 1);
    if (capacity + 1 === this.#room.length) this.#room.copyWithin(0, this.#start, this.#filled);
    else {
      const room = Buffer.allocUnsafe(capacity + 1);
      this.#room.copy(room, 0, this.#start, this.#filled);
      this.#room = room;
    }
    this.#searched -= this.#start;
    this.#start = 0;
    this.#filled = used;
  }
}
