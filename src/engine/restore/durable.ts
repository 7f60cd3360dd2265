import { basename, dirname, join } from 'node:path';
import { errorCode } from '../files.ts';
import type { Disk } from './disk.ts';
import { ConflictError, NameTakenError, ReadBackError } from './errors.ts';

/** Writing so that a crash at any instant leaves the old bytes or the new ones (docs/design.md rule 6). */

/** Claude writes its records so (docs/formats/claude-desktop.md 2.1). */
const RECORD_MODE = 0o600;

/**
 * The name under which a file is prepared in its own folder. Claude reads `local_*.json` and promotes `*.json.tmp`
 * (docs/formats/claude-desktop.md 2.1), so it is neither.
 */
export const temporaryName = (path: string): string =>
  join(dirname(path), `.ghostlight-${basename(path, '.json')}.part`);

/**
 * File systems and folders that know no second name for a file, or refuse to rename one: the Store build's (EXDEV),
 * FAT on Windows (EISDIR) and elsewhere (EPERM), network folders.
 */
const NO_NAMING = new Set('EXDEV EPERM EACCES ENOTSUP EOPNOTSUPP ENOSYS EMLINK EINVAL EISDIR UNKNOWN'.split(' '));

const refusesNames = (error: unknown): boolean => NO_NAMING.has(errorCode(error) ?? '');

/** What is written into a file: its bytes, as often as they are asked for, and whether they are in a file. */
export interface Content {
  chunks: () => Iterable<Buffer>;
  /** Throws what the disk says. */
  isAt: (path: string) => boolean;
}

const contentOf = (disk: Disk, bytes: Buffer): Content => ({
  chunks: () => [bytes],
  isAt: (path) => disk.readFileSync(path).equals(bytes),
});

/**
 * Creates `path` with these bytes, durably, and never over an existing file. Throws NameTakenError, ReadBackError or
 * what the disk says; then the file may be there, whole or in part, or not.
 */
export function createFile(disk: Disk, path: string, bytes: Buffer | Content): void {
  const content = 'chunks' in bytes ? bytes : contentOf(disk, bytes);
  const temporary = prepare(disk, path, content);
  try {
    giveName(disk, temporary, path, content);
    syncFolder(disk, dirname(path));
  } catch (error) {
    removeQuietly(disk, temporary);
    throw error;
  }
  removeFile(disk, temporary);
}

function giveName(disk: Disk, temporary: string, path: string, content: Content): void {
  try {
    disk.linkSync(temporary, path);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new NameTakenError(path);
    if (!refusesNames(error)) throw error;
    createInPlace(disk, path, content);
  }
}

/** Where no link can be made: the file is created under its own name, exclusively, and read back. */
function createInPlace(disk: Disk, path: string, content: Content): void {
  writeWhole(disk, path, content);
  if (content.isAt(path)) return;
  removeQuietly(disk, path);
  throw new ReadBackError(path);
}

/**
 * Replaces the bytes of an existing file, durably. The caller has its old bytes in the journal. `seen`: what has to
 * stand there until the last moment; null for anything. Throws ConflictError, ReadBackError or what the disk says.
 */
export function replaceFile(disk: Disk, path: string, bytes: Buffer, seen: Buffer | null = null): void {
  const temporary = prepare(disk, path, contentOf(disk, bytes));
  try {
    const isSeen = seen === null || (isOwnFile(disk, path) && disk.readFileSync(path).equals(seen));
    if (!isSeen) throw new ConflictError(path);
    renameOver(disk, temporary, path, bytes);
  } catch (error) {
    removeQuietly(disk, temporary);
    throw error;
  }
  syncFolder(disk, dirname(path));
}

function renameOver(disk: Disk, temporary: string, path: string, bytes: Buffer): void {
  try {
    disk.renameSync(temporary, path);
  } catch (error) {
    if (!refusesNames(error)) throw error;
    removeFile(disk, temporary);
    overwrite(disk, path, bytes);
  }
}

