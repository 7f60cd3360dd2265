import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PairFolder } from '../../../src/engine/claude/store.ts';
import { NameChooser } from '../../../src/engine/restore/names.ts';
import type { PlannedFile } from '../../../src/engine/restore/plan.ts';
import { loadSidebar } from '../../support/claude-loader.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION, SECOND_ORGANIZATION } from '../../support/ids.ts';
import type { Scene } from '../../support/lossmodes/scene.ts';
import { Bench, diffSnapshots, sceneForTest } from './bench.ts';
import { faultyDisk } from './watched-disk.ts';

/** What a row is called, and where it may be written (docs/design.md rules 7 and 12). */

const FRESH = /^local_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const nameOf = (file: PlannedFile | undefined): string => path.basename(file?.path ?? '', '.json');

/** One lost conversation, in a folder prepared by `prepare`. */
async function planOne(prepare: (scene: Scene, id: string) => void, deleted = false) {
  const scene = sceneForTest('linux');
  scene.listed();
  const { id } = scene.ghost('record-lost', 'create');
  prepare(scene, id);
  const bench = new Bench(scene);
  const plan = await bench.plan({ include: deleted ? ['deleted'] : [] });
  const [file] = plan.files;
  expect(plan.files).toHaveLength(1);
  expect(file?.record).toMatchObject({ cliSessionId: id, sessionId: nameOf(file) });
  return { bench, plan, id, name: nameOf(file) };
}

describe('a row without a survivor', () => {
  test('is called after its conversation, as Claude’s own import does', async () => {
    const { id, name } = await planOne(() => undefined);
    expect(name).toBe(`local_${id}`);
  });

  test('gets a fresh name where that one is another conversation’s', async () => {
    const { id, name } = await planOne((scene, lost) => {
      scene.pair.recordOf(scene.config.transcript({ title: 'Another' }), { sessionId: `local_${lost}` });
    });
    expect(name).toMatch(FRESH);
    expect(name).not.toBe(`local_${id}`);
  });

  test('gets a fresh name where Claude may make a row of another’s half-done save of that name', async () => {
    const scene = sceneForTest('linux');
    const [lost, other] = [scene.ghost('record-lost', 'create'), scene.ghost('save-failed', 'promote')];
    scene.pair.tmpOf(other, { sessionId: `local_${lost.id}` });
    const { files } = await new Bench(scene).plan();
    const names = new Map(files.map((file) => [file.session, nameOf(file)]));
    expect(names.get(lost.id)).toMatch(FRESH);
    expect(names.get(lost.id)).not.toBe(`local_${lost.id}`);
    expect(names.get(other.id)).toBe(`local_${lost.id}`);
  });

  test('gets a fresh name where that one stands on a tombstone', async () => {
    const { id, name, bench, plan } = await planOne((scene, lost) => scene.pair.tombstone(lost), true);
    expect(name).toMatch(FRESH);
    expect(name).not.toBe(`local_${id}`);
    await bench.apply(plan);
    expect(fs.existsSync(path.join(bench.scene.pair.path, `deleted_${id}`)), 'what says so stays').toBe(true);
  });
});

describe('a copied row', () => {
  const inOther = (scene: Scene) => scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION);

  async function copyWith(prepare: (scene: Scene, sessionId: string) => void) {
    const scene = sceneForTest('linux');
    scene.listed();
    const record = inOther(scene).recordOf(scene.ghost('other-account', 'copy', { title: 'Mine' }), { title: 'Mine' });
    prepare(scene, record.sessionId);
    const bench = new Bench(scene);
    const [file] = (await bench.plan({ include: ['deleted'] })).files;
    return { record, file, name: nameOf(file) };
  }

  test('keeps its name, title and dates, so that it falls back into its group', async () => {
    const { record, file, name } = await copyWith(() => undefined);
    expect(name).toBe(record.sessionId);
    const { sessionId, title, createdAt, lastActivityAt, lastFocusedAt } = record.record;
    expect(file?.record).toMatchObject({ sessionId, title, createdAt, lastActivityAt, lastFocusedAt });
  });

  test.each([
    { why: 'is taken', prepare: taken },
    { why: 'was deleted', prepare: (scene: Scene, id: string) => scene.pair.tombstone(id.slice('local_'.length)) },
    { why: 'is archived', prepare: (scene: Scene, id: string) => scene.pair.archivedIndex([id]) },
  ])('gets another where that $why', async ({ prepare }) => {
    const { record, file, name } = await copyWith(prepare);
    expect(file?.kind).toBe('copy');
    expect(name).not.toBe(record.sessionId);
    expect(name).toBe(`local_${String(record.record['cliSessionId'])}`);
  });

  function taken(scene: Scene, sessionId: string): void {
    scene.pair.recordOf(scene.config.transcript({ title: 'Another' }), { sessionId });
  }
});

test('two copies of one name become two rows of two names', async () => {
  const scene = sceneForTest('linux');
  scene.listed();
  const sessionId = 'local_5b0b7a44-1f0e-4e43-9f0a-7f5a4a1f9c10';
  const [first, second] = [scene.ghost('other-account', 'copy'), scene.ghost('other-organization', 'copy')];
  scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(first, { sessionId });
  scene.root.pair(ACCOUNT, SECOND_ORGANIZATION).recordOf(second, { sessionId });
  const bench = new Bench(scene);
  const plan = await bench.plan();
  expect(new Set(plan.files.map(({ path: file }) => file)).size).toBe(2);
  await bench.apply(plan);
  const { rows, cardedTwice } = loadSidebar(scene.root.path, ACCOUNT, ORGANIZATION, [scene.config.path], 'linux');
  expect(rows.map(({ cliSessionId }) => cliSessionId)).toEqual(expect.arrayContaining([first.id, second.id]));
  expect(cardedTwice).toEqual([]);
});

