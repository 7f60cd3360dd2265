import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Disk } from '../../../src/engine/restore/disk.ts';
import { diffSnapshots, fiveKinds, wiped } from './bench.ts';
import { isChange, watchedDisk, type Operation } from './watched-disk.ts';

/** What has to be on the disk before what, and that a cancelled restore leaves nothing. */

async function recorded(work: (disk: Disk) => Promise<unknown>): Promise<Operation[]> {
  const operations: Operation[] = [];
  await work(watchedDisk({ after: (operation) => operations.push(operation) }));
  return operations;
}

const isOwn = ({ path: file }: Operation): boolean => file.includes('ghostlight-state');
const isOf =
  (name: Operation['name'], file: string) =>
  (operation: Operation): boolean =>
    operation.name === name && operation.path === file;

describe.each([
  { what: 'five kinds of entries', make: fiveKinds },
  { what: 'entries in a new folder', make: () => wiped('linux', 2) },
])('$what', ({ make }) => {
  test('the journal, its name and its folders are on the disk before the first change in Claude’s folders', async () => {
    const bench = make();
    const plan = await bench.plan();
    const operations = await recorded((disk) => bench.apply(plan, { disk }));
    const firstChange = operations.findIndex((operation) => isChange(operation) && !isOwn(operation));
    const ahead = operations.slice(0, firstChange);
    const receipts = path.join(bench.stateDir, 'receipts');
    const written = ahead.findLastIndex(({ name, path: file }) => name === 'writeSync' && file.startsWith(receipts));
    const synced = ahead.findIndex(({ name }, n) => n > written && name === 'fsyncSync');
    const named = ahead.findIndex(({ name }) => name === 'linkSync');
    const namesSynced = ahead.findIndex((operation, n) => n > named && isOf('fsyncSync', receipts)(operation));
    expect([written, synced, named, namesSynced].toSorted((a, b) => a - b)).toEqual([
      written,
      synced,
      named,
      namesSynced,
    ]);
    expect(written).toBeGreaterThan(-1);
    expect(ahead.some(isOf('fsyncSync', bench.stateDir)), 'the name of the folder of receipts').toBe(true);
    expect(ahead.some(isOf('fsyncSync', path.dirname(bench.stateDir))), 'the name of the state dir').toBe(true);
  });

  test('the bytes of each record are on the disk before it gets its name, and the name before the receipt says done', async () => {
    const bench = make();
    const plan = await bench.plan();
    const operations = await recorded((disk) => bench.apply(plan, { disk }));
    const done = operations.findIndex(({ name, path: file }) => name === 'openSync' && file.endsWith('.done'));
    for (const { path: file } of plan.files) {
      const temporary = path.join(path.dirname(file), `.ghostlight-${path.basename(file, '.json')}.part`);
      const written = operations.findLastIndex(isOf('writeSync', temporary));
      const synced = operations.findIndex((operation, n) => n > written && isOf('fsyncSync', temporary)(operation));
      const named = operations.findIndex(
        (operation) => isOf('linkSync', file)(operation) || isOf('renameSync', file)(operation),
      );
      const nameSynced = operations.findIndex((o, n) => n > named && isOf('fsyncSync', plan.folder)(o));
      expect(written).toBeGreaterThan(-1);
      expect(synced).toBeGreaterThan(written);
      expect(named).toBeGreaterThan(synced);
      expect(nameSynced).toBeGreaterThan(named);
      expect(done).toBeGreaterThan(nameSynced);
    }
  });

  test('what needs Claude closed is done first, just after it was seen to be', async () => {
    const bench = make();
    const { entries } = await bench.apply(await bench.plan());
    const needsIt = entries.map(({ kind }) => kind === 'replace' || kind === 'relink');
    expect(needsIt).toEqual(needsIt.toSorted((a, b) => Number(b) - Number(a)));
  });

  test('an undo is noted before its first change, and done before it says so', async () => {
    const bench = make();
    await bench.apply(await bench.plan());
    const operations = await recorded((disk) => bench.undo(null, { disk }));
    const changes = operations.filter(isChange);
    expect(changes[0]?.path).toMatch(/\.undoing$/);
    expect(changes.at(-1)?.path).toMatch(/\.undone$/);
    const receipts = path.join(bench.stateDir, 'receipts');
    const firstChange = operations.findIndex((operation) => isChange(operation) && !isOwn(operation));
    expect(operations.slice(0, firstChange).some(isOf('fsyncSync', receipts))).toBe(true);
  });

  test('no name ends as Claude’s own temporary files do', async () => {
    const bench = make();
    const plan = await bench.plan();
    const operations = [
      ...(await recorded((disk) => bench.apply(plan, { disk }))),
      ...(await recorded((disk) => bench.undo(null, { disk }))),
    ];
    const names = operations.filter(isChange).map(({ path: file }) => path.basename(file));
    expect(names.filter((name) => name.endsWith('.json.tmp'))).toEqual([]);
    expect(names.filter((name) => name.startsWith('local_') && !/^local_[0-9a-f-]{36}\.json$/.test(name))).toEqual([]);
  });
});

