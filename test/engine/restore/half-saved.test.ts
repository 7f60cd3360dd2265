import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeInventory } from '../../../src/engine/inventory/inventory.ts';
import { loadSidebar, type Sidebar } from '../../support/claude-loader.ts';
import { ACCOUNT, ORGANIZATION } from '../../support/ids.ts';
import type { Scene } from '../../support/lossmodes/scene.ts';
import { Bench, diffSnapshots, sceneForTest } from './bench.ts';

/**
 * Builds of Claude since October 2026 make a row of a half-done save by themselves
 * (docs/formats/claude-desktop.md 2.1). Then a conversation must have one row all the same: that one.
 */

const DAY = 24 * 60 * 60_000;
const YOUNG = DAY;
const OLD = 40 * DAY;

const nameOf = (file: { path: string } | undefined): string => path.basename(file?.path ?? '', '.json');

function age(file: string, { home }: Scene, ms: number): void {
  const at = (home.now - ms) / 1000;
  fs.utimesSync(file, at, at);
}

const sidebarOf = ({ root, config, home }: Scene): Sidebar =>
  loadSidebar(root.path, ACCOUNT, ORGANIZATION, [config.path], 'linux', home.now);

/** Whatever Claude makes by itself at its next start, the conversation has one row. */
function expectOneRow(scene: Scene, id: string): void {
  const { rows, cardedTwice, promotable } = sidebarOf(scene);
  expect(rows.filter(({ cliSessionId }) => cliSessionId === id)).toHaveLength(1);
  expect([cardedTwice, promotable]).toEqual([[], []]);
}

describe('a half-done save of a conversation that the person deleted', () => {
  test.each([
    { what: 'its own where that was not deleted', ms: YOUNG, isNameDeleted: false, keeps: true },
    { what: 'its own where it was, for Claude would make a row of it', ms: YOUNG, isNameDeleted: true, keeps: true },
    { what: 'a fresh one where it was, and Claude leaves it alone', ms: OLD, isNameDeleted: true, keeps: false },
  ])('lends its title, and its row has one name: $what', async ({ ms, isNameDeleted, keeps }) => {
    const scene = sceneForTest('linux');
    scene.listed();
    const lost = scene.ghost('save-failed', 'promote');
    const leftover = scene.pair.tmpOf(lost, { title: 'Kept in the left-over' });
    age(leftover.path, scene, ms);
    scene.pair.tombstone(lost.id);
    if (isNameDeleted) scene.pair.tombstone(leftover.sessionId.slice('local_'.length));
    const bench = new Bench(scene);
    const before = bench.files();
    expect((await bench.plan()).files, 'it is not ticked').toEqual([]);
    const plan = await bench.plan({ include: ['deleted'] });
    expect(plan).toMatchObject({
      files: [{ kind: keeps ? 'promote' : 'copy', record: { title: 'Kept in the left-over', cliSessionId: lost.id } }],
      refused: [],
    });
    expect(nameOf(plan.files[0]) === leftover.sessionId).toBe(keeps);
    await bench.apply(plan);
    expectOneRow(scene, lost.id);
    await bench.undo();
    expect(diffSnapshots(before, bench.files())).toEqual([]);
  });

  test('mends the damaged row of its name', async () => {
    const scene = sceneForTest('linux');
    const lost = scene.ghost('save-failed', 'promote');
    const { sessionId, path: damaged } = scene.pair.damagedRecordOf('zero-filled', lost);
    scene.pair.tmpOf(lost, { sessionId });
    scene.pair.tombstone(lost.id);
    const bench = new Bench(scene);
    const plan = await bench.plan({ include: ['deleted'] });
    expect(plan).toMatchObject({ files: [{ kind: 'replace', path: damaged }], refused: [] });
    await bench.apply(plan);
    expectOneRow(scene, lost.id);
  });
});

describe('a half-done save whose name is taken', () => {
  test('by a row that leads elsewhere is copied, for Claude leaves it alone', async () => {
    const scene = sceneForTest('linux');
    const row = scene.listed();
    const lost = scene.ghost('save-failed', 'copy');
    scene.pair.tmpOf(lost, { sessionId: row.sessionId, title: 'Went on here' });
    const bench = new Bench(scene);
    const plan = await bench.plan();
    expect(plan).toMatchObject({ files: [{ kind: 'copy', record: { title: 'Went on here' } }], refused: [] });
    await bench.apply(plan);
    expectOneRow(scene, lost.id);
    expect(sidebarOf(scene).rows.map(({ sessionId }) => sessionId)).toContain(row.sessionId);
  });

  test('by a link is left to Claude, which may put it in place by itself', async () => {
    const scene = sceneForTest('linux');
    const lost = scene.ghost('save-failed', 'promote');
    const { sessionId } = scene.pair.damagedRecordOf('symbolic-link', lost);
    const leftover = scene.pair.tmpOf(lost, { sessionId });
    age(leftover.path, scene, YOUNG);
    const why =
      /^A half-saved entry of it is less than 30 days old, and something else stands in the place of the whole/;
    expect(await new Bench(scene).plan()).toMatchObject({
      files: [],
      refused: [{ session: lost.id, why: expect.stringMatching(why) as string }],
    });
    age(leftover.path, scene, OLD);
    const bench = new Bench(scene);
    const plan = await bench.plan();
    expect(plan).toMatchObject({ files: [{ kind: 'copy' }], refused: [] });
    await bench.apply(plan);
    expectOneRow(scene, lost.id);
  });
});

describe('of several half-done saves', () => {
  test('all are shown, the newest is used, and it is said that Claude may make rows of the others', async () => {
    const scene = sceneForTest('linux');
    const lost = scene.ghost('save-failed', 'promote');
    const made = ['Older', 'Newer'].map((title, n) =>
      scene.pair.tmpOf(lost, { title, lastActivityAt: lost.lastActivityAt + n }),
    );
    const bench = new Bench(scene);
    const session = (await takeInventory(scene.home.world())).sessions.get(lost.id);
    expect(session?.explanation).toBe(
      'Claude wrote its entry but could not put it in place; 2 half-saved entries are still there, and the newest is used.',
    );
    expect(session?.records.toSorted()).toEqual(made.map(({ path: file }) => file).toSorted());
    const plan = await bench.plan();
    expect(plan.files).toMatchObject([{ kind: 'promote', record: { title: 'Newer' } }]);
    expect(plan.warnings).toEqual([
      'One of them is half saved under another name as well: Claude may make a second entry of that at its next start. If it does, archive one of the two.',
    ]);
  });

  test('one that Claude would make a row of comes before a newer one that it leaves alone', async () => {
    const scene = sceneForTest('linux');
    const lost = scene.ghost('save-failed', 'promote');
    const [young, old] = [
      scene.pair.tmpOf(lost, { title: 'Young' }),
      scene.pair.tmpOf(lost, { title: 'Old', lastActivityAt: lost.lastActivityAt + 60_000 }),
    ];
    age(young.path, scene, YOUNG);
    age(old.path, scene, OLD);
    const bench = new Bench(scene);
    const plan = await bench.plan();
    expect(plan).toMatchObject({ files: [{ record: { title: 'Young' } }], warnings: [] });
    await bench.apply(plan);
    expectOneRow(scene, lost.id);
  });
});
