import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import type { Cause, Session, SessionStatus } from '../../../src/shared/model.ts';
import { DAMAGES } from '../../support/damage.ts';
import { lossForTest } from '../../support/for-test.ts';
import { OTHER_ACCOUNT, OTHER_ORGANIZATION, SECOND_ORGANIZATION } from '../../support/ids.ts';
import { lossCases } from '../../support/lossmodes.ts';
import type { Transcript } from '../../support/transcripts.ts';
import { look, sceneForTest, type Scene } from './scene.ts';

/** One sentence for a person: no ids, no file's contents, nothing of JSON. */
function expectPlain({ explanation }: Session): void {
  expect(explanation).toMatch(/^[A-Z][^{}[\]"\\\n]{10,250}\.$/);
  expect(explanation, 'one sentence').not.toMatch(/[.!?]\s/);
  expect(explanation, 'no ids').not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|local_|cliSessionId|undefined|null|NaN/);
}

type Setting = (scene: Scene) => Pick<Transcript, 'id'>;

const lostFor =
  (code: 'EXDEV' | 'ENOSPC' | 'EINVAL', times = 1): Setting =>
  ({ config, root, pair }) => {
    const made = config.transcript();
    root.saveFailed(pair, `local_${made.id}`, code, made.lastActivityAt, times);
    return made;
  };

const CASES: [SessionStatus, Cause | null, RegExp, Setting][] = [
  [
    'listed',
    null,
    /^It is in Claude’s sidebar\.$/,
    ({ config, pair }) => made(config.transcript(), (t) => pair.recordOf(t)),
  ],
  [
    'archived',
    null,
    /^You archived it; Claude shows it in its archive\.$/,
    ({ config, pair }) => made(config.transcript(), (t) => pair.recordOf(t, { isArchived: true })),
  ],
  [
    'archived',
    null,
    /^You archived it, and its entry is not where Claude looks now\.$/,
    ({ config, root }) =>
      made(config.transcript(), (t) => root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(t, { isArchived: true })),
  ],
  [
    'deleted',
    null,
    /^You deleted it in Claude on \d{1,2} [A-Z][a-z]+ \d{4}; the conversation itself is still on this disk\.$/,
    ({ config, pair }) => made(config.transcript(), ({ id }) => pair.tombstone(id)),
  ],
  [
    'unavailable',
    null,
    /^Claude has an entry for it, but its conversation is no longer on this disk\.$/,
    ({ pair }) => ({ id: String(pair.record().record['cliSessionId']) }),
  ],
  [
    'unavailable',
    null,
    /^It took place on another machine; its conversation is not on this disk\.$/,
    ({ pair }) => ({ id: String(pair.record({ sshConfig: { sshHost: 'pier' } }).record['cliSessionId']) }),
  ],
  ['ghost', 'record-lost', /^Its entry is gone, as after an update, a reinstall/, ({ config }) => config.transcript()],
  [
    'ghost',
    'save-failed',
    /^Claude wrote its entry but could not put it in place; the half-saved entry is still there\.$/,
    ({ config, pair }) => made(config.transcript(), (t) => pair.tmpOf(t)),
  ],
  [
    'ghost',
    'save-failed',
    /its log has 3 failed tries for it \(EXDEV: a known fault of the Windows Store build\)\.$/,
    lostFor('EXDEV', 3),
  ],
  ['ghost', 'save-failed', /its log has 1 failed try for it \(ENOSPC: the disk was full\)\.$/, lostFor('ENOSPC')],
  [
    'ghost',
    'save-failed',
    /^Claude could not save its entry: its log has 2 failed tries for it \(EXDEV: a known fault of the Windows Store build\)\.$/,
    ({ config, root }) =>
      made(config.transcript(), ({ id, lastActivityAt }) => {
        for (const code of ['EXDEV', 'EXDEV', 'EIO']) {
          root.log(lastActivityAt, `Failed to save session local_${id}: ${code}: no way`, 'error');
        }
      }),
  ],
  [
    'ghost',
    'save-failed',
    /^It has no entry, and probably Claude could not save it: its log has 1 failed save within a day of it, though none that names it\.$/,
    ({ config, root, home }) =>
      made(config.transcript({ startedAt: home.ago({ hours: 30 }) }), ({ lastActivityAt }) =>
        root.log(lastActivityAt, `Failed to save session local_${home.newId()}: something broke`, 'error'),
      ),
  ],
  [
    'ghost',
    'link-lost',
    /^Its entry is in Claude’s sidebar but lost its link to the conversation/,
    ({ config, pair }) => made(config.transcript(), (t) => pair.recordOf(t, { transcriptUnavailable: true })),
  ],
  [
    'ghost',
    'other-account',
    /^Its entry is under another account \(ben@example\.test\)\.$/,
    ({ config, root }) =>
      made(config.transcript(), (t) =>
        root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(t, { emailAddress: 'ben@example.test' }),
      ),
  ],
  [
    'ghost',
    'other-account',
    /^Its entry is under another account\.$/,
    ({ config, root }) =>
      made(config.transcript(), (t) =>
        root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(t, { emailAddress: '{"id":"local_1"}\n' }),
      ),
  ],
  [
    'ghost',
    'other-organization',
    /^Its entry is under another organization of the same account\.$/,
    ({ config, root, pair }) =>
      made(config.transcript(), (t) => root.pair(pair.accountId, SECOND_ORGANIZATION).recordOf(t)),
  ],
  [
    'ghost',
    'other-install',
    /^Its entry is in another installation of Claude on this disk\.$/,
    ({ config, home }) => made(config.transcript(), (t) => home.dataRoot('clone').pair().recordOf(t)),
  ],
  [
    'ghost',
    'old-store',
    /^Its entry is in the place where Claude kept them before February 2026, and was not carried over\.$/,
    ({ config, root }) => made(config.transcript(), (t) => root.oldStore().recordOf(t)),
  ],
  ...(
    [
      ['cli', 'in a terminal'],
      ['sdk-cli', 'by a command in a terminal'],
      ['claude-vscode', 'in Visual Studio Code'],
      ['sdk-ts', 'by a program'],
      ['{"x":1}\n', 'outside the app'],
    ] as const
  ).map(([entrypoint, where]): [SessionStatus, Cause, RegExp, Setting] => [
    'ghost',
    'never-listed',
    new RegExp(`^It was started ${where}, so Claude’s sidebar never had an entry for it\\.$`),
    ({ config }) => config.transcript({ entrypoint }),
  ]),
];

function made(transcript: Transcript, prepare: (transcript: Transcript) => unknown): Transcript {
  prepare(transcript);
  return transcript;
}

describe('what became of a conversation is said in one plain sentence', () => {
  test.each(CASES)('%s, %s: %s', async (status, cause, sentence, setting) => {
    const scene = sceneForTest();
    const { id } = setting(scene);
    const session = (await look(scene)).session(id);
    expect(session).toMatchObject({ status, cause });
    expect(session.explanation).toMatch(sentence);
    expectPlain(session);
  });

  test.each(DAMAGES)('where its entry is damaged (%s)', async (damage) => {
    const scene = sceneForTest();
    const transcript = scene.config.transcript();
    scene.pair.damagedRecordOf(damage, transcript, { sessionId: `local_${transcript.id}` });
    const session = (await look(scene)).session(transcript.id);
    expect(session).toMatchObject({ status: 'ghost', cause: 'record-damaged' });
    expect(session.explanation).toMatch(/^Its entry .*Claude/);
    expectPlain(session);
  });

  test('where nobody could be asked whose sidebar counts', async () => {
    const scene = sceneForTest();
    const transcript = scene.config.transcript();
    scene.pair.recordOf(transcript);
    scene.root.configJson({ lastKnownAccountUuid: OTHER_ACCOUNT });
    const session = (await look(scene)).session(transcript.id);
    expect(session.explanation).toBe('Claude’s sidebar has an entry for it, under one of the accounts used here.');
  });

  test.each(lossCases.map((lossCase) => ({ name: `${lossCase.row} ${lossCase.name}`, lossCase })))(
    'in every way of losing one: $name',
    async ({ lossCase }) => {
      const [platform] = lossCase.platforms;
      if (platform === undefined) throw new Error('no platform');
      const { home } = lossForTest(lossCase, platform);
      for (const session of (await createEngine(home.world()).scan()).sessions) expectPlain(session);
    },
  );
});

describe('failed saves', () => {
  test('of rows that are there say nothing about a conversation that has none', async () => {
    const scene = sceneForTest();
    const [listed, lost] = [scene.config.transcript(), scene.config.transcript()];
    const { sessionId } = scene.pair.recordOf(listed);
    scene.root.saveFailed(scene.pair, sessionId, 'EXDEV', lost.lastActivityAt, 5);
    expect((await look(scene)).session(lost.id).cause).toBe('record-lost');
  });

  test('of rows whose fate is known say nothing about a conversation of the same day', async () => {
    const scene = sceneForTest();
    const lost = scene.config.transcript();
    const elsewhere = scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(scene.config.transcript());
    const damaged = scene.pair.recordOf(scene.config.transcript());
    fs.writeFileSync(path.join(scene.pair.path, `${damaged.sessionId}.json`), '');
    const deleted = scene.home.newId();
    scene.pair.tombstone(deleted);
    for (const row of [elsewhere.sessionId, damaged.sessionId, `local_${deleted}`]) {
      scene.root.saveFailed(scene.pair, row, 'EXDEV', lost.lastActivityAt);
    }
    expect((await look(scene)).session(lost.id).cause).toBe('record-lost');
  });

  test('of long before and after say nothing, either', async () => {
    const scene = sceneForTest();
    const lost = scene.config.transcript({ startedAt: scene.home.ago({ days: 10 }) });
    for (const days of [13, 5])
      scene.root.saveFailed(scene.pair, `local_${scene.home.newId()}`, 'EXDEV', scene.home.ago({ days }));
    expect((await look(scene)).session(lost.id).cause).toBe('record-lost');
  });
});