test('records are written as Claude writes them: minified UTF-8, no mark, no newline, for nobody else to read', async () => {
  const bench = fiveKinds();
  const { entries } = await bench.apply(await bench.plan());
  for (const { path: file } of entries) {
    const bytes = fs.readFileSync(file);
    const record = JSON.parse(bytes.toString('utf8')) as { sessionId: string };
    expect(bytes.toString('utf8')).toBe(JSON.stringify(record));
    expect(record.sessionId).toBe(path.basename(file, '.json'));
    const { mode, nlink } = fs.statSync(file);
    expect([mode & 0o777, nlink]).toEqual([0o600, 1]);
  }
});

describe('a restore that is cancelled', () => {
  test.each([0, 1, 2, 3, 4].map((count) => ({ count })))(
    'after $count entries is taken back wholly',
    async ({ count }) => {
      for (const make of [fiveKinds, () => wiped('linux', 5)]) {
        const bench = make();
        const before = bench.files();
        const cancel = new AbortController();
        if (count === 0) cancel.abort();
        const onProgress = (done: number): void => {
          if (done === count) cancel.abort(new Error('whatever the reason'));
        };
        await expect(bench.apply(await bench.plan(), { signal: cancel.signal, onProgress })).rejects.toThrow(
          /^Cancelled\. Nothing was changed\.$/,
        );
        expect(diffSnapshots(before, bench.files())).toEqual([]);
        // Before the first entry there is nothing to write a receipt about.
        expect(bench.journals().map(({ state }) => state)).toEqual(count === 0 ? [] : ['cancelled']);
        expect(bench.remains()).toEqual([]);
        expect(await bench.recover()).toEqual([]);
      }
    },
  );

  test('is left alone by a Ghostlight that does not know the note of it: it also says that all was taken back', async () => {
    const bench = fiveKinds();
    const cancel = new AbortController();
    const onProgress = (): void => cancel.abort();
    await expect(bench.apply(await bench.plan(), { signal: cancel.signal, onProgress })).rejects.toThrow(/^Cancelled/);
    const [{ id } = { id: '' }] = bench.journals();
    const notes = fs.readdirSync(path.join(bench.stateDir, 'receipts')).filter((name) => name.startsWith(id));
    expect(notes.sort()).toEqual([`${id}.cancelled`, `${id}.json`, `${id}.rolled-back`]);
    fs.rmSync(path.join(bench.stateDir, 'receipts', `${id}.cancelled`));
    expect(bench.journals().map(({ state }) => state)).toEqual(['rolled-back']);
    await expect(bench.undo(id)).rejects.toThrow('nothing to undo');
  });

  test('after the last one, it is done', async () => {
    const bench = fiveKinds();
    const cancel = new AbortController();
    const plan = await bench.plan();
    const onProgress = (done: number, total: number): void => {
      if (done === total) cancel.abort();
    };
    expect(await bench.apply(plan, { signal: cancel.signal, onProgress })).toMatchObject({ state: 'done' });
  });

  test('between many, it does not wait for the end', async () => {
    const bench = wiped('linux', 40);
    const before = bench.files();
    const cancel = new AbortController();
    const seen: number[] = [];
    const running = bench.apply(await bench.plan(), { signal: cancel.signal, onProgress: (done) => seen.push(done) });
    setImmediate(() => cancel.abort());
    await expect(running).rejects.toThrow('Cancelled. Nothing was changed.');
    expect(seen.length).toBeLessThan(40);
    expect(diffSnapshots(before, bench.files())).toEqual([]);
  });
});

test('a listener that fails takes the restore back, and the disk is as it was', async () => {
  const bench = fiveKinds();
  const before = bench.files();
  const onProgress = (): never => {
    throw new Error('the window was closed');
  };
  await expect(bench.apply(await bench.plan(), { onProgress })).rejects.toThrow(
    'Nothing was changed: the window was closed.',
  );
  expect(diffSnapshots(before, bench.files())).toEqual([]);
});
