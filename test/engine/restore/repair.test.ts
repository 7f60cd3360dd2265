import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createEngine, planned } from '../../../src/engine/engine.ts';
import { OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../../support/ids.ts';
import { loadSidebar } from '../../support/claude-loader.ts';
import { damageTranscript, type TranscriptDamage } from '../../support/damage.ts';
import { readTranscript, type Transcript } from '../../support/transcripts.ts';
import { diffSnapshots, snapshot } from '../../support/snapshot.ts';
import { look, sceneForTest, type Scene } from '../inventory/scene.ts';

/** A crash wrote zeros into a transcript: Claude leaves it out, and a row alone would be in vain (docs/formats/claude-desktop.md 12.10). */

const damaged = (scene: Scene, damage: TranscriptDamage = 'zeros-between'): Transcript => {
  const made = scene.config.transcript({ prompts: ['Build the lighthouse', 'Now the lamp', 'And the stairs'] });
  damageTranscript(made.path, damage);
  return made;
};

const opened = ({ home, root, config, pair }: Scene): string[] =>
  loadSidebar(root.path, pair.accountId, pair.organizationId, [config.path], 'linux', home.now).rows.flatMap(
    ({ cliSessionId, opens }) => (opens === 'conversation' && cliSessionId !== null ? [cliSessionId] : []),
  );

const plan = ({ home }: Scene, ids: string[] | null = null) =>
  createEngine(home.world()).planRestore({ ids, include: [], chosen: null });

describe.each(['zeros-between', 'zeros-inside', 'zeros-at-the-end'] as const)('a transcript with %s', (damage) => {
  test('is missing for a reason, gets a repaired copy with its row, and both go with an undo', async () => {
    const scene = sceneForTest();
    const { id, path: original } = damaged(scene, damage);
    const before = snapshot(scene.home.path);
    const bytes = fs.readFileSync(original);
    expect((await look(scene)).session(id)).toMatchObject({
      status: 'ghost',
      cause: 'transcript-damaged',
      restorable: true,
      explanation: expect.stringMatching(/^There are .* of zeros in its file, as after a crash/) as string,
    });
    const engine = createEngine(scene.home.world());
    const made = await plan(scene);
    const { actions } = planned(made);
    expect(actions.map(({ kind, session }) => ({ kind, session }))).toEqual([
      { kind: 'transcript', session: id },
      { kind: 'create', session: id },
    ]);
    const [copy] = actions;
    expect(path.dirname(copy?.path ?? '')).toBe(path.dirname(original));
    expect(copy).toMatchObject({
      record: null,
      leftOut: expect.stringMatching(
        damage === 'zeros-inside'
          ? /^Left out: 100 bytes of zeros; 1 of \d+ lines cannot be read\. The other \d+ are copied as they are\.$/
          : /^Left out: \d+ kB of zeros\. All \d+ lines are copied as they are\.$/,
      ) as string,
    });
    await engine.restore(made);
    const copyId = path.basename(copy?.path ?? '', '.jsonl');
    expect(opened(scene)).toEqual([copyId]);
    expect(fs.readFileSync(original).equals(bytes)).toBe(true);
    expect(fs.statSync(copy?.path ?? '').mode & 0o777).toBe(0o600);
    const { session, ids, skipped } = await look(scene);
    expect(session(copyId)).toMatchObject({ status: 'listed', title: 'Build the lighthouse' });
    expect({ ids, skipped }).toEqual({ ids: [copyId], skipped: { copy: 1 } });
    expect((await plan(scene)).files).toEqual([]);
    expect((await engine.planUndo(null)).actions.map(({ kind }) => kind)).toEqual(['remove', 'remove-copy']);
    await engine.undo(null);
    expect(diffSnapshots(before, snapshot(scene.home.path))).toEqual([]);
    expect((await look(scene)).session(id)).toMatchObject({ cause: 'transcript-damaged' });
  });
});

describe('a damaged transcript', () => {
  test('with a row that Claude loads is missing all the same, and its copy takes title and dates over', async () => {
    const scene = sceneForTest();
    const made = damaged(scene);
    const row = scene.pair.recordOf(made, { title: 'My own title', titleSource: 'user' });
    expect((await look(scene)).session(made.id)).toMatchObject({ status: 'ghost', cause: 'transcript-damaged' });
    const restored = await plan(scene);
    expect(restored.files).toMatchObject([{ kind: 'copy', record: { title: 'My own title' } }]);
    expect(restored.files[0]?.path).not.toBe(row.path);
    await createEngine(scene.home.world()).restore(restored);
    expect((await look(scene)).ids).toEqual([restored.files[0]?.session]);
  });

  test('is repaired from an entry in another account, whether Claude runs or not', async () => {
    const scene = sceneForTest();
    const made = damaged(scene);
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(made, { title: 'Over there' });
    const { files, refused } = await plan(scene);
    expect(refused).toEqual([]);
    expect(files).toMatchObject([{ kind: 'copy', record: { title: 'Over there' } }]);
  });

  test('that the person deleted stays deleted, and its copy that they delete takes it along', async () => {
    const scene = sceneForTest();
    const gone = damaged(scene);
    scene.pair.tombstone(gone.id);
    expect((await look(scene)).session(gone.id).status).toBe('deleted');
    const other = damaged(scene);
    const restored = await plan(scene, [other.id]);
    await createEngine(scene.home.world()).restore(restored);
    const [row] = restored.files;
    fs.rmSync(row?.path ?? '');
    scene.pair.tombstone(row?.session ?? '');
    expect((await look(scene)).session(other.id)).toMatchObject({ status: 'deleted' });
  });

  test('of which only zeros are left is said to be, without a button', async () => {
    const scene = sceneForTest();
    const made = damaged(scene, 'only-zeros');
    const listed = damaged(scene, 'only-zeros');
    scene.pair.recordOf(listed);
    const { session } = await look(scene);
    for (const { id } of [made, listed]) {
      expect(session(id)).toMatchObject({
        status: 'unavailable',
        restorable: false,
        explanation: expect.stringMatching(
          /^Nothing that was said in it is left: its file holds .* of zeros/,
        ) as string,
      });
    }
    const { files, refused } = await plan(scene, [made.id, listed.id]);
    expect(files).toEqual([]);
    expect(refused).toHaveLength(2);
  });

  test('whose messages all have zeros inside of them is refused with the reason', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript({ prompts: ['One'], title: 'Named' });
    const lines = fs.readFileSync(made.path, 'utf8').split('\n');
    const torn = lines.map((line) =>
      line.includes('"message"') ? `${line.slice(0, 30)}\0\0\0${line.slice(30)}` : line,
    );
    fs.writeFileSync(made.path, torn.join('\n'));
    const { files, refused } = await plan(scene, [made.id]);
    expect(files).toEqual([]);
    expect(refused).toEqual([{ session: made.id, why: 'Nothing that was said in it can be read any more.' }]);
  });

  test('with subagents beside it keeps these, and the plan says so', async () => {
    const scene = sceneForTest();
    const made = damaged(scene);
    fs.mkdirSync(path.join(path.dirname(made.path), made.id, 'subagents'), { recursive: true });
    expect((await plan(scene)).warnings).toEqual([
      'One of them gets a repaired copy of its damaged file, under a new id. The damaged file stays as it is.',
      'The conversations of subagents and the long outputs that lie beside the damaged file stay there: the copy does without them.',
    ]);
  });
});

