import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import { RestoreError } from '../../../src/engine/restore/apply.ts';
import { applyUndo, findReceipt, planUndo } from '../../../src/engine/restore/undo.ts';
import type { RecordJson } from '../../../src/shared/model.ts';
import { addedOnly, diffSnapshots, fiveKinds, wiped, type Bench } from './bench.ts';
import { diskError, watchedDisk } from './watched-disk.ts';

/** Undo gives the disk back byte for byte, and never takes a row away that somebody worked in. */

const readRecord = (file: string): RecordJson => JSON.parse(fs.readFileSync(file, 'utf8')) as RecordJson;

/** What Claude makes of a row at a start, without anybody having done anything in it: order, defaults, the focus. */
function normalise(file: string): void {
  const { sessionId, cliSessionId, lastFocusedAt, ...rest } = readRecord(file);
  const defaults = {
    spawnSeed: {},
    classifierSummaryEnabled: true,
    reportFindingsCard: true,
    alwaysAllowedReasons: [],
    sessionPermissionUpdates: [],
    chromePermissionMode: 'skip_all_permission_checks',
    enabledMcpTools: { '4be1d0c2a97f': true },
    remoteMcpServersConfig: [{ uuid: 'u', name: 'Tracker' }],
    isStarred: false,
    effort: 'high',
    completedTurns: 0,
  };
  const focused = typeof lastFocusedAt === 'number' ? lastFocusedAt + 60_000 : lastFocusedAt;
  const saved = { ...defaults, ...rest, lastFocusedAt: focused, cliSessionId, sessionId };
  fs.writeFileSync(`${file}.new`, JSON.stringify(saved, null, 2), { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}

describe('gives the disk back byte for byte', () => {
  test.each([
    { what: 'all five kinds', make: fiveKinds },
    { what: 'folders that were made for it', make: wiped },
  ])('$what', async ({ make }) => {
    const bench = make();
    const before = bench.files();
    await bench.apply(await bench.plan());
    expect(await bench.undo()).toMatchObject({ state: 'undone' });
    expect(diffSnapshots(before, bench.files())).toEqual([]);
  });

  test.each([
    { what: 'all five kinds', make: fiveKinds },
    { what: 'folders that were made for it', make: wiped },
  ])('$what, after Claude was started and saved every row in its own way', async ({ make }) => {
    const bench = make();
    const before = bench.files();
    const { entries } = await bench.apply(await bench.plan());
    for (const { path: file } of entries) normalise(file);
    const { actions, refused } = planUndo(bench.receipt(), watchedDisk({}), bench.stateDir);
    expect(refused).toEqual([]);
    expect(actions).toHaveLength(entries.length);
    await bench.undo();
    expect(diffSnapshots(before, bench.files())).toEqual([]);
  });

  test('folders that were made for it and that Claude has put something into stay', async () => {
    const bench = wiped();
    await bench.apply(await bench.plan());
    const own = path.join(bench.scene.pair.path, 'scheduled-tasks.json');
    fs.writeFileSync(own, '{"tasks":[]}');
    expect(await bench.undo()).toMatchObject({ state: 'undone' });
    expect(fs.readdirSync(bench.scene.pair.path)).toEqual(['scheduled-tasks.json']);
  });

  test('a row that Claude has deleted since, at the wish of the person, is no hindrance', async () => {
    const bench = addedOnly();
    const { entries } = await bench.apply(await bench.plan());
    fs.rmSync(entries[0]?.path ?? '');
    expect(planUndo(bench.receipt(), watchedDisk({}), bench.stateDir).actions).toHaveLength(2);
    expect(await bench.undo()).toMatchObject({ state: 'undone' });
  });

  test('a row that a power cut has taken the bytes of', async () => {
    const bench = fiveKinds();
    const before = bench.files();
    const { entries } = await bench.apply(await bench.plan());
    for (const { path: file, after } of entries) fs.writeFileSync(file, Buffer.alloc(Buffer.byteLength(after)));
    await bench.undo();
    expect(diffSnapshots(before, bench.files())).toEqual([]);
  });
});

const ANOTHER_ID = '7c1f5b1e-90a3-4d1c-8f61-3a5d0d2b9e44';

/** What a person does to a row, as it shows in the record. */
const DOINGS: Readonly<Record<string, (record: RecordJson) => RecordJson>> = {
  'gave it a name': () => ({ title: 'My own name', titleSource: 'user' }),
  'said something in it': ({ lastActivityAt }) => ({ lastActivityAt: Number(lastActivityAt) + 1, completedTurns: 9 }),
  'had turns counted in it': () => ({ completedTurns: 9 }),
  'archived it': () => ({ isArchived: true }),
  'starred it': () => ({ isStarred: true }),
  'allowed it something': () => ({ alwaysAllowedReasons: ['git push'] }),
  'granted it a rule': () => ({ sessionPermissionUpdates: [{ type: 'addRules', behavior: 'allow' }] }),
  'let it do more': () => ({ permissionMode: 'acceptEdits' }),
  'let it use the computer': () => ({ cuAllowedApps: ['com.example.editor'] }),
  'started it afresh': () => ({ cliSessionId: ANOTHER_ID }),
  'went back in it': ({ cliSessionId }) => ({ cliSessionId: ANOTHER_ID, priorCliSessionIds: [cliSessionId] }),
  'chose another model': () => ({ model: 'claude-haiku-5' }),
  'moved it to another folder': () => ({ cwd: '/somewhere/else' }),
  'put it into a worktree': () => ({ worktreePath: '/w', worktreeName: 'w' }),
  'gave it a colour': () => ({ color: 'teal' }),
  'connected it to the phone': () => ({ remoteControlUserEnabled: true }),
};

describe('leaves a row, and undoes the others, where the person', () => {
  test.each(Object.keys(DOINGS))('%s', async (doing) => {
    const bench = fiveKinds();
    const before = bench.files();
    const { entries } = await bench.apply(await bench.plan());
    const [first] = entries;
    for (const { path: file } of entries) normalise(file);
    const record = readRecord(first?.path ?? '');
    const worked = JSON.stringify({ ...record, ...DOINGS[doing]?.(record) });
    fs.writeFileSync(first?.path ?? '', worked);
    const { actions, refused } = planUndo(bench.receipt(), watchedDisk({}), bench.stateDir);
    expect(refused).toEqual([
      { session: first?.session, why: 'Its entry was changed since it was brought back, so it stays as it is.' },
    ]);
    expect(actions).toHaveLength(4);
    expect(await bench.undo(), 'in that part the restore still stands').toMatchObject({ state: 'done' });
    expect(fs.readFileSync(first?.path ?? '', 'utf8')).toBe(worked);
    const differing = diffSnapshots(before, bench.files());
    expect(differing).toEqual([expect.stringContaining(path.basename(first?.path ?? ''))]);
    expect(
      planUndo(bench.receipt(), watchedDisk({}), bench.stateDir),
      'nothing is left to do a second time',
    ).toMatchObject({
      actions: [],
    });
  });

  test('put a link, or a folder, in its place', async () => {
    const bench = fiveKinds();
    const { entries } = await bench.apply(await bench.plan());
    const [first, second] = entries.map(({ path: file }) => file);
    const aside = path.join(bench.scene.home.box, 'aside.json');
    fs.renameSync(first ?? '', aside);
    fs.symlinkSync(aside, first ?? '');
    fs.rmSync(second ?? '');
    fs.mkdirSync(second ?? '');
    expect(planUndo(bench.receipt(), watchedDisk({}), bench.stateDir).refused).toHaveLength(2);
    await bench.undo();
    expect(fs.readlinkSync(first ?? '')).toBe(aside);
    expect(fs.existsSync(aside)).toBe(true);
    expect(fs.statSync(second ?? '').isDirectory()).toBe(true);
  });

  test('removed a row that had been replaced: it stays removed', async () => {
    const bench = fiveKinds();
    const { entries } = await bench.apply(await bench.plan());
    const replaced = entries.find(({ kind }) => kind === 'replace');
    fs.rmSync(replaced?.path ?? '');
    expect(planUndo(bench.receipt(), watchedDisk({}), bench.stateDir).refused).toEqual([
      { session: replaced?.session, why: 'Its entry was removed since, and stays so.' },
    ]);
    await bench.undo();
    expect(fs.existsSync(replaced?.path ?? '')).toBe(false);
  });
});

test('a row that cannot be read is refused with the reason, and the undo changes nothing', async () => {
  const bench = addedOnly();
  const { entries } = await bench.apply(await bench.plan());
  const after = bench.files();
  const disk = watchedDisk({
    before: (operation) => {
      if (operation.name === 'readFileSync' && operation.path === entries[2]?.path) throw diskError('EIO', operation);
    },
  });
  expect(planUndo(bench.receipt(), disk, bench.stateDir).refused).toEqual([
    { session: entries[2]?.session, why: expect.stringContaining('the disk reports an error') as string },
  ]);
  await expect(bench.undo(null, { disk })).rejects.toThrow(
    /^The undo stopped: .*the disk reports an error.*it goes on\.$/,
  );
  expect(diffSnapshots(after, bench.files())).toEqual([]);
  expect(await bench.recover()).toMatchObject([{ outcome: 'undone' }]);
});

describe('refuses', () => {
  test.each([{ running: true }, { running: null }])('while Claude runs: $running', async ({ running }) => {
    const bench = addedOnly();
    await bench.apply(await bench.plan());
    const after = bench.files();
    await expect(bench.undo(null, { running })).rejects.toThrow(
      /^Nothing was changed: Claude is running, or it could not/,
    );
    expect(diffSnapshots(after, bench.files())).toEqual([]);
    expect(bench.receipt().state).toBe('done');
  });

  test('a second time', async () => {
    const bench = addedOnly();
    const { id } = await bench.apply(await bench.plan());
    await bench.undo();
    await expect(bench.undo(id)).rejects.toThrow(new RestoreError(`Receipt ${id} was undone already.`));
    await expect(bench.undo()).rejects.toThrow('There is no restore to undo.');
  });

  test('a plan of which another process has done the undo', async () => {
    const bench = addedOnly();
    const { id } = await bench.apply(await bench.plan());
    const plan = planUndo(bench.receipt(), watchedDisk({}), bench.stateDir);
    await bench.undo();
    const { stateDir } = bench;
    const options = { stateDir, disk: watchedDisk({}), isClaudeRunning: () => Promise.resolve(false) };
    await expect(applyUndo(plan, options)).rejects.toThrow(`Receipt ${id} was undone already.`);
  });

  test('a receipt that there is not, and one that could be several', async () => {
    const bench = addedOnly();
    const plan = await bench.plan();
    await expect(bench.undo('20010101')).rejects.toMatchObject({
      message: 'There is no receipt 20010101.',
      hint: 'list-receipts',
    });
    const first = await bench.apply({ ...plan, files: plan.files.slice(0, 1) });
    const second = await bench.apply({ ...plan, files: plan.files.slice(1, 2) });
    const common = first.id.slice(0, 8);
    await expect(bench.undo(common)).rejects.toThrow(`${common} could be any of `);
    await expect(bench.undo(common)).rejects.toThrow('give more of it');
    expect((await bench.undo()).id, 'without a name, the newest').toBe(second.id);
    expect((await bench.undo(first.id.slice(0, 20))).id).toBe(first.id);
  });

  test('one that was taken back when it failed', async () => {
    const bench = addedOnly();
    const disk = watchedDisk({
      before: (operation) => {
        if (operation.name === 'linkSync' && operation.path.includes('local_')) throw diskError('EIO', operation);
      },
    });
    await expect(bench.apply(await bench.plan(), { disk })).rejects.toThrow(/^Nothing was changed: /);
    const [{ id, state } = { id: '', state: '' }] = bench.journals();
    expect(state).toBe('rolled-back');
    await expect(bench.undo(id)).rejects.toThrow('was taken back when it failed: there is nothing to undo');
  });

  test('one of another profile, of which it is not known whether Claude runs', async () => {
    const bench = addedOnly();
    const other = addedOnly();
    const { id } = await bench.apply(await bench.plan());
    const { stateDir } = bench;
    expect(() => findReceipt(stateDir, null, other.dataRoots)).toThrow('There is no restore to undo.');
    expect(() => findReceipt(stateDir, id, other.dataRoots)).toThrow(
      `is of another profile of Claude, ${bench.scene.root.path}, which is not looked at now.`,
    );
    const plan = planUndo(findReceipt(stateDir, id, bench.dataRoots), watchedDisk({}), stateDir);
    const options = { stateDir, disk: watchedDisk({}), isClaudeRunning: () => Promise.resolve(false) };
    const after = bench.files();
    await expect(applyUndo(plan, { ...options, dataRoots: other.dataRoots })).rejects.toThrow('of another profile');
    expect(diffSnapshots(after, bench.files())).toEqual([]);
    expect(await applyUndo(plan, { ...options, dataRoots: bench.dataRoots })).toMatchObject({ state: 'undone' });
  });
});

test('the engine undoes nothing of a home that it does not look at, where it is not known whether Claude runs', async () => {
  const [bench, other] = [addedOnly(), addedOnly()];
  const { id } = await bench.apply(await bench.plan());
  const after = bench.files();
  const engine = createEngine(other.scene.home.world({ stateDir: bench.stateDir }));
  await expect(engine.planUndo(id)).rejects.toThrow('is of another profile of Claude');
  await expect(engine.undo(id)).rejects.toThrow('is of another profile of Claude');
  await expect(engine.undo(null)).rejects.toThrow('There is no restore to undo.');
  expect(diffSnapshots(after, bench.files())).toEqual([]);
});

test('two restores are undone one after the other, in either order', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const bench: Bench = fiveKinds();
    const before = bench.files();
    const plan = await bench.plan();
    const ids = [
      (await bench.apply({ ...plan, files: plan.files.slice(0, 3) })).id,
      (await bench.apply({ ...plan, files: plan.files.slice(3) })).id,
    ];
    for (const n of order) await bench.undo(ids[n]);
    expect(diffSnapshots(before, bench.files())).toEqual([]);
  }
});

