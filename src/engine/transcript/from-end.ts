import fs from 'node:fs';
import type { PlainFile } from './plain-file.ts';
import { LONGEST_LINE } from './windows.ts';

/** Enough for the lines behind the last answer of most conversations. */
export const CHUNK = 64 << 10;

export interface FromEndSizes {
  chunk: number;
  longestLine: number;
}

const USUAL_SIZES: FromEndSizes = { chunk: CHUNK, longestLine: LONGEST_LINE };
const NEWLINE = 0x0a;
const NOTHING = Buffer.alloc(0);

/** Most files need no more than one chunk: it is read here, without asking for memory. */
const firstChunk = Buffer.allocUnsafeSlow(CHUNK);

/**
 * Reads a file from its end to its start in blocks of whole lines; lines that are too long are left out. Only one file
 * can be read like this at a time.
 */
export function* blocksFromEnd({ fd, size }: PlainFile, sizes: FromEndSizes = USUAL_SIZES): Generator<Buffer> {
  /** The file is read down to here. */
  let position = size;
  /** The end of a line that begins before `position`; null if that line is too long already. */
  let rest: Buffer | null = NOTHING;
  while (position > 0) {
    // A line that goes on and on is read in ever larger steps, so that it is not copied once for each.
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

/** Of a line in two pieces, without its newline. */
function lengthOf(start: Buffer, rest: Buffer): number {
  return start.length + rest.length - (rest.at(-1) === NEWLINE ? 1 : 0);
}

function join(chunk: Buffer, rest: Buffer): Buffer {
  return rest.length === 0 ? chunk : Buffer.concat([chunk, rest]);
}

/** False where the file has become shorter meanwhile. */
function readFully(fd: number, bytes: Buffer, position: number): boolean {
  let read = 0;
  while (read < bytes.length) {
    const more = fs.readSync(fd, bytes, read, bytes.length - read, position + read);
    if (more === 0) return false;
    read += more;
  }
  return true;
}
