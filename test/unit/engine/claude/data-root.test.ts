import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCaches } from '../../../../src/engine/claude/caches.ts';
import { decideLiveRoot, readDataRoot, type RootFacts } from '../../../../src/engine/claude/data-root.ts';
import { findDataRoots } from '../../../../src/engine/claude/locations.ts';
import type { World } from '../../../../src/engine/world.ts';
import type { FakeDataRoot } from '../../../support/data-root.ts';
import { homeForTest } from '../../../support/for-test.ts';
import type { FakeHome } from '../../../support/home.ts';
import { ACCOUNT, ORGANIZATION } from '../../../support/ids.ts';
import { setMtime } from '../../../support/json-file.ts';

function read(home: FakeHome, overrides: Partial<World> = {}): RootFacts[] {
  const world = home.world(overrides);
  const caches = openCaches(home.stateDir);
  return findDataRoots(world, []).map((place) => readDataRoot(place, world, [], caches, []));
}

/** The path of the live root and its reason; the reasons of the others by path. */
function decide(home: FakeHome, overrides: Partial<World> = {}) {
  const roots = read(home, overrides);
  const { live, reasons } = decideLiveRoot(roots);
  return { live: live?.place.path ?? null, reasons: new Map(roots.map(({ place }, i) => [place.path, reasons[i]])) };
}

function expectLive(home: FakeHome, root: FakeDataRoot, reason: string, overrides: Partial<World> = {}): void {
  const { live, reasons } = decide(home, overrides);
  expect(live).toBe(root.path);
  expect(reasons.get(root.path)).toBe(reason);
  for (const [other, why] of reasons) if (other !== root.path) expect(why).toMatch(/^Not in use as far as can be told/);
}

/** A Windows home with a classic and a Store profile, both with settings of the same moment. */
function twoProfiles(): { home: FakeHome; classic: FakeDataRoot; store: FakeDataRoot } {
  const home = homeForTest('win32');
  const [classic, store] = [home.dataRoot('windows-classic'), home.dataRoot('windows-store')];
  for (const root of [classic, store]) root.configJson();
  return { home, classic, store };
}

