import type { Disk } from './disk.ts';
import { removeFile, replaceFile, syncFile, syncFolder, temporaryName } from './durable.ts';
import { beforeOf, entryState } from './entry.ts';
import { exists, refuseMovedFolder, removeEmptyFolders } from './folders.ts';
import type { Journal, JournalEntry } from './journal-form.ts';

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
): JournalEntry[] {
  refuseMovedFolder(disk, journal, stateDir);
  for (const { path } of journal.entries) removeFile(disk, temporaryName(path));
  const left = [...entries].reverse().filter((entry) => !takeBack(disk, entry));
  if (exists(disk, journal.realFolder)) syncFolder(disk, journal.realFolder);
  removeEmptyFolders(disk, journal.createdFolders);
  return left;
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
