import fs from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { RestoreError } from '../../../src/engine/restore/apply.ts';
import type { Disk } from '../../../src/engine/restore/disk.ts';
import type { Plan } from '../../../src/engine/restore/plan.ts';
import type { Snapshot } from '../../support/snapshot.ts';
import { diffSnapshots, fiveKinds, repairs, wiped, type Bench } from './bench.ts';
import { faultyDisk, watchedDisk, type Fault, type FaultyDisk } from './watched-disk.ts';

vi.setConfig({ testTimeout: 300_000 });

/** The disk may fail at any moment: what a person finds afterwards is all of it or nothing of it, and is told which. */

type Kind = Omit<Fault, 'at'>;

const CODES = ['ENOSPC', 'EIO', 'EXDEV', 'EPERM', 'EACCES', 'EBUSY'];
const once: Kind[] = CODES.map((code) => ({ code }));
const forEver: Kind[] = CODES.map((code) => ({ code, forEver: true }));
const torn: Kind[] = [
  { code: 'ENOSPC', only: 'writeSync' },
  { code: 'ENOSPC', only: 'writeSync', forEver: true },
];
const refused = ['linkSync', 'renameSync'] as const;
const noNames: Kind[] = [...torn, { code: 'EIO' }, { code: 'EIO', forEver: true }].map((kind) => ({
  ...kind,
  refused,
}));

const nameOf = ({ code, only, forEver: always = false, refused: none }: Kind): string => {
  const what = `${only === undefined ? '' : 'a torn write and '}${code} ${always ? 'from then on' : 'once'}`;
  return none === undefined ? what : `${what}, where nothing can be linked or renamed`;
};
const named = (kinds: readonly Kind[]) => kinds.map((kind) => ({ kind, name: nameOf(kind) }));

describe('a restore of five kinds of entries', () => {
  test.each(named([...once, ...forEver, ...torn, ...noNames]))(
    'leaves all or nothing and says which: $name, at each operation',
    ({ kind }) => restoreWith(kind, fiveKinds()),
  );
});

describe('a restore into a folder that has to be made', () => {
  test.each(named([{ code: 'ENOSPC' }, { code: 'EIO', forEver: true }]))(
    'leaves all or nothing and says which: $name, at each operation',
    ({ kind }) => restoreWith(kind, wiped('linux', 2)),
  );
});

describe('a restore of repaired copies', () => {
  const some: Kind[] = [{ code: 'ENOSPC' }, { code: 'EBUSY' }, { code: 'EXDEV' }, { code: 'EIO', forEver: true }];
  test.each(named([...some, ...torn, ...noNames]))(
    'leaves all or nothing and says which: $name, at each operation',
    ({ kind }) => restoreWith(kind, repairs()),
  );
});

describe('an undo of repaired copies', () => {
  test.each(named([{ code: 'ENOSPC' }, { code: 'EPERM' }, { code: 'EIO', forEver: true }, ...noNames]))(
    'leaves all or nothing and says which: $name, at each operation',
    ({ kind }) => undoWith(kind, repairs()),
  );
});

describe('an undo of five kinds of entries', () => {
  const some: Kind[] = [{ code: 'ENOSPC' }, { code: 'EBUSY' }, { code: 'EPERM' }, { code: 'EIO', forEver: true }];
  test.each(named([...some, ...torn, ...noNames]))(
    'leaves all or nothing and says which: $name, at each operation',
    ({ kind }) => undoWith(kind, fiveKinds()),
  );
});

test.each([
  { names: ['linkSync'], code: 'EXDEV' },
  { names: ['linkSync'], code: 'EPERM' },
  { names: ['renameSync'], code: 'EACCES' },
  { names: ['linkSync', 'renameSync'], code: 'EXDEV' },
  { names: ['linkSync', 'renameSync'], code: 'EPERM' },
])('where $names always fail with $code, a restore and its undo succeed all the same', async ({ names, code }) => {
  const bench = fiveKinds();
  const { plan, before, after } = await prepare(bench);
  bench.reset();
  // One that was copied by hand and may be read by everybody.
  for (const { before: seen, path } of plan.files) if (seen.state !== null) fs.chmodSync(path, 0o644);
  const disk = refusing(names, code);
  await bench.apply(plan, { disk });
  expect(diffSnapshots(after, bench.entryFiles()), 'the same records of the same mode').toEqual([]);
  expectOwnFiles(bench, code);
  await bench.undo(null, { disk });
  expect(diffSnapshots(before, bench.entryFiles())).toEqual([]);
});

test('a disk that takes a few bytes at a time gets them all', async () => {
  const bench = fiveKinds();
  const { plan, before, after } = await prepare(bench);
  bench.reset();
  const disk = watchedDisk({ takes: (_, length) => Math.min(length, 7) });
  await bench.apply(plan, { disk });
  expect(diffSnapshots(after, bench.entryFiles())).toEqual([]);
  await bench.undo(null, { disk });
  expect(diffSnapshots(before, bench.entryFiles())).toEqual([]);
});

test('a disk that takes nothing at all is full, and nobody waits for ever', async () => {
  const bench = fiveKinds();
  const { plan, before } = await prepare(bench);
  bench.reset();
  const disk = watchedDisk({ takes: ({ path }, length) => (path.includes('local_') ? 0 : length) });
  expect(await sentenceOf(() => bench.apply(plan, { disk }))).toMatch(/^Nothing was changed: .*disk is full/);
  expect(diffSnapshots(before, bench.entryFiles())).toEqual([]);
});