describe('which of several profiles is in use', () => {
  test('is not asked where there is one', () => {
    const home = homeForTest('linux');
    expectLive(home, home.dataRoot(), 'It is the only installation found.');
  });

  test('is the one with settings', () => {
    const home = homeForTest('win32');
    const [classic, store] = [home.dataRoot('windows-classic'), home.dataRoot('windows-store')];
    classic.pair().record();
    classic.pair().record();
    store.configJson();
    expectLive(home, store, 'Only this installation has settings.');
  });

  test('is the one whose log has the newest line, whatever was written into the other', () => {
    const { home, classic, store } = twoProfiles();
    classic.log(home.ago({ days: 3 }), 'Config file written');
    store.log(home.ago({ hours: 2 }), 'Config file written');
    classic.pair().record({}, { mtime: home.now });
    expectLive(home, store, 'Its log has the newest line.');
  });

  test('is the one with a log that tells no times, by the date of that file', () => {
    const { home, classic, store } = twoProfiles();
    fs.mkdirSync(path.dirname(store.mainLog), { recursive: true });
    fs.writeFileSync(store.mainLog, 'no date in this line\n');
    setMtime(store.mainLog, home.ago({ hours: 1 }));
    classic.log(home.ago({ days: 9 }), 'Config file written');
    expectLive(home, store, 'Its log has the newest line.');
  });

  test('is the one that was written to last, where no log tells', () => {
    const { home, classic, store } = twoProfiles();
    store.pair().record({}, { mtime: home.ago({ days: 8 }) });
    classic.pair().record({}, { mtime: home.ago({ minutes: 5 }) });
    expectLive(home, classic, 'It was written to last.');
  });

  test('is the one with the most entries, where the times are the same', () => {
    const { home, classic, store } = twoProfiles();
    for (const root of [classic, store]) root.pair().record({}, { mtime: home.ago({ days: 1 }) });
    store.pair().record({}, { mtime: home.ago({ days: 1 }) });
    expectLive(home, store, 'It has the most entries.');
  });

  test('is not decided by entries where both write into one log, as the Store build does since August 2026', () => {
    const { home, classic, store } = twoProfiles();
    const shared = path.join(home.path, 'AppData', 'Local', 'Claude', 'Logs', 'main.log');
    store.log(home.ago({ minutes: 3 }), 'Config file written', 'info', shared);
    for (let n = 0; n < 5; n += 1) classic.pair().record({}, { mtime: home.ago({ days: 200 }) });
    store.pair().record({}, { mtime: home.ago({ minutes: 4 }) });
    expectLive(home, store, 'It was written to last.');
  });

  test.each(['Claude-backup', 'Claude - Copy'])('is not a copy that a person made of it: %s', (name) => {
    const home = homeForTest('linux');
    const root = home.dataRoot().signedIn();
    const copy = (preserveTimestamps: boolean): void =>
      fs.cpSync(root.path, path.join(path.dirname(root.path), name), { recursive: true, preserveTimestamps });
    for (const keepsDates of [false, true]) {
      copy(keepsDates);
      expectLive(home, root, 'The other one looks like a copy of it.');
    }
    for (const log of [root.path, path.join(path.dirname(root.path), name)])
      fs.rmSync(path.join(log, 'logs'), { recursive: true });
    expectLive(home, root, 'The other one looks like a copy of it.');
  });

  test('is a clone that was used last', () => {
    const home = homeForTest('linux');
    const [idle, clone] = [home.dataRoot('linux'), home.dataRoot('clone')];
    idle.signedIn(undefined, home.ago({ days: 2 }));
    clone.signedIn();
    expectLive(home, clone, 'Its log has the newest line.');
  });

  test('is the clone that wrote last into the log of another, as clones do on macOS', () => {
    const home = homeForTest('darwin');
    const who = { accountId: ACCOUNT, organizationId: ORGANIZATION };
    const loaded = (root: FakeDataRoot, count: number, at: number): void =>
      void usual.log(at, `Loaded ${count} persisted sessions from ${home.native(root.pair().path)}`);
    const [usual, clone, idle] = [home.dataRoot(), home.dataRoot('clone'), home.dataRoot('gateway')];
    for (const root of [usual, clone, idle]) root.configJson();
    loaded(usual, 3, home.ago({ days: 2 }));
    loaded(clone, 2, home.ago({ hours: 3 }));
    usual.log(home.ago({ hours: 1 }), 'Config file written');
    expectLive(home, clone, 'Its log has the newest line.');
    const starts = read(home).map(({ place, log }) => [place.path, log.starts.map((start) => start.loaded)]);
    expect(new Map(starts as [string, number[]][])).toEqual(
      new Map([
        [usual.path, [3]],
        [clone.path, [2]],
        [idle.path, []],
      ]),
    );
    usual.started(who, 3, home.ago({ minutes: 2 }));
    expectLive(home, usual, 'Its log has the newest line.');
  });

  test('is the clone whose name alone the log of another still has', () => {
    const home = homeForTest('darwin');
    const [usual, clone] = [home.dataRoot(), home.dataRoot('clone')];
    for (const root of [usual, clone]) root.configJson();
    usual.log(home.ago({ hours: 3 }), `Loaded 2 persisted sessions from ${home.native(clone.pair().path)}`);
    usual.log(home.ago({ hours: 1 }), 'Config file written');
    expectLive(home, clone, 'Its log has the newest line.');
  });

  test('is not a clone with a log of its own because of the log of another', () => {
    const home = homeForTest('darwin');
    const [usual, clone] = [home.dataRoot(), home.dataRoot('clone')];
    for (const root of [usual, clone]) root.configJson();
    clone.log(home.ago({ days: 2 }), 'Config file written');
    usual.log(home.ago({ hours: 1 }), 'Config file written');
    expectLive(home, usual, 'Its log has the newest line.');
    expect(read(home).find(({ place }) => place.path === clone.path)?.log.files).toEqual([clone.mainLog]);
  });

  test('is the one that a lock was left in, where the times are the same, whatever entries there are', () => {
    const { home, classic, store } = twoProfiles();
    fs.writeFileSync(path.join(store.path, 'lockfile'), '');
    classic.pair().record({}, { mtime: home.ago({ days: 1 }) });
    expectLive(home, store, 'Only this installation has a lock of a running Claude in it.');
    classic.pair().record({}, { mtime: home.ago({ minutes: 1 }) });
    expectLive(home, classic, 'It was written to last.');
  });

  test('is nobody’s guess: where all is even it is left open', () => {
    const { home, classic, store } = twoProfiles();
    const { live, reasons } = decide(home);
    expect(live).toBeNull();
    for (const root of [classic, store])
      expect(reasons.get(root.path)).toBe('Nothing tells which of the installations is in use.');
  });

  test('is left open by two lines of a log within two seconds', () => {
    const { home, classic, store } = twoProfiles();
    classic.log(home.ago({ hours: 1 }), 'Config file written');
    store.log(home.ago({ hours: 1 }) + 1_000, 'Config file written');
    expect(decide(home).live).toBeNull();
  });

  test('is the one that CLAUDE_USER_DATA_DIR names, whatever the log of another says', () => {
    const home = homeForTest('linux');
    const moved = home.dataRootAt(path.join(home.box, 'moved'));
    moved.configJson();
    home.dataRoot().signedIn();
    const env = { CLAUDE_USER_DATA_DIR: moved.path };
    expectLive(home, moved, 'CLAUDE_USER_DATA_DIR points to it.', { foreign: false, env });
  });

  test('is decided between those that the person named as between any others', () => {
    const home = homeForTest('linux');
    const [one, two] = ['one', 'two'].map((name) => home.dataRootAt(path.join(home.box, name)).signedIn());
    two?.log(home.ago({ minutes: 1 }), 'Config file written');
    const { live } = decide(home, { dataRoots: [one?.path ?? '', two?.path ?? ''] });
    expect(live).toBe(two?.path);
  });

  test('is the one that the person named first, where nothing else tells; the other one’s entries are found as well', () => {
    const home = homeForTest('linux');
    const roots = ['one', 'two'].map((name) => home.dataRootAt(path.join(home.box, name)).signedIn().path);
    for (const dataRoots of [roots, roots.toReversed()]) {
      const { live, reasons } = decide(home, { dataRoots });
      expect(live).toBe(dataRoots[0]);
      expect([...reasons.keys()].toSorted()).toEqual(roots.toSorted());
      expect(reasons.get(dataRoots[0] ?? '')).toBe(
        'Nothing tells which of the installations is in use; you named this one first.',
      );
    }
  });
});