test('names differ by more than their case', () => {
  const id = '5B0B7A44-1F0E-4E43-9F0A-7F5A4A1F9C10';
  const folder = {
    records: [{ stem: `local_${id}` }],
    archivedIds: new Set<string>(),
    tombstones: new Map([['8c0b7a44-1f0e-4e43-9f0a-7f5a4a1f9c10', 0]]),
  } as unknown as PairFolder;
  const names = new NameChooser(folder);
  expect(names.choose(id.toLowerCase(), null, null)).toMatch(FRESH);
  expect(names.choose('8C0B7A44-1F0E-4E43-9F0A-7F5A4A1F9C10', null, null)).toMatch(FRESH);
  const free = names.choose('9d0b7a44-1f0e-4e43-9f0a-7f5a4a1f9c10', null, null);
  expect(names.choose('9D0B7A44-1F0E-4E43-9F0A-7F5A4A1F9C10', null, null).toLowerCase()).not.toBe(free);
});

describe('a folder that becomes a link after the plan was made', () => {
  const LEVELS = ['organization', 'account', 'all of them'] as const;

  test.each(LEVELS.map((level, above) => ({ level, above })))(
    'makes the plan stale, in the place of the folder of $level',
    async ({ above }) => {
      const scene = sceneForTest('linux');
      scene.listed();
      scene.ghost('record-lost', 'create');
      const bench = new Bench(scene);
      const plan = await bench.plan();
      const folder = path.resolve(scene.pair.path, '../'.repeat(above));
      const elsewhere = path.join(scene.home.path, 'elsewhere');
      fs.renameSync(folder, elsewhere);
      fs.symlinkSync(elsewhere, folder);
      const before = bench.files();
      await expect(bench.apply(plan)).rejects.toThrow(
        `Nothing was changed: ${scene.pair.path} leads to another place than when this plan was made. Make a new plan.`,
      );
      expect(diffSnapshots(before, bench.files())).toEqual([]);
      await bench.apply(await bench.plan());
      expect(bench.receipt().entries).toHaveLength(1);
    },
  );

  test('is undone where it is now', async () => {
    const scene = sceneForTest('linux');
    scene.ghost('record-lost', 'create');
    const bench = new Bench(scene);
    await bench.apply(await bench.plan());
    const elsewhere = path.join(scene.home.path, 'elsewhere');
    fs.renameSync(scene.pair.path, elsewhere);
    fs.symlinkSync(elsewhere, scene.pair.path);
    expect(fs.readdirSync(elsewhere)).toHaveLength(1);
    expect(await bench.undo()).toMatchObject({ state: 'undone' });
    expect(fs.readdirSync(elsewhere)).toEqual([]);
  });

  test('is not written through where it leads nowhere', async () => {
    const scene = sceneForTest('linux');
    scene.ghost('record-lost', 'create');
    const bench = new Bench(scene);
    const plan = await bench.plan();
    fs.mkdirSync(path.dirname(scene.pair.path), { recursive: true });
    const nowhere = path.join(scene.home.path, 'nowhere');
    fs.symlinkSync(nowhere, scene.pair.path);
    await expect(bench.apply(plan)).rejects.toThrow(`${scene.pair.path} is a link that leads nowhere`);
    expect(fs.existsSync(nowhere)).toBe(false);
  });

  test('a profile that was moved and linked is one all the same', async () => {
    const scene = sceneForTest('linux');
    scene.ghost('record-lost', 'create');
    const bench = new Bench(scene);
    const elsewhere = path.join(scene.home.path, 'elsewhere');
    fs.renameSync(scene.root.path, elsewhere);
    fs.symlinkSync(elsewhere, scene.root.path);
    const before = bench.files();
    await bench.apply(await bench.plan());
    expect(bench.receipt().entries).toHaveLength(1);
    await bench.undo();
    expect(diffSnapshots(before, bench.files())).toEqual([]);
  });

  test('a row with a second name elsewhere keeps that one’s bytes', async () => {
    const scene = sceneForTest('linux');
    const ghost = scene.ghost('record-damaged', 'replace');
    const damaged = scene.pair.damagedRecordOf('truncated', ghost, { sessionId: `local_${ghost.id}` });
    const bench = new Bench(scene);
    const plan = await bench.plan();
    const backup = path.join(scene.home.path, 'backup.json');
    fs.linkSync(damaged.path, backup);
    const bytes = fs.readFileSync(backup);
    for (const refused of [[], ['renameSync']] as const) {
      const { disk } = faultyDisk({ code: '', at: 0, refused });
      await bench.apply(plan, { disk }).catch(() => undefined);
      expect(fs.readFileSync(backup)).toEqual(bytes);
      if (bench.journals().some(({ state }) => state === 'done')) await bench.undo();
      fs.rmSync(damaged.path);
      fs.linkSync(backup, damaged.path);
    }
  });
});
