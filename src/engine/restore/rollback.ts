import type { Disk } from './disk.ts';
import { removeFile, replaceFile, syncFile, syncFolder, temporaryName } from './durable.ts';
import { beforeOf, entryState, keptCopies } from './entry.ts';
import { exists, refuseMovedFolder, removeEmptyFolders } from './folders.ts';
import { foldersIn, type Journal, type JournalEntry } from './journal-form.ts';
import { idOf, stateOfCopy, type Copy } from './repaired-copy.ts';

/** Moving a journal's files to the state before, from wherever a crash or a failure left them. */

/**
 * Takes back every file that is still ours, the last one first, and the folders that were made. `entries`: those that
 * were begun, where that is known. Returns the ones that somebody else changed and that stay as they are. Throws
 * RestoreError or what the disk says.
 */
export function rollBack(
  disk: Disk,
  journal: Journal,
  stateDir: string,
  entries: readonly JournalEntry[] = journal.entries,
): { path: string }[] {
  refuseMovedFolder(disk, journal, stateDir);
  for (const { path } of [...journal.entries, ...journal.copies]) removeFile(disk, temporaryName(path));
  const kept = keptCopies(disk, { entries, copies: journal.copies });
  const left: { path: string }[] = [...entries]
    .reverse()
    .filter((entry) => kept.has(entry.session.toLowerCase()) || !takeBack(disk, entry));
  left.push(...[...journal.copies].reverse().filter((copy) => kept.has(idOf(copy.path)) || !takeBackCopy(disk, copy)));
  for (const folder of foldersIn(journal)) if (exists(disk, folder)) syncFolder(disk, folder);
  removeEmptyFolders(disk, journal.createdFolders);
  return left;
}

/** False where the copy stays: somebody went on in it, or it is all that is left. */
function takeBackCopy(disk: Disk, copy: Copy): boolean {
  const state = stateOfCopy(disk, copy);
  if (state === 'after' || state === 'torn') removeFile(disk, copy.path);
  return state !== 'changed';
}

/** False where the file stays as it is. */
function takeBack(disk: Disk, entry: JournalEntry): boolean {
  const before = beforeOf(entry);
  switch (entryState(disk, entry)) {
    case 'before':
      // A process that was killed may have put it back and not made it durable.
      syncFile(disk, entry.path);
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
