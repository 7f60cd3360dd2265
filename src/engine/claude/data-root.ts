import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../../shared/model.ts';
import { isObject, linkStatOf, readJson, statOf, stringAt } from '../files.ts';
import type { World } from '../world.ts';
import { readAccountEvidence, type AccountEvidence, type AccountLogin } from './accounts.ts';
import { decideActivePair, type Decision } from './active-pair.ts';
import type { Caches } from './caches.ts';
import type { RootPlace } from './locations.ts';
import { spokenDay } from './log-time.ts';
import { ownPart } from './log-owner.ts';
import { logFolders, readLog, type LogFacts } from './log.ts';
import {
  OLD_SESSIONS_FOLDER,
  readPairFolders,
  readSingleFileStore,
  SESSIONS_FOLDER,
  whyHidden,
  type PairFolder,
} from './store.ts';

/** Everything that one profile of Claude Desktop says. */
export interface RootFacts {
  place: RootPlace;
  log: LogFacts;
  /** The pairs of the Code tab. */
  folders: PairFolder[];
  /** The store of builds before February 2026, which Cowork still uses. */
  oldFolders: PairFolder[];
  /** Records of the single-file store of the first builds. */
  singleFileRecords: Record<string, unknown>[];
  accounts: AccountEvidence[];
  decision: Decision;
  /** Worktree folders by the session that leases them (docs/formats/claude-desktop.md 1.5). */
  worktrees: Map<string, string>;
  traces: RootTraces;
}

/** What tells which of several profiles is the one in use. */
export interface RootTraces {
  /** A running Claude holds the profile. */
  held: boolean;
  /** The person named it, or CLAUDE_USER_DATA_DIR does. */
  chosen: boolean;
  hasConfig: boolean;
  /** It lies where a clone tool would put it, or a person a copy. */
  isAside: boolean;
  /** There is a lock of Chromium's in it; a crash leaves one behind, too. */
  hasLock: boolean;
  /** Newest line of the log, epoch milliseconds; of a log without dates its last write. */
  logAt: number | null;
  /** Newest write of the settings or a record. Not of the log: two profiles can share one. */
  writtenAt: number;
  records: number;
}

export function readDataRoot(
  place: RootPlace,
  world: World,
  logins: readonly AccountLogin[],
  caches: Caches,
  problems: Problem[],
): RootFacts {
  const logs = logFolders(place.path, world);
  const log = ownPart(readLog(logs, {}, caches.logs), place.path, world);
  problems.push(...log.problems.map((problem) => ({ path: logs[0] ?? place.path, problem })));
  const folders = readPairFolders(place.path, SESSIONS_FOLDER, caches, problems, world);
  const oldFolders = readPairFolders(place.path, OLD_SESSIONS_FOLDER, caches, problems, world);
  const accounts = readAccountEvidence(place.path, log, folders, oldFolders, logins, problems);
  return {
    place,
    log,
    folders,
    oldFolders,
    singleFileRecords: readSingleFileStore(place.path, problems),
    accounts,
    decision: withoutHidden(place.path, decideActivePair(accounts), problems, world),
    worktrees: readWorktrees(place.path, problems),
    traces: readTraces(place, world, log, folders),
  };
}

/** Claude may show what we do not see (docs/formats/claude-desktop.md 12.11, for links): nothing is concluded from not seeing it. */
function withoutHidden(
  dataRoot: string,
  decision: Decision,
  problems: readonly Problem[],
  { stateDir }: World,
): Decision {
  if (decision.active === null) return decision;
  const why = whyHidden({ dataRoot, ...decision.active }, problems, { stateDir });
  return why === null ? decision : { active: null, doubts: [why] };
}

function readWorktrees(dataRoot: string, problems: Problem[]): Map<string, string> {
  const file = readJson(join(dataRoot, 'git-worktrees.json'), problems);
  const worktrees = isObject(file) && isObject(file['worktrees']) ? Object.values(file['worktrees']) : [];
  return new Map(
    worktrees.flatMap((worktree): [string, string][] => {
      const [session, path] = [stringAt(worktree, 'leasedBy'), stringAt(worktree, 'path')];
      return session !== null && path !== null ? [[session, path]] : [];
    }),
  );
}

function readTraces({ path, kind }: RootPlace, world: World, log: LogFacts, folders: PairFolder[]): RootTraces {
  // Two pairs may share one folder: its records count once.
  const records = [...new Map(folders.map((folder) => [folder.id, folder])).values()].flatMap(
    (folder) => folder.records,
  );
  const settings = ['config.json', 'claude_desktop_config.json'].map((name) => join(path, name));
  return {
    held: !world.foreign && isHeld(path),
    chosen: kind === 'chosen',
    hasConfig: statOf(join(path, 'config.json')) !== null,
    isAside: kind === 'clone',
    hasLock: ['SingletonLock', 'lockfile'].some((name) => linkStatOf(join(path, name)) !== null),
    logAt: log.newestAt ?? newestWrite(log.files),
    writtenAt: records.reduce((newest, { mtimeMs }) => Math.max(newest, mtimeMs), newestWrite(settings) ?? 0),
    records: records.length,
  };
}

