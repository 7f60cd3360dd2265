import { constants } from 'node:os';
import type { LogErrorCount } from '../../shared/model.ts';
import { isPairId, isSessionId } from '../ids.ts';
import { localDay, readLogTime } from './log-time.ts';

/** What the lines of the app's log mean (docs/formats/claude-desktop.md 1.3 and 7). */

/** The Code tab read the index of a pair: at the app's start, or after a change of account or organization. */
export interface LogStart {
  /** Epoch milliseconds; null where no line before told the time. */
  at: number | null;
  /** Empty where the line only says that the organization changes. */
  accountId: string;
  /** Empty where that line does not say to which. */
  organizationId: string;
  /** How many records it found there. */
  loaded: number | null;
  line: string;
}

/** A record, or what stands beside it, that the app could not write. */
export interface SaveError {
  at: number | null;
  /** The system's name for it: EXDEV, EEXIST, ENOSPC, EINVAL, EPERM … or `other`. */
  code: string;
  /** `local_<uuid>`, where the line names one. */
  sessionId: string | null;
  line: string;
}

/** The day of errors that no line dates. */
export const UNDATED = 'undated';

const MAX_STARTS = 5_000;
const MAX_SHOWN_CHARACTERS = 500;

const SAVE_FAILED = /Failed to save session\b|Cannot save session\b|Failed to write bridge state\b/i;
const SAVING_STACK = /\b(writeSessionToDisk|writeSnapshotToDisk)\b/;
const STORE = /claude-code-sessions|bridge-state\.json/;
const STORE_WRITE =
  /\bE[A-Z0-9]{2,15}: [^,]{0,200}, (?:(?:rename|mkdir|write|copyfile|link|fsync)\b|open .{0,1000}\.tmp\b)/;
/** Lines that go on with the entry before them, in a log without dates: a stack, a printed object, a wrapped text. */
const CONTINUATION = /^(?:\s|[{}()\]]|at |\w*Error: )/;
const SESSION_ID = /local_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
const STORE_PAIR = /claude-code-sessions[\\/]{1,2}([0-9a-f-]+)[\\/]{1,2}([0-9a-f-]+)/i;

/** What one file of the log says. Plain JSON, so that it can be remembered. */
export interface LogFileFacts {
  starts: LogStart[];
  saveErrors: SaveError[];
  /** How many save errors there were; also those that `saveErrors` left out. */
  saveErrorsByDay: LogErrorCount[];
  newestAt: number | null;
  migratedStore: boolean;
  notVirtualised: boolean;
  focusLost: boolean;
}

