import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import type { TranscriptSpec } from '../../support/transcripts.ts';
import { look, planned, sceneForTest, type Scene } from './scene.ts';

const MINUTE = 60_000;

/** A row whose conversation is not where it says. */
const lostRow = (scene: Scene, partial: Record<string, unknown> = {}) =>
  scene.pair.record({ cliSessionId: scene.home.newId(), ...partial });

describe('a row that lost its conversation', () => {
  test('is relinked to the one that began when it did, in its folder', async () => {
    const scene = sceneForTest();
    const meant = scene.config.transcript({ title: 'Another name' });
    scene.config.transcript({ startedAt: meant.createdAt + 5 * MINUTE });
    lostRow(scene, { createdAt: meant.createdAt - 2_000, title: 'Greeting' });
    expect((await look(scene)).session(meant.id)).toMatchObject({ status: 'ghost', cause: 'link-lost' });
    expect((await planned(scene))[meant.id]).toBe('relink');
  });

  test('is relinked to the one with its name, of several that began together', async () => {
    const scene = sceneForTest();
    const startedAt = scene.home.ago({ days: 3 });
    const [meant] = ['The pier', 'The quay'].map((aiTitle) => scene.config.transcript({ aiTitle, startedAt }));
    lostRow(scene, { createdAt: startedAt, title: 'The pier' });
    expect((await planned(scene))[meant?.id ?? '']).toBe('relink');
  });

  test('is relinked to the one with its name that took place within its time', async () => {
    const scene = sceneForTest();
    const meant = scene.config.transcript({ aiTitle: 'The pier', startedAt: scene.home.ago({ days: 3 }) });
    lostRow(scene, {
      createdAt: scene.home.ago({ days: 5 }),
      lastActivityAt: meant.lastActivityAt,
      title: 'The pier',
    });
    expect((await planned(scene))[meant.id]).toBe('relink');
  });

  test.each<[string, (scene: Scene) => { candidates: string[]; rows?: number }]>([
    [
      'two began together and neither has its name',
      (scene) => {
        const startedAt = scene.home.ago({ days: 3 });
        const made = [1, 2].map(() => scene.config.transcript({ startedAt }));
        lostRow(scene, { createdAt: startedAt });
        return { candidates: made.map(({ id }) => id) };
      },
    ],
    [
      'two rows can be meant by one conversation',
      (scene) => {
        const { id, createdAt } = scene.config.transcript();
        for (let n = 0; n < 2; n += 1) lostRow(scene, { createdAt });
        return { candidates: [id], rows: 2 };
      },
    ],
    ['it was in another folder', (scene) => elsewhereInTime(scene, { cwd: scene.home.cwd('pier') }, 0)],
    ['it has the name and took place weeks later', (scene) => elsewhereInTime(scene, { aiTitle: 'Code review' }, 20)],
    ['it was written in a terminal', (scene) => elsewhereInTime(scene, { entrypoint: 'cli' }, 0)],
  ])('is not relinked where %s', async (_, setting) => {
    const scene = sceneForTest();
    const { candidates, rows = 1 } = setting(scene);
    const actions = await planned(scene, ['cli']);
    expect(candidates.map((id) => actions[id])).toEqual(candidates.map(() => 'create'));
    const { scan } = await look(scene);
    expect(scan.sessions.filter(({ status }) => status === 'unavailable')).toHaveLength(rows);
  });

  test('is not relinked to what the person deleted', async () => {
    const scene = sceneForTest();
    const { id, createdAt, lastActivityAt } = scene.config.transcript();
    scene.pair.tombstone(id, lastActivityAt + MINUTE);
    lostRow(scene, { createdAt, lastActivityAt: scene.home.ago({ hours: 2 }) });
    expect((await look(scene)).session(id).status).toBe('deleted');
    expect(await planned(scene)).toEqual({});
  });

  test('is relinked to the newest part of its own conversation that is still there', async () => {
    const scene = sceneForTest();
    const [older, newer] = [1, 2].map(() => scene.config.transcript());
    lostRow(scene, { priorCliSessionIds: [older?.id, newer?.id], createdAt: 1 });
    const { session } = await look(scene);
    expect(session(newer?.id ?? '').cause).toBe('link-lost');
    expect(session(older?.id ?? '')).toMatchObject({ status: 'earlier', family: newer?.id });
  });

  test('is not relinked to a part that another row opens', async () => {
    const scene = sceneForTest();
    const part = scene.config.transcript();
    scene.pair.recordOf(part);
    const row = lostRow(scene, { priorCliSessionIds: [part.id], createdAt: 1 });
    const { session } = await look(scene);
    expect(session(part.id).status).toBe('listed');
    expect(session(String(row.record['cliSessionId']))).toMatchObject({ status: 'unavailable', restorable: false });
  });

  test('hides no conversation that another such row claims as well', async () => {
    const scene = sceneForTest();
    const part = scene.config.transcript();
    for (let n = 0; n < 2; n += 1) lostRow(scene, { priorCliSessionIds: [part.id], createdAt: 1 });
    expect((await look(scene)).session(part.id)).toMatchObject({ status: 'ghost', cause: 'record-lost' });
  });

  test('is left alone where the person cleared the conversation with /clear', async () => {
    const scene = sceneForTest();
    const cleared = scene.config.transcript();
    const fresh = scene.config.flatOnly({ mtime: scene.home.ago({ hours: 3 }) });
    const { createdAt } = cleared;
    scene.pair.record({ cliSessionId: fresh.id, preClearCliSessionId: cleared.id, createdAt });
    const { session } = await look(scene);
    expect(session(fresh.id).status).toBe('listed');
    expect(session(cleared.id)).toMatchObject({ status: 'earlier', family: fresh.id });
    expect(await planned(scene)).toEqual({});
  });

  test('is not relinked where it took place on another machine', async () => {
    const scene = sceneForTest();
    const { id, createdAt } = scene.config.transcript();
    const row = lostRow(scene, { createdAt, sshConfig: { sshHost: 'pier.example.test' } });
    const { session } = await look(scene);
    expect(session(id).cause).toBe('record-lost');
    const gone = session(String(row.record['cliSessionId']));
    expect(gone.explanation).toBe('It took place on another machine; its conversation is not on this disk.');
  });
});

