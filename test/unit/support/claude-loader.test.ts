import { describe, expect, test } from 'vitest';
import type { RecordJson } from '../../../src/shared/model.ts';
import { loadSidebar } from '../../support/claude-loader.ts';
import type { Sidebar } from '../../support/claude-loader.ts';
import { DAMAGES } from '../../support/damage.ts';
import { homeForTest } from '../../support/for-test.ts';
import type { FakeHome } from '../../support/home.ts';
import { PLATFORMS } from '../../support/home.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT } from '../../support/ids.ts';
import { appRecord, coworkRecord, oldAppRecord } from '../../support/records.ts';
import { sourceBoundKeys } from '../../support/source-bound.ts';

/** The sidebar of the home's usual profile. */
function load(home: FakeHome, accountId = ACCOUNT): Sidebar {
  const { path: root } = home.dataRoot();
  return loadSidebar(root, accountId, ORGANIZATION, [home.configDir().path], home.platform, home.now);
}

const only = ({ rows }: Sidebar): string[] => rows.map(({ opens }) => opens);

describe('records that Claude lists', () => {
  test.each(PLATFORMS)('as the app writes them, on %s', (platform) => {
    const home = homeForTest(platform);
    const transcript = home.configDir().transcript({ title: 'The pier' });
    const pair = home.dataRoot().pair();
    const now = pair.recordOf(transcript);
    const april = pair.recordOf(home.configDir().transcript(), { lastFocusedAt: undefined }, { shape: oldAppRecord });
    const { rows, skipped, blankedBy } = load(home);
    expect({ skipped, blankedBy }).toEqual({ skipped: [], blankedBy: null });
    expect(rows.map(({ sessionId, opens, underRecents }) => ({ sessionId, opens, underRecents }))).toEqual([
      { sessionId: april.sessionId, opens: 'conversation', underRecents: false },
      { sessionId: now.sessionId, opens: 'conversation', underRecents: true },
    ]);
    expect(rows[1]).toMatchObject({ title: 'The pier', cliSessionId: transcript.id, cwd: transcript.cwd });
  });

  test('as a tool forges them: the ten fields of the smallest one', () => {
    const home = homeForTest('darwin');
    const { id, cwd, createdAt, lastActivityAt } = home.configDir().transcript();
    const sessionId = `local_${id}`;
    const dates = { createdAt, lastActivityAt, lastFocusedAt: lastActivityAt };
    const titles = { title: 'Forged', titleSource: 'auto', isArchived: false };
    const minimal = { sessionId, cliSessionId: id, cwd, originCwd: cwd, ...titles, ...dates };
    home
      .dataRoot()
      .pair()
      .record(minimal, { shape: (_, partial: RecordJson = {}) => partial });
    expect(load(home).rows).toMatchObject([{ sessionId, underRecents: true, opens: 'conversation', record: minimal }]);
    expect(sourceBoundKeys(minimal)).toEqual([]);
  });

  test('indented, and without a title', () => {
    const home = homeForTest('linux');
    const pair = home.dataRoot().pair();
    const { record, sessionId } = pair.record({ title: undefined });
    pair.record({ sessionId }, { bytes: JSON.stringify(record, null, 2) });
    expect(load(home).rows).toMatchObject([{ title: 'General coding session' }]);
  });

  test('in the active pair only', () => {
    const home = homeForTest('linux');
    home.dataRoot().pair(OTHER_ACCOUNT).record();
    expect(load(home).rows).toEqual([]);
    expect(load(home, OTHER_ACCOUNT).rows).toHaveLength(1);
  });

  test('elsewhere when they are archived or scheduled', () => {
    const home = homeForTest('linux');
    const pair = home.dataRoot().pair();
    const byRecord = pair.record({ isArchived: true });
    const byIndex = pair.record();
    const scheduled = pair.record({ scheduledTaskId: 'task-1' });
    pair.archivedIndex([byIndex.sessionId]);
    const sidebar = load(home);
    expect(sidebar.rows).toEqual([]);
    expect(new Set(sidebar.archived.map((row) => row.sessionId))).toEqual(
      new Set([byRecord.sessionId, byIndex.sessionId]),
    );
    expect(sidebar.scheduled.map((row) => row.sessionId)).toEqual([scheduled.sessionId]);
  });
});

