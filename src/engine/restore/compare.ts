import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../files.ts';
import { isUuid } from '../ids.ts';

/** What became of a file that a restore wrote, read from its bytes. */
export type FileState =
  | 'absent'
  /** Byte for byte what stood there before. */
  | 'before'
  /** Byte for byte what was written. */
  | 'after'
  /** Nothing but bytes of what was and will be there, and zeros: a write that was cut off. */
  | 'torn'
  /** Written, then rewritten by Claude at a start, with nothing in it that a person did. */
  | 'normalised'
  /** Anything else: somebody changed it since. */
  | 'changed';

/** `before` is null where no file stood there. Never throws. */
export function stateOf(current: Buffer | null, before: Buffer | null, after: Buffer): FileState {
  if (current === null) return 'absent';
  if (current.equals(after)) return 'after';
  if (before !== null && current.equals(before)) return 'before';
  if (isTorn(current, before, after)) return 'torn';
  return isNormalised(current, after) ? 'normalised' : 'changed';
}

/**
 * An undo may have been cut off as well as a restore. A power cut leaves a beginning, or, in the units in which disks
 * write, a patchwork: this part new, that part old, another one zeros. Nobody's work is in it: all of it is in the
 * journal.
 */
function isTorn(current: Buffer, before: Buffer | null, after: Buffer): boolean {
  const wholes = before === null ? [after] : [after, before];
  if (wholes.some((whole) => current.equals(whole.subarray(0, current.length)))) return true;
  if (current.length > Math.max(...wholes.map(({ length }) => length))) return false;
  const isPatch = (from: number): boolean => {
    const part = current.subarray(from, from + DISK_UNIT);
    return wholes.some((whole) => isCutOff(part, whole.subarray(from, from + DISK_UNIT)));
  };
  for (let from = 0; from < current.length; from += DISK_UNIT) if (!isPatch(from)) return false;
  return true;
}

/** Bytes; no disk writes less at once. */
const DISK_UNIT = 512;

/** Whether `current` holds nothing but bytes of `whole` at their places, and zeros: a write of it that was cut off. */
export function isPatchOf(current: Buffer, whole: Buffer): boolean {
  for (let from = 0; from < current.length; from += DISK_UNIT) {
    if (!isCutOff(current.subarray(from, from + DISK_UNIT), whole.subarray(from, from + DISK_UNIT))) return false;
  }
  return current.length <= whole.length;
}

/** A beginning of `whole`, then zeros. */
function isCutOff(part: Buffer, whole: Buffer): boolean {
  const written = part.findLastIndex((byte) => byte !== 0) + 1;
  return written <= whole.length && part.subarray(0, written).equals(whole.subarray(0, written));
}

/**
 * Claude's bookkeeping: what it fills in or moves by itself when it loads, focuses or saves a row
 * (docs/formats/claude-desktop.md 2.2 and 2.3).
 */
const BOOKKEEPING = words(`lastFocusedAt remoteMcpServersConfig withheldConnectorHosts spawnSeed
  classifierSummaryEnabled reportFindingsCard lastSpawnRootDetected remoteControlAutoEligible branch sourceBranch
  writtenBranches prs gitAnchors gitAnchorsLookupOnly gitAnchorsFolderRealpath indexedAt transcriptUnavailable error
  errorAt errorCategory effortInherited titleTurn titleCheck titleOffers recap recapAt postTurnSummary
  postTurnSummaryFor lastAssistantUuid subagentsTruncatedFor tccFolderKind toolSurfaceSnapshot promptAppendSnapshot
  conversationPluginLoaded turnBoxMounted turnBoxDeclared envScopeId emailAddress ranInSandboxVm launcherAtSpawn
  cliBinaryPin cliMcpAppServerNames setupTools contextExceededCount promptSuggestion midTaskReplyTool
  transcriptModelStates surfaceNoticeUuid autoFixNoticeSent terminalClaudeTabOrdinal _startedThroughHostCliLauncher`);

/** Claude's defaults, filled in where there is nothing. What stood there before, only a person changes. */
const DEFAULTS = words('model effort enabledMcpTools chromePermissionMode');

/** What carries a person's choice or work: where one of these vanishes, it was not Claude dropping what it does not know. */
const PERSONAL = words(`sessionId cliSessionId priorCliSessionIds rewindEdges cwd originCwd createdAt lastActivityAt
  completedTurns title titleSource previousTitles isArchived isStarred color agent model effort sessionSettings
  permissionMode enabledMcpTools autoArchiveExempt autoArchiveOnPrClose titleSuggestionsOff sideSessionNotes asides
  wslConfig`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

/**
 * Whether nothing but Claude itself was at the record since. Every turn moves `lastActivityAt`, so that what a person
 * said in it shows there, whatever else moved.
 */
function isNormalised(current: Buffer, after: Buffer): boolean {
  try {
    const [now, then] = [parse(current), parse(after)];
    if (now === null || then === null) return false;
    const keys = new Set([...now.keys(), ...then.keys()]);
    return [...keys].every(
      (key) => isClaudes(key, then.get(key), now) || isDeepStrictEqual(now.get(key), then.get(key)),
    );
  } catch {
    // Nested deeper than can be compared: nothing that Claude writes.
    return false;
  }
}

type Values = ReadonlyMap<string, unknown>;

function isClaudes(key: string, then: unknown, now: Values): boolean {
  const value = now.get(key);
  if (BOOKKEEPING.has(key) || (saysNothing(then) && saysNothing(value))) return true;
  if (DEFAULTS.has(key)) return extendsValue(value, then);
  if (key === 'cliSessionId') return isUnlinked(now);
  // What a build does not know, it drops at its first save.
  return value === undefined && !PERSONAL.has(key);
}

/**
 * Builds of May 2026 took the link out of rows at a start (docs/formats/claude-desktop.md 2.5). Bound to another one, a
 * person did it.
 */
function isUnlinked(now: Values): boolean {
  return !isUuid(now.get('cliSessionId')) && now.get('transcriptUnavailable') === true;
}

/** There was nothing, or all of it is still there. */
function extendsValue(now: unknown, then: unknown): boolean {
  if (saysNothing(then)) return true;
  if (!isObject(now) || !isObject(then)) return false;
  return Object.entries(then).every(([key, value]) => isDeepStrictEqual(new Map(Object.entries(now)).get(key), value));
}

function saysNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return true;
  return typeof value === 'object' && Object.values(value).every(saysNothing);
}

/** By key, so that no name of JavaScript's own is found in it. */
function parse(bytes: Buffer): Values | null {
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  return isObject(value) ? new Map(Object.entries(value)) : null;
}
