import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Thrown where another Ghostlight is writing at this moment. */
export class BusyError extends Error {
  constructor() {
    super('Another Ghostlight is restoring or undoing at this moment. Wait until it has finished, then try again.');
    this.name = 'BusyError';
  }
}

/**
 * Runs `work` while no other process does the same on this state dir. The lock is one of SQLite's on a file: the
 * system drops it with the process, so a crash leaves nothing to clean up and nobody waits for a ghost.
 */
export async function withLock<T>(stateDir: string, work: () => Promise<T>): Promise<T> {
  const { DatabaseSync } = await import('node:sqlite');
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(stateDir, 'lock.sqlite'));
  try {
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    } catch (error) {
      if (error instanceof Error && /locked|busy/i.test(error.message)) throw new BusyError();
      throw error;
    }
    return await work();
  } finally {
    database.close();
  }
}
