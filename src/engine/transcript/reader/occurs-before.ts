import fs from 'node:fs';

const CHUNK = 1 << 20;
/** How far back it is looked. */
const MOST = 8 << 20;

/** Whether a text stands in a file shortly before a place. */
export function occursBefore(fd: number, end: number, text: string): boolean {
  const wanted = Buffer.from(text);
  const room = Buffer.allocUnsafe(Math.min(end, CHUNK) + wanted.length - 1);
  const from = Math.max(0, end - MOST);
  for (let at = end; at > from;) {
    const start = Math.max(from, at - CHUNK);
    // With the beginning of the chunk behind it, in which the text may end.
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
