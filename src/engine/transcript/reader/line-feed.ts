import fs from 'node:fs';

/** The bytes of a line, or the beginning and the end of a line that is too long. */
export interface FedLine {
  /** The position in the file where it begins. */
  offset: number;
  /** In bytes, without its newline. */
  length: number;
  tooLong: boolean;
  /**
   * The line is here from `start` to `end`, until the next line is asked for. For a line that is too long, only its
   * head.
   */
  bytes: Buffer;
  start: number;
  end: number;
}

export interface FeedSizes {
  window: number;
  longestLine: number;
}

const NEWLINE = 0x0a;
/** In bytes: how much is kept of a line that is too long. */
export const HEAD = 4096;
/** In bytes. A buffer that a long line made larger than this is given back. */
const MOST_KEPT = 8 << 20;

/**
 * Reads the lines of a file in order, in bounded memory. It goes on where it stopped when the file has grown. A line
 * counts when its newline is there.
 */
export class LineFeed {
  readonly #fd: number;
  readonly #sizes: FeedSizes;
  /** One byte longer than the bytes in it, for a newline that ends every search. */
  #room: Buffer;
  /** The unread bytes in `room`: from `start` to `filled`. */
  #start = 0;
  #filled = 0;
  /** There is no newline before this position. */
  #searched = 0;
  /** The position of `start` in the file. */
  #offset: number;
  /** A line that is too long, while its end is searched for; `start` is somewhere in it. Null otherwise. */
  #long: { offset: number; head: Buffer } | null = null;

  constructor(fd: number, sizes: FeedSizes, offset = 0) {
    this.#fd = fd;
    this.#sizes = sizes;
    this.#offset = offset;
    this.#room = Buffer.allocUnsafe(sizes.window + 1);
  }

  /** The position of the first line that was not returned yet. */
  get position(): number {
    return this.#long?.offset ?? this.#offset;
  }

  /** The position up to which the file has been read. */
  get readTo(): number {
    return this.#offset + this.#filled - this.#start;
  }

  /** Returns the next line. `more`: nothing yet, ask again. `end`: the file has no further complete line. */
  next(): FedLine | 'more' | 'end' {
    const newline = this.#nextNewline();
    if (newline < this.#filled) return this.#take(newline);
    this.#searched = this.#filled;
    if (this.#filled - this.#start >= this.#sizes.longestLine) this.#beginLong();
    if (this.#long !== null) this.#skipTo(this.#filled);
    return this.#fill() ? 'more' : 'end';
  }

  /** Returns the text behind the last newline at the end of the file; null if it is empty or too long. */
  get tail(): FedLine | null {
    if (this.#long !== null || this.#filled === this.#start) return null;
    return this.#line(this.#filled);
  }

  /** Accepts the tail as a complete line. */
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

  /** Reads on. Returns false at the end of the file. */
  #fill(): boolean {
    this.#makeRoom();
    const wanted = this.#room.length - 1 - this.#filled;
    const read = fs.readSync(this.#fd, this.#room, this.#filled, wanted, this.readTo);
    this.#filled += read;
    return read > 0;
  }

  /** Grows in larger and larger steps within a long line, so that it is not copied once for each step. */
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
