import fs from 'node:fs';
import path from 'node:path';
import type { DataRootKind, Platform, RecordJson } from '../../src/shared/model.ts';
import { saveErrorText, writeLog } from './app-log.ts';
import type { LogLine, SaveError } from './app-log.ts';
import { FakeCowork } from './cowork.ts';
import { ACCOUNT, ORGANIZATION } from './ids.ts';
import { mergeJson, setMtime, writeJson } from './json-file.ts';
import { FakePair } from './pair.ts';
import type { PairBasis } from './pair.ts';

export interface RootBasis {
  path: string;
  kind: DataRootKind;
  platform: Platform;
  logFolder: string;
  native: (file: string) => string;
  newId: () => string;
  cwd: string;
  now: number;
}

/** Who a file speaks of. */
export interface PairNames {
  accountId: string;
  organizationId: string;
}

const HOUR = 60 * 60_000;

/** A Claude Desktop profile folder. Nothing but the folder is there until it is asked for. */
export class FakeDataRoot {
  readonly path: string;
  readonly kind: DataRootKind;
  readonly mainLog: string;
  readonly #basis: RootBasis;

  constructor(basis: RootBasis) {
    this.path = basis.path;
    this.kind = basis.kind;
    this.mainLog = path.join(basis.logFolder, 'main.log');
    this.#basis = basis;
    fs.mkdirSync(basis.path, { recursive: true });
  }

