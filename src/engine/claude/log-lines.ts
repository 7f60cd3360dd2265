import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

export interface LineLimits {
  /** Of a larger file, the last this many bytes are read. */
  maxBytes: number;
  /** Of a longer line, the first this many bytes are given. */
  maxLineBytes: number;
}

/**
 * Gives the lines of a file of `size` bytes one by one, without ever holding the file. NUL ends a line too: a crash can
 * leave blocks of them, and the next line must not drown. Bytes that are no UTF-8 become replacement characters. Throws
 * what the file system throws.
 */
export function readLastLines(path: string, size: number, limits: LineLimits, onLine: (line: string) => void): void {
  const file = openSync(path, 'r');
  try {
    const splitter = new LineSplitter(limits.maxLineBytes, onLine);
    let position = Math.max(0, size - limits.maxBytes);
    if (position > 0) splitter.skipLine();
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    while (position < size) {
      const bytes = readSync(file, chunk, 0, Math.min(CHUNK_BYTES, size - position), position);
      if (bytes === 0) break;
      splitter.add(chunk.subarray(0, bytes));
      position += bytes;
    }
    splitter.end();
  } finally {
    closeSync(file);
  }
}

class LineSplitter {
  readonly #maxLineBytes: number;
  readonly #onLine: (line: string) => void;
  #begun: Buffer[] = [];
  #begunBytes = 0;
  #skipping = false;

  constructor(maxLineBytes: number, onLine: (line: string) => void) {
    this.#maxLineBytes = maxLineBytes;
    this.#onLine = onLine;
  }

  /** What comes up to the next end of a line is the rest of one that is not wanted. */
  skipLine(): void {
    this.#skipping = true;
  }

  add(chunk: Buffer): void {
    const ends = chunk.includes(0) ? endsByByte(chunk) : endsByNewline(chunk);
    let start = 0;
    for (const at of ends) {
      this.#give(chunk.subarray(start, at));
      start = at + 1;
    }
    // The chunk is read into again, so what is kept of it is copied.
    this.#keep(Buffer.from(chunk.subarray(start, start + this.#room())));
  }

  end(): void {
    this.#give(Buffer.alloc(0));
  }

  #room(): number {
    return this.#maxLineBytes - this.#begunBytes;
  }

  #keep(bytes: Buffer): void {
    if (this.#skipping) return;
    this.#begun.push(bytes);
    this.#begunBytes += bytes.length;
  }

  #give(rest: Buffer): void {
    const wanted = !this.#skipping && this.#begunBytes + rest.length > 0;
    this.#skipping = false;
    if (!wanted) return;
    const line = Buffer.concat([...this.#begun, rest.subarray(0, this.#room())]);
    this.#begun = [];
    this.#begunBytes = 0;
    this.#onLine(line.toString('utf8').replace(/\r$/, ''));
  }
}

function* endsByNewline(chunk: Buffer): Generator<number> {
  for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) yield at;
}

/** For the rare chunk with NULs in it. */
function* endsByByte(chunk: Buffer): Generator<number> {
  for (const [at, byte] of chunk.entries()) if (byte === NEWLINE || byte === 0) yield at;
}
