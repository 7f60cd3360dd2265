import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { errorCode } from '../files.ts';
import type { Disk } from './disk.ts';

/** What a plan saw of a file. If the disk moved on since, the plan is stale (docs/design.md rule 4). */
export interface Seen {
  path: string;
  /** Null where no file stood there. */
  state: { size: number; mtimeMs: number; hash: string } | null;
  /** `ends`: a transcript can be gigabytes, so its hash is of its first and last 64 KiB. */
  of: 'whole' | 'ends';
}

const END_BYTES = 64 * 1024;

/** Looks at a small file: all its bytes count. Throws what the disk says. */
export const look = (disk: Disk, path: string): Seen => see(disk, path, 'whole');

/** Looks at a transcript. Throws what the disk says. */
export const lookAtEnds = (disk: Disk, path: string): Seen => see(disk, path, 'ends');

function see(disk: Disk, path: string, of: Seen['of']): Seen {
  const stat = statOrNull(disk, path);
  // Nothing is read through a link, and a pipe would be waited for without end.
  if (stat !== null && !stat.isFile()) throw new Error(`${path} is not a file`);
  return { path, of, state: stat === null ? null : stateOf(disk, path, of, stat) };
}

function stateOf(disk: Disk, path: string, of: Seen['of'], { size, mtimeMs }: Stats): Seen['state'] {
  const bytes = of === 'whole' ? disk.readFileSync(path) : disk.readEnds(path, size, END_BYTES);
  return { size, mtimeMs, hash: hashOf(bytes) };
}

export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Whether the file is still what was seen. Only a file of the very size and date is read. Throws what the disk says. */
export function isUnchanged(disk: Disk, { path, of, state }: Seen): boolean {
  const stat = statOrNull(disk, path);
  if (stat === null || state === null) return stat === null && state === null;
  if (!stat.isFile() || stat.size !== state.size || stat.mtimeMs !== state.mtimeMs) return false;
  return stateOf(disk, path, of, stat)?.hash === state.hash;
}

function statOrNull(disk: Disk, path: string): Stats | null {
  try {
    return disk.lstatSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** A file's bytes, or null where there is none. Throws what the disk says. */
export function readOrNull(disk: Disk, path: string): Buffer | null {
  try {
    return disk.readFileSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
