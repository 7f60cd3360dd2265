import { errorCode } from '../files.ts';
import { stateOf, type FileState } from './compare.ts';
import type { Disk } from './disk.ts';
import { createFile, createFolders, removeEmptyFolders, removeFile, replaceFile, temporaryName } from './durable.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { readOrNull } from './seen.ts';

/** Moving a journal's files to the state before or after, from wherever a crash left them. */

/** Thrown where somebody else changed a file in between: it is left as it is. */
export class ConflictError extends Error {
  readonly path: string;
  constructor(path: string) {
    super(`${path} was changed by something else in the meantime and is left as it is`);
    this.name = 'ConflictError';
    this.path = path;
  }
}

export const beforeOf = (entry: JournalEntry): Buffer | null =>
  entry.before === null ? null : Buffer.from(entry.before, 'base64');

export const afterOf = (entry: JournalEntry): Buffer => Buffer.from(entry.after, 'utf8');

export const entryState = (disk: Disk, entry: JournalEntry): FileState =>
  stateOf(readOrNull(disk, entry.path), beforeOf(entry), afterOf(entry));

/** Brings every file to the state after. Throws ConflictError or what the disk says; some files may have been done. */
export function rollForward(disk: Disk, journal: Journal): void {
  createFolders(disk, journal.createdFolders);
  for (const entry of journal.entries) complete(disk, entry);
}

/** Brings one file to the state after, from any state that is ours. */
export function complete(disk: Disk, entry: JournalEntry): void {
  const state = entryState(disk, entry);
  const isNew = entry.before === null;
  clearTemporary(disk, entry);
  if (state === 'after' || state === 'normalised') return;
  if (state === 'changed' || (state === 'absent' && !isNew)) throw new ConflictError(entry.path);
  if (!isNew) replaceFile(disk, entry.path, afterOf(entry));
  else {
    if (state === 'torn') removeFile(disk, entry.path);
    createFile(disk, entry.path, afterOf(entry));
  }
}

/** Brings every file back to the state before, the last one first. Returns the files that somebody else changed. */
export function rollBack(disk: Disk, journal: Journal): string[] {
  const conflicts: string[] = [];
  for (const entry of [...journal.entries].reverse()) {
    clearTemporary(disk, entry);
    if (!takeBack(disk, entry)) conflicts.push(entry.path);
  }
  removeEmptyFolders(disk, journal.createdFolders);
  return conflicts;
}

/** Brings one file back to the state before. False where somebody else changed it: then it is left as it is. */
export function takeBack(disk: Disk, entry: JournalEntry): boolean {
  const before = beforeOf(entry);
  switch (entryState(disk, entry)) {
    case 'before':
      return true;
    case 'absent':
      return before === null;
    case 'changed':
      return false;
    case 'after':
    case 'torn':
    case 'normalised':
      if (before === null) removeFile(disk, entry.path);
      else replaceFile(disk, entry.path, before);
      return true;
  }
}

/** Removes what a crash left under our own name; the folder itself may be missing. */
function clearTemporary(disk: Disk, entry: JournalEntry): void {
  try {
    disk.unlinkSync(temporaryName(entry.path));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
