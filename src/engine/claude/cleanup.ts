import { join } from 'node:path';
import type { Problem } from '../../shared/model.ts';
import { isObject, readJson, statOf, type JsonObject } from '../files.ts';

/**
 * When Claude's own cleanup would delete a transcript. What Anthropic's documentation says of it (settings reference,
 * "Cleaned up automatically"): a sweep runs in the background after a session starts; it deletes a transcript that was
 * last changed longer ago than `cleanupPeriodDays`, a whole number of at least 1, by default 30. 0 and nonsense fail
 * the validation, and the sweep pauses until the settings are mended. A conversation that was started or last continued
 * in Claude Desktop is kept at any age (CLI 2.1.248 and later), according to the change log "while it is in the app",
 * unless `desktopSessionCleanupPeriodDays` is set (0: no limit): then until both periods are over.
 */

export interface CleanupSettings {
  /** At least 1. What counts, also where the file says nothing or nonsense. */
  cleanupPeriodDays: number;
  /** At least 1; null where there is no limit for conversations that are in the desktop app. */
  desktopSessionCleanupPeriodDays: number | null;
  /** Whether the file sets a usable `cleanupPeriodDays`. */
  configured: boolean;
  /** A sentence about what is wrong with the file. */
  problem: string | null;
}

const DEFAULT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** The last instant that a Date can hold. */
const END_OF_TIME = 8.64e15;

const DEFAULTS: CleanupSettings = {
  cleanupPeriodDays: DEFAULT_DAYS,
  desktopSessionCleanupPeriodDays: null,
  configured: false,
  problem: null,
};

/** The user's settings alone: a project's or an organization's settings may set other periods. Never throws. */
export function readCleanupSettings(configDir: string): CleanupSettings {
  const path = join(configDir, 'settings.json');
  const stat = statOf(path);
  if (stat === null) return DEFAULTS;
  if (!stat.isFile()) return { ...DEFAULTS, problem: 'settings.json is not a file.' };
  const problems: Problem[] = [];
  const settings = readJson(path, problems);
  const [unreadable] = problems;
  if (unreadable !== undefined) return { ...DEFAULTS, problem: `settings.json ${unreadable.problem}.` };
  if (!isObject(settings)) {
    return settings === undefined ? DEFAULTS : { ...DEFAULTS, problem: 'settings.json holds no settings.' };
  }
  return readPeriods(settings);
}

function readPeriods(settings: JsonObject): CleanupSettings {
  const days = settings['cleanupPeriodDays'];
  const desktopDays = settings['desktopSessionCleanupPeriodDays'];
  const configured = isWholeNumber(days) && days >= 1;
  const wrong = [
    ...(days === undefined || configured ? [] : ['cleanupPeriodDays is not a whole number of at least 1']),
    ...(desktopDays === undefined || isWholeNumber(desktopDays)
      ? []
      : ['desktopSessionCleanupPeriodDays is not a whole number']),
  ];
  return {
    cleanupPeriodDays: configured ? days : DEFAULT_DAYS,
    desktopSessionCleanupPeriodDays: isWholeNumber(desktopDays) && desktopDays >= 1 ? desktopDays : null,
    configured,
    problem: wrong.length === 0 ? null : `In settings.json, ${wrong.join(', and ')}; Claude refuses such a value.`,
  };
}

const isWholeNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

/**
 * Epoch milliseconds from which on the next sweep deletes a transcript that was last changed at `mtimeMs`; null where
 * none would. What the desktop app wrote is exempt only while it is in the app, listed or archived: a ghost is not
 * (docs/formats/claude-desktop.md 7, row 15).
 */
export function expiresAt(
  mtimeMs: number,
  settings: CleanupSettings,
  conversation: { inApp: boolean; entrypoint: string | null },
): number | null {
  const { cleanupPeriodDays, desktopSessionCleanupPeriodDays } = settings;
  const exempt = conversation.inApp && conversation.entrypoint?.startsWith('claude-desktop') === true;
  if (exempt && desktopSessionCleanupPeriodDays === null) return null;
  const days = exempt ? Math.max(cleanupPeriodDays, desktopSessionCleanupPeriodDays ?? 0) : cleanupPeriodDays;
  const at = mtimeMs + days * DAY_MS;
  return at <= END_OF_TIME ? at : null;
}
