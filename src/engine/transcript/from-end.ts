import fs from 'node:fs';
import { LONGEST_LINE } from './windows.ts';

/** Enough for the lines behind the last answer of most conversations. */
export const CHUNK = 64 << 10;
const NEWLINE = 0x0a;

export interface FromEndSizes {
  chunk: number;
  longestLine: number;
}

/** Most files need no more than one chunk: it is read here, without asking for memory. */
const firstChunk = Buffer.allocUnsafeSlow(CHUNK);

const USUAL_SIZES: FromEndSizes = { chunk: CHUNK, longestLine: LONGEST_LINE };

/**
 * The lines of a file from the last to the first, without their newlines, empty and overlong ones left out. Only one
 * file can be read like this at a time.
 */
export function* linesFromEnd(fd: number, size: number, sizes: FromEndSizes = USUAL_SIZES): Generator<Buffer> {
  /** The file is read down to here; what of it belongs to a line that begins before is in `rest`. */
  let position = size;
  let rest: Buffer = Buffer.alloc(0);
  let tooLong = false;
  while (position > 0) {
    // A line that goes on and on is read in ever larger steps, so that it is not copied once for each.
    const length = Math.min(position, Math.max(sizes.chunk, rest.length));
    const isFirst = position === size && length <= CHUNK;
    const chunk = isFirst ? firstChunk.subarray(0, length) : Buffer.allocUnsafe(length);
    if (!readFully(fd, chunk, position - length)) return;
    position -= chunk.length;
    let end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      rest = tooLong ? rest : Buffer.concat([chunk, rest]);
    } else {
      const line = Buffer.concat([chunk.subarray(end + 1), rest]);
      if (line.length > 0 && line.length < sizes.longestLine && !tooLong) yield line;
      tooLong = false;
      for (let start = lastBefore(chunk, end); start >= 0; end = start, start = lastBefore(chunk, end)) {
        if (end - start > 1 && end - start <= sizes.longestLine) yield chunk.subarray(start + 1, end);
      }
      rest = chunk.subarray(0, end);
    }
    if (rest.length >= sizes.longestLine) {
      rest = Buffer.alloc(0);
      tooLong = true;
    }
  }
  if (rest.length > 0 && !tooLong) yield rest;
}

function lastBefore(bytes: Buffer, end: number): number {
  return end === 0 ? -1 : bytes.lastIndexOf(NEWLINE, end - 1);
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
