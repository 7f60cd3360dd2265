import fs from 'node:fs';
import type { Growth } from './reading.ts';

/** In bytes: how much of what was read last is compared before the reading goes on. */
const MARK = 128;

/**
 * Tells whether an open file has grown, or was replaced by another one. It is asked from time to time, which costs two
 * calls. A watch on one more folder would cost as much and would miss changes on a network drive.
 */
export class FileWatch {
  /** In bytes, at the latest look. */
  size: number;
  readonly #path: string;
  readonly #fd: number;
  readonly #id: string;
  #modified = -1;
  /** The bytes before `end`, as they were when they were read. */
  #mark: { end: number; bytes: Buffer } = { end: 0, bytes: Buffer.alloc(0) };

  constructor(path: string, fd: number, size: number) {
    this.#path = path;
    this.#fd = fd;
    this.size = size;
    this.#id = idOf(fs.fstatSync(fd, { bigint: true }));
  }

  /** Everything before this position has been read. */
  reached(position: number): void {
    this.#mark = { end: position, bytes: this.#before(position) };
  }

  /** `readTo`: how far the file has been read, including a last line that is not complete. */
  look(readTo: number): Growth {
    if (this.#isAnother()) return 'replaced';
    const { size, mtimeMs } = fs.fstatSync(this.#fd);
    if (size === this.size && mtimeMs === this.#modified) return size > readTo ? 'grew' : 'same';
    this.size = size;
    this.#modified = mtimeMs;
    if (size < readTo || !this.#before(this.#mark.end).equals(this.#mark.bytes)) return 'replaced';
    return size > readTo ? 'grew' : 'same';
  }

  /** A file that was moved or deleted is still the open one. A new file in its place is another one. */
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