/** Takes the lines of one file in order. An error may span several: a stack, or an object with its code. */
export class LogCollector {
  readonly #facts: Omit<LogFileFacts, 'saveErrorsByDay'> = {
    starts: [],
    saveErrors: [],
    newestAt: null,
    migratedStore: false,
    notVirtualised: false,
    focusLost: false,
  };
  /** By day and then by code. */
  readonly #errorDays = new Map<string, Map<string, number>>();
  readonly #maxSaveErrors: number;
  #at: number | null = null;
  /** Of the entry that the current line belongs to. */
  #code: string | null = null;
  #reported = false;
  #error: SaveError | null = null;

  constructor(maxSaveErrors: number) {
    this.#maxSaveErrors = maxSaveErrors;
  }

  add(line: string): void {
    const at = readLogTime(line);
    if (at !== null) {
      this.#at = at;
      this.#facts.newestAt = Math.max(at, this.#facts.newestAt ?? at);
    }
    if (at !== null || line.startsWith('[') || (this.#at === null && !CONTINUATION.test(line))) this.#beginEntry(line);
    this.#code ??= errorCodeIn(line);
    this.#addSaveError(line);
    this.#addStart(line);
    this.#facts.migratedStore ||= line.includes('migrateLegacySessions');
    this.#facts.notVirtualised ||= line.includes('Filesystem not virtualized');
    this.#facts.focusLost ||= line.includes('setFocusedSession: sessionId=null');
  }

  /** What the lines so far come to; to be called after the last one. */
  end(): LogFileFacts {
    this.#keepError();
    return {
      ...this.#facts,
      saveErrors: newest(this.#facts.saveErrors, this.#maxSaveErrors),
      starts: newest(this.#facts.starts, MAX_STARTS),
      saveErrorsByDay: [...this.#errorDays].flatMap(([day, codes]) =>
        [...codes].map(([kind, count]) => ({ kind, day, count })),
      ),
    };
  }

  #beginEntry(line: string): void {
    this.#keepError();
    this.#code = null;
    // The crash reporter repeats errors that were logged before.
    this.#reported = line.includes('Sentry');
  }

  #addSaveError(line: string): void {
    const explicit = SAVE_FAILED.test(line);
    if (explicit && (!this.#reported || this.#error !== null)) return this.#beginError(line, errorCodeIn(line));
    if (this.#error !== null) return this.#completeError(line);
    if (this.#reported || this.#code === null) return;
    const written = STORE.test(line) && STORE_WRITE.test(line);
    if (written || SAVING_STACK.test(line)) this.#beginError(line, this.#code);
  }

  #beginError(line: string, code: string | null): void {
    this.#keepError();
    this.#reported = true;
    this.#error = { at: this.#at, code: code ?? 'other', sessionId: sessionIdIn(line), line: shown(line) };
  }

  /** The code and the record's name may stand in the lines that follow. */
  #completeError(line: string): void {
    if (this.#error === null) return;
    if (this.#error.code === 'other') this.#error.code = errorCodeIn(line) ?? 'other';
    this.#error.sessionId ??= sessionIdIn(line);
  }

  #keepError(): void {
    const error = this.#error;
    this.#error = null;
    if (error === null) return;
    const day = error.at === null ? UNDATED : localDay(error.at);
    const codes = this.#errorDays.get(day) ?? new Map<string, number>();
    this.#errorDays.set(day, codes.set(error.code, (codes.get(error.code) ?? 0) + 1));
    this.#facts.saveErrors.push(error);
    if (this.#facts.saveErrors.length > 2 * this.#maxSaveErrors) {
      this.#facts.saveErrors = newest(this.#facts.saveErrors, this.#maxSaveErrors);
    }
  }

  #addStart(line: string): void {
    const started = readInitialization(line) ?? readLoading(line);
    const isStart = started !== null && isPairId(started.accountId) && isPairId(started.organizationId);
    const found = isStart ? started : readChange(line);
    if (found === null) return;
    this.#facts.starts.push({ at: this.#at, ...found, line: shown(line) });
    if (this.#facts.starts.length > 2 * MAX_STARTS) this.#facts.starts = newest(this.#facts.starts, MAX_STARTS);
  }
}

type FoundStart = Pick<LogStart, 'accountId' | 'organizationId' | 'loaded'>;

/** `[LocalSessionManager] Initialization succeeded — accountId=…, orgId=…, existingSessions=N`; Cowork's manager has another name. */
function readInitialization(line: string): FoundStart | null {
  if (!line.includes('[LocalSessionManager] Initialization succeeded')) return null;
  const valueOf = (key: RegExp): string => key.exec(line)?.[1] ?? '';
  return {
    accountId: valueOf(/\baccountId=([\w-]+)/),
    organizationId: valueOf(/\borgId=([\w-]+)/),
    loaded: toCount(valueOf(/\bexistingSessions=(\d+)/)),
  };
}

/** `Loaded N persisted sessions from …/claude-code-sessions/<account>/<organization>` */
function readLoading(line: string): FoundStart | null {
  const match = /\bLoaded (\d+) persisted sessions? from (.*)/.exec(line);
  if (match === null) return null;
  const [, count = '', path = ''] = match;
  const [, accountId = '', organizationId = ''] = STORE_PAIR.exec(path) ?? [];
  return { accountId, organizationId, loaded: toCount(count) };
}

/**
 * `Org changed … reinitializing sessions`: from here on the start before says nothing about now. Where the line names
 * organizations, the last one is the new one.
 */
function readChange(line: string): FoundStart | null {
  if (!/\bOrg changed\b.*\breinitializing sessions\b/.test(line)) return null;
  const organizationId = [...line.matchAll(UUID)].at(-1)?.[0] ?? '';
  return { accountId: '', organizationId, loaded: null };
}

function toCount(digits: string): number | null {
  const count = Number(digits);
  return digits !== '' && Number.isSafeInteger(count) ? count : null;
}

const sessionIdIn = (line: string): string | null => {
  const found = SESSION_ID.exec(line)?.[0];
  return isSessionId(found) ? found : null;
};

/** The first error of the system that a line names. */
function errorCodeIn(line: string): string | null {
  for (const [word] of line.matchAll(/\bE[A-Z0-9]{2,15}\b/g)) if (Object.hasOwn(constants.errno, word)) return word;
  return null;
}

/** A string that does not keep the whole line in memory. */
const shown = (line: string): string => Buffer.from(line.trim().slice(0, MAX_SHOWN_CHARACTERS)).toString();

const newest = <T>(items: T[], max: number): T[] => (items.length > max ? items.slice(-max) : items);
