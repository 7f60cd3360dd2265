import { join } from 'node:path';
import type { PairId, Problem } from '../../shared/model.ts';
import { isFolder, isObject, linkStatOf, listNeeded, readBytes, readJson } from '../files.ts';
import { isPairId, isSessionId, isUuid } from '../ids.ts';
import type { Caches } from './caches.ts';
import { readRecord, type RecordFile } from './record.ts';

/** The folder of one account and organization, and everything of it that decides what the sidebar shows. */
export interface PairFolder extends PairId {
  path: string;
  /** `local_<uuid>.json`, loadable or not. */
  records: RecordFile[];
  /** `local_<uuid>.json.tmp`: what a failed or interrupted save left behind. */
  leftovers: RecordFile[];
  /** What the user deleted: the uuid of a transcript or of a record, and when (docs/formats/claude-desktop.md 5.5). */
  tombstones: Map<string, number>;
  /** `local_<uuid>` of rows that the archive index names. */
  archivedIds: Set<string>;
}

/**
 * Where Code sessions are kept, and where builds before February 2026 kept them (docs/formats/claude-desktop.md 1.1,
 * migration history).
 */
export const SESSIONS_FOLDER = 'claude-code-sessions';
export const OLD_SESSIONS_FOLDER = 'local-agent-mode-sessions';

/** Every pair folder below `<data root>/<folder>`. Links are not followed: they may lead out of the data root. */
export function readPairFolders(
  dataRoot: string,
  folder: typeof SESSIONS_FOLDER | typeof OLD_SESSIONS_FOLDER,
  caches: Caches,
  problems: Problem[],
): PairFolder[] {
  const top = join(dataRoot, folder);
  return subfolders(top, problems).flatMap((accountId) =>
    subfolders(join(top, accountId), problems).map((organizationId) =>
      readPairFolder({ accountId, organizationId, dataRoot }, join(top, accountId, organizationId), caches, problems),
    ),
  );
}

function subfolders(path: string, problems: Problem[]): string[] {
  if (!isOwnFolder(path, problems)) return [];
  return listNeeded(path, problems)
    .map(({ name }) => name)
    .filter((name) => isPairId(name) && isOwnFolder(join(path, name), problems));
}

/** A folder that is not a link to another. Absent: no. What stands in its place is a problem. */
function isOwnFolder(path: string, problems: Problem[]): boolean {
  const stat = linkStatOf(path);
  if (stat === null || stat.isDirectory()) return stat !== null;
  const problem = stat.isSymbolicLink() ? 'is a link to another folder and was not followed' : 'is not a folder';
  problems.push({ path, problem });
  return false;
}

/**
 * Why nothing is known of what a pair's folder holds, as a sentence: a link stands somewhere between the data root and it,
 * or it could not be looked into. Null where it is known.
 */
export function whyHidden(
  { dataRoot, accountId, organizationId }: PairId,
  problems: readonly Problem[],
): string | null {
  const top = join(dataRoot, SESSIONS_FOLDER);
  const way = [top, join(top, accountId), join(top, accountId, organizationId)];
  if (way.some((path) => linkStatOf(path)?.isSymbolicLink() === true)) {
    return 'The folder of the account in use is behind a link to another place, and Ghostlight neither reads nor writes through it.';
  }
  const unread = problems.find((problem) => problem.unread === true && way.includes(problem.path));
  return unread === undefined ? null : `The folder of the account in use, ${unread.path}, ${unread.problem}.`;
}

function readPairFolder(pair: PairId, path: string, caches: Caches, problems: Problem[]): PairFolder {
  const folder: PairFolder = {
    ...pair,
    path,
    records: [],
    leftovers: [],
    tombstones: new Map(),
    archivedIds: new Set(),
  };
  for (const { name } of listNeeded(path, problems)) {
    if (name.startsWith('deleted_')) readTombstone(folder, name, problems);
    else if (name === 'archived-sessions.idx') readArchiveIndex(folder, name, problems);
    else {
      const file = readRecord(join(path, name), caches.records);
      if (file !== null) (file.kind === 'record' ? folder.records : folder.leftovers).push(file);
    }
  }
  return folder;
}

/** The last instant that a Date can hold. */
const END_OF_TIME = 8.64e15;

/** `deleted_<uuid>`: 13 digits, the epoch milliseconds of the deletion. An unreadable one still counts as a deletion. */
function readTombstone(folder: PairFolder, name: string, problems: Problem[]): void {
  const id = name
    .slice('deleted_'.length)
    .replace(/^local_/, '')
    .toLowerCase();
  const path = join(folder.path, name);
  const stat = linkStatOf(path);
  if (!isUuid(id) || stat === null) return;
  const content = stat.isFile() ? (readBytes(path, 1024, problems)?.toString('latin1').trim() ?? '') : '';
  const at = /^\d{10,16}$/.test(content) ? Number(content) : Infinity;
  folder.tombstones.set(id, at <= END_OF_TIME ? at : Math.min(stat.mtimeMs, END_OF_TIME));
}

/** `{"v":1,"archived":["local_…"]}` (docs/formats/claude-desktop.md 1.2). */
function readArchiveIndex(folder: PairFolder, name: string, problems: Problem[]): void {
  const path = join(folder.path, name);
  if (linkStatOf(path)?.isFile() !== true) return void problems.push({ path, problem: 'is not a file' });
  const index = readJson(path, problems);
  const ids = isObject(index) && Array.isArray(index['archived']) ? index['archived'] : [];
  for (const id of ids) if (isSessionId(id)) folder.archivedIds.add(id);
}

/**
 * Whether a record in the old store is a Cowork task rather than a conversation of the Code tab: Cowork's have a
 * process name and a folder of the same name beside them (docs/formats/claude-desktop.md 3).
 */
export function isCowork(folder: PairFolder, file: RecordFile): boolean {
  return file.fields?.processName != null || isFolder(join(folder.path, file.stem));
}

/**
 * The single-file store of the first builds, `local-sessions.json`: whatever in it looks like a record
 * (docs/formats/claude-desktop.md 1.2).
 */
export function readSingleFileStore(dataRoot: string, problems: Problem[]): Record<string, unknown>[] {
  const store = readJson(join(dataRoot, 'local-sessions.json'), problems);
  const inner =
    isObject(store) && (isObject(store['sessions']) || Array.isArray(store['sessions'])) ? store['sessions'] : store;
  const values: unknown[] = Array.isArray(inner) ? inner : isObject(inner) ? Object.values(inner) : [];
  return values.filter(isObject).filter((record) => isUuid(record['cliSessionId']) && canBeWritten(record));
}

/** JSON can be read at any depth, and not written at any. */
function canBeWritten(record: object): boolean {
  try {
    return JSON.stringify(record) !== '';
  } catch {
    return false;
  }
}
