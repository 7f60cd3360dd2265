import type { RecordJson } from '../../src/shared/model.ts';

/** What a record needs that only its home can say; everything else has the app's usual values. */
export interface RecordBasis {
  sessionId: string;
  cliSessionId: string;
  cwd: string;
  createdAt: number;
}

/**
 * A record as the app writes it: the shape of docs/formats/claude-desktop.md 2.4a, with what real ones carry besides:
 * grants, connectors, bridges, git state, snapshots. The values are keys in the app's own order; `partial` replaces
 * some, and a value of `undefined` removes the key.
 */
export function appRecord(basis: RecordBasis, partial: RecordJson = {}): RecordJson {
  const lastActivityAt = basis.createdAt + 3_121;
  return {
    sessionId: basis.sessionId,
    cliSessionId: basis.cliSessionId,
    cwd: basis.cwd,
    originCwd: basis.cwd,
    lastFocusedAt: lastActivityAt + 43_676,
    sourceBranch: 'main',
    branch: 'main',
    createdAt: basis.createdAt,
    lastActivityAt,
    model: 'claude-opus-5',
    effort: 'high',
    sessionSettings: { ultracode: false },
    isArchived: false,
    title: 'The lantern',
    titleSource: 'auto',
    permissionMode: 'auto',
    completedTurns: 1,
    ...grants(),
    ...connections(basis.sessionId),
    spawnSeed: {},
    classifierSummaryEnabled: true,
    lastSpawnRootDetected: false,
    reportFindingsCard: true,
    ...partial,
  };
}

/** What the app was allowed to do in that session. None of it may reach a record that Ghostlight writes. */
function grants(): RecordJson {
  return {
    enabledMcpTools: { 'local:filesystem:read_file': true, '4be1d0c2a97f': true },
    remoteMcpServersConfig: [
      { uuid: '0f3a6c1e-7d24-4b89-a5c0-9e2b1d4f6a83', name: 'Tracker', url: 'https://mcp.example.test/sse', tools: [] },
    ],
    sessionPermissionUpdates: [
      { type: 'addRules', rules: [{ toolName: 'Bash', ruleContent: 'git push:*' }], behavior: 'allow' },
    ],
    alwaysAllowedReasons: ['git push'],
    chromePermissionMode: 'skip_all_permission_checks',
    cuAllowedApps: ['com.example.editor'],
    cuGrantFlags: { clipboardRead: true },
  };
}

/** What ties the session to one account, one device and one remote side. */
function connections(sessionId: string): RecordJson {
  return {
    bridgeSessionIds: [`cse_${sessionId.slice(6, 14)}`],
    emailAddress: 'ana@example.test',
    remoteControlAutoEligible: true,
    interruptedByQuitAt: 1_787_857_999_000,
    publishedArtifacts: [{ id: 'art_1', title: 'Chart' }],
    toolSurfaceSnapshot: { tools: ['Bash', 'Edit'] },
    promptAppendSnapshot: 'Be brief.',
    planPath: '/plans/twinkly-lantern.md',
  };
}

/** The record of the April 2026 build (docs/formats/claude-desktop.md 2.4b): 16 keys, no `lastFocusedAt`. */
export function oldAppRecord(basis: RecordBasis, partial: RecordJson = {}): RecordJson {
  return {
    sessionId: basis.sessionId,
    cliSessionId: basis.cliSessionId,
    cwd: basis.cwd,
    originCwd: basis.cwd,
    createdAt: basis.createdAt,
    lastActivityAt: basis.createdAt + 2_757_075,
    model: 'claude-opus-4-7[1m]',
    effort: 'medium',
    isArchived: false,
    title: 'dev',
    titleSource: 'user',
    permissionMode: 'acceptEdits',
    completedTurns: 5,
    enabledMcpTools: { '4be1d0c2a97f': true },
    remoteMcpServersConfig: [],
    alwaysAllowedReasons: [],
    ...partial,
  };
}

/** A Cowork record (docs/formats/claude-desktop.md 3): the five that its loader wants, and what comes with them. */
export function coworkRecord(basis: RecordBasis, partial: RecordJson = {}): RecordJson {
  return {
    sessionId: basis.sessionId,
    processName: `brave-lantern-${basis.sessionId.slice(6, 10)}`,
    cliSessionId: basis.cliSessionId,
    cwd: basis.cwd,
    userSelectedFolders: [],
    createdAt: basis.createdAt,
    lastActivityAt: basis.createdAt + 60_000,
    model: 'claude-opus-5',
    isArchived: false,
    title: 'Sort the receipts',
    hostLoopMode: true,
    initialMessage: 'Please sort the receipts.',
    slashCommands: [],
    enabledMcpTools: {},
    accountName: 'Ana',
    emailAddress: 'ana@example.test',
    ...partial,
  };
}
