import { basename, dirname, join } from 'node:path';
import type { PairId } from '../../shared/model.ts';
import { placeOfPair } from '../claude/store.ts';
import { errorCode } from '../files.ts';
import type { Disk } from './disk.ts';
import { syncFolder } from './durable.ts';
import { ForeignFolderError } from './errors.ts';
import type { Journal } from './journal-form.ts';

/** Making and removing the folders that a restore needs. */

const FOLDER_MODE = 0o700;

/** The folders that would have to be made for `folder` to exist, outermost first. */
export function missingFolders(disk: Disk, folder: string): string[] {
  const missing: string[] = [];
  for (let path = folder; !exists(disk, path) && dirname(path) !== path; path = dirname(path)) missing.unshift(path);
  return missing;
}

/** The folder of a pair, by name and where it really is. A plan and a journal both say it. */
export interface PairPlace {
  target: PairId;
  folder: string;
  realFolder: string;
}

/**
 * Where the folder of a pair really is now, behind all links. Throws ForeignFolderError where it cannot be used: a link
 * leads nowhere or to a place that is not the person's own, or the profile is gone.
 */
export function realFolderOf(disk: Disk, { target }: Pick<PairPlace, 'target'>, stateDir: string): string {
  const { dataRoot } = target;
  if (!exists(disk, dataRoot)) throw new ForeignFolderError(`the profile ${dataRoot} is no longer there`);
  const place = placeOfPair(target, { stateDir, reader: disk });
  if ('problem' in place) throw new ForeignFolderError(`${place.path} ${place.problem}`);
  return place.real;
}

/** Throws ForeignFolderError where the folder is not where it was when it was looked at, or cannot be used at all. */
export function refuseMovedFolder(disk: Disk, place: PairPlace, stateDir: string): void {
  const real = realFolderOf(disk, place, stateDir);
  if (real !== place.realFolder) {
    throw new ForeignFolderError(`${place.folder} leads to ${real} now, and led to ${place.realFolder} before`);
  }
}

/**
 * A restore as it is to be undone: in the folder where it is now. People move the folder of a pair to another disk and
 * put a link in its place; what was written is still there, byte for byte. Throws ForeignFolderError.
 */
export function relocated(disk: Disk, journal: Journal, stateDir: string): Journal {
  const realFolder = realFolderOf(disk, journal, stateDir);
  if (realFolder === journal.realFolder) return journal;
  const entries = journal.entries.map((entry) => ({ ...entry, path: join(realFolder, basename(entry.path)) }));
  return { ...journal, realFolder, createdFolders: [], entries };
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
