import { describe, expect, test } from 'vitest';
import { OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../../support/ids.ts';
import { look, planned, sceneForTest } from './scene.ts';

describe('the earlier parts of a conversation', () => {
  test('are folded into it, whether its row is listed or archived', async () => {
    const scene = sceneForTest();
    const parts = [1, 2, 3, 4].map(() => scene.config.transcript());
    const [listed, archived] = [scene.config.transcript(), scene.config.transcript()];
    const [a, b, c, d] = parts.map(({ id }) => id);
    scene.pair.recordOf(listed, { priorCliSessionIds: [a], unarchivedCliSessionId: b });
    scene.pair.recordOf(archived, { preClearCliSessionId: c, priorCliSessionIds: [d], isArchived: true });
    const { session } = await look(scene);
    for (const id of [a, b]) {
      expect(session(id ?? '')).toMatchObject({ status: 'earlier', part: 'earlier', family: listed.id, cause: null });
    }
    for (const id of [c, d]) {
      expect(session(id ?? '')).toMatchObject({ status: 'earlier', part: 'earlier', family: archived.id, cause: null });
    }
    expect(session(listed.id)).toMatchObject({ status: 'listed', part: 'whole', family: listed.id });
    expect(session(a ?? '').explanation).toBe('It is an earlier part of a conversation that is in Claude’s sidebar.');
    expect(session(c ?? '').explanation).toBe('It is an earlier part of a conversation that you archived.');
    expect(await planned(scene)).toEqual({});
    expect(Object.keys(await planned(scene, ['earlier'])).sort()).toEqual(parts.map(({ id }) => id).sort());
  });

  test('come back in the row that is restored, not beside it', async () => {
    const scene = sceneForTest();
    const [part, whole] = [scene.config.transcript(), scene.config.transcript()];
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(whole, { priorCliSessionIds: [part.id] });
    const [tmpPart, tmpWhole] = [scene.config.transcript(), scene.config.transcript()];
    scene.pair.tmpOf(tmpWhole, { priorCliSessionIds: [tmpPart.id] });
    expect(await planned(scene)).toEqual({ [whole.id]: 'copy', [tmpWhole.id]: 'promote' });
    const { session } = await look(scene);
    expect(session(part.id)).toMatchObject({ status: 'earlier', family: whole.id });
    expect(session(tmpPart.id)).toMatchObject({ status: 'earlier', family: tmpWhole.id });
  });

  test('are what is left where the conversation itself is gone', async () => {
    const scene = sceneForTest();
    const part = scene.config.transcript();
    const record = { cliSessionId: scene.home.newId(), priorCliSessionIds: [part.id] };
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).record(record);
    expect(await planned(scene)).toEqual({ [part.id]: 'create' });
  });

  test('are conversations of their own where they have a row of their own', async () => {
    const scene = sceneForTest();
    const [part, whole] = [scene.config.transcript(), scene.config.transcript()];
    scene.pair.recordOf(whole, { priorCliSessionIds: [part.id] });
    scene.pair.recordOf(part);
    expect((await look(scene)).session(part.id).status).toBe('listed');
  });

  test('are none where nobody could be asked whose sidebar counts, either', async () => {
    const scene = sceneForTest();
    const [part, whole] = [scene.config.transcript(), scene.config.transcript()];
    scene.pair.recordOf(whole, { priorCliSessionIds: [part.id] });
    scene.root.configJson({ lastKnownAccountUuid: OTHER_ACCOUNT });
    expect((await look(scene)).session(part.id)).toMatchObject({ status: 'earlier', family: whole.id });
  });
});
