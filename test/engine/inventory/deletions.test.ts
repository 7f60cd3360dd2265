import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import { OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../../support/ids.ts';
import { PLATFORMS } from '../../support/home.ts';
import { look, planned, sceneForTest, type Scene } from './scene.ts';

const HOUR = 60 * 60_000;

async function expectDeleted(scene: Scene, id: string): Promise<void> {
  const session = (await look(scene)).session(id);
  expect(session).toMatchObject({ status: 'deleted', cause: null, restorable: true });
  expect(session.explanation).toMatch(
    /^You deleted it in Claude( on \d{1,2} [A-Z][a-z]+ \d{4})?; the conversation itself is still/,
  );
  expect(await planned(scene)).toEqual({});
  expect(Object.keys(await planned(scene, ['deleted']))).toEqual([id]);
}

describe('what the person deleted', () => {
  test.each(PLATFORMS)('stays deleted on %s as the app leaves it', async (platform) => {
    const scene = sceneForTest(platform);
    const { config, pair } = scene;
    const gone = config.transcript();
    pair.deleteInApp(pair.recordOf(gone), [scene.home.newId()]);
    config.desktopReleased(gone);
    await expectDeleted(scene, gone.id);
  });

  test.each<[string, (scene: Scene, id: string) => void]>([
    ['a tombstone of the conversation', ({ pair }, id) => void pair.tombstone(id)],
    [
      'a tombstone under another account',
      ({ root }, id) => void root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).tombstone(id),
    ],
    ['a tombstone of zeros', ({ pair }, id) => fs.writeFileSync(pair.tombstone(id), '\0'.repeat(13))],
    ['a tombstone with nothing in it', ({ pair }, id) => fs.writeFileSync(pair.tombstone(id), '')],
    ['a tombstone beyond all dates', ({ pair }, id) => fs.writeFileSync(pair.tombstone(id), '9'.repeat(16))],
  ])('stays deleted by %s alone', async (_, bury) => {
    const scene = sceneForTest();
    const { id } = scene.config.transcript();
    bury(scene, id);
    await expectDeleted(scene, id);
  });

  test('stays deleted by what the app wrote beside the conversation, even cut off', async () => {
    const scene = sceneForTest();
    const gone = scene.config.transcript();
    fs.writeFileSync(scene.config.desktopReleased(gone), '{"v":1,"releas');
    await expectDeleted(scene, gone.id);
  });

  test('stays deleted by the id of its row, where a left-over still tells which that was', async () => {
    const scene = sceneForTest();
    const gone = scene.config.transcript();
    const { sessionId, path: leftover } = scene.pair.tmpOf(gone);
    scene.pair.tombstone(sessionId.replace('local_', ''));
    // Of a younger one Claude may still make a row by itself (see the names of a restore).
    const old = scene.home.ago({ days: 40 }) / 1000;
    fs.utimesSync(leftover, old, old);
    await expectDeleted(scene, gone.id);
  });

  test('stays deleted where another account has an older entry of it', async () => {
    const scene = sceneForTest();
    const gone = scene.config.transcript();
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(gone);
    scene.pair.tombstone(gone.id, gone.lastActivityAt + HOUR);
    await expectDeleted(scene, gone.id);
  });

  test.each([
    ['microseconds', 1_000],
    ['a day that is still to come', 1.01],
  ])('stays deleted where an older entry elsewhere has a date in %s', async (_, factor) => {
    const scene = sceneForTest();
    const gone = scene.config.transcript();
    const lastActivityAt = Math.round(gone.lastActivityAt * factor);
    const mtime = gone.lastActivityAt;
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(gone, { lastActivityAt }, { mtime });
    scene.pair.tombstone(gone.id);
    await expectDeleted(scene, gone.id);
  });

  test('comes back in the row that is there already and leads nowhere, not beside it', async () => {
    const scene = sceneForTest();
    const gone = scene.config.transcript();
    scene.pair.recordOf(gone, { transcriptUnavailable: true });
    scene.pair.tombstone(gone.id);
    await expectDeleted(scene, gone.id);
    expect(await planned(scene, ['deleted'])).toEqual({ [gone.id]: 'relink' });
  });

  test('is a row again where it has one, older or newer than the deletion', async () => {
    const scene = sceneForTest();
    const { id, lastActivityAt } = scene.config.transcript();
    scene.pair.recordOf({ ...scene.config.transcript({ id }), id });
    scene.pair.tombstone(id, lastActivityAt + 24 * HOUR);
    expect((await look(scene)).session(id).status).toBe('listed');
  });

  test('is missing where it was used after the deletion and its entry is under another account', async () => {
    const scene = sceneForTest();
    const back = scene.config.transcript();
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(back);
    scene.pair.tombstone(back.id, back.createdAt - HOUR);
    expect((await look(scene)).session(back.id)).toMatchObject({ status: 'ghost', cause: 'other-account' });
  });

  test('comes back by its old entry where the person ticks it and one survives', async () => {
    const scene = sceneForTest();
    const gone = scene.config.transcript();
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(gone);
    scene.pair.tombstone(gone.id);
    expect(await planned(scene, ['deleted'])).toEqual({ [gone.id]: 'copy' });
  });
});

