import { join } from 'node:path';
import { SaidError } from '../errors.ts';
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

const SQLITE_BUSY = 5;

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
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) throw new BusyError();
    throw new RestoreError(
      `Nothing was changed: Ghostlight’s own folder ${stateDir} cannot be used (${reasonOf(error)}). If ${path} is there, it may be deleted: it holds nothing.`,
      { cause: error },
    );
  }
}
