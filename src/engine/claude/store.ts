import { join } from 'node:path';
import type { PairId, Problem } from '../../shared/model.ts';
import { isFolder, isObject, linkStatOf, listFolder, listNeeded, readBytes, readJson } from '../files.ts';
import { isPairId, isSessionId, isUuid } from '../ids.ts';
import type { Caches } from './caches.ts';
import {
  enterFolder,
  placeOfRoot,
  resolvePlace,
  type FolderLink,
  type Place,
  type PlaceOptions,
} from './linked-folder.ts';
import { folderId } from './locations.ts';
import { readRecord, type RecordFile } from './record.ts';

/** The folder of one account and organization, and everything of it that decides what the sidebar shows. */
export interface PairFolder extends PairId {
  /** Where it really is, behind all links. */
  path: string;
  /** What the folder is whatever its name. */
  id: string;
  /** The links on the way from the data root to it, outermost first. */
  links: FolderLink[];
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

/**
 * Every pair folder below `<data root>/<folder>`. Links are followed as the app follows them; one that must not be is a
 * problem. Two pairs whose folder is one and the same have the same `id`.
 */
export function readPairFolders(
  dataRoot: string,
  folder: typeof SESSIONS_FOLDER | typeof OLD_SESSIONS_FOLDER,
  caches: Caches,
  problems: Problem[],
  options: PlaceOptions,
): PairFolder[] {
  const enter = (parent: Place, name: string): Place[] => {
    const place = enterFolder(parent, name, options);
    if (!('problem' in place)) return place.exists ? [place] : [];
    problems.push(place);
    return [];
  };
  const idsIn = ({ real }: Place): string[] =>
    listNeeded(real, problems)
      .map(({ name }) => name)
      .filter(isPairId);
  return enter(placeOfRoot(dataRoot), folder).flatMap((top) =>
    idsIn(top).flatMap((accountId) =>
      enter(top, accountId).flatMap((account) =>
        idsIn(account).flatMap((organizationId) =>
          enter(account, organizationId).map((place) =>
            readPairFolder({ accountId, organizationId, dataRoot }, place, caches, problems),
          ),
        ),
      ),
    ),
  );
}

/** Where the records of a pair are (docs/formats/claude-desktop.md 1.2), or why that folder cannot be used. Never throws. */
export const placeOfPair = ({ dataRoot, accountId, organizationId }: PairId, options: PlaceOptions): Place | Problem =>
  resolvePlace(dataRoot, [SESSIONS_FOLDER, accountId, organizationId], options);

/**
 * Why nothing is known of what a pair's folder holds, as a sentence: a link on the way to it cannot be followed, or it
 * could not be looked into. Null where it is known.
 */
export function whyHidden(pair: PairId, problems: readonly Problem[], options: PlaceOptions): string | null {
  const way = [SESSIONS_FOLDER, pair.accountId, pair.organizationId].map((_, i, names) =>
    resolvePlace(pair.dataRoot, names.slice(0, i + 1), options),
  );
  const refused = way.find((place) => 'problem' in place);
  const unread = problems.find(
    ({ path, unread }) => unread === true && way.some((place) => !('problem' in place) && place.real === path),
  );
  const why = refused ?? unread;
  return why === undefined ? null : `The folder of the account in use, ${why.path}, ${why.problem}.`;
}

/** The folders behind links among those of a data root's pairs, for who watches them: `depth` levels below the data root. */
export function linkedFolders(dataRoot: string, options: PlaceOptions): { real: string; depth: number }[] {
  const linked: { real: string; depth: number }[] = [];
  const walk = (parent: Place, names: readonly string[], depth: number): void => {
    for (const name of names) {
      const place = enterFolder(parent, name, options);
      if ('problem' in place || !place.exists) continue;
      if (place.links.length > parent.links.length) linked.push({ real: place.real, depth });
      if (depth < 3)
        walk(
          place,
          listFolder(place.real, [])
            .map((entry) => entry.name)
            .filter(isPairId),
          depth + 1,
        );
    }
  };
  walk(placeOfRoot(dataRoot), [SESSIONS_FOLDER, OLD_SESSIONS_FOLDER], 1);
  return linked;
}

function readPairFolder(pair: PairId, { real: path, links }: Place, caches: Caches, problems: Problem[]): PairFolder {
  const folder: PairFolder = {
    ...pair,
    path,
    id: folderId(path),
    links,
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
