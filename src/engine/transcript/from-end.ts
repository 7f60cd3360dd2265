import fs from 'node:fs';
import type { PlainFile } from './plain-file.ts';
import { LONGEST_LINE } from './windows.ts';

/** In bytes. Enough to reach the last answer of most conversations. */
export const CHUNK = 64 << 10;

export interface FromEndSizes {
  chunk: number;
  longestLine: number;
}

const USUAL_SIZES: FromEndSizes = { chunk: CHUNK, longestLine: LONGEST_LINE };
const NEWLINE = 0x0a;
const NOTHING = Buffer.alloc(0);

/** Most files need only one chunk. It is read into this buffer, so no memory is allocated. */
const firstChunk = Buffer.allocUnsafeSlow(CHUNK);

/**
 * Reads a file from its end to its start, in blocks of whole lines. Lines that are too long are left out. Only one file
 * at a time can be read this way, because they share a buffer.
 */
export function* blocksFromEnd({ fd, size }: PlainFile, sizes: FromEndSizes = USUAL_SIZES): Generator<Buffer> {
  /** The file has been read from its end down to this position. */
  let position = size;
  /** The end of a line that begins before `position`; null if the line is already too long. */
  let rest: Buffer | null = NOTHING;
  while (position > 0) {
    // A long line is read in growing steps, so that it is not copied once for each chunk.
    const length = Math.min(position, Math.max(sizes.chunk, rest?.length ?? 0));
    const isFirst = position === size && length <= CHUNK;
    const chunk = isFirst ? firstChunk.subarray(0, length) : Buffer.allocUnsafe(length);
    position -= length;
    if (!readFully(fd, chunk, position)) return;
    const firstStart = position === 0 ? 0 : chunk.indexOf(NEWLINE) + 1;
    const lastStart = chunk.lastIndexOf(NEWLINE) + 1;
    const fits: boolean = rest !== null && lengthOf(chunk.subarray(lastStart), rest) < sizes.longestLine;
    const block: Buffer = fits && rest !== null ? join(chunk, rest) : chunk.subarray(0, lastStart);
    if (position > 0 && firstStart === 0) {
      rest = fits ? block : null;
    } else {
      if (block.length > firstStart) yield block.subarray(firstStart);
      rest = chunk.subarray(0, firstStart);
    }
  }
}

/** The length of a line in two pieces, without its newline. */
function lengthOf(start: Buffer, rest: Buffer): number {
  return start.length + rest.length - (rest.at(-1) === NEWLINE ? 1 : 0);
}

function join(chunk: Buffer, rest: Buffer): Buffer {
  return rest.length === 0 ? chunk : Buffer.concat([chunk, rest]);
}

/** Returns false if the file became shorter in the meantime. */
function readFully(fd: number, bytes: Buffer, position: number): boolean {
  let read = 0;
  while (read < bytes.length) {
    const more = fs.readSync(fd, bytes, read, bytes.length - read, position + read);
    if (more === 0) return false;
    read += more;
  }
  return true;
}
