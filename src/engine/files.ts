import {
  accessSync,
  constants,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import type { Problem } from '../shared/model.ts';

/** Reading that never throws: what cannot be read is a problem to be shown, not an end. */

const SENTENCES: Readonly<Record<string, string>> = {
  EACCES: 'may not be read: permission denied',
  EPERM: 'may not be read: the system does not permit it',
  EBUSY: 'is held open by another program',
  EIO: 'cannot be read: the disk reports an error',
  ELOOP: 'is a link that leads nowhere',
  ENOTDIR: 'is not a folder',
  EISDIR: 'is a folder where a file was expected',
  EMFILE: 'cannot be read: too many files are open',
  ENAMETOOLONG: 'has too long a name',
  ENOSPC: 'cannot be written: the disk is full',
  EDQUOT: 'cannot be written: the disk quota is used up',
  EROFS: 'cannot be written: the disk is read-only',
  ENOENT: 'does not exist',
};

export const errorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** A failure of the file system in words, to stand behind the file's name. */
export function describeError(error: unknown): string {
  const code = errorCode(error);
  if (code !== null) return SENTENCES[code] ?? `cannot be used (${code})`;
  return error instanceof Error ? error.message : String(error);
}

const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');

/** The entries of a folder, by name. An absent folder has none; an unreadable one has none and is a problem. */
export function listFolder(path: string, problems: Problem[]): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (!isAbsent(error)) problems.push({ path, problem: describeError(error) });
    return [];
  }
}

/** As `listFolder`, of a folder without which no answer is whole: where it cannot be looked into, the problem says so. */
export function listNeeded(path: string, problems: Problem[]): Dirent[] {
  const own: Problem[] = [];
  const entries = listFolder(path, own);
  // Names alone are not enough: what they stand for has to be within reach.
  if (own.length === 0 && entries.length > 0 && !isEnterable(path, own)) entries.length = 0;
  problems.push(...own.map((problem) => ({ ...problem, unread: true as const })));
  return entries;
}

function isEnterable(path: string, problems: Problem[]): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    problems.push({ path, problem: describeError(error) });
    return false;
  }
}

/** Follows links: used for folders that the person or the platform names. Null where there is nothing to see. */
export function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

/** Follows no link. Null where there is nothing to see. */
export function linkStatOf(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}

export const isFolder = (path: string): boolean => statOf(path)?.isDirectory() ?? false;

/** The bytes of a file, or null where it is absent. Unreadable or larger than `maxBytes`: null and a problem. */
export function readBytes(path: string, maxBytes: number, problems: Problem[]): Buffer | null {
  try {
    const stat = statSync(path);
    const { size } = stat;
    // A pipe in the place of a file would be waited for without end.
    if (!stat.isFile()) {
      problems.push({ path, problem: 'is not a file' });
      return null;
    }
    if (size > maxBytes) {
      problems.push({ path, problem: `is unexpectedly large (${size} bytes) and was left out` });
      return null;
    }
    return readFileSync(path);
  } catch (error) {
    if (!isAbsent(error)) problems.push({ path, problem: describeError(error) });
    return null;
  }
}

const SETTINGS_MAX_BYTES = 32 * 1024 * 1024;

/** A JSON file that is somebody else's: its value, or undefined where it is absent, unreadable or no JSON (a problem). */
export function readJson(path: string, problems: Problem[]): unknown {
  const bytes = readBytes(path, SETTINGS_MAX_BYTES, problems);
  if (bytes === null || bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch {
    problems.push({ path, problem: 'is not readable as JSON and was left out' });
    return undefined;
  }
}

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `value[key]` where `value` is an object with a non-empty string there. */
export function stringAt(value: unknown, key: string): string | null {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'string' && found !== '' ? found : null;
}
