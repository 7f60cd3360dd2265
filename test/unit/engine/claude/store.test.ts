import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCaches } from '../../../../src/engine/claude/caches.ts';
import {
  isCowork,
  OLD_SESSIONS_FOLDER,
  readPairFolders,
  readSingleFileStore,
  SESSIONS_FOLDER,
  type PairFolder,
  whyHidden,
} from '../../../../src/engine/claude/store.ts';
import type { Problem } from '../../../../src/shared/model.ts';
import type { FakeDataRoot } from '../../../support/data-root.ts';
import { homeForTest } from '../../../support/for-test.ts';
import type { FakeHome } from '../../../support/home.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION, SECOND_ORGANIZATION } from '../../../support/ids.ts';
import { setMtime } from '../../../support/json-file.ts';

const ID = '3f0c7a52-9d14-4e8b-8a26-51b7c0d9e4f3';
const STEM = `local_${ID}`;

interface Store {
  home: FakeHome;
  root: FakeDataRoot;
  /** Of the usual pair. */
  folder: string;
}

function storeForTest(): Store {
  const home = homeForTest('linux');
  const root = home.dataRoot();
  return { home, root, folder: root.pair().create().path };
}

function read({ home, root }: Store, top: typeof SESSIONS_FOLDER | typeof OLD_SESSIONS_FOLDER = SESSIONS_FOLDER) {
  const problems: Problem[] = [];
  return { folders: readPairFolders(root.path, top, openCaches(home.stateDir), problems, home), problems };
}

function only(store: Store): PairFolder {
  const [folder] = read(store).folders;
  if (folder === undefined) throw new Error('no pair');
  return folder;
}

const makeFolder = (folder: string): string => {
  fs.mkdirSync(folder, { recursive: true });
  return folder;
};

const writeFile = (file: string): string => {
  fs.writeFileSync(file, '');
  return file;
};

const pairs = (folders: readonly PairFolder[]): string[][] =>
  folders.map(({ accountId, organizationId }) => [accountId, organizationId]);

