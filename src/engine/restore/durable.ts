import { basename, dirname, join } from 'node:path';
import { errorCode } from '../files.ts';
import type { Disk } from './disk.ts';

/** Writing so that a crash at any instant leaves the old bytes or the new ones (DESIGN, what must always hold, 6). */

/** Claude writes its records so (claude-desktop.md, section 2.1). */
const RECORD_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Thrown where the name is taken by a file that is not ours. */
export class NameTakenError extends Error {
  constructor(path: string) {
    super(`${path} exists already`);
    this.name = 'NameTakenError';
  }
}

/** Thrown where the bytes on disk are not the ones that were written. */
export class ReadBackError extends Error {
  constructor(path: string) {
    super(`${path} does not read back as it was written`);
    this.name = 'ReadBackError';
  }
}

/**
 * The name under which a file is prepared in its own folder. Claude reads `local_*.json` and promotes `*.json.tmp`
 * (section 2.1), so it is neither.
 */
export const temporaryName = (path: string): string =>
  join(dirname(path), `.ghostlight-${basename(path, '.json')}.part`);

/** File systems that know no second name for a file, or refuse it here. */
const NO_LINKS = new Set(['EXDEV', 'EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']);

/** Creates `path` with these bytes, durably, and never over an existing file. Throws NameTakenError or what the disk says. */
export function createFile(disk: Disk, path: string, bytes: Buffer): void {
  const temporary = prepare(disk, path, bytes);
  try {
    patiently(() => disk.linkSync(temporary, path));
  } catch (error) {
    removeQuietly(disk, temporary);
    if (errorCode(error) === 'EEXIST') throw new NameTakenError(path);
    if (!NO_LINKS.has(errorCode(error) ?? '')) throw error;
    createInPlace(disk, path, bytes);
    return;
  }
  syncFolder(disk, dirname(path));
  patiently(() => disk.unlinkSync(temporary));
  syncFolder(disk, dirname(path));
}

/** Where no link can be made: the file is created under its own name, exclusively, and read back. */
function createInPlace(disk: Disk, path: string, bytes: Buffer): void {
  try {
    writeWhole(disk, path, bytes);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new NameTakenError(path);
    throw error;
  }
  if (!disk.readFileSync(path).equals(bytes)) {
    removeQuietly(disk, path);
    throw new ReadBackError(path);
  }
  syncFolder(disk, dirname(path));
}

/** Replaces the bytes of an existing file. The caller has its old bytes in the journal. */
export function replaceFile(disk: Disk, path: string, bytes: Buffer): void {
  const temporary = prepare(disk, path, bytes);
  try {
    patiently(() => disk.renameSync(temporary, path));
  } catch (error) {
    removeQuietly(disk, temporary);
    if (!NO_LINKS.has(errorCode(error) ?? '')) throw error;
    // The Store build's folders can refuse every rename; the journal's pre-image covers the moment in between.
    overwrite(disk, path, bytes);
  }
  syncFolder(disk, dirname(path));
}

function overwrite(disk: Disk, path: string, bytes: Buffer): void {
  withFile(disk, path, 'w', (fd) => {
    writeAll(disk, fd, bytes);
  });
  if (!disk.readFileSync(path).equals(bytes)) throw new ReadBackError(path);
}

/** Writes the bytes beside `path` under our own name. What stands there under that name is ours, from a crash. */
function prepare(disk: Disk, path: string, bytes: Buffer): string {
  const temporary = temporaryName(path);
  removeIfThere(disk, temporary);
  writeWhole(disk, temporary, bytes);
  return temporary;
}

/** Creates a file that must not exist, with all its bytes on the disk; on failure it is gone again. */
function writeWhole(disk: Disk, path: string, bytes: Buffer): void {
  const fd = patiently(() => disk.openSync(path, 'wx', RECORD_MODE));
  try {
    writeAll(disk, fd, bytes);
    disk.fsyncSync(fd);
  } catch (error) {
    disk.closeSync(fd);
    removeQuietly(disk, path);
    throw error;
  }
  disk.closeSync(fd);
}

function writeAll(disk: Disk, fd: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += disk.writeSync(fd, bytes, written, bytes.length - written);
}

/** Removes a file and makes the removal durable. Absent is fine. */
export function removeFile(disk: Disk, path: string): void {
  removeIfThere(disk, path);
  syncFolder(disk, dirname(path));
}

function removeIfThere(disk: Disk, path: string): void {
  try {
    patiently(() => disk.unlinkSync(path));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** After a failure, so that what is said is the failure; the next start finds what is left by the journal. */
function removeQuietly(disk: Disk, path: string): void {
  try {
    removeIfThere(disk, path);
  } catch {
    // The failure that led here is the one to report.
  }
}

/** The folders that would have to be made for `folder` to exist, outermost first. */
export function missingFolders(disk: Disk, folder: string): string[] {
  const missing: string[] = [];
  for (let path = folder; !exists(disk, path) && dirname(path) !== path; path = dirname(path)) missing.unshift(path);
  return missing;
}

/** Makes these folders, outermost first; one that is there already stays as it is. */
export function createFolders(disk: Disk, folders: readonly string[]): void {
  for (const path of folders) {
    if (exists(disk, path)) continue;
    disk.mkdirSync(path, FOLDER_MODE);
    syncFolder(disk, dirname(path));
  }
}

/** Removes folders that are empty, innermost first; one that is not stays. */
export function removeEmptyFolders(disk: Disk, folders: readonly string[]): void {
  for (const path of [...folders].reverse()) {
    if (!exists(disk, path) || disk.readdirSync(path).length > 0) return;
    disk.rmdirSync(path);
    syncFolder(disk, dirname(path));
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

/** Makes a created, renamed or removed name durable. Windows has no such call, and needs none. */
function syncFolder(disk: Disk, folder: string): void {
  if (process.platform === 'win32') return;
  try {
    withFile(disk, folder, 'r', () => undefined);
  } catch (error) {
    // Some network file systems cannot; the file's own bytes are synced all the same.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EBADF'].includes(errorCode(error) ?? '')) throw error;
  }
}

/** Opens, uses, syncs and closes. */
function withFile(disk: Disk, path: string, flags: string, use: (fd: number) => void): void {
  const fd = patiently(() => disk.openSync(path, flags));
  try {
    use(fd);
    disk.fsyncSync(fd);
  } finally {
    disk.closeSync(fd);
  }
}

const PATIENCE_MS = [20, 60, 150, 400];

/** Virus scanners and indexers hold new files for a moment; a busy file is tried again for about half a second. */
function patiently<T>(operation: () => T): T {
  for (const pause of PATIENCE_MS) {
    try {
      return operation();
    } catch (error) {
      if (errorCode(error) !== 'EBUSY') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  return operation();
}
