import { describe, expect, test } from 'vitest';
import type { Pair } from '../../../src/shared/model.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION, SECOND_ORGANIZATION } from '../../support/ids.ts';
import { look, sceneForTest, type Scene } from './scene.ts';

const pairsOf = async (scene: Scene): Promise<Pair[]> => (await look(scene)).scan.pairs;

const byOrganization = async (scene: Scene, organizationId: string): Promise<Pair | undefined> =>
  (await pairsOf(scene)).find((pair) => pair.organizationId === organizationId);

describe('the accounts and organizations of a scan', () => {
  test('are all that Claude has met here, the one in use marked, with what speaks for it', async () => {
    const scene = sceneForTest();
    scene.pair.record();
    scene.root.pair(ACCOUNT, SECOND_ORGANIZATION).record();
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).create();
    const pairs = await pairsOf(scene);
    expect(pairs.map(({ organizationId, active }) => [organizationId, active])).toEqual([
      [ORGANIZATION, true],
      [SECOND_ORGANIZATION, false],
      [OTHER_ORGANIZATION, false],
    ]);
    const [active] = pairs;
    expect(active?.evidence.length).toBeGreaterThanOrEqual(3);
    for (const sentence of pairs.flatMap(({ evidence }) => evidence)) expect(sentence).toMatch(/^[A-Z][^{}]+\.$/);
  });

  test('count the entries that Claude would load', async () => {
    const scene = sceneForTest();
    for (let n = 0; n < 3; n += 1) scene.pair.record();
    scene.pair.damagedRecord('empty');
    scene.pair.tmp();
    expect((await byOrganization(scene, ORGANIZATION))?.records).toBe(3);
  });

  test('have the e-mail address that a record, a Cowork task or the command line knows', async () => {
    const scene = sceneForTest();
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).record({ emailAddress: 'ben@example.test' });
    expect((await byOrganization(scene, OTHER_ORGANIZATION))?.label).toBe('ben@example.test');
    expect((await byOrganization(scene, ORGANIZATION))?.label).toBeNull();
    scene.root.cowork().task({ emailAddress: 'ana@work.example.test' });
    expect((await byOrganization(scene, ORGANIZATION))?.label).toBe('ana@work.example.test');
    scene.home.claudeJson();
    expect((await byOrganization(scene, ORGANIZATION))?.label).toBe('ana@example.test');
  });

  test('are called by the address that most of their records carry, for some were copied from another account', async () => {
    const scene = sceneForTest();
    const pair = scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION);
    for (const emailAddress of ['ben@example.test', 'ben@example.test', 'ana@example.test'])
      pair.record({ emailAddress });
    expect((await byOrganization(scene, OTHER_ORGANIZATION))?.label).toBe('ben@example.test');
  });

  test('have none of them in use where that could not be told, and the scan says so', async () => {
    const scene = sceneForTest();
    scene.root.configJson({ lastKnownAccountUuid: OTHER_ACCOUNT });
    expect((await pairsOf(scene)).some(({ active }) => active)).toBe(false);
    const { problems } = await look(scene);
    expect(problems.map(({ path, problem }) => `${path} ${problem}`)).toEqual([
      expect.stringMatching(
        / leaves open which account is in use\. Claude’s own files contradict each other/,
      ) as string,
    ]);
  });
});

describe('the tasks of Cowork', () => {
  test('are shown, whether their conversation is there or not, and never restored', async () => {
    const scene = sceneForTest();
    const [whole, bare] = [
      scene.root.cowork().task(),
      scene.root.cowork().task({ title: ' ' }, { conversation: false }),
    ];
    const { scan, ids } = await look(scene);
    expect(ids).toEqual([]);
    expect(scan.cowork.map(({ id, title, hasConversation }) => [id, title, hasConversation]).sort()).toEqual(
      [
        [whole.sessionId, 'Sort the receipts', true],
        [bare.sessionId, 'Untitled task', false],
      ].sort(),
    );
  });

  test('have titles of one line that show what they hold', async () => {
    const scene = sceneForTest();
    scene.root.cowork().task({ title: 'Sort\n\u202Ethe\treceipts' });
    expect((await look(scene)).scan.cowork.map(({ title }) => title)).toEqual(['Sort the receipts']);
  });
});
