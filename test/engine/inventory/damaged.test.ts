import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import { OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../../support/ids.ts';
import { look, planned, sceneForTest, type Scene } from './scene.ts';

const MINUTE = 60_000;

describe('a record that cannot be used', () => {
  test('is put to the conversation that ended when it was written, where one did', async () => {
    const scene = sceneForTest();
    const meant = scene.config.transcript();
    const other = scene.config.transcript({ startedAt: meant.lastActivityAt + 60 * MINUTE });
    scene.pair.damagedRecordOf('zero-filled', meant);
    const { session } = await look(scene);
    expect(session(meant.id).cause).toBe('record-damaged');
    expect(session(other.id).cause).toBe('record-lost');
  });

  test('is put to none where two did', async () => {
    const scene = sceneForTest();
    const startedAt = scene.home.ago({ days: 2 });
    const made = [1, 2].map(() => scene.config.transcript({ startedAt }));
    for (const transcript of made.slice(0, 1)) scene.pair.damagedRecordOf('empty', transcript);
    const { session } = await look(scene);
    expect(made.map(({ id }) => session(id).cause)).toEqual(['record-lost', 'record-lost']);
  });

  test.each([
    ['the half-done save beside it', ({ pair }: Scene) => pair],
    ['a copy under another account', ({ root }: Scene) => root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION)],
  ])('is put to the conversation that another file of its name leads to: %s', async (_, placeOf) => {
    const scene = sceneForTest();
    const [meant, other] = [scene.config.transcript(), scene.config.transcript()];
    const { sessionId } = scene.pair.damagedRecord('zero-filled', { lastActivityAt: 1_000 });
    const place = placeOf(scene);
    if (place === scene.pair) place.tmpOf(meant, { sessionId, title: 'Mine' });
    else place.recordOf(meant, { sessionId, title: 'Mine' });
    const plan = await createEngine(scene.home.world()).planRestore({ ids: null, include: [], chosen: null });
    const replaced = plan.files.find(({ session }) => session === meant.id);
    expect(replaced).toMatchObject({ kind: 'replace', record: { sessionId, title: 'Mine', cliSessionId: meant.id } });
    expect(plan.files.find(({ session }) => session === other.id)?.kind).toBe('create');
    expect(plan.refused).toEqual([]);
  });

  test('is put to the conversation in the worktree that it leases', async () => {
    const scene = sceneForTest();
    const cwd = scene.home.cwd('harbour/.claude/worktrees/lamp');
    const meant = scene.config.transcript({ cwd });
    const { sessionId } = scene.pair.damagedRecord('zero-filled', { lastActivityAt: 1_000 });
    scene.root.worktrees({ lamp: { path: cwd, leasedBy: sessionId, baseRepo: scene.home.cwd() } });
    expect(await planned(scene)).toEqual({ [meant.id]: 'replace' });
  });

  test.each(['symbolic-link', 'hard-link'] as const)('is not replaced where it is a %s', async (damage) => {
    const scene = sceneForTest();
    const meant = scene.config.transcript();
    scene.pair.damagedRecordOf(damage, meant, { sessionId: `local_${meant.id}` });
    expect((await look(scene)).session(meant.id)).toMatchObject({ status: 'ghost', cause: 'record-damaged' });
    expect(await planned(scene)).toEqual({ [meant.id]: 'create' });
  });

  test('is not missed where the conversation has a good one beside it', async () => {
    const scene = sceneForTest();
    const meant = scene.config.transcript();
    scene.pair.recordOf(meant);
    scene.pair.damagedRecordOf('null-dates', meant);
    expect((await look(scene)).session(meant.id).status).toBe('listed');
    expect(await planned(scene)).toEqual({});
  });

  test('is said to be one where it is not known whose sidebar counts', async () => {
    const scene = sceneForTest();
    const [damaged, half] = [scene.config.transcript(), scene.config.transcript()];
    scene.pair.damagedRecordOf('bom', damaged);
    scene.pair.tmpOf(half);
    scene.root.configJson({ lastKnownAccountUuid: OTHER_ACCOUNT });
    const { session } = await look(scene);
    expect(session(damaged.id)).toMatchObject({ status: 'ghost', cause: 'record-damaged' });
    expect(session(half.id)).toMatchObject({ status: 'ghost', cause: 'save-failed' });
  });
});