/** Where nothing can be renamed. The journal has the bytes before and after for a crash in the midst of it. */
function overwrite(disk: Disk, path: string, bytes: Buffer): void {
  const { nlink } = disk.lstatSync(path);
  // What is written here would show under the other name too, in a folder that is none of ours.
  if (!isOwnFile(disk, path) || nlink > 1) throw new ConflictError(path);
  withFile(disk, path, 'w', (fd) => {
    disk.fchmodSync(fd, RECORD_MODE);
    writeAll(disk, fd, bytes);
  });
  if (!disk.readFileSync(path).equals(bytes)) throw new ReadBackError(path);
}

/** Whether a file itself stands there, and no link or folder. */
export const isOwnFile = (disk: Disk, path: string): boolean => disk.lstatSync(path).isFile();

/** Writes the bytes beside `path` under our own name. What stands there under that name is ours, from a crash. */
function prepare(disk: Disk, path: string, content: Content): string {
  const temporary = temporaryName(path);
  // Removed and not overwritten: after a crash it can be a second name of the very record.
  removeIfThere(disk, temporary);
  writeWhole(disk, temporary, content);
  return temporary;
}

/** An empty file that says something by its name; that it is there already is fine. */
export function createMark(disk: Disk, path: string): void {
  try {
    writeWhole(disk, path, contentOf(disk, Buffer.alloc(0)));
  } catch (error) {
    if (!(error instanceof NameTakenError)) throw error;
  }
  syncFolder(disk, dirname(path));
}

/** Creates a file that must not exist, with all its bytes on the disk; on failure it is gone again. */
function writeWhole(disk: Disk, path: string, content: Content): void {
  const fd = openNew(disk, path);
  try {
    for (const bytes of content.chunks()) writeAll(disk, fd, bytes);
    disk.fsyncSync(fd);
  } catch (error) {
    quietly(() => disk.closeSync(fd));
    removeQuietly(disk, path);
    throw error;
  }
  disk.closeSync(fd);
}

function openNew(disk: Disk, path: string): number {
  try {
    return disk.openSync(path, 'wx', RECORD_MODE);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new NameTakenError(path);
    throw error;
  }
}

/** The disk may take less at a time than it is given, but never nothing for ever. */
function writeAll(disk: Disk, fd: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) {
    const written = disk.writeSync(fd, bytes, done, bytes.length - done);
    if (written <= 0) throw Object.assign(new Error('the disk takes no more'), { code: 'ENOSPC' });
    done += written;
  }
}

/** Removes a file and makes the removal durable. Absent is fine. */
export function removeFile(disk: Disk, path: string): void {
  if (removeIfThere(disk, path)) syncFolder(disk, dirname(path));
}

/** False where there was none. */
function removeIfThere(disk: Disk, path: string): boolean {
  try {
    disk.unlinkSync(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** After a failure, so that what is said is the failure; the next start finds what is left by the journal. */
const removeQuietly = (disk: Disk, path: string): void => quietly(() => removeIfThere(disk, path));

function quietly(operation: () => unknown): void {
  try {
    operation();
  } catch {
    // The failure that led here is the one to report.
  }
}

/** Some network file systems cannot sync a folder, and some folders may not be opened; the bytes in it are synced all the same. */
const CANNOT_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EBADF', 'EACCES', 'EPERM']);

/**
 * Makes the bytes durable that a process wrote before it was killed. What may not be opened was not written by us.
 * Windows syncs only what is opened for writing.
 */
export function syncFile(disk: Disk, path: string): void {
  try {
    withFile(disk, path, process.platform === 'win32' ? 'r+' : 'r', () => undefined);
  } catch (error) {
    if (!CANNOT_SYNC.has(errorCode(error) ?? '')) throw error;
  }
}

/** Makes a created, renamed or removed name durable. Windows has no such call, and needs none. */
export function syncFolder(disk: Disk, folder: string): void {
  if (process.platform === 'win32') return;
  try {
    withFile(disk, folder, 'r', () => undefined);
  } catch (error) {
    if (!CANNOT_SYNC.has(errorCode(error) ?? '')) throw error;
  }
}

/** Opens, uses, syncs and closes. */
function withFile(disk: Disk, path: string, flags: string, use: (fd: number) => void): void {
  const fd = disk.openSync(path, flags);
  try {
    use(fd);
    disk.fsyncSync(fd);
  } finally {
    disk.closeSync(fd);
  }
}
