import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import type { Action, Include } from '../../../src/shared/model.ts';
import { OTHER_ACCOUNT, OTHER_ORGANIZATION, SECOND_ORGANIZATION } from '../../support/ids.ts';
import { look, sceneForTest, type Scene } from './scene.ts';

/** The one action that a restore of everything would do. */
async function actionOf({ home }: Scene, include: Include[] = []): Promise<Pick<Action, 'kind' | 'record'>> {
  const plan = await createEngine(home.world()).planRestore({ ids: null, include, chosen: null });
  expect(plan.files).toHaveLength(1);
  const [file] = plan.files;
  return { kind: file?.kind ?? 'create', record: file?.record ?? {} };
}

describe('of several entries that survive, the one that is used', () => {
  test('is the newest under another account or organization', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    const places = [
      scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION),
      scene.root.pair(scene.pair.accountId, SECOND_ORGANIZATION),
    ];
    const [older, newer] = [made.lastActivityAt - 60_000, made.lastActivityAt];
    places[0]?.recordOf(made, { title: 'Newer', lastActivityAt: newer });
    places[1]?.recordOf(made, { title: 'Older', lastActivityAt: older });
    expect((await look(scene)).session(made.id)).toMatchObject({ cause: 'other-account', title: 'Newer' });
    expect(await actionOf(scene)).toMatchObject({ kind: 'copy', record: { title: 'Newer' } });
  });

  test('is a whole one elsewhere before a newer one that was only half saved there', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    const before = scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION);
    before.tmpOf(made, { title: 'Half saved', lastActivityAt: made.lastActivityAt + 60_000 });
    before.recordOf(made, { title: 'Whole' });
    expect(await actionOf(scene)).toMatchObject({ kind: 'copy', record: { title: 'Whole' } });
  });

  test.each(['bom', 'other-id', 'null-dates', 'string-dates', 'no-session-id'] as const)(
    'is one elsewhere that Claude would not load (%s) but that can be read, with its name',
    async (damage) => {
      const scene = sceneForTest();
      const made = scene.config.transcript();
      const before = scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION);
      const { sessionId } = before.damagedRecordOf(damage, made, { title: 'Mine', color: 'red' });
      expect((await look(scene)).session(made.id).cause).toBe('other-account');
      expect(await actionOf(scene)).toMatchObject({ kind: 'copy', record: { sessionId, title: 'Mine', color: 'red' } });
    },
  );

  test('is a sound one elsewhere before a newer one that Claude would not load', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    const newer = { title: 'Spoilt', lastActivityAt: made.lastActivityAt + 60_000 };
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).damagedRecordOf('bom', made, newer);
    scene.root.pair(scene.pair.accountId, SECOND_ORGANIZATION).recordOf(made, { title: 'Sound' });
    expect(await actionOf(scene)).toMatchObject({ kind: 'copy', record: { title: 'Sound' } });
  });

  test('is not one that was cut off elsewhere', async () => {
    const scene = sceneForTest();
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).damagedRecordOf('truncated', scene.config.transcript());
    expect(await actionOf(scene)).toMatchObject({ kind: 'create' });
  });

  test('is the half-saved one in its own place before any elsewhere', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(made, { title: 'Elsewhere' });
    scene.pair.tmpOf(made, { title: 'Half saved' });
    expect((await look(scene)).session(made.id).cause).toBe('save-failed');
    expect(await actionOf(scene)).toMatchObject({ kind: 'promote', record: { title: 'Half saved' } });
  });

  test('is the newest of several half-saved ones', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    const titles = ['First', 'Last', 'Second'];
    [1, 3, 2].forEach((minutes, n) =>
      scene.pair.tmpOf(made, { title: titles[n], lastActivityAt: made.lastActivityAt + minutes * 60_000 }),
    );
    expect(await actionOf(scene)).toMatchObject({ kind: 'promote', record: { title: 'Last' } });
  });

  test('is not a half-saved one that cannot be read', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    scene.pair.tmpOf(made, {}, { bytes: '{"sessionId":"local_' });
    expect((await look(scene)).session(made.id).cause).toBe('record-lost');
    expect(await actionOf(scene)).toMatchObject({ kind: 'create' });
  });

  test.each([
    [
      'half saved',
      (scene: Scene, made: Parameters<Scene['pair']['tmpOf']>[0]) => scene.pair.tmpOf(made, { title: 'Better' }),
    ],
    [
      'elsewhere',
      (scene: Scene, made: Parameters<Scene['pair']['tmpOf']>[0]) =>
        scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(made, { title: 'Better' }),
    ],
  ] as const)('is a better one (%s) in the place of a damaged one', async (_, survive) => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    const { sessionId } = scene.pair.damagedRecordOf('null-dates', made, { title: 'Damaged' });
    survive(scene, made);
    expect(await actionOf(scene)).toMatchObject({ kind: 'replace', record: { title: 'Better', sessionId } });
  });

  test('is the damaged one itself, as far as it can be read, where no other survives', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    const { sessionId } = scene.pair.damagedRecordOf('string-dates', made, { title: 'Damaged' });
    const { record } = await actionOf(scene);
    expect(record).toMatchObject({ title: 'Damaged', sessionId, createdAt: made.createdAt - 2_000 });
  });
});