/** Chromium's marks of a profile in use, on macOS and Linux. */
describe('a running Claude', () => {
  const held = { foreign: false, env: {} };

  function twoHomes(): { home: FakeHome; idle: FakeDataRoot; used: FakeDataRoot } {
    const home = homeForTest('linux');
    const [idle, used] = [home.dataRoot('linux'), home.dataRoot('clone')];
    used.configJson();
    idle.signedIn();
    return { home, idle, used };
  }

  function lock(root: FakeDataRoot, holder: string, socket = root.path): void {
    fs.symlinkSync(holder, path.join(root.path, 'SingletonLock'));
    fs.symlinkSync(socket, path.join(root.path, 'SingletonSocket'));
  }

  test('holds the profile that is in use', () => {
    const { home, used } = twoHomes();
    lock(used, `${os.hostname()}-${process.pid}`);
    expectLive(home, used, 'A running Claude holds it.', held);
  });

  test.each([
    ['has ended', `${os.hostname()}-4194305`, '.'],
    ['ran on another machine', `another-machine-${process.pid}`, '.'],
    ['left its marks behind before a restart', `${os.hostname()}-${process.pid}`, '/tmp/gone/SingletonSocket'],
    ['left something else', 'nonsense', '.'],
  ])('that %s holds nothing', (_, holder, socket) => {
    const { home, idle, used } = twoHomes();
    lock(used, holder, socket);
    expectLive(home, idle, 'Its log has the newest line.', held);
  });

  test('of this machine holds nothing in the home of another', () => {
    const { home, idle, used } = twoHomes();
    lock(used, `${os.hostname()}-${process.pid}`);
    expectLive(home, idle, 'Its log has the newest line.');
  });
});

describe('what a profile says of its worktrees', () => {
  test('is read by the session that leases each', () => {
    const home = homeForTest('linux');
    const root = home.dataRoot();
    const { sessionId } = root.pair().record();
    root.worktrees({ lantern: { path: '/w/lantern', leasedBy: sessionId, baseRepo: '/w' } });
    expect(read(home).map(({ worktrees }) => worktrees)).toEqual([new Map([[sessionId, '/w/lantern']])]);
  });

  test.each(['null', '[]', '{"worktrees":[1,null]}', '{"worktrees":{"a":1,"b":{"leasedBy":7,"path":[]}}}'])(
    'is nothing where the file holds %s',
    (text) => {
      const home = homeForTest('linux');
      fs.writeFileSync(path.join(home.dataRoot().path, 'git-worktrees.json'), text);
      expect(read(home).map(({ worktrees }) => worktrees.size)).toEqual([0]);
    },
  );
});
