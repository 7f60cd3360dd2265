import { join } from 'node:path';
import { isObject, linkStatOf, listFolder, readJson, stringAt } from '../files.ts';
import { isUuid } from '../ids.ts';
import type { ProcessInfo } from './process-list.ts';

/**
 * The CLI's registry of running sessions, `<configDir>/sessions/<pid>.json` (docs/formats/claude-desktop.md 1.4). A
 * crash leaves its entry behind, so most entries may be stale, and their pids may long be those of other programs.
 */

export interface LiveSession {
  pid: number;
  /** The cliSessionId of the conversation that the process writes. */
  sessionId: string;
  /** Epoch milliseconds. */
  startedAt: number | null;
  /** `claude-desktop`, `cli`, `claude-vscode` … */
  entrypoint: string | null;
  /** The entry's file. */
  path: string;
}

const MAX_ENTRY_BYTES = 1024 * 1024;
/** Windows counts furthest. */
const MAX_PID = 2 ** 32 - 1;

const isPid = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MAX_PID;

/** Every entry that names a conversation. What is damaged, linked or of another kind is left out. */
export function readLiveSessions(configDir: string): LiveSession[] {
  const folder = join(configDir, 'sessions');
  return listFolder(folder, []).flatMap(({ name }) => {
    const pid = /^(\d+)\.json$/.exec(name)?.[1];
    return pid === undefined ? [] : (readEntry(join(folder, name), Number(pid)) ?? []);
  });
}

function readEntry(path: string, pidOfName: number): LiveSession | null {
  const stat = linkStatOf(path);
  if (stat?.isFile() !== true || stat.size > MAX_ENTRY_BYTES) return null;
  const entry = readJson(path, []);
  if (!isObject(entry)) return null;
  const sessionId = stringAt(entry, 'sessionId')?.toLowerCase();
  const pid = isPid(entry['pid']) ? entry['pid'] : pidOfName;
  if (!isUuid(sessionId) || !isPid(pid)) return null;
  return { pid, sessionId, startedAt: toTime(entry['startedAt']), entrypoint: stringAt(entry, 'entrypoint'), path };
}

function toTime(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : value;
  return typeof time === 'number' && Number.isFinite(time) && time > 0 ? time : null;
}

/** A process that started this much later than the entry says got a pid that was used before. */
const SAME_PROCESS_MS = 60_000;

/**
 * The conversations that a living process holds open. `processes` null, or a start that is not known: taken as living.
 */
export function livingSessionIds(
  entries: readonly LiveSession[],
  processes: readonly ProcessInfo[] | null,
): Set<string> {
  const running = processes === null ? null : new Map(processes.map((found) => [found.pid, found]));
  const living = entries.filter((entry) => running === null || isSameProcess(entry, running.get(entry.pid)));
  return new Set(living.map(({ sessionId }) => sessionId));
}

function isSameProcess(entry: LiveSession, found: ProcessInfo | undefined): boolean {
  if (found === undefined) return false;
  if (found.startedAt === null || entry.startedAt === null) return true;
  return found.startedAt <= entry.startedAt + SAME_PROCESS_MS;
}
