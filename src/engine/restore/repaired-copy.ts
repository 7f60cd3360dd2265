import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { errorCode } from '../files.ts';
import { formatBytes } from '../format-bytes.ts';
import { chunksOf, nothingLeftOut, repairedBytes, type LeftOut } from '../transcript/repair.ts';
import { count } from '../transfer/words.ts';
import { isPatchOf, type FileState } from './compare.ts';
import type { Disk } from './disk.ts';
import type { Content } from './durable.ts';
import { ConflictError } from './errors.ts';
import type { Seen } from './seen.ts';

/**
 * The repaired copy of a transcript that a crash wrote zeros into (docs/formats/claude-desktop.md 12.10). Its bytes are never
 * kept anywhere: they are made anew from the damaged original, which lies beside it and stays as it is, whenever they are
 * written, compared or taken back. Where the original is gone, the copy is all that is left, and stays.
 */

/** What identifies a copy. */
export interface Copy {
  /** The copy's file: `<id>.jsonl`. */
  path: string;
  /** The original, as it was seen. */
  original: Seen;
  /** Of the whole copy. */
  size: number;
  hash: string;
}

/** The id of a transcript, from its file name. */
export const idOf = (path: string): string => basename(path, '.jsonl').toLowerCase();

/** What a copy of a transcript would be, and what it leaves out. Throws what the disk says. */
export function planCopy(disk: Disk, path: string, original: Seen): { copy: Copy; leftOut: LeftOut } {
  const [leftOut, hash] = [nothingLeftOut(), createHash('sha256')];
  let size = 0;
  for (const bytes of copyBytes(disk, path, original.path, leftOut)) {
    hash.update(bytes);
    size += bytes.length;
  }
  return { copy: { path, original, size, hash: hash.digest('hex') }, leftOut };
}

/** `Left out: 143 kB of zeros; 3 of 214 lines cannot be read. The other 211 are copied as they are.` */
export function sayLeftOut({ zeros, unreadable, kept }: LeftOut): string {
  const left = `Left out: ${formatBytes(zeros)} of zeros`;
  if (unreadable === 0) return `${left}. All ${count(kept, 'line is', 'lines are')} copied as they are.`;
  const lines = `${unreadable.toLocaleString('en')} of ${count(kept + unreadable, 'line', 'lines')} cannot be read`;
  return `${left}; ${lines}. The other ${kept.toLocaleString('en')} are copied as they are.`;
}

/** The copy's bytes, made from the original. They end with a ConflictError where they are not the planned ones any more. */
export const copyContent = (disk: Disk, copy: Copy): Content => ({
  chunks: () => checkedBytes(disk, copy),
  isAt: (path) => stateOfCopy(disk, { ...copy, path }) === 'after',
});

function* checkedBytes(disk: Disk, copy: Copy): Generator<Buffer> {
  const { path, original, size, hash } = copy;
  const [leftOut, found] = [nothingLeftOut(), createHash('sha256')];
  let length = 0;
  if (!liesBeside(disk, copy)) throw new ConflictError(original.path);
  for (const bytes of copyBytes(disk, path, original.path, leftOut)) {
    found.update(bytes);
    length += bytes.length;
    yield bytes;
  }
  // Of a sound transcript no copy is made.
  const isPlanned = leftOut.zeros > 0 && length === size && found.digest('hex') === hash;
  if (!isPlanned) throw new ConflictError(original.path);
}

/** In pieces as disks write them; only the last one may be shorter. */
const PIECE = 256 * 1024;

function* copyBytes(disk: Disk, path: string, original: string, leftOut: LeftOut): Generator<Buffer> {
  let [parts, length]: [Buffer[], number] = [[], 0];
  for (const bytes of repairedBytes(bytesOf(disk, original), { from: idOf(original), to: idOf(path) }, leftOut)) {
    parts.push(bytes);
    length += bytes.length;
    if (length < PIECE) continue;
    const whole = Buffer.concat(parts);
    const rest = whole.length % PIECE;
    for (let at = 0; at < whole.length - rest; at += PIECE) yield whole.subarray(at, at + PIECE);
    [parts, length] = [[whole.subarray(whole.length - rest)], rest];
  }
  if (length > 0) yield Buffer.concat(parts);
}

function* bytesOf(disk: Disk, path: string): Generator<Buffer> {
  const fd = disk.openSync(path, 'r');
  try {
    yield* chunksOf((buffer, position) => disk.readSync(fd, buffer, position));
  } finally {
    disk.closeSync(fd);
  }
}

/**
 * What became of a copy. `changed` where it is not what the original gives, so also where the original is gone or was
 * changed, or is no longer beside it: then nothing may be removed. Throws what the disk says.
 */
export function stateOfCopy(disk: Disk, copy: Copy): FileState {
  const size = ownSize(disk, copy.path);
  if (size === null) return 'absent';
  if (size === 'not-a-file' || size > copy.size) return 'changed';
  try {
    return compare(disk, copy, size);
  } catch (error) {
    if (error instanceof ConflictError) return 'changed';
    throw error;
  }
}

function compare(disk: Disk, copy: Copy, size: number): FileState {
  const fd = disk.openSync(copy.path, 'r');
  try {
    let [position, isSame, isPatch] = [0, size === copy.size, true];
    for (const expected of checkedBytes(disk, copy)) {
      const current = readAt(disk, fd, position, expected.length);
      position += expected.length;
      if (current.equals(expected)) continue;
      isSame = false;
      isPatch &&= isPatchOf(current, expected);
    }
    return isSame ? 'after' : isPatch ? 'torn' : 'changed';
  } finally {
    disk.closeSync(fd);
  }
}

function readAt(disk: Disk, fd: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  for (let read = -1; read !== 0 && filled < length; filled += read) {
    read = disk.readSync(fd, buffer.subarray(filled), position + filled);
  }
  return buffer.subarray(0, filled);
}

function ownSize(disk: Disk, path: string): number | null | 'not-a-file' {
  try {
    const stat = disk.lstatSync(path);
    return stat.isFile() ? stat.size : 'not-a-file';
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Whether the original is there and the copy is in the very folder in which it is, behind all links. */
function liesBeside(disk: Disk, { path, original }: Copy): boolean {
  const size = ownSize(disk, original.path);
  return typeof size === 'number' && disk.realpathSync(dirname(original.path)) === dirname(path);
}
