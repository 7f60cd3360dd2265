import fs from 'node:fs';

const CHUNK = 1 << 20;
/** In bytes: how far back it searches. */
const MOST = 8 << 20;

/** Tells whether a text occurs in a file within `MOST` bytes before `end`. */
export function occursBefore(fd: number, end: number, text: string): boolean {
  const wanted = Buffer.from(text);
  const room = Buffer.allocUnsafe(Math.min(end, CHUNK) + wanted.length - 1);
  const from = Math.max(0, end - MOST);
  for (let at = end; at > from;) {
    const start = Math.max(from, at - CHUNK);
    // Includes the beginning of the chunk behind, where the text may end.
    const length = Math.min(at + wanted.length - 1, end) - start;
    if (room.subarray(0, readAt(fd, room, length, start)).includes(wanted)) return true;
    at = start;
  }
  return false;
}

function readAt(fd: number, room: Buffer, length: number, start: number): number {
  let read = 0;
  while (read < length) {
    const more = fs.readSync(fd, room, read, length - read, start + read);
    if (more === 0) break;
    read += more;
  }
  return read;
}
