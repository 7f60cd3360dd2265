import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Session } from '../../../src/shared/model.ts';
import type { Line } from '../../support/lines.ts';
import { ACCOUNT, OTHER_ACCOUNT, OTHER_ORGANIZATION, SECOND_ORGANIZATION } from '../../support/ids.ts';
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

describe('of two files of one conversation', () => {
  const WORKTREE = '/home/ana/code/harbour/.claude/worktrees/lamp';
  const REPOSITORY = '/home/ana/code/harbour';

  function twoFiles(scene: Scene): { inRepository: Transcript; inWorktree: Transcript } {
    const inRepository = scene.config.transcript({ cwd: REPOSITORY, prompts: ['One', 'Two', 'Three'] });
    const inWorktree = scene.config.transcript({ id: inRepository.id, cwd: WORKTREE, prompts: ['One'] });
    return { inRepository, inWorktree };
  }

  test.each([0, 1])('the one that the row in the sidebar opens counts, whatever other records say (%i)', async (n) => {
    const scene = sceneForTest();
    const { inRepository, inWorktree } = twoFiles(scene);
    const [shown, other] = n === 0 ? [inRepository, inWorktree] : [inWorktree, inRepository];
    scene.pair.recordOf(shown);
    const lastActivityAt = scene.home.now;
    scene.root.pair(ACCOUNT, SECOND_ORGANIZATION).recordOf(other, { lastActivityAt });
    const old = scene.home.dataRoot('clone');
    old.pair().recordOf(other, { lastActivityAt });
    const { session } = await look(scene);
    expect(session(shown.id)).toMatchObject({ status: 'listed', transcript: shown.path, cwd: shown.cwd });
  });

  test('the one that the newest record opens counts where none is in the sidebar', async () => {
    const scene = sceneForTest();
    const { inRepository, inWorktree } = twoFiles(scene);
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).recordOf(inRepository, { lastActivityAt: 2_000 });
    scene.root.pair(ACCOUNT, SECOND_ORGANIZATION).recordOf(inWorktree, { lastActivityAt: 3_000 });
    expect((await look(scene)).session(inWorktree.id).transcript).toBe(inWorktree.path);
  });

  test('the one that Claude reads counts, and what lies only in another folder is said to', async () => {
    const scene = sceneForTest();
    const work = scene.home.configDir('.claude-work');
    const here = scene.config.transcript({ prompts: ['One'] });
    work.transcript({ id: here.id, prompts: ['One', 'Two', 'Three'] });
    const there = work.transcript();
    expect((await look(scene)).session(here.id).transcript).toBe(here.path);
    const warnings = async (env = {}) => {
      const world = scene.home.world({ foreign: false, env });
      const engine = createEngine(world);
      return (await engine.planRestore({ ids: [here.id, there.id], include: [], chosen: null })).warnings.filter(
        (one) => one.includes('CLAUDE_CONFIG_DIR'),
      );
    };
    expect(await warnings()).toEqual([
      `One of them is only in ${work.path}, where Claude does not look unless CLAUDE_CONFIG_DIR names that folder: until then it will list, but not open what is there.`,
    ]);
    expect(await warnings({ CLAUDE_CONFIG_DIR: work.path })).toEqual([]);
  });
});

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
