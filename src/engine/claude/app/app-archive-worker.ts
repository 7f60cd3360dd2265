import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { describeError, errorCode, isObject } from '../../files.ts';
import { StatCache, type CacheKind } from '../../stat-cache.ts';
import { readArchive, type ArchiveFacts } from './app-archive.ts';

/** What the thread is started with. */
export interface ArchiveTask {
  /** Where the archive may lie; the first file that exists is read. */
  places: readonly string[];
  texts: readonly string[];
  /** Ghostlight's folder, where the facts are remembered by path, size and date of the archive. */
  stateDir: string;
}

/** What it posts, once: null if no place has a file. `problem`: a phrase that goes behind the file's name. */
export type ArchiveResult =
  { archive: string; ok: true; facts: ArchiveFacts } | { archive: string; ok: false; problem: string } | null;

function findArchive({ places, texts, stateDir }: ArchiveTask): ArchiveResult {
  for (const archive of places) {
    try {
      return { archive, ok: true, facts: remembered(archive, texts, stateDir) };
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) {
        return { archive, ok: false, problem: describeError(error) };
      }
    }
  }
  return null;
}

/** Throws what reading throws. */
function remembered(path: string, texts: readonly string[], stateDir: string): ArchiveFacts {
  const { size, mtimeMs, ino } = statSync(path);
  const cache = new StatCache(stateDir, ARCHIVES);
  const facts = cache.remember({ path, size, mtimeMs, ino }, () => readArchive(path, texts));
  cache.save();
  return facts;
}

/** The format is raised with every change of the texts: what was not searched for is not known to be missing. */
const ARCHIVES: CacheKind<ArchiveFacts> = {
  name: 'app-archives',
  format: 1,
  isValue: (value): value is ArchiveFacts =>
    isObject(value) &&
    (value['version'] === null || typeof value['version'] === 'string') &&
    Array.isArray(value['found']) &&
    value['found'].every((text) => typeof text === 'string'),
};

if (parentPort !== null) {
  // Electron shows an archive as a folder, unless it is told not to. Then it would have no bytes to search.
  (process as { noAsar?: boolean }).noAsar = true;
  parentPort.postMessage(findArchive(workerData as ArchiveTask));
}