/** A lost row, and a conversation that has something in common with it, `days` later. */
function elsewhereInTime(scene: Scene, spec: TranscriptSpec, days: number): { candidates: string[] } {
  const createdAt = scene.home.ago({ days: 25 });
  const { id } = scene.config.transcript({ ...spec, startedAt: createdAt + days * 24 * 60 * MINUTE });
  lostRow(scene, { createdAt, lastActivityAt: createdAt + MINUTE, title: spec.aiTitle });
  return { candidates: [id] };
}

describe('a row that Claude bound to an empty session', () => {
  test('is relinked to the conversation that it had', async () => {
    const scene = sceneForTest();
    const meant = scene.config.transcript({ title: 'The lighthouse', prompts: ['One', 'Two'] });
    const empty = scene.config.flatOnly({ mtime: scene.home.ago({ hours: 1 }) });
    scene.pair.recordOf(meant, { cliSessionId: empty.id });
    const { session, skipped } = await look(scene);
    expect(session(meant.id).explanation).toMatch(/lost its link to the conversation/);
    expect(await planned(scene)).toEqual({ [meant.id]: 'relink' });
    expect(skipped).toEqual({ empty: 1 });
  });

  test('is a row where it was only just opened and nothing said in it', async () => {
    const scene = sceneForTest();
    const mtime = scene.home.ago({ minutes: 1 });
    const fresh = scene.config.flatOnly({ mtime });
    scene.pair.record({ cliSessionId: fresh.id, createdAt: mtime, lastActivityAt: mtime });
    expect((await look(scene)).session(fresh.id)).toMatchObject({ status: 'listed', turns: 0 });
  });
});

test('rows that are restored again and again stay one row', async () => {
  const scene = sceneForTest();
  const { id } = scene.config.transcript();
  const engine = createEngine(scene.home.world());
  await engine.restore(await engine.planRestore({ ids: null, include: [], chosen: null }));
  expect((await look(scene)).session(id).status).toBe('listed');
  expect(await planned(scene, ['cli', 'ide', 'automated', 'deleted', 'archived'])).toEqual({});
});
