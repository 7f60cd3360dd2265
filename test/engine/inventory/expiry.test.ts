import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../../support/ids.ts';
import { look, sceneForTest } from './scene.ts';

const DAY = 24 * 60 * 60_000;

describe('when Claude’s own cleanup deletes a conversation', () => {
  test('is thirty days after the last change, for what has no row', async () => {
    const scene = sceneForTest();
    const mtime = scene.home.ago({ days: 10 });
    const [own, terminal] = [scene.config.transcript({ mtime }), scene.config.transcript({ mtime, entrypoint: 'cli' })];
    const other = scene.config.transcript({ mtime });
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(other);
    const { session } = await look(scene);
    for (const { id } of [own, terminal, other]) expect(session(id).expiresAt).toBe(mtime + 30 * DAY);
  });

  test('is never, for what the app has a row of', async () => {
    const scene = sceneForTest();
    const listed = scene.config.transcript();
    scene.pair.recordOf(listed);
    expect((await look(scene)).session(listed.id).expiresAt).toBeNull();
  });

  test('is never, for what is in the app’s archive; but in that of another account it is', async () => {
    const scene = sceneForTest();
    const mtime = scene.home.ago({ days: 10 });
    const [here, there] = [scene.config.transcript({ mtime }), scene.config.transcript({ mtime })];
    scene.pair.recordOf(here, { isArchived: true });
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(there, { isArchived: true });
    const { session } = await look(scene);
    expect(session(here.id)).toMatchObject({ status: 'archived', expiresAt: null });
    expect(session(there.id)).toMatchObject({ status: 'archived', expiresAt: mtime + 30 * DAY });
  });

  test('is what the settings of its own config dir say', async () => {
    const scene = sceneForTest();
    scene.config.settings({ cleanupPeriodDays: 365 });
    const work = scene.home.configDir('.claude-work');
    const mtime = scene.home.ago({ days: 1 });
    const [here, there] = [scene.config.transcript({ mtime }), work.transcript({ mtime })];
    const { session } = await look(scene);
    expect(session(here.id).expiresAt).toBe(mtime + 365 * DAY);
    expect(session(there.id).expiresAt).toBe(mtime + 30 * DAY);
  });

  test('is not known for what is no longer there', async () => {
    const scene = sceneForTest();
    const { record } = scene.pair.record();
    expect((await look(scene)).session(String(record['cliSessionId'])).expiresAt).toBeNull();
  });
});

describe('whether a conversation is in use', () => {
  test('is told by its file having been written just now', async () => {
    const scene = sceneForTest();
    const made = [30_000, -30_000, 200_000, -200_000].map((ago) =>
      scene.config.transcript({ mtime: scene.home.now - ago }),
    );
    const { session } = await look(scene);
    expect(
      made.map(({ id }) => session(id).inUse),
      'also by a clock that is a little ahead',
    ).toEqual([true, true, false, false]);
  });

  test('is not told by the registry of another computer’s processes', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    scene.config.liveSession(process.pid, made);
    expect((await look(scene)).session(made.id).inUse).toBe(false);
  });

  test('is told anew at every look', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript({ mtime: scene.home.now - 30_000 });
    expect((await look(scene)).session(made.id).inUse).toBe(true);
    const later = (scene.home.now - 300_000) / 1000;
    fs.utimesSync(made.path, later, later);
    expect((await look(scene)).session(made.id).inUse).toBe(false);
  });
});
