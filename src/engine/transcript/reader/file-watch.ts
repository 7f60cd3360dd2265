import fs from 'node:fs';
import type { Growth } from './reading.ts';

/** How much of what was read is compared before it is gone on with. */
const MARK = 128;

/**
 * Tells whether a file that is open has grown, or is no longer the one that was read. It is asked now and then, which
 * costs two calls: a watch on one more folder would cost as much and would miss what a network drive does.
 */
export class FileWatch {
  /** Bytes, when it was last looked at. */
  size: number;
  readonly #path: string;
  readonly #fd: number;
  readonly #id: string;
  #modified = -1;
  /** The bytes before `end`, as they were read. */
  #mark: { end: number; bytes: Buffer } = { end: 0, bytes: Buffer.alloc(0) };

  constructor(path: string, fd: number, size: number) {
    this.#path = path;
    this.#fd = fd;
    this.size = size;
    this.#id = idOf(fs.fstatSync(fd, { bigint: true }));
  }

  /** What was read ends here. */
  reached(position: number): void {
    this.#mark = { end: position, bytes: this.#before(position) };
  }

  /** `readTo`: how far the file has been read, a last line included that is not whole. */
  look(readTo: number): Growth {
    if (this.#isAnother()) return 'replaced';
    const { size, mtimeMs } = fs.fstatSync(this.#fd);
    if (size === this.size && mtimeMs === this.#modified) return size > readTo ? 'grew' : 'same';
    this.size = size;
    this.#modified = mtimeMs;
    if (size < readTo || !this.#before(this.#mark.end).equals(this.#mark.bytes)) return 'replaced';
    return size > readTo ? 'grew' : 'same';
  }

  /** A file that was moved or deleted is still the one that is open; one in its place is not. */
  #isAnother(): boolean {
    try {
      return idOf(fs.statSync(this.#path, { bigint: true })) !== this.#id;
    } catch {
      return false;
    }
  }

  #before(end: number): Buffer {
    const bytes = Buffer.alloc(Math.min(MARK, end));
    const read = fs.readSync(this.#fd, bytes, 0, bytes.length, end - bytes.length);
    return bytes.subarray(0, read);
  }
}

const idOf = ({ dev, ino }: fs.BigIntStats): string => `${dev}:${ino}`;