describe('the folders of accounts and organizations', () => {
  test('are all read, whichever is in use', () => {
    const store = storeForTest();
    store.root.pair(ACCOUNT, SECOND_ORGANIZATION).record();
    store.root.pair(OTHER_ACCOUNT, ORGANIZATION).create();
    const expected = [
      [ACCOUNT, ORGANIZATION],
      [ACCOUNT, SECOND_ORGANIZATION],
      [OTHER_ACCOUNT, ORGANIZATION],
    ];
    const { folders, problems } = read(store);
    expect(pairs(folders)).toEqual(expected.sort());
    expect(problems).toEqual([]);
  });

  test('are told by their ids, also those that a gateway installation cuts to eight digits', () => {
    const store = storeForTest();
    const old = path.join(store.root.path, OLD_SESSIONS_FOLDER);
    for (const below of ['ed417e0f/00000000', 'skills-plugin/x', `${ACCOUNT}/agent`, 'ed417e0f/000', '..x/00000000'])
      fs.mkdirSync(path.join(old, below), { recursive: true });
    fs.writeFileSync(path.join(old, ACCOUNT, `${ORGANIZATION}.profile-origin.json`), '{}');
    expect(pairs(read(store, OLD_SESSIONS_FOLDER).folders)).toEqual([['ed417e0f', '00000000']]);
  });

  test('are none, without a word, where Claude never made any', () => {
    const home = homeForTest('linux');
    expect(read({ home, root: home.dataRoot(), folder: '' })).toEqual({ folders: [], problems: [] });
  });

  test.each(['', ACCOUNT, `${ACCOUNT}/${ORGANIZATION}`])(
    'are read at their real place where one of them is a link (%s)',
    (below) => {
      const store = storeForTest();
      const record = store.root.pair().record();
      const link = path.join(store.root.path, SESSIONS_FOLDER, below);
      fs.renameSync(link, path.join(store.home.box, 'moved'));
      fs.symlinkSync(path.join(store.home.box, 'moved'), link, 'junction');
      const { folders, problems } = read(store);
      expect(problems).toEqual([]);
      const moved = path.join(store.home.box, 'moved');
      const real = path.join(moved, path.relative(link, store.folder));
      expect(folders).toMatchObject([{ path: real, links: [{ path: link, leadsTo: moved }] }]);
      expect(folders[0]?.records.map((file) => file.path)).toEqual([path.join(real, `${record.sessionId}.json`)]);
      const pair = { dataRoot: store.root.path, accountId: ACCOUNT, organizationId: ORGANIZATION };
      expect(whyHidden(pair, problems, store.home)).toBeNull();
    },
  );

  const BAD_LINKS: { what: string; leadsTo: (store: Store) => string; says: RegExp }[] = [
    {
      what: 'nowhere',
      leadsTo: ({ home }) => path.join(home.box, 'unplugged'),
      says: /^is a link that leads nowhere$/,
    },
    { what: 'itself', leadsTo: ({ folder }) => folder, says: /^is a link that leads in a circle$/ },
    {
      what: 'a file',
      leadsTo: ({ home }) => writeFile(path.join(home.box, 'note')),
      says: /^is a link to something that is not a folder$/,
    },
    {
      what: 'a folder around it',
      leadsTo: ({ root }) => root.path,
      says: /^is a link back to .*, which it is in itself$/,
    },
    {
      what: 'Ghostlight’s own folder',
      leadsTo: ({ home }) => makeFolder(path.join(home.stateDir, 'receipts')),
      says: /^is a link to .*, where Ghostlight keeps its own files, and was not followed$/,
    },
    {
      what: 'a folder of conversations',
      leadsTo: ({ home }) => path.dirname(home.configDir().transcript().path),
      says: /^is a link to .*, where conversations are kept and not entries, and was not followed$/,
    },
  ];

  test.each(BAD_LINKS)('are refused with the reason where a link leads to $what', ({ leadsTo, says }) => {
    const store = storeForTest();
    fs.rmSync(store.folder, { recursive: true, force: true });
    fs.symlinkSync(leadsTo(store), store.folder, 'junction');
    const { folders, problems } = read(store);
    expect(folders).toEqual([]);
    expect(problems).toMatchObject([{ path: store.folder, problem: expect.stringMatching(says) as string }]);
    const pair = { dataRoot: store.root.path, accountId: ACCOUNT, organizationId: ORGANIZATION };
    expect(whyHidden(pair, problems, store.home)).toBe(
      `The folder of the account in use, ${store.folder}, ${problems[0]?.problem ?? ''}.`,
    );
  });

  test.runIf(process.getuid?.() === 0)('are refused where a link leads to what belongs to another user', () => {
    const store = storeForTest();
    fs.rmSync(store.folder, { recursive: true, force: true });
    const theirs = makeFolder(path.join(store.home.box, 'theirs'));
    fs.chownSync(theirs, 4711, 4711);
    fs.symlinkSync(theirs, store.folder, 'junction');
    expect(read(store).problems).toMatchObject([
      { problem: `is a link to ${theirs}, which belongs to another user, and was not followed` },
    ]);
  });

  test('say that they are one where two pairs have the same folder behind a link', () => {
    const store = storeForTest();
    store.root.pair().record();
    fs.mkdirSync(path.join(store.root.path, SESSIONS_FOLDER, OTHER_ACCOUNT));
    fs.symlinkSync(
      store.folder,
      path.join(store.root.path, SESSIONS_FOLDER, OTHER_ACCOUNT, OTHER_ORGANIZATION),
      'junction',
    );
    const { folders } = read(store);
    expect(folders).toHaveLength(2);
    expect(new Set(folders.map(({ id }) => id)).size).toBe(1);
  });

  test('may be in a profile that is a link itself', () => {
    const store = storeForTest();
    const pair = { accountId: ACCOUNT, organizationId: ORGANIZATION };
    fs.renameSync(store.root.path, path.join(store.home.box, 'moved'));
    fs.symlinkSync(path.join(store.home.box, 'moved'), store.root.path, 'junction');
    expect(pairs(read(store).folders)).toEqual([[ACCOUNT, ORGANIZATION]]);
    expect(whyHidden({ dataRoot: store.root.path, ...pair }, read(store).problems, store.home)).toBeNull();
  });

  test('are a problem that is shown where a file stands in their place', () => {
    const store = storeForTest();
    const file = path.join(store.root.path, SESSIONS_FOLDER);
    fs.rmSync(file, { recursive: true });
    fs.writeFileSync(file, '');
    expect(read(store)).toEqual({ folders: [], problems: [{ path: file, problem: 'is not a folder' }] });
  });
});

describe('what is in a pair’s folder', () => {
  test('are records and left-overs, loadable or not, and nothing of the app’s other files', () => {
    const store = storeForTest();
    const pair = store.root.pair().companions();
    const stems = [pair.record(), pair.damagedRecord('empty'), pair.damagedRecord('zero-filled')].map(
      (r) => r.sessionId,
    );
    const leftover = pair.tmp().sessionId;
    for (const name of ['notes.json', 'local_x.json', `.ghostlight-${STEM}.part`, `${STEM}.json.bak`])
      fs.writeFileSync(path.join(store.folder, name), '{}');
    const { records, leftovers } = only(store);
    expect(records.map(({ stem }) => stem).sort()).toEqual(stems.sort());
    expect(leftovers.map(({ stem }) => stem)).toEqual([leftover]);
  });
});

