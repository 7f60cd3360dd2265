import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Session } from '../../../src/shared/model.ts';
import type { Line } from '../../support/lines.ts';
import { slugOf } from '../../support/slug.ts';
import type { Transcript } from '../../support/transcripts.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { look, sceneForTest, type Scene } from './scene.ts';

async function placeOf(scene: Scene, { id }: Pick<Transcript, 'id'>): Promise<Pick<Session, 'cwd' | 'originCwd'>> {
  const { cwd, originCwd } = (await look(scene)).session(id);
  return { cwd, originCwd };
}

/** The folder that a restored row would have. */
async function rowOf({ home }: Scene, { id }: Pick<Transcript, 'id'>): Promise<Record<string, unknown>> {
  const engine = createEngine(home.world());
  const plan = await engine.planRestore({ ids: [id], include: [], chosen: null });
  expect(plan.refused).toEqual([]);
  return plan.files[0]?.record ?? {};
}

/** A transcript none of whose lines says where it took place. */
function placeless(scene: Scene, folder: string): Transcript {
  const made = scene.config.transcript({ folder });
  const lines = made.lines.map((line): Line => ({ ...line, cwd: undefined }));
  fs.writeFileSync(made.path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return made;
}

describe('the folder of a conversation', () => {
  test.each([
    ['/home/ana/code/harbour', '/home/ana/code/harbour'],
    ['/home/ana/code/harbour/.claude/worktrees/lamp', '/home/ana/code/harbour'],
    ['/home/ana/code/harbour/.claude/worktrees/lamp/src/inner', '/home/ana/code/harbour'],
    ['C:\\Users\\ana\\harbour', 'C:\\Users\\ana\\harbour'],
    ['C:\\Users\\ana\\harbour\\.claude\\worktrees\\lamp', 'C:\\Users\\ana\\harbour'],
    ['C:/Users/ana/harbour/.claude/worktrees/lamp', 'C:/Users/ana/harbour'],
    ['\\\\wsl$\\Ubuntu\\home\\ana\\harbour', '\\\\wsl$\\Ubuntu\\home\\ana\\harbour'],
    ['/home/ana/.claude/worktrees', '/home/ana/.claude/worktrees'],
    ['/home/ana/港/ランプ', '/home/ana/港/ランプ'],
    [`/home/ana/${'deep/'.repeat(60)}harbour`, `/home/ana/${'deep/'.repeat(60)}harbour`],
  ])('is %s, of the project %s', async (cwd, originCwd) => {
    const scene = sceneForTest();
    const made = scene.config.transcript({ cwd });
    expect(await placeOf(scene, made)).toEqual({ cwd, originCwd });
    expect(await rowOf(scene, made)).toMatchObject({ cwd, originCwd });
  });

  test('is where it was moved to last, and its row opens it there', async () => {
    const scene = sceneForTest();
    const moved = '/home/ana/code/new';
    const extra = [
      { type: 'relocated', relocatedCwd: '' },
      { type: 'relocated', relocatedCwd: moved },
    ];
    const made = scene.config.transcript({ folder: slugOf(moved), extra });
    expect(await placeOf(scene, made)).toEqual({ cwd: moved, originCwd: moved });
    expect(await rowOf(scene, made)).toMatchObject({ cwd: moved });
  });

  test('is not where it went by cd', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    const last = made.lines.findLast((line) => line['type'] === 'assistant');
    scene.config.goOn(made, [{ ...last, uuid: scene.home.newId(), cwd: `${made.cwd}/types` }]);
    expect((await placeOf(scene, made)).cwd).toBe(made.cwd);
  });

  test('is that of its worktree, of the project that the worktree was made from', async () => {
    const scene = sceneForTest();
    const [worktreePath, originalCwd] = ['/home/ana/trees/lamp', '/home/ana/code/harbour'];
    const state = { type: 'worktree-state', worktreeSession: { worktreePath, originalCwd } };
    const made = scene.config.transcript({ cwd: worktreePath, extra: [state] });
    expect(await placeOf(scene, made)).toEqual({ cwd: worktreePath, originCwd: originalCwd });
  });

  test('is what others of the same project folder say, where it says nothing itself', async () => {
    const scene = sceneForTest();
    const sibling = scene.config.transcript();
    const made = placeless(scene, path.basename(path.dirname(sibling.path)));
    expect(await placeOf(scene, made)).toEqual({ cwd: sibling.cwd, originCwd: sibling.cwd });
    expect(await rowOf(scene, made)).toMatchObject({ cwd: sibling.cwd });
  });

  test('is what the old index says, where nobody else does', async () => {
    const scene = sceneForTest();
    const made = placeless(scene, '-home-ana-code-pier');
    scene.config.sessionsIndex('-home-ana-code-pier', [{ ...made, cwd: '/home/ana/code/pier' }]);
    expect((await placeOf(scene, made)).cwd).toBe('/home/ana/code/pier');
  });

  test('is nobody’s guess where two projects share the project folder', async () => {
    const scene = sceneForTest();
    const [one, other] = ['/home/ana/my-app', '/home/ana/my_app'] as const;
    for (const cwd of [one, other]) scene.config.transcript({ cwd });
    const made = placeless(scene, slugOf(one));
    expect((await placeOf(scene, made)).cwd).toBeNull();
    scene.config.sessionsIndex(slugOf(one), [{ ...made, cwd: other }]);
    expect((await placeOf(scene, made)).cwd).toBe(other);
  });

  test('is what its entry says, before others and the old index', async () => {
    const scene = sceneForTest();
    const sibling = scene.config.transcript();
    const made = placeless(scene, path.basename(path.dirname(sibling.path)));
    scene.pair.recordOf(made, { cwd: '/home/ana/code/own', originCwd: '/home/ana/code/own' });
    expect((await placeOf(scene, made)).cwd).toBe('/home/ana/code/own');
  });

  test('is never guessed from the name of the project folder', async () => {
    const scene = sceneForTest();
    const made = placeless(scene, '-home-ana-code-my-app');
    expect(await placeOf(scene, made)).toEqual({ cwd: null, originCwd: null });
    expect((await look(scene)).session(made.id).restorable).toBe(false);
    const plan = await createEngine(scene.home.world()).planRestore({ ids: [made.id], include: [], chosen: null });
    expect(plan.files).toEqual([]);
    expect(plan.refused).toHaveLength(1);
  });

  test('in a row is one that leads to the project folder, where the first one does not', async () => {
    const scene = sceneForTest();
    const inside = '/home/ana/code/harbour/pier';
    const made = scene.config.transcript({ folder: slugOf(inside) });
    const last = made.lines.findLast((line) => line['type'] === 'assistant');
    scene.config.goOn(made, [{ ...last, uuid: scene.home.newId(), cwd: inside }]);
    expect(await rowOf(scene, made)).toMatchObject({ cwd: inside });
  });
});