test('what was undone can be restored again', async () => {
  const bench = fiveKinds();
  const engine = createEngine(bench.scene.home.world());
  const restore = async () => engine.restore(await engine.planRestore({ ids: null, include: [], chosen: null }));
  await restore();
  const after = bench.entryFiles();
  await engine.undo(null);
  await restore();
  expect(diffSnapshots(after, bench.entryFiles())).toEqual([]);
});

test('an entry that is changed at the last moment is left, and the answer says so rather than what was planned', async () => {
  const bench = wiped('linux', 2);
  const { entries, id } = await bench.apply(await bench.plan());
  const [{ path: row, session } = { path: '', session: '' }] = entries;
  const record = JSON.parse(fs.readFileSync(row, 'utf8')) as RecordJson;
  const disk = watchedDisk({
    before: ({ name, path: file }) => {
      if (name === 'openSync' && file.endsWith('.undoing'))
        fs.writeFileSync(row, JSON.stringify({ ...record, title: 'Mine' }));
    },
  });
  const result = await createEngine(bench.scene.home.world(), disk).undo(null);
  expect(result.receipt).toBe(id);
  expect(result.refused).toEqual([{ session, why: expect.stringMatching(/^Its entry was changed since/) as string }]);
  expect(result.actions).toMatchObject([{ session: entries[1]?.session }]);
  expect(fs.existsSync(row)).toBe(true);
});