test('what is held by a virus scanner is tried again for a while, with pauses', async () => {
  const bench = fiveKinds();
  const plan = await bench.plan();
  const pauses: number[] = [];
  let busy = 3;
  const disk = watchedDisk({
    before: ({ name, path }) => {
      if (name !== 'linkSync' || path.includes('ghostlight-state') || busy === 0) return;
      busy -= 1;
      throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
    },
    pause: (ms) => pauses.push(ms),
  });
  await bench.apply(plan, { disk });
  expect(pauses).toHaveLength(3);
  expect(Math.min(...pauses)).toBeGreaterThan(0);
});

function refusing(names: readonly string[], code: string): Disk {
  return watchedDisk({
    before: ({ name }) => {
      if (names.includes(name)) throw Object.assign(new Error(code), { code });
    },
  });
}

async function restoreWith(kind: Kind, bench: Bench): Promise<void> {
  const { plan, before, after } = await prepare(bench);
  for (let at = 1, struck = true; struck; at += 1) {
    bench.reset();
    const faulty = faultyDisk({ ...kind, at });
    const said = await sentenceOf(() => bench.apply(plan, { disk: faulty.disk }));
    const where = `${nameOf(kind)} at operation ${at}: ${said ?? 'done'}`;
    expectTidy(faulty, where);
    if (kind.code === 'EBUSY' && kind.forEver !== true && said !== null) expect(said, where).toMatch(/held open/);
    await judge(bench, said, before, after, where);
    struck = faulty.struck();
    if (!struck) expect(said, where).toBeNull();
  }
}

async function undoWith(kind: Kind, bench: Bench): Promise<void> {
  const { plan, before, after } = await prepare(bench);
  for (let at = 1, struck = true; struck; at += 1) {
    bench.reset();
    await bench.apply(plan);
    const faulty = faultyDisk({ ...kind, at });
    const said = await sentenceOf(() => bench.undo(null, { disk: faulty.disk }));
    const where = `${nameOf(kind)} at operation ${at}: ${said ?? 'done'}`;
    expectTidy(faulty, where);
    if (said?.startsWith('Nothing was changed') === true) {
      expect(diffSnapshots(after, bench.entryFiles()), where).toEqual([]);
    }
    if (said === null) expect(diffSnapshots(before, bench.entryFiles()), where).toEqual([]);
    await bench.recover();
    const states = bench.journals().map(({ state }) => state);
    expect([['done'], ['undone']], where).toContainEqual(states);
    const expected = states[0] === 'done' ? after : before;
    expect(diffSnapshots(expected, bench.entryFiles()), where).toEqual([]);
    expect(bench.remains(), where).toEqual([]);
    struck = faulty.struck();
    if (!struck) expect(said, where).toBeNull();
  }
}

async function prepare(bench: Bench): Promise<{ plan: Plan; before: Snapshot; after: Snapshot }> {
  const before = bench.entryFiles();
  const plan = await bench.plan();
  await bench.apply(plan);
  const after = bench.entryFiles();
  expect(before).not.toEqual(after);
  return { plan, before, after };
}

/** The sentence of a refusal; null where it was done. */
async function sentenceOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(RestoreError);
    const { message } = error as RestoreError;
    expect(message).toMatch(/^(Nothing was changed|The restore (stopped|was taken back)|The undo stopped).*\.$/s);
    expect(message).not.toMatch(/undefined|null|\[object|Nothing was changed.*Nothing was changed/s);
    return message;
  }
}

function expectTidy({ trespasses, open }: FaultyDisk, where: string): void {
  expect(trespasses, `${where}: changed what is none of its business`).toEqual([]);
  expect(open(), `${where}: files left open`).toBe(0);
}

async function judge(bench: Bench, said: string | null, before: Snapshot, after: Snapshot, where: string) {
  const isNothing = said?.startsWith('Nothing was changed: ') === true;
  if (said === null) expect(diffSnapshots(after, bench.entryFiles()), where).toEqual([]);
  if (isNothing) expect(diffSnapshots(before, bench.entryFiles()), where).toEqual([]);
  await bench.recover();
  const now = bench.entryFiles();
  const isNew = diffSnapshots(after, now).length === 0;
  if (!isNew) expect(diffSnapshots(before, now), `${where}; old or new, never a mix`).toEqual([]);
  if (said === null) expect(isNew, `${where}; what was done stays`).toBe(true);
  if (isNothing) expect(isNew, `${where}; what was not done is not done later`).toBe(false);
  expect(bench.remains(), where).toEqual([]);
  expect(await bench.recover(), `${where}; a second recovery has nothing to do`).toEqual([]);
  const states = bench.journals().map(({ state }) => state);
  expect(states, where).toEqual(isNew ? ['done'] : states.length === 0 ? [] : ['rolled-back']);
  if (!isNew) return;
  expectOwnFiles(bench, where);
  await bench.undo();
  expect(diffSnapshots(before, bench.entryFiles()), `${where}; undo gives the disk back`).toEqual([]);
}

function expectOwnFiles(bench: Bench, where: string): void {
  for (const { path } of bench.receipt().entries) {
    const { mode, nlink } = fs.statSync(path);
    expect([mode & 0o777, nlink], where).toEqual([0o600, 1]);
  }
}