const newestWrite = (paths: readonly string[]): number | null =>
  paths.reduce<number | null>((newest, path) => {
    const at = statOf(path)?.mtimeMs ?? null;
    return at === null || (newest !== null && newest > at) ? newest : at;
  }, null);

/**
 * Chromium marks a profile in use with a link `SingletonLock` to `<host>-<pid>` on macOS and Linux, and with a link to
 * a socket in the folder for temporary files. A crash leaves both behind, and after a restart another program may have
 * that pid; but then the socket is gone. (Windows has a file `lockfile`, which a power cut leaves behind; it proves nothing.)
 */
function isHeld(dataRoot: string): boolean {
  try {
    const [, host, pid] = /^(.+)-(\d+)$/.exec(readlinkSync(join(dataRoot, 'SingletonLock'))) ?? [];
    const isReachable = host === hostname() && statOf(join(dataRoot, 'SingletonSocket')) !== null;
    return isReachable && process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}

export interface LiveDecision {
  live: RootFacts | null;
  /** For each root, in order, a sentence for or against it. */
  reasons: string[];
}

/** The last instant that a Date can hold; a file's date may be any number. */
const END_OF_TIME = 8.64e15;

/** Two writes closer than this say nothing about which was last. */
const SAME_TIME_MS = 2_000;

/**
 * Which profile Claude uses now (docs/formats/claude-desktop.md 1.1): the one a running Claude holds; else one with
 * settings before one without; else the one that CLAUDE_USER_DATA_DIR names; else the newest line in a log; else not
 * the one that looks like a copy; else the newest write; else a lock, which may be an old one; else the most records.
 * Where even that is even, the one that the person named first; without names, none: the person chooses.
 */
export function decideLiveRoot(roots: readonly RootFacts[]): LiveDecision {
  const [only] = roots;
  if (only !== undefined && roots.length === 1) return { live: only, reasons: ['It is the only installation found.'] };
  const ranked = [...roots].sort((a, b) => compareTraces(b.traces, a.traces));
  const [best, second] = ranked;
  const isClear = best !== undefined && second !== undefined && compareTraces(best.traces, second.traces) > 0;
  // Of those that the person named, the order settles what the disk does not.
  const firstNamed = best?.place.kind === 'chosen' && second?.place.kind === 'chosen' ? best : null;
  const live = isClear ? best : firstNamed;
  return {
    live,
    reasons: roots.map((root) => {
      if (live === null) return 'Nothing tells which of the installations is in use.';
      if (root === live && !isClear)
        return 'Nothing tells which of the installations is in use; you named this one first.';
      return root === live && second !== undefined ? whyFirst(root.traces, second.traces) : describeTraces(root.traces);
    }),
  };
}

/** Positive where `a` looks more in use than `b`. */
function compareTraces(a: RootTraces, b: RootTraces): number {
  if (a.held !== b.held) return a.held ? 1 : -1;
  if (a.hasConfig !== b.hasConfig) return a.hasConfig ? 1 : -1;
  if (a.chosen !== b.chosen) return a.chosen ? 1 : -1;
  const logs = apart(a.logAt ?? 0, b.logAt ?? 0);
  if (logs !== 0) return logs;
  if (isCopy(a, b) || isCopy(b, a)) return isCopy(a, b) ? -1 : 1;
  const writes = apart(a.writtenAt, b.writtenAt);
  if (writes !== 0) return writes;
  if (a.hasLock !== b.hasLock) return a.hasLock ? 1 : -1;
  return a.records - b.records;
}

/** A copy has the log of its original, and, where there is none, the dates; or else newer ones, those of the copying. */
function isCopy(copy: RootTraces, original: RootTraces): boolean {
  if (!copy.isAside || original.isAside || apart(copy.logAt ?? 0, original.logAt ?? 0) !== 0) return false;
  return copy.logAt !== null || (copy.writtenAt > 0 && apart(copy.writtenAt, original.writtenAt) === 0);
}

const apart = (a: number, b: number): number => (Math.abs(a - b) < SAME_TIME_MS ? 0 : a - b);

function whyFirst(traces: RootTraces, second: RootTraces): string {
  if (traces.held !== second.held) return 'A running Claude holds it.';
  if (traces.hasConfig !== second.hasConfig) return 'Only this installation has settings.';
  if (traces.chosen !== second.chosen) return 'CLAUDE_USER_DATA_DIR points to it.';
  if (apart(traces.logAt ?? 0, second.logAt ?? 0) !== 0) return 'Its log has the newest line.';
  if (isCopy(second, traces)) return 'The other one looks like a copy of it.';
  if (apart(traces.writtenAt, second.writtenAt) !== 0) return 'It was written to last.';
  if (traces.hasLock !== second.hasLock) return 'Only this installation has a lock of a running Claude in it.';
  return 'It has the most entries.';
}

function describeTraces({ logAt, writtenAt, records }: RootTraces): string {
  const at = Math.max(logAt ?? 0, writtenAt);
  const written = at > 0 && at <= END_OF_TIME ? `last written on ${spokenDay(at)}` : 'never written';
  return `Not in use as far as can be told: ${written}, ${records} ${records === 1 ? 'entry' : 'entries'}.`;
}