describe('what the person archived', () => {
  test('stays archived by its record or by the index', async () => {
    const scene = sceneForTest();
    const [byRecord, byIndex] = [scene.config.transcript(), scene.config.transcript()];
    scene.pair.recordOf(byRecord, { isArchived: true });
    scene.pair.archivedIndex([scene.pair.recordOf(byIndex).sessionId]);
    const { session } = await look(scene);
    for (const { id } of [byRecord, byIndex]) {
      expect(session(id)).toMatchObject({ status: 'archived', cause: null, restorable: false });
      expect(session(id).explanation).toBe('You archived it; Claude shows it in its archive.');
    }
    expect(await planned(scene, ['archived'])).toEqual({});
  });

  test('is brought back into the archive, and only where it is ticked', async () => {
    const scene = sceneForTest();
    const [elsewhere, named] = [scene.config.transcript(), scene.config.transcript()];
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(elsewhere, { isArchived: true });
    scene.pair.archivedIndex([`local_${named.id}`]);
    const { session } = await look(scene);
    for (const { id } of [elsewhere, named])
      expect(session(id)).toMatchObject({ status: 'archived', restorable: true });
    expect(await planned(scene)).toEqual({});
    expect(await planned(scene, ['archived'])).toEqual({ [elsewhere.id]: 'copy', [named.id]: 'create' });
  });

  test('is no ghost where its entry in the archive is spoilt, and comes back into the archive where it is ticked', async () => {
    const scene = sceneForTest();
    const [half, spoilt, unlinked] = [1, 2, 3].map(() => scene.config.transcript());
    if (half === undefined || spoilt === undefined || unlinked === undefined) throw new Error('there are three');
    const { sessionId } = scene.pair.tmpOf(half);
    scene.pair.archivedIndex([sessionId]);
    scene.pair.damagedRecordOf('bom', spoilt, { isArchived: true });
    scene.pair.recordOf(unlinked, { isArchived: true, transcriptUnavailable: true });
    const { session } = await look(scene);
    for (const { id } of [half, spoilt]) {
      const explanation = 'You archived it, and Claude cannot load its entry.';
      expect(session(id)).toMatchObject({ status: 'archived', cause: null, restorable: true, explanation });
    }
    expect(session(unlinked.id).explanation).toBe(
      'You archived it, and its entry in the archive lost its link to the conversation.',
    );
    expect(await planned(scene)).toEqual({});
    const plan = await createEngine(scene.home.world()).planRestore({ ids: null, include: ['archived'], chosen: null });
    expect(Object.fromEntries(plan.files.map(({ session: id, kind }) => [id, kind]))).toEqual({
      [half.id]: 'promote',
      [spoilt.id]: 'replace',
      [unlinked.id]: 'relink',
    });
    expect(plan.files.map(({ record }) => record['isArchived'])).toEqual([true, true, true]);
  });

  test.each(['', '\0\0', '{"v":1,"archived":["local_', '{"archived":{}}'])(
    'is nothing where the index holds %j: its rows are listed',
    async (content) => {
      const scene = sceneForTest();
      const made = scene.config.transcript();
      scene.pair.recordOf(made);
      fs.writeFileSync(path.join(scene.pair.path, 'archived-sessions.idx'), content);
      expect((await look(scene)).session(made.id).status).toBe('listed');
    },
  );
});
