import { isObject } from '../files.ts';
import type { RecordJson } from '../../shared/model.ts';

/** What became of a file that a restore wrote, read from its bytes. */
export type FileState =
  | 'absent'
  /** Byte for byte what stood there before. */
  | 'before'
  /** Byte for byte what was written. */
  | 'after'
  /** A beginning of what was written, or zeros: a write that was cut off. */
  | 'torn'
  /** Written, then rewritten by Claude at a start, with nothing in it that a person did. */
  | 'normalised'
  /** Anything else: somebody changed it since. */
  | 'changed';

/** `before` is null where no file stood there. */
export function stateOf(current: Buffer | null, before: Buffer | null, after: Buffer): FileState {
  if (current === null) return 'absent';
  if (current.equals(after)) return 'after';
  if (before !== null && current.equals(before)) return 'before';
  if (isTorn(current, after)) return 'torn';
  return isNormalised(current, after) ? 'normalised' : 'changed';
}

function isTorn(current: Buffer, after: Buffer): boolean {
  if (current.length > after.length) return false;
  return current.equals(after.subarray(0, current.length)) || current.every((byte) => byte === 0);
}

/**
 * What Claude fills in or moves by itself when it loads or focuses a row (claude-desktop.md, sections 2.2 and 2.3):
 * its own defaults and bookkeeping. Whatever a person does to a conversation touches a key outside this list.
 */
const APP_KEYS = new Set(
  `lastFocusedAt effort effortInherited sessionSettings enabledMcpTools remoteMcpServersConfig withheldConnectorHosts
  alwaysAllowedReasons sessionPermissionUpdates chromePermissionMode spawnSeed classifierSummaryEnabled
  reportFindingsCard lastSpawnRootDetected remoteControlAutoEligible model branch sourceBranch writtenBranches prs
  gitAnchors gitAnchorsLookupOnly gitAnchorsFolderRealpath indexedAt transcriptUnavailable error errorAt errorCategory
  titleTurn titleCheck titleOffers titleSuggestionsOff recap recapAt postTurnSummary postTurnSummaryFor
  lastAssistantUuid subagentsTruncatedFor tccFolderKind toolSurfaceSnapshot promptAppendSnapshot
  conversationPluginLoaded turnBoxMounted turnBoxDeclared envScopeId emailAddress ranInSandboxVm launcherAtSpawn
  cliBinaryPin cliMcpAppServerNames setupTools contextExceededCount promptSuggestion userSelectedFolders`.split(/\s+/),
);

/** Grants that were made since are a person's doing, also under a key that Claude fills in by itself. */
const isEmptyValue = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0);
const GRANTS = new Set(['alwaysAllowedReasons', 'sessionPermissionUpdates']);

function isNormalised(current: Buffer, after: Buffer): boolean {
  const [now, then] = [parse(current), parse(after)];
  if (now === null || then === null) return false;
  return [...new Set([...Object.keys(now), ...Object.keys(then)])].every((key) => {
    if (JSON.stringify(now[key]) === JSON.stringify(then[key])) return true;
    return APP_KEYS.has(key) && (!GRANTS.has(key) || isEmptyValue(now[key]));
  });
}

function parse(bytes: Buffer): RecordJson | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
