import { describe, expect, test } from 'vitest';
import { OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../../support/ids.ts';
import { look, planned, sceneForTest } from './scene.ts';

describe('the earlier parts of a conversation', () => {
  test('are no conversations of their own, whether its row is listed or archived', async () => {
    const scene = sceneForTest();
    const parts = [1, 2, 3, 4].map(() => scene.config.transcript());
    const [listed, archived] = [scene.config.transcript(), scene.config.transcript()];
    const [a, b, c, d] = parts.map(({ id }) => id);
    scene.pair.recordOf(listed, { priorCliSessionIds: [a], unarchivedCliSessionId: b });
    scene.pair.recordOf(archived, { preClearCliSessionId: c, priorCliSessionIds: [d], isArchived: true });
    const { ids, skipped } = await look(scene);
    expect(ids.sort()).toEqual([listed.id, archived.id].sort());
    expect(skipped).toEqual({ 'earlier-part': 4 });
  });

  test('come back in the row that is restored, not beside it', async () => {
    const scene = sceneForTest();
    const [part, whole] = [scene.config.transcript(), scene.config.transcript()];
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(whole, { priorCliSessionIds: [part.id] });
    const [tmpPart, tmpWhole] = [scene.config.transcript(), scene.config.transcript()];
    scene.pair.tmpOf(tmpWhole, { priorCliSessionIds: [tmpPart.id] });
    expect(await planned(scene)).toEqual({ [whole.id]: 'copy', [tmpWhole.id]: 'promote' });
    expect((await look(scene)).skipped).toEqual({ 'earlier-part': 2 });
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
    expect((await look(scene)).ids).toEqual([whole.id]);
  });
});