  /** A pair in `claude-code-sessions`; the folder comes with the first file in it. */
  pair(accountId = ACCOUNT, organizationId = ORGANIZATION): FakePair {
    return new FakePair(this.#pairBasis('claude-code-sessions', accountId, organizationId));
  }

  /** The same pair in `local-agent-mode-sessions`, where the app kept Code records until February 2026. */
  oldStore(accountId = ACCOUNT, organizationId = ORGANIZATION): FakePair {
    return new FakePair(this.#pairBasis('local-agent-mode-sessions', accountId, organizationId));
  }

  /** Cowork tasks of a pair (docs/formats/claude-desktop.md 3). */
  cowork(accountId = ACCOUNT, organizationId = ORGANIZATION): FakeCowork {
    return new FakeCowork(this.#pairBasis('local-agent-mode-sessions', accountId, organizationId));
  }

  /** `local-sessions.json`, the single file of the first builds. */
  legacyStore(records: readonly RecordJson[]): string {
    return writeJson(this.#file('local-sessions.json'), records);
  }

  /**
   * Everything that says who is signed in, in agreement: the log's start lines, `config.json`, the usage history, the
   * bridge and the device registry. What a person has who used this profile an hour ago. The log counts the records
   * that are there by now.
   */
  signedIn(who: PairNames = { accountId: ACCOUNT, organizationId: ORGANIZATION }, at = this.#basis.now - HOUR): this {
    this.configJson({ lastKnownAccountUuid: who.accountId }, at);
    this.planUsage([who.organizationId], at);
    this.bridgeState([who]);
    this.deviceRegistry([who.accountId]);
    const records = this.pair(who.accountId, who.organizationId).recordFiles();
    return this.signedOut(at - 4_000).started(who, records.length, at);
  }

  /** What the log says at every start before the app knows who is signed in, and for good after a sign-out. */
  signedOut(at = this.#basis.now - HOUR): this {
    const text = 'Cannot initialize sessions: accountId=null, orgId=null. Keeping existing sessions.';
    return this.log(at, `[LocalSessionManager] ${text}`, 'warn');
  }

  /** The two lines of a start that read `count` records of that pair. */
  started(who: PairNames, count: number, at = this.#basis.now - HOUR): this {
    this.initialized(who, count, at);
    return this.loadedLine(who, count, at);
  }

  initialized(who: PairNames, count: number, at = this.#basis.now - HOUR): this {
    const { accountId, organizationId } = who;
    const ids = `accountId=${accountId}, orgId=${organizationId}`;
    return this.log(at, `[LocalSessionManager] Initialization succeeded — ${ids}, existingSessions=${count}`);
  }

  loadedLine(who: PairNames, count: number, at = this.#basis.now - HOUR): this {
    const folder = this.#basis.native(this.pair(who.accountId, who.organizationId).path);
    return this.log(at, `Loaded ${count} persisted sessions from ${folder}`);
  }

  /** `Failed to save session …`, as often as the app tried. */
  saveFailed(pair: FakePair, sessionId: string, code: SaveError, at = this.#basis.now - HOUR, times = 1): this {
    const separator = this.#basis.platform === 'win32' ? '\\' : '/';
    const text = saveErrorText(sessionId, this.#basis.native(pair.path), separator, code);
    for (let n = 0; n < times; n += 1) this.log(at + n * 1_000, text, 'error');
    return this;
  }

  /** One line of `main.log`; a text of several lines stands as it is. */
  log(at: number, text: string, level: LogLine['level'] = 'info', file = this.mainLog): this {
    writeLog(file, [{ at, level, text }]);
    return this;
  }

  /** An older log that was rotated away: `main1.log`. */
  rotatedLog(lines: readonly LogLine[], name = 'main1.log'): this {
    writeLog(path.join(path.dirname(this.mainLog), name), lines);
    return this;
  }

  configJson(fields: RecordJson = {}, at = this.#basis.now - HOUR): string {
    const usual = { locale: 'en-US', userThemeMode: 'system', first_launch_at: at - 90 * 24 * HOUR };
    const file = writeJson(this.#file('config.json'), { ...usual, ...fields });
    setMtime(file, at);
    return file;
  }

  /** `plan-usage-history.json`: one sample every five minutes, the oldest first. */
  planUsage(organizationIds: readonly string[], at = this.#basis.now - HOUR): string {
    const first = at - (organizationIds.length - 1) * 5 * 60_000;
    const samples = organizationIds.map((org, n) => ({ t: first + n * 5 * 60_000, org, u: { fh: 12, sd: 37 } }));
    const file = writeJson(this.#file('plan-usage-history.json'), { version: 2, samples });
    setMtime(file, at);
    return file;
  }

  bridgeState(pairs: readonly PairNames[]): string {
    const entries = pairs.map(({ accountId, organizationId }) => [
      `${accountId}:${organizationId}`,
      { enabled: false },
    ]);
    return writeJson(this.#file('bridge-state.json'), Object.fromEntries(entries));
  }

  deviceRegistry(accountIds: readonly string[]): string {
    const entries = accountIds.map((id) => [id, { deviceId: this.#basis.newId(), registeredAt: this.#basis.now }]);
    return writeJson(this.#file('ant-device-registry.json'), Object.fromEntries(entries));
  }

  /** `ant-did`, the device's identity. */
  deviceId(id = this.#basis.newId()): string {
    const file = this.#file('ant-did');
    fs.writeFileSync(file, id);
    return file;
  }

  coworkOps(ownerAccountId = ACCOUNT): string {
    return writeJson(this.#file('cowork-enabled-cli-ops.json'), { ownerAccountId, ops: [] });
  }

  /** The person's own groups of the sidebar: group name to the records in it (docs/formats/claude-desktop.md 5.6). */
  groups(who: PairNames, groups: Record<string, readonly string[]>): string {
    const made = Object.entries(groups).map(([name, sessionIds]) => ({
      id: `cg-${this.#basis.newId()}`,
      name,
      sessionIds,
    }));
    const scope = {
      groups: made.map(({ id, name }) => ({ id, name })),
      assignments: Object.fromEntries(made.flatMap(({ id, sessionIds }) => sessionIds.map((s) => [`code:${s}`, id]))),
      order: Object.fromEntries(made.map(({ id, sessionIds }) => [id, sessionIds.map((s) => `code:${s}`)])),
    };
    return this.epitaxyPrefs({ 'dframe-group-scopes': { [`${who.accountId}/${who.organizationId}`]: scope } });
  }

  /** The sidebar's settings in `claude_desktop_config.json`: filters such as `code-sessions-status-filter.<account>`. */
  epitaxyPrefs(prefs: RecordJson): string {
    return this.desktopConfig({ preferences: { epitaxyPrefs: prefs } });
  }

  /** `claude_desktop_config.json`; keys replace those that are there. */
  desktopConfig(fields: RecordJson): string {
    return mergeJson(this.#file('claude_desktop_config.json'), fields);
  }

  /** `git-worktrees.json`: each worktree by name, leased by a record (docs/formats/claude-desktop.md 1.5). */
  worktrees(worktrees: Record<string, { path: string; leasedBy: string; baseRepo: string }>): string {
    const made: RecordJson = {};
    for (const [name, tree] of Object.entries(worktrees)) {
      const git = { branch: `claude/${name}`, sourceBranch: 'main', createdAt: this.#basis.now - 72 * HOUR };
      made[name] = { name, ...tree, ...git };
    }
    return writeJson(this.#file('git-worktrees.json'), { worktrees: made, untrackedDirGc: { cwds: {} } });
  }

  /** Folders and files of the app that have nothing to do with sessions. */
  companions(): this {
    for (const folder of ['Local Storage/leveldb', 'IndexedDB', 'Session Storage', 'claude-code', 'vm_bundles'])
      fs.mkdirSync(path.join(this.path, folder), { recursive: true });
    writeJson(this.#file('window-state.json'), { width: 1200, height: 800 });
    writeJson(this.#file('local-agent-mode-sessions/skills-plugin/manifest.json'), { skills: [] });
    return this;
  }

  #file(name: string): string {
    return path.join(this.path, name);
  }

  #pairBasis(store: string, accountId: string, organizationId: string): PairBasis {
    const { newId, cwd, now } = this.#basis;
    return {
      folder: path.join(this.path, store, accountId, organizationId),
      accountId,
      organizationId,
      newId,
      cwd,
      now,
    };
  }
}