describe('records that Claude leaves out', () => {
  test.each(DAMAGES)('%s', (damage) => {
    const home = homeForTest('win32');
    const pair = home.dataRoot().pair();
    const good = pair.record();
    const bad = pair.damagedRecord(damage);
    const { rows, skipped, blankedBy } = load(home);
    expect(rows.map(({ sessionId }) => sessionId)).toEqual([good.sessionId]);
    expect(skipped.map(({ file }) => file)).toEqual([bad.path]);
    expect(blankedBy).toBe(damage === 'null-dates' ? bad.path : null);
  });

  test('left-overs, tombstones and other files are no records; a young left-over would be promoted', () => {
    const home = homeForTest('win32');
    const pair = home.dataRoot().pair().companions();
    const young = pair.tmp();
    pair.tmp({ lastActivityAt: home.ago({ days: 31 }) });
    const saved = pair.record();
    pair.tmp({ sessionId: saved.sessionId });
    pair.tombstone(home.newId());
    const sidebar = load(home);
    expect(sidebar.rows.map(({ sessionId }) => sessionId)).toEqual([saved.sessionId]);
    expect(sidebar.skipped).toEqual([]);
    expect(sidebar.promotable).toEqual([young.path]);
  });

  test('a folder that is not there is an empty sidebar', () => {
    expect(load(homeForTest('linux'))).toMatchObject({ rows: [], skipped: [], blankedBy: null });
  });
});

describe('what a row opens', () => {
  test('nothing, where the record has no link or the file no message', () => {
    const home = homeForTest('linux');
    const config = home.configDir();
    const pair = home.dataRoot().pair();
    pair.recordOf(config.transcript(), { cliSessionId: undefined });
    pair.recordOf(config.flatOnly(), { lastActivityAt: home.now });
    pair.recordOf(config.empty(), { lastActivityAt: home.now });
    expect(only(load(home))).toEqual(['blank', 'blank', 'blank']);
  });

  test('not the transcript that is gone, flagged, in another folder or linked twice; one with zeros is no row at all', () => {
    const home = homeForTest('linux');
    const config = home.configDir();
    const pair = home.dataRoot().pair();
    const gone = config.transcript();
    pair.recordOf(gone);
    config.cleanUp(gone);
    pair.recordOf(config.transcript(), { transcriptUnavailable: true });
    pair.recordOf(config.transcript(), { cwd: home.cwd('elsewhere') });
    pair.recordOf(config.withNulBlock());
    const linked = config.transcript();
    config.hardLink(linked);
    pair.recordOf(linked);
    expect(only(load(home))).toEqual(Array<string>(4).fill('not-found'));
    expect(load(home).skipped).toMatchObject([{ why: 'zeros in its transcript' }]);
  });

  test('the fallback id only where there is no id of its own', () => {
    const home = homeForTest('linux');
    const { id } = home.configDir().transcript();
    const pair = home.dataRoot().pair();
    pair.record({ cliSessionId: undefined, unarchivedCliSessionId: id, lastActivityAt: home.ago({ days: 1 }) });
    pair.record({ unarchivedCliSessionId: id, lastActivityAt: home.ago({ days: 2 }) });
    expect(only(load(home))).toEqual(['conversation', 'not-found']);
  });

  test('a drive letter of either case finds the same folder on Windows', () => {
    const home = homeForTest('win32');
    const transcript = home.configDir().transcript({ cwd: 'c:\\Users\\ana\\code\\harbour' });
    home.dataRoot().pair().recordOf(transcript, { cwd: 'C:\\Users\\ana\\code\\harbour' });
    expect(only(load(home))).toEqual(['conversation']);
  });

  test('two rows on one conversation are told', () => {
    const home = homeForTest('linux');
    const transcript = home.configDir().transcript();
    const pair = home.dataRoot().pair();
    pair.recordOf(transcript);
    pair.recordOf(transcript);
    expect(load(home).cardedTwice).toEqual([transcript.id]);
  });
});

describe('what a copy must not carry', () => {
  const basis = { sessionId: 'local_x', cliSessionId: 'x', cwd: '/x', createdAt: 1 };

  test('is in every record that the app wrote', () => {
    expect(sourceBoundKeys(appRecord(basis))).toEqual(
      expect.arrayContaining([
        'bridgeSessionIds',
        'remoteMcpServersConfig',
        'alwaysAllowedReasons',
        'cuGrantFlags',
        'enabledMcpTools',
        'permissionMode',
      ]),
    );
  });

  test('is not said by empty lists, nor by tools of this computer', () => {
    const tools = { enabledMcpTools: { 'local:fs:read': true } };
    const empty = {
      remoteMcpServersConfig: [],
      alwaysAllowedReasons: [],
      bridgeSessionIds: [],
      lastSpawnRootDetected: false,
    };
    expect(sourceBoundKeys({ ...coworkRecord(basis, { emailAddress: undefined }), ...empty, ...tools })).toEqual([]);
  });
});
