import type { Disk } from './disk.ts';
import { createFile, removeFile, replaceFile, syncFile, syncFolder, temporaryName } from './durable.ts';
import { afterOf, beforeOf, entryState, isInPlace, isRestored } from './entry.ts';
import { ConflictError, ReadBackError, SecondRowError } from './errors.ts';
import { createFolders, refuseMovedFolder } from './folders.ts';
import { foldersIn, type Journal, type JournalEntry } from './journal-form.ts';
import { newlyListed } from './new-rows.ts';
import { copyContent, stateOfCopy, type Copy } from './repaired-copy.ts';
import { isUnchanged } from './seen.ts';

/** Moving a journal's files to the state after. Everything here throws RestoreError and its kin, or what the disk says. */

/** Does one file for the first time. What stands there is not ours: it is created exclusively, or was seen just now. */
export function perform(disk: Disk, entry: JournalEntry): void {
  const before = beforeOf(entry);
  if (before === null) createFile(disk, entry.path, afterOf(entry));
  else replaceFile(disk, entry.path, afterOf(entry), before);
}

/** Makes a repaired copy for the first time. */
export const performCopy = (disk: Disk, copy: Copy): void => createFile(disk, copy.path, copyContent(disk, copy));

/** Why a restore that a crash interrupted must not be completed, as a clause; null where it may be. */
export function whyNotForward(disk: Disk, journal: Journal): string | null {
  const row = newlyListed(journal, disk);
  if (row !== null) return new SecondRowError(row.path).message;
  for (const copy of journal.copies) {
    const state = stateOfCopy(disk, copy);
    if (state === 'changed') return new ConflictError(copy.path).message;
    if (state !== 'after' && !isUnchanged(disk, copy.original))
      return `${copy.original.path} is no longer as it was seen`;
  }
  for (const entry of journal.entries) {
    if (isInPlace(disk, entry)) continue;
    if (!isRestored(entry)) return `what is to be written to ${entry.path} is not what a restore writes`;
    if (!isOurs(disk, entry)) return new ConflictError(entry.path).message;
    const moved = entry.sources.find((seen) => !isUnchanged(disk, seen));
    if (moved !== undefined) return `${moved.path} is no longer as it was seen`;
  }
  return null;
}

/** Whether the file is in a state in which a restore that was cut off leaves it. */
function isOurs(disk: Disk, entry: JournalEntry): boolean {
  const state = entryState(disk, entry);
  return state === 'absent' ? entry.before === null : state !== 'changed';
}

/** Brings every file on from wherever a crash left it, and reads all of them back. */
export function rollForward(disk: Disk, journal: Journal, stateDir: string): void {
  createFolders(disk, journal.createdFolders);
  refuseMovedFolder(disk, journal, stateDir);
  for (const copy of journal.copies) resumeCopy(disk, copy);
  for (const entry of journal.entries) resume(disk, entry);
  for (const folder of foldersIn(journal)) syncFolder(disk, folder);
  for (const copy of journal.copies) if (stateOfCopy(disk, copy) !== 'after') throw new ReadBackError(copy.path);
  for (const entry of journal.entries) if (!isInPlace(disk, entry)) throw new ReadBackError(entry.path);
}

function resumeCopy(disk: Disk, copy: Copy): void {
  removeFile(disk, temporaryName(copy.path));
  const state = stateOfCopy(disk, copy);
  if (state === 'after') return syncFile(disk, copy.path);
  if (state === 'changed') throw new ConflictError(copy.path);
  removeFile(disk, copy.path);
  performCopy(disk, copy);
}

function resume(disk: Disk, entry: JournalEntry): void {
  removeFile(disk, temporaryName(entry.path));
  // A process that was killed may have written it and not made it durable.
  if (entryState(disk, entry) === 'after') return syncFile(disk, entry.path);
  if (isInPlace(disk, entry)) return;
  if (!isOurs(disk, entry)) throw new ConflictError(entry.path);
  if (entry.before !== null) return replaceFile(disk, entry.path, afterOf(entry));
  removeFile(disk, entry.path);
  createFile(disk, entry.path, afterOf(entry));
}
