import type { RecordJson } from '../../src/shared/model.ts';

/** docs/formats/claude-desktop.md 2.2 (lineage, bridges) and 2.3. */
const DROPPED = `
  cloudSessionId unarchivedCliSessionId preClearCliSessionId interruptedByQuitAt interruptedUnseenResume
  armedWorkAtQuit pendingFirstStart emailAddress publishedArtifacts cloudSpawnedTasks peerInbound peerReceipts
  dispatchParentId dispatchParentOrigin forkedFromSessionId forkedAtMessageUuid lineageDetached spawnedFrom
  importedFrom indexedAt resumeConfirmed stagedTranscriptPath envScopeId startedFromEnvironmentId spaceId
  scheduledTaskId scheduledRunContinued movedToCloud transcriptUnavailable steeredByRemoteClient error errorAt
  errorCategory worktreePath worktreeName worktreeLazy alwaysAllowedReasons sessionPermissionUpdates
  remoteMcpServersConfig chromePermissionMode planPath promptAppendSnapshot toolSurfaceSnapshot`
  .trim()
  .split(/\s+/);

/** ssh connections, remote control, bridges, computer use. */
const DROPPED_FAMILIES = /^(ssh|remoteControl|bridge|cu)[A-Z]/;

/**
 * The keys of a record that a restore must not have written, since they say something of the account, the device or
 * the permissions that it came from. Empty means that the record may stand.
 */
export function sourceBoundKeys(record: RecordJson): string[] {
  return Object.entries(record)
    .filter(([key, value]) => mayNotSay(key, value))
    .map(([key]) => key);
}

function mayNotSay(key: string, value: unknown): boolean {
  if (key === 'permissionMode') return value !== 'default';
  if (key === 'enabledMcpTools')
    return isObject(value) && Object.keys(value).some((tool) => !tool.startsWith('local:'));
  return (DROPPED.includes(key) || DROPPED_FAMILIES.test(key)) && saysSomething(value);
}

function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return isObject(value) ? Object.keys(value).length > 0 : true;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
