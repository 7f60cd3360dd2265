import type { LogErrorCount } from '../../shared/model.ts';
import { join } from 'node:path';
import { describeError, linkStatOf, listFolder } from '../files.ts';
import { LogCollector, type LogStart, type SaveError } from './log-facts.ts';
import { readLastLines } from './log-lines.ts';

/** The app's log, `main.log` and what it was rotated to (claude-desktop.md, section 1.3). */

export type { LogStart, SaveError } from './log-facts.ts';
export { logFolder, logFolders } from './log-folder.ts';

export interface LogFacts {
  /** Oldest first. */
  starts: LogStart[];
  /** Oldest first; of very many, the newest. */
  saveErrors: SaveError[];
  /** All save errors, also those that `saveErrors` left out. */
  saveErrorsByDay: LogErrorCount[];
  /** The newest time in any line, epoch milliseconds. */
  newestAt: number | null;
  /** The app moved the single-file store of its first builds. */
  migratedStore: boolean;
  /** The Store build writes into the real folders, because they were there before it (section 1.1). */
  notVirtualised: boolean;
  /** The sidebar lost its focus: a loss that only the window has (section 7, row 18). */
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

interface FileFacts {
  path: string;
  /** The newest line, or the last write where no line has a date. */
  lastAt: number;
  collector: LogCollector;
}

/** Reads the logs of one folder, or of several as if they were one. Never throws; an absent folder has no logs. */
export function readLog(folder: string | readonly string[], options: LogOptions = {}): LogFacts {
  const limits = { ...DEFAULTS, ...options };
  const problems: string[] = [];
  const paths = [folder].flat().flatMap((path) => findLogFiles(path, problems));
  const files = paths.flatMap((path) => readFile(path, limits, problems) ?? []);
  files.sort((a, b) => a.lastAt - b.lastAt);
  const collectors = files.map(({ collector }) => collector);
  const times = collectors.flatMap(({ newestAt }) => newestAt ?? []);
  return {
    starts: collectors.flatMap(({ starts }) => starts),
    saveErrors: collectors.flatMap(({ saveErrors }) => saveErrors).slice(-limits.maxSaveErrors),
    saveErrorsByDay: countByDay(collectors),
    newestAt: times.length === 0 ? null : Math.max(...times),
    migratedStore: collectors.some(({ migratedStore }) => migratedStore),
    notVirtualised: collectors.some(({ notVirtualised }) => notVirtualised),
    focusLost: collectors.some(({ focusLost }) => focusLost),
    files: files.map(({ path }) => path),
    problems,
  };
}

/** `main.log`; rotated ones are called `main1.log`, `main.old.log`, `main.log.1`. Links are not followed. */
function findLogFiles(folder: string, problems: string[]): string[] {
  const unreadable: { path: string; problem: string }[] = [];
  const names = listFolder(folder, unreadable)
    .filter((entry) => entry.isFile() && /^main[\w.-]*\.log(\.\d+)?$/i.test(entry.name))
    .map(({ name }) => name);
  problems.push(...unreadable.map(({ problem }) => `The folder of the logs ${problem}.`));
  if (names.length > MAX_FILES) problems.push(`Of ${names.length} log files, ${MAX_FILES} were read.`);
  return names.slice(0, MAX_FILES).map((name) => join(folder, name));
}

function readFile(path: string, limits: Required<LogOptions>, problems: string[]): FileFacts | null {
  const stat = linkStatOf(path);
  if (stat?.isFile() !== true) return null;
  const { maxBytesPerFile: maxBytes, maxLineBytes, maxSaveErrors } = limits;
  const collector = new LogCollector(maxSaveErrors);
  try {
    readLastLines(path, stat.size, { maxBytes, maxLineBytes }, (line) => collector.add(line));
  } catch (error) {
    problems.push(`${path} ${describeError(error)}.`);
  }
  if (stat.size > maxBytes) problems.push(`Of ${path}, the last ${maxBytes} bytes were read.`);
  collector.end();
  return { path, lastAt: collector.newestAt ?? stat.mtimeMs, collector };
}

function countByDay(collectors: readonly LogCollector[]): LogErrorCount[] {
  const counts = new Map<string, LogErrorCount>();
  for (const { errorDays } of collectors) {
    for (const [day, codes] of errorDays) {
      for (const [kind, count] of codes) {
        const key = `${day} ${kind}`;
        counts.set(key, { kind, day, count: count + (counts.get(key)?.count ?? 0) });
      }
    }
  }
  return [...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}
