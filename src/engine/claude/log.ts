import type { LogErrorCount } from '../../shared/model.ts';
import { join } from 'node:path';
import { describeError, isObject, linkStatOf, listFolder } from '../files.ts';
import type { StatCache } from '../stat-cache.ts';
import { LogCollector, type LogFileFacts, type LogStart, type SaveError } from './log-facts.ts';
import { readLastLines } from './log-lines.ts';

/** The app's log, `main.log` and what it was rotated to (docs/formats/claude-desktop.md 1.3). */

export type { LogStart, SaveError } from './log-facts.ts';
export { logFolder, logFolders } from './log-folder.ts';

/** All files of a log as if they were one; lists are oldest first. */
export interface LogFacts {
  starts: LogStart[];
  /** Of very many, the newest. */
  saveErrors: SaveError[];
  /** All save errors, also those that `saveErrors` left out. */
  saveErrorsByDay: LogErrorCount[];
  /** The newest time in any line, epoch milliseconds. */
  newestAt: number | null;
  /** The app moved the single-file store of its first builds. */
  migratedStore: boolean;
  /**
   * The Store build writes into the real folders, because they were there before it
   * (docs/formats/claude-desktop.md 1.1).
   */
  notVirtualised: boolean;
  /** The sidebar lost its focus: a loss that only the window has (docs/formats/claude-desktop.md 7, row 18). */
  focusLost: boolean;
  /** The files that were read, oldest first. */
  files: string[];
  /** What could not be read, as sentences. */
  problems: string[];
}

export interface LogOptions {
  /** Default 32 MiB. The app itself rotates at 10 MiB. */
  maxBytesPerFile?: number;
  /** Default 64 KiB. */
  maxLineBytes?: number;
  /** Default 20,000. */
  maxSaveErrors?: number;
}

const DEFAULTS = { maxBytesPerFile: 32 * 1024 * 1024, maxLineBytes: 64 * 1024, maxSaveErrors: 20_000 };
const MAX_FILES = 50;

/** What the files of a log said when they were read last; rotated ones do not change any more. */
export const LOG_CACHE = {
  name: 'logs',
  format: 2,
  isValue: (value: unknown): value is LogFileFacts =>
    isObject(value) &&
    [value['starts'], value['saveErrors'], value['saveErrorsByDay']].every(
      (list) => Array.isArray(list) && list.every(isObject),
    ) &&
    (value['newestAt'] === null || typeof value['newestAt'] === 'number'),
};

interface FileFacts {
  path: string;
  /** The newest line, or the last write where no line has a date. */
  lastAt: number;
  facts: LogFileFacts;
}

/**
 * Reads the logs of one folder, or of several as if they were one. Never throws; an absent folder has no logs.
 * `cache`: only for the default options.
 */
export function readLog(
  folder: string | readonly string[],
  options: LogOptions = {},
  cache: StatCache<LogFileFacts> | null = null,
): LogFacts {
  const limits = { ...DEFAULTS, ...options };
  const problems: string[] = [];
  const paths = [folder].flat().flatMap((path) => findLogFiles(path, problems));
  const files = paths.flatMap((path) => readFile(path, limits, cache, problems) ?? []);
  files.sort((a, b) => a.lastAt - b.lastAt);
  const all = files.map(({ facts }) => facts);
  const times = all.flatMap(({ newestAt }) => newestAt ?? []);
  return {
    starts: all.flatMap(({ starts }) => starts),
    saveErrors: all.flatMap(({ saveErrors }) => saveErrors).slice(-limits.maxSaveErrors),
    saveErrorsByDay: sumByDay(all.flatMap(({ saveErrorsByDay }) => saveErrorsByDay)),
    newestAt: times.length === 0 ? null : Math.max(...times),
    migratedStore: all.some(({ migratedStore }) => migratedStore),
    notVirtualised: all.some(({ notVirtualised }) => notVirtualised),
    focusLost: all.some(({ focusLost }) => focusLost),
    files: files.map(({ path }) => path),
    problems,
  };
}

/** `main.log`; rotated ones are called `main1.log`, `main.old.log`, `main.log.1`. Links are not followed. */
function findLogFiles(folder: string, problems: string[]): string[] {
  const unreadable: { path: string; problem: string }[] = [];
  const paths = listFolder(folder, unreadable)
    .filter((entry) => entry.isFile() && /^main[\w.-]*\.log(\.\d+)?$/i.test(entry.name))
    .map(({ name }) => join(folder, name));
  problems.push(...unreadable.map(({ problem }) => `The folder of the logs ${problem}.`));
  if (paths.length <= MAX_FILES) return paths;
  problems.push(`Of ${paths.length} log files, the newest ${MAX_FILES} were read.`);
  const writtenAt = new Map(paths.map((path) => [path, linkStatOf(path)?.mtimeMs ?? 0]));
  return paths.toSorted((a, b) => (writtenAt.get(b) ?? 0) - (writtenAt.get(a) ?? 0)).slice(0, MAX_FILES);
}

function readFile(
  path: string,
  limits: Required<LogOptions>,
  cache: StatCache<LogFileFacts> | null,
  problems: string[],
): FileFacts | null {
  const stat = linkStatOf(path);
  if (stat?.isFile() !== true) return null;
  const { size, mtimeMs, ino } = stat;
  const { maxBytesPerFile } = limits;
  if (size > maxBytesPerFile) problems.push(`Of ${path}, the last ${maxBytesPerFile} bytes were read.`);
  const known = cache?.get({ path, size, mtimeMs, ino }) ?? null;
  if (known !== null) return { path, lastAt: known.newestAt ?? mtimeMs, facts: known };
  const { facts, problem } = collect(path, size, limits);
  if (problem === null) cache?.set({ path, size, mtimeMs, ino }, facts);
  else problems.push(problem);
  return { path, lastAt: facts.newestAt ?? mtimeMs, facts };
}

/** What could be read until the end or until a failure. */
function collect(
  path: string,
  size: number,
  limits: Required<LogOptions>,
): { facts: LogFileFacts; problem: string | null } {
  const { maxBytesPerFile: maxBytes, maxLineBytes, maxSaveErrors } = limits;
  const collector = new LogCollector(maxSaveErrors);
  let problem: string | null = null;
  try {
    readLastLines(path, size, { maxBytes, maxLineBytes }, (line) => collector.add(line));
  } catch (error) {
    problem = `${path} ${describeError(error)}.`;
  }
  return { facts: collector.end(), problem };
}

function sumByDay(parts: readonly LogErrorCount[]): LogErrorCount[] {
  const sums = new Map<string, LogErrorCount>();
  for (const { kind, day, count } of parts) {
    const key = `${day} ${kind}`;
    sums.set(key, { kind, day, count: count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}
