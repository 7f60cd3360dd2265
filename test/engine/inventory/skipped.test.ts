import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PLATFORMS } from '../../support/home.ts';
import { look, planned, sceneForTest } from './scene.ts';

describe('files that look like conversations and are none of the person’s', () => {
  test.each(PLATFORMS)('are left out and counted on %s', async (platform) => {
    const scene = sceneForTest(platform);
    const { config } = scene;
    const own = config.transcript();
    const { id } = own;
    for (let n = 0; n < 2; n += 1) config.sidechainOnly();
    config.warmUp();
    config.teammate();
    config.empty();
    const zeros = config.zeroFilled();
    config.flatOnly();
    config.copyOf(own, { mtime: own.lastActivityAt + 60_000 });
    config.subagent(own);
    config.legacySubagent(own);
    fs.writeFileSync(path.join(path.dirname(own.path), 'journal.jsonl'), '{"type":"started"}\n');
    const { ids, session, skipped, problems } = await look(scene);
    // Of what a crash left only zeros of, somebody may miss what was in it.
    expect(ids.sort()).toEqual([id, zeros.id].sort());
    expect(session(zeros.id)).toMatchObject({ status: 'unavailable', restorable: false });
    expect(skipped).toEqual({ sidechain: 3, teammate: 1, empty: 2, copy: 1, 'not-a-conversation': 2 });
    expect(problems).toEqual([]);
    expect(await planned(scene, ['cli', 'ide', 'automated', 'deleted', 'archived'])).toEqual({ [id]: 'create' });
  });

  test('are warm-ups also where their lines are on the main chain', async () => {
    const scene = sceneForTest();
    scene.config.transcript({ prompts: ['Warmup'] });
    expect(await look(scene)).toMatchObject({ ids: [], skipped: { 'warm-up': 1 } });
  });

  test('are rows all the same where the sidebar has them', async () => {
    const scene = sceneForTest();
    const made = [scene.config.sidechainOnly(), scene.config.teammate(), scene.config.warmUp()];
    for (const transcript of made) scene.pair.recordOf(transcript);
    const { session, skipped } = await look(scene);
    expect(made.map(({ id }) => session(id).status)).toEqual(['listed', 'listed', 'listed']);
    expect(skipped).toEqual({});
  });
});

describe('damaged conversations', () => {
  test('are conversations as long as something can be read of them', async () => {
    const scene = sceneForTest();
    const made = [scene.config.withNulBlock(), scene.config.cutOff()];
    const { session, skipped } = await look(scene);
    for (const { id, turns } of made) expect(session(id)).toMatchObject({ status: 'ghost', turns, restorable: true });
    expect(skipped).toEqual({});
  });
});

describe('one conversation in two places', () => {
  test('is one session, with the file that Claude would open', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    const twin = scene.config.twin(made, '-somewhere-else');
    fs.appendFileSync(twin, `${JSON.stringify({ type: 'mode', mode: 'normal', sessionId: made.id })}\n`);
    expect((await look(scene)).session(made.id), 'the fuller one').toMatchObject({ transcript: twin, status: 'ghost' });
    scene.pair.recordOf(made);
    expect((await look(scene)).session(made.id), 'the one in the folder of its row').toMatchObject({
      transcript: made.path,
      status: 'listed',
    });
  });

  test('is one session where two config dirs have it', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    const copied = path.join(
      scene.home.configDir('.claude-work').projects,
      '-home-ana-code-harbour',
      `${made.id}.jsonl`,
    );
    fs.mkdirSync(path.dirname(copied), { recursive: true });
    fs.copyFileSync(made.path, copied);
    const { ids, session } = await look(scene);
    expect(ids).toEqual([made.id]);
    expect(session(made.id).transcript).toBe(made.path);
  });

  test('is found in every config dir of the home', async () => {
    const scene = sceneForTest();
    const [usual, work] = [scene.config.transcript(), scene.home.configDir('.claude-work').transcript()];
    scene.pair.recordOf(work);
    const { session } = await look(scene);
    expect(session(usual.id).status).toBe('ghost');
    expect(session(work.id).status).toBe('listed');
  });
});
