import { createHash } from 'node:crypto';
import { errorCode } from '../files.ts';
import type { Disk } from './disk.ts';

/** What a plan saw of a file. If the disk moved on since, the plan is stale (DESIGN, what must always hold, 4). */
export interface Seen {
  path: string;
  /** Null where no file stood there. */
  state: { size: number; mtimeMs: number; hash: string } | null;
  /** `ends`: a transcript can be gigabytes, so its hash is of its first and last 64 KiB. */
  of: 'whole' | 'ends';
}

const END_BYTES = 64 * 1024;

/** Looks at a small file: all its bytes count. */
export function look(disk: Disk, path: string): Seen {
  return { path, of: 'whole', state: stateOf(disk, path, () => disk.readFileSync(path)) };
}

/** Looks at a transcript. */
export function lookAtEnds(disk: Disk, path: string): Seen {
  return { path, of: 'ends', state: stateOf(disk, path, (size) => disk.readEnds(path, size, END_BYTES)) };
}

function stateOf(disk: Disk, path: string, read: (size: number) => Buffer): Seen['state'] {
  try {
    const { size, mtimeMs } = disk.lstatSync(path);
    return { size, mtimeMs, hash: createHash('sha256').update(read(size)).digest('hex') };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Whether the file is still what was seen. */
export function isUnchanged(disk: Disk, seen: Seen): boolean {
  const now = seen.of === 'whole' ? look(disk, seen.path) : lookAtEnds(disk, seen.path);
  const [a, b] = [seen.state, now.state];
  if (a === null || b === null) return a === b;
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.hash === b.hash;
}

/** A file's bytes, or null where there is none. */
export function readOrNull(disk: Disk, path: string): Buffer | null {
  try {
    return disk.readFileSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
