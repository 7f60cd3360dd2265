import type { RecordJson } from '../../shared/model.ts';

/** The records that Ghostlight writes (docs/formats/claude-desktop.md 2.3, 2.4d and 6). */

/** What a conversation says about itself, enough to make a row for it. */
export interface RowFacts {
  sessionId: string;
  cliSessionId: string;
  cwd: string;
  originCwd: string;
  title: string;
  titleSource: 'user' | 'auto';
  /** Epoch milliseconds. */
  createdAt: number;
  lastActivityAt: number;
  model: string | null;
  isArchived: boolean;
}

/** The least that Claude lists and opens, and nothing that grants anything. Claude fills in the rest when it opens it. */
export function forgeRecord(facts: RowFacts): RecordJson {
  return {
    sessionId: facts.sessionId,
    cliSessionId: facts.cliSessionId,
    cwd: facts.cwd,
    originCwd: facts.originCwd,
    createdAt: facts.createdAt,
    lastActivityAt: facts.lastActivityAt,
    // Without it a row is not under Recents (docs/formats/claude-desktop.md 2.2).
    lastFocusedAt: facts.lastActivityAt,
    title: facts.title,
    titleSource: facts.titleSource,
    isArchived: facts.isArchived,
    ...(facts.model === null ? {} : { model: facts.model }),
    permissionMode: 'default',
    remoteMcpServersConfig: [],
  };
}

/**
 * Keys that tie a record to the account, machine, process or moment it was written in
 * (docs/formats/claude-desktop.md 2.3, and lineage of 2.2).
 */
const BOUND_KEYS = new Set(
  `unarchivedCliSessionId preClearCliSessionId interruptedByQuitAt interruptedUnseenResume armedWorkAtQuit
  pendingFirstStart pendingSystemReminder emailAddress publishedArtifacts cloudSpawnedTasks cloudSessionId peerInbound
  peerReceipts dispatchParentId dispatchParentOrigin forkedFromSessionId forkedAtMessageUuid lineageDetached
  importedFrom indexedAt resumeConfirmed stagedTranscriptPath envScopeId startedFromEnvironmentId spaceId
  scheduledTaskId scheduledRunContinued movedToCloud transcriptUnavailable steeredByRemoteClient error errorAt
  errorCategory worktreePath worktreeName worktreeLazy worktreePinned planPath promptAppendSnapshot
  toolSurfaceSnapshot spawnedFrom spawnedFromEndNotified withheldConnectorHosts bypassChosenInApp autoChosenInApp
  cliBinaryPin queuedSideSessionNotes sideSessionReportOwed devIntents devIntentTriggers setupTools
  autoModeServerFallbackPrompt projectThreadChild rcChild adoptedFromOtherSurface _foster ccas orgiiMaterialization`.split(
    /\s+/,
  ),
);

/** Families of keys that grant, connect or reach out, at any depth; patterns, because every build of Claude adds some. */
const OUTWARD_KEYS = /^(SSH|CU|[Ss]sh|[Bb]ridge|[Rr]emote|[Cc]hrome|[Cc]u)(?![a-z])/;
const GRANTING_KEYS =
  /permission|allow|approv|grant|bypass|connector|mcp_?server|credential|token|secret|password|api_?key/i;

/** `__proto__`: a key like any other in JSON, and a way to give an object every other key where it is copied carelessly. */
const givesPower = (key: string): boolean =>
  OUTWARD_KEYS.test(key) || GRANTING_KEYS.test(key) || key === 'enabledMcpTools' || key === '__proto__';

const isBound = (key: string): boolean => BOUND_KEYS.has(key) || givesPower(key);

/** Nothing of Claude's nests deeper; what does is left out, so that every record can be written. */
const MAX_DEPTH = 32;

/** What may stay of a value: a grant in a setting, or in a key of tomorrow, is one all the same. */
function harmless(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => harmless(item, depth + 1));
  const kept = Object.entries(value).filter(([key]) => !givesPower(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, harmless(inner, depth + 1)]));
}

function keptTools(value: unknown): RecordJson {
  if (typeof value !== 'object' || value === null) return {};
  const local = Object.entries(value).filter(([key, on]) => key.startsWith('local:') && typeof on === 'boolean');
  return Object.fromEntries(local);
}

/**
 * A surviving record made fit for the target pair: its title, dates and settings stay, in their order; what is bound to
 * the place it came from, and every grant, goes. `facts` replace what the record lost or what no longer leads to the
 * conversation.
 */
export function adaptRecord(survivor: RecordJson, facts: RowFacts): RecordJson {
  const kept = Object.entries(survivor).filter(([key]) => !isBound(key));
  const focusedAt = survivor['lastFocusedAt'];
  const tools = keptTools(survivor['enabledMcpTools']);
  return {
    ...Object.fromEntries(kept.map(([key, value]) => [key, harmless(value)])),
    sessionId: facts.sessionId,
    cliSessionId: facts.cliSessionId,
    cwd: facts.cwd,
    originCwd: facts.originCwd,
    createdAt: facts.createdAt,
    lastActivityAt: facts.lastActivityAt,
    // JSON can name a number that is none, and not write it again.
    lastFocusedAt: typeof focusedAt === 'number' && Number.isFinite(focusedAt) ? focusedAt : facts.lastActivityAt,
    title: facts.title,
    titleSource: facts.titleSource,
    isArchived: facts.isArchived,
    ...(Object.keys(tools).length === 0 ? {} : { enabledMcpTools: tools }),
    permissionMode: 'default',
    remoteMcpServersConfig: [],
  };
}

/**
 * A record's bytes as Claude writes them: minified UTF-8, no byte order mark, no trailing newline
 * (docs/formats/claude-desktop.md 2.1).
 */
export const recordBytes = (record: RecordJson): Buffer => Buffer.from(JSON.stringify(record), 'utf8');
