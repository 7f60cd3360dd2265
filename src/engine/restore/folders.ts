import { dirname } from 'node:path';
import { errorCode } from '../files.ts';
import type { Disk } from './disk.ts';
import { syncFolder } from './durable.ts';
import { ForeignFolderError } from './errors.ts';
import { foldersOf } from './journal-form.ts';

/** Making and removing the folders that a restore needs. */

const FOLDER_MODE = 0o700;

/** The folders that would have to be made for `folder` to exist, outermost first. */
export function missingFolders(disk: Disk, folder: string): string[] {
  const missing: string[] = [];
  for (let path = folder; !exists(disk, path) && dirname(path) !== path; path = dirname(path)) missing.unshift(path);
  return missing;
}

/**
 * A link among a pair's folders leads out of the profile, where Claude itself would not write
 * (docs/formats/claude-desktop.md 2.1); and where the profile is gone, there is nothing to bring anything back to.
 * Throws ForeignFolderError or what the disk says.
 */
export function refuseForeignFolders(disk: Disk, folder: string): void {
  const own = foldersOf(folder);
  // The profile itself may be a link: people move it to other disks.
  const profile = dirname(own.at(-1) ?? folder);
  if (!exists(disk, profile)) throw new ForeignFolderError(`the profile ${profile} is no longer there`);
  const foreign = own.find((path) => exists(disk, path) && !disk.lstatSync(path).isDirectory());
  if (foreign !== undefined) {
    throw new ForeignFolderError(`${foreign} is a link or a file where Claude keeps a folder`);
  }
}

/**
 * Makes these folders, outermost first, durably; one that is there already stays as it is, and may be the work of a
 * process that was killed before it was durable.
 */
export function createFolders(disk: Disk, folders: readonly string[]): void {
  for (const path of folders) {
    if (!exists(disk, path)) disk.mkdirSync(path, FOLDER_MODE);
    syncFolder(disk, dirname(path));
  }
}

/** Removes folders that are empty, innermost first; one that is not stays, and so do those around it. */
export function removeEmptyFolders(disk: Disk, folders: readonly string[]): void {
  for (const path of [...folders].reverse()) {
    if (exists(disk, path) && (disk.readdirSync(path).length > 0 || !removed(disk, path))) return;
    // One that is gone may be the work of a process that was killed before that was durable.
    if (exists(disk, dirname(path))) syncFolder(disk, dirname(path));
  }
}

/** False where something was put into it in the meantime. */
function removed(disk: Disk, path: string): boolean {
  try {
    disk.rmdirSync(path);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}

export function exists(disk: Disk, path: string): boolean {
  try {
    disk.lstatSync(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
