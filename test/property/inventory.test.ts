import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { isUuid } from '../../src/engine/ids.ts';
import { makeHome, type FakeHome } from '../support/home.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../support/ids.ts';
import { writeJson } from '../support/json-file.ts';
import { diffSnapshots, snapshot, type Snapshot } from '../support/snapshot.ts';
import { hostileEntries, hostileJson, hostileLines, hostileLog, RECORD_KEYS, withEntries } from './hostile.ts';

/** A home with one of every file that the engine reads, by what each one is. */
let home: FakeHome;
let files: Record<string, string>;
let ids: string[];

const JSON_FILES = [
  'record',
  'left-over',
  'record elsewhere',
  'record of the old store',
  'record of Cowork',
  'single-file store',
  'tombstone',
  'deletion',
  'archive index',
  'settings of the app',
  'usage history',
  'bridge state',
  'Cowork’s owner',
  'device registry',
  'worktrees',
  'settings of the sidebar',
  'login',
  'settings of Claude Code',
  'title beside a conversation',
  'old index',
] as const;

beforeAll(() => {
  home = makeHome('linux');
  const [root, config] = [home.dataRoot(), home.configDir()];
  const made = Array.from({ length: 6 }, () => config.transcript());
  const [listed, half, other, old, gone, cwdless] = made as [(typeof made)[0], ...typeof made] & typeof made;
  if (half === undefined || other === undefined || old === undefined || gone === undefined || cwdless === undefined)
    throw new Error('no transcript');
  const pair = root.pair();
  const record = pair.recordOf(listed);
  root.signedIn();
  config.subagent(listed);
  ids = [...made.map(({ id }) => id), record.sessionId, ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION];
  files = {
    record: record.path,
    'left-over': pair.tmpOf(half).path,
    'record elsewhere': root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(other).path,
    'record of the old store': root.oldStore().recordOf(old).path,
    'record of Cowork': root.cowork().task().path,
    'single-file store': root.legacyStore([{ sessionId: record.sessionId, cliSessionId: old.id }]),
    tombstone: pair.tombstone(gone.id),
    deletion: config.desktopReleased(gone),
    'archive index': pair.archivedIndex([]),
    'settings of the app': path.join(root.path, 'config.json'),
    'usage history': path.join(root.path, 'plan-usage-history.json'),
    'bridge state': path.join(root.path, 'bridge-state.json'),
    'Cowork’s owner': root.coworkOps(),
    'device registry': path.join(root.path, 'ant-device-registry.json'),
    worktrees: root.worktrees({ lamp: { path: home.cwd('x'), leasedBy: record.sessionId, baseRepo: home.cwd() } }),
    'settings of the sidebar': root.epitaxyPrefs({}),
    login: home.claudeJson(),
    'settings of Claude Code': config.settings({ cleanupPeriodDays: 30 }),
    'title beside a conversation': writeJson(listed.path.replace(/\.jsonl$/, '/custom-title.json'), {}),
    'old index': config.sessionsIndex(path.basename(path.dirname(listed.path)), [listed]),
    log: root.mainLog,
    conversation: cwdless.path,
    'conversation with a row': listed.path,
  };
});
afterAll(() => home.remove());

const withoutState = (): Snapshot =>
  new Map([...snapshot(home.box)].filter(([name]) => !name.startsWith('ghostlight-state')));

interface Soup {
  content: string | Uint8Array;
  /** Seconds, of the file. */
  mtime?: number | undefined;
}

/** Puts the soup in the place of files, looks at the home, and puts everything back. */
async function expectHarmless(soups: ReadonlyMap<string, Soup>): Promise<void> {
  const before = [...soups.keys()].map((file) => [file, fs.readFileSync(file), fs.statSync(file)] as const);
  try {
    for (const [file, { content, mtime }] of soups) {
      fs.writeFileSync(file, content);
      if (mtime !== undefined) fs.utimesSync(file, mtime, mtime);
    }
    const seen = withoutState();
    const engine = createEngine(home.world());
    const scan = await engine.scan();
    const diagnosis = await engine.doctor();
    expect(diffSnapshots(seen, withoutState()), 'nothing is written').toEqual([]);
    expect(JSON.parse(JSON.stringify({ scan, diagnosis })), 'every answer is plain JSON').toEqual({ scan, diagnosis });
    for (const { id, title, explanation } of scan.sessions) {
      expect(isUuid(id)).toBe(true);
      expect(title).toMatch(/^\P{Cc}{1,201}$/u);
      expect(explanation).toMatch(/^[A-Z].{10,300}\.$/);
    }
  } finally {
    for (const [file, bytes, { atime, mtime }] of before) {
      fs.writeFileSync(file, bytes);
      fs.utimesSync(file, atime, mtime);
    }
  }
}

