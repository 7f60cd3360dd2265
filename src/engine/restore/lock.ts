import { join } from 'node:path';
import { SaidError } from '../errors.ts';
import { isFolder } from '../files.ts';
import type { Disk } from './disk.ts';
import { reasonOf, RestoreError } from './errors.ts';
import { createFolders, missingFolders } from './folders.ts';

/** Thrown where another Ghostlight is writing at this moment. */
export class BusyError extends SaidError {
  override readonly name = 'BusyError';
  constructor() {
    super('Another Ghostlight is restoring or undoing at this moment. Wait until it has finished, then try again.');
  }
}

/** SQLite's own codes: another connection has the file, or a part of it. */
const TAKEN: ReadonlySet<number> = new Set([5, 6]);

/** What is the matter where it is not taken, to stand behind the file's name (sqlite.org/rescode.html). */
const SENTENCES: ReadonlyMap<number, string> = new Map([
  [3, 'may not be read or written: permission denied'],
  [8, 'may not be written: it, or its disk, is read-only'],
  [10, 'cannot be read or written: the disk reports an error'],
  [11, 'is damaged'],
  [13, 'cannot be written: the disk is full'],
  [14, 'cannot be opened or made: the folder may not be written to, or the disk is full'],
  [26, 'is not the file that Ghostlight makes'],
]);

/** SQLite says more in the higher bits. */
const PRIMARY = 0xff;

function sqliteCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & PRIMARY
    : null;
}

/**
 * Runs `work` while no other process does the same on this state dir. The lock is one of SQLite's on a file: the
 * system drops it with the process, so a crash leaves nothing to clean up and nobody waits for a ghost. Throws
 * BusyError, RestoreError, or what `work` throws.
 */
export async function withLock<T>(disk: Disk, stateDir: string, work: () => Promise<T>): Promise<T> {
  const lock = await takeLock(disk, stateDir);
  try {
    return await work();
  } finally {
    lock.close();
  }
}

async function takeLock(disk: Disk, stateDir: string): Promise<{ close: () => void }> {
  const path = join(stateDir, 'lock.sqlite');
  try {
    const { DatabaseSync } = await import('node:sqlite');
    createFolders(disk, missingFolders(disk, stateDir));
    const database = new DatabaseSync(path);
    try {
      // Nothing is ever stored in it, so it needs no journal of its own.
      database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  } catch (error) {
    const code = sqliteCode(error);
    if (code !== null && TAKEN.has(code)) throw new BusyError();
    const isSpoilt = code === 11 || code === 26 || isFolder(path);
    const why = code === null ? reasonOf(error) : `${path} ${SENTENCES.get(code) ?? `cannot be used (${code})`}`;
    const how = isSpoilt ? `Delete ${path}: it holds nothing.` : 'Mend that, then try again.';
    throw new RestoreError(
      `Nothing was changed: Ghostlight’s own folder ${stateDir} cannot be used: ${isSpoilt ? `${path} is not the file that Ghostlight makes` : why}. ${how}`,
      { cause: error, ...(isSpoilt ? {} : { hint: 'other-state-dir' }) },
    );
  }
}