describe('what the person deleted', () => {
  const AT = 1_787_857_878_676;

  /** The time in a tombstone with this content. */
  function deletedAt(content: string | Uint8Array): number | undefined {
    const store = storeForTest();
    const file = store.root.pair().tombstone(ID);
    fs.writeFileSync(file, content);
    setMtime(file, AT);
    return only(store).tombstones.get(ID);
  }

  test.each([
    ['13 digits', '1777163079076', 1_777_163_079_076],
    ['digits and a newline', ' 1777163079076\r\n', 1_777_163_079_076],
  ])('is dated by %s', (_, content, at) => expect(deletedAt(content)).toBe(at));

  test.each([
    ['nothing', ''],
    ['zeros', '\0'.repeat(13)],
    ['another thing', '{"v":1}'],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0x80)],
    ['a number beyond all dates', '9999999999999999'],
    ['a negative number', '-177716307907'],
    ['far too much', '1'.repeat(5_000)],
  ])('counts where the file holds %s, from the date of the file on', (_, content) =>
    expect(deletedAt(content)).toBe(AT),
  );

  test('counts where its mark is a folder or a link', () => {
    const store = storeForTest();
    fs.mkdirSync(path.join(store.folder, `deleted_${ID}`));
    fs.symlinkSync('/nowhere', path.join(store.folder, `deleted_${ACCOUNT}`));
    expect([...only(store).tombstones.keys()].sort()).toEqual([ACCOUNT, ID].sort());
    expect(read(store).problems).toEqual([]);
  });

  test('is named by a conversation’s id or a row’s, in any case', () => {
    const store = storeForTest();
    for (const name of [
      `deleted_${ID.toUpperCase()}`,
      `deleted_local_${ACCOUNT}`,
      'deleted_',
      'deleted_..',
      'deleted_x',
    ])
      fs.writeFileSync(path.join(store.folder, name), String(AT));
    expect(only(store).tombstones).toEqual(
      new Map([
        [ACCOUNT, AT],
        [ID, AT],
      ]),
    );
  });
});

describe('what the person archived', () => {
  const archived = (content: string): string[] => {
    const store = storeForTest();
    fs.writeFileSync(path.join(store.folder, 'archived-sessions.idx'), content);
    return [...only(store).archivedIds];
  };

  test.each([
    [JSON.stringify({ v: 1, archived: [STEM] }), [STEM]],
    [`\uFEFF${JSON.stringify({ v: 2, archived: [STEM, STEM], more: {} })}`, [STEM]],
    [JSON.stringify({ archived: [STEM, 7, null, ID, 'local_../..', { length: 1 }] }), [STEM]],
    ['{"archived":{"0":"x"}}', []],
    ['{"v":1,"archived":["local_', []],
    ['', []],
    ['null', []],
    ['\0\0\0\0', []],
  ])('is read from %j', (content, ids) => expect(archived(content)).toEqual(ids));

  test('is a problem that is shown where it cannot be read', () => {
    const store = storeForTest();
    const file = path.join(store.folder, 'archived-sessions.idx');
    fs.writeFileSync(file, '{"v":1,"archived":["local_');
    expect(read(store).problems).toEqual([{ path: file, problem: 'is not readable as JSON and was left out' }]);
    fs.rmSync(file);
    fs.mkdirSync(file);
    expect(read(store).problems).toEqual([{ path: file, problem: 'is not a file' }]);
  });
});

describe('the stores of earlier builds', () => {
  test('hold Cowork’s tasks too, told by a process name or by a folder', () => {
    const store = storeForTest();
    const cowork = store.root.cowork();
    const [task, bare] = [cowork.task(), cowork.task({ processName: undefined })];
    const code = store.root.oldStore().record();
    const cut = store.root.oldStore().damagedRecord('truncated');
    const [folder] = read(store, OLD_SESSIONS_FOLDER).folders;
    const isTask = new Map(folder?.records.map((file) => [file.stem, isCowork(folder, file)]));
    expect([task, bare, code, cut].map(({ sessionId }) => isTask.get(sessionId))).toEqual([true, true, false, false]);
  });

  const record = { sessionId: STEM, cliSessionId: ID, title: 'From January' };

  test.each([
    ['a list', [record]],
    ['an object of records', { [STEM]: record }],
    ['a list among settings', { version: 1, sessions: [record] }],
    ['an object among settings', { version: 1, sessions: { [STEM]: record } }],
    ['records among other things', [null, 7, 'x', [record], { cliSessionId: '../x' }, {}, record]],
  ])('were one file: %s', (_, content) => {
    const store = storeForTest();
    fs.writeFileSync(path.join(store.root.path, 'local-sessions.json'), JSON.stringify(content));
    expect(readSingleFileStore(store.root.path, [])).toEqual([record]);
  });

  test.each(['', '7', 'null', '"x"', '[', '{"sessions":null}', '[[[{"cliSessionId":1}]]]'])(
    'were one file that may hold %j',
    (content) => {
      const store = storeForTest();
      fs.writeFileSync(path.join(store.root.path, 'local-sessions.json'), content);
      expect(readSingleFileStore(store.root.path, [])).toEqual([]);
    },
  );

  test('were one file that may be nested deeper than can be written again', () => {
    const store = storeForTest();
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const content = JSON.stringify([{ ...record, deep: 0 }, record]).replace(':0', `:${deep}`);
    fs.writeFileSync(path.join(store.root.path, 'local-sessions.json'), content);
    expect(readSingleFileStore(store.root.path, [])).toEqual([record]);
  });
});