describe('an undo of a repair', () => {
  async function repaired(): Promise<{ scene: Scene; original: Transcript; copy: string; row: string }> {
    const scene = sceneForTest();
    const original = damaged(scene);
    const made = await plan(scene);
    await createEngine(scene.home.world()).restore(made);
    return { scene, original, copy: made.copies[0]?.copy.path ?? '', row: made.files[0]?.path ?? '' };
  }

  const undo = ({ home }: Scene) => createEngine(home.world()).undo(null);

  test('leaves the copy and its row where somebody went on in the copy', async () => {
    const { scene, copy, row } = await repaired();
    fs.appendFileSync(copy, `${JSON.stringify({ type: 'last-prompt', lastPrompt: 'Go on' })}\n`);
    const { refused } = await undo(scene);
    expect(refused).toMatchObject([{ session: path.basename(copy, '.jsonl') }]);
    expect([copy, row].map((file) => fs.existsSync(file))).toEqual([true, true]);
  });

  test('leaves both where the person gave the row a name of their own', async () => {
    const { scene, copy, row } = await repaired();
    const record = JSON.parse(fs.readFileSync(row, 'utf8')) as object;
    fs.writeFileSync(row, JSON.stringify({ ...record, title: 'My own name for it' }));
    expect((await undo(scene)).refused).toHaveLength(1);
    expect([copy, row].map((file) => fs.existsSync(file))).toEqual([true, true]);
  });

  test('leaves the copy where the damaged original is gone: it is all that is left', async () => {
    const { scene, original, copy, row } = await repaired();
    fs.rmSync(original.path);
    expect((await undo(scene)).refused).toHaveLength(1);
    expect([copy, row].map((file) => fs.existsSync(file))).toEqual([true, true]);
  });

  test('removes the row alone where the copy was removed', async () => {
    const { scene, copy, row } = await repaired();
    fs.rmSync(copy);
    expect(await undo(scene)).toMatchObject({ refused: [], actions: [{ kind: 'remove', path: row }] });
    expect(fs.existsSync(row)).toBe(false);
  });
});

test('what was appended to the original since makes the plan stale', async () => {
  const scene = sceneForTest();
  const { path: original } = damaged(scene);
  const made = await plan(scene);
  fs.appendFileSync(original, '{"type":"last-prompt"}\n');
  const before = snapshot(scene.home.path);
  await expect(createEngine(scene.home.world()).restore(made)).rejects.toThrow(
    'the disk is no longer as the plan saw it',
  );
  expect(diffSnapshots(before, snapshot(scene.home.path))).toEqual([]);
});

test('an independent reader finds every line of the copy to be the original’s but for its id', async () => {
  const scene = sceneForTest();
  const { id, lines } = damaged(scene, 'zeros-at-the-end');
  const made = await plan(scene);
  await createEngine(scene.home.world()).restore(made);
  const copy = readTranscript(made.copies[0]?.copy.path ?? '');
  const expected = lines.map((line) => (line['sessionId'] === id ? { ...line, sessionId: copy.id } : line));
  expect(copy.lines).toEqual(expected);
});