const fileOf = (name: string): string => files[name] ?? '';

const mtime = fc.option(fc.constantFrom(0, -1, 1, 2 ** 31, 2 ** 33, 1e12), { nil: undefined, freq: 3 });

describe('whatever stands in Claude’s files, a scan and the doctor end well and write nothing', () => {
  test('where any of them holds any bytes', async () => {
    const names = fc.constantFrom(...JSON_FILES, 'log', 'conversation', 'conversation with a row');
    await fc.assert(
      fc.asyncProperty(names, fc.uint8Array({ maxLength: 600 }), mtime, (name, content, at) =>
        expectHarmless(new Map([[fileOf(name), { content, mtime: at }]])),
      ),
      { numRuns: 70 },
    );
  });

  test('where any of them was cut off, or had some bytes changed', async () => {
    const names = fc.constantFrom(...JSON_FILES, 'log', 'conversation', 'conversation with a row');
    const at = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(names, at, fc.option(fc.uint8Array({ minLength: 1, maxLength: 8 })), (name, where, bytes) => {
        const content = fs.readFileSync(fileOf(name));
        const offset = Math.floor(where * content.length);
        if (bytes === null) return expectHarmless(new Map([[fileOf(name), { content: content.subarray(0, offset) }]]));
        const changed = Buffer.concat([content.subarray(0, offset), bytes, content.subarray(offset + bytes.length)]);
        return expectHarmless(new Map([[fileOf(name), { content: changed }]]));
      }),
      { numRuns: 70 },
    );
  });

  const several = fc.uniqueArray(fc.constantFrom(...JSON_FILES), { minLength: 1, maxLength: 4 });

  test('where some of them hold JSON with the right keys and hostile values', async () => {
    const texts = fc.array(
      hostileJson(() => ids),
      { minLength: 4, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(several, texts, mtime, (names, contents, at) => {
        const soups = names.map((name, n) => [fileOf(name), { content: contents[n] ?? '', mtime: at }] as const);
        return expectHarmless(new Map(soups));
      }),
      { numRuns: 130 },
    );
  });

  test('where some of them are as Claude wrote them, but for a few hostile values', async () => {
    const changes = fc.array(
      hostileEntries(() => ids, 3),
      { minLength: 4, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(several, changes, mtime, (names, entries, at) => {
        const soups = names.map((name, n) => {
          const content = withEntries(fs.readFileSync(fileOf(name), 'utf8'), entries[n] ?? []);
          return [fileOf(name), { content, mtime: at }] as const;
        });
        return expectHarmless(new Map(soups));
      }),
      { numRuns: 130 },
    );
  });

  test('where an entry has hostile values for what a list shows', async () => {
    const names = fc.constantFrom(
      'record',
      'left-over',
      'record elsewhere',
      'record of the old store',
      'record of Cowork',
    );
    const changes = hostileEntries(() => ids, 6, RECORD_KEYS);
    await fc.assert(
      fc.asyncProperty(names, changes, (name, entries) => {
        const content = withEntries(fs.readFileSync(fileOf(name), 'utf8'), entries);
        return expectHarmless(new Map([[fileOf(name), { content }]]));
      }),
      { numRuns: 130 },
    );
  });

  test('where a tombstone holds any number', async () => {
    const digits = fc.oneof(fc.bigInt(10n ** 15n, 10n ** 16n - 1n), fc.bigInt()).map(String);
    await fc.assert(
      fc.asyncProperty(digits, (content) => expectHarmless(new Map([[fileOf('tombstone'), { content }]]))),
      { numRuns: 40 },
    );
  });

  test('where conversations hold lines with the right keys and hostile values', async () => {
    const names = fc.constantFrom('conversation', 'conversation with a row');
    await fc.assert(
      fc.asyncProperty(
        names,
        hostileLines(() => ids),
        mtime,
        (name, content, at) => expectHarmless(new Map([[fileOf(name), { content, mtime: at }]])),
      ),
      { numRuns: 70 },
    );
  });

  test('where the log holds the right words in the wrong order', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileLog(() => ids),
        (content) => expectHarmless(new Map([[fileOf('log'), { content }]])),
      ),
      { numRuns: 70 },
    );
  });
});

test('lists nested without end in any file end well', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const deepObject = `{"cliSessionId":"${ids[0] ?? ''}","sessionId":"x","samples":${deep},"preferences":${deep}}`;
  for (const name of JSON_FILES) {
    await expectHarmless(new Map([[fileOf(name), { content: deep }]]));
    await expectHarmless(new Map([[fileOf(name), { content: `[${deepObject}]` }]]));
    await expectHarmless(new Map([[fileOf(name), { content: deepObject }]]));
  }
});
