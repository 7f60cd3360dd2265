import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { watchedFolders } from '../../src/engine/guard/places.ts';
import { watchFolders } from '../../src/engine/guard/watch.ts';
import { loadSidebar } from '../support/claude-loader.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../support/ids.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import type { Transcript } from '../support/transcripts.ts';
import { look, sceneForTest, type Scene } from './inventory/scene.ts';

/**
 * Folders that people put behind links: `claude-code-sessions`, an account's, a pair's, `.claude`, `projects`
 * (docs/formats/claude-desktop.md 12.11). Claude lists through them, so nothing behind them is missing.
 */

const LEVELS = [
  { what: 'claude-code-sessions', names: [] },
  { what: 'the folder of the account', names: [ACCOUNT] },
  { what: 'the folder of the organization', names: [ACCOUNT, ORGANIZATION] },
];

const top = ({ root }: Scene): string => path.join(root.path, 'claude-code-sessions');

/** Moves a folder to another disk and puts a link in its place. Returns where it is now. */
function moveAway(scene: Scene, folder: string): string {
  const moved = path.join(scene.home.box, 'mnt', path.basename(folder));
  fs.mkdirSync(path.dirname(moved), { recursive: true });
  fs.renameSync(folder, moved);
  fs.symlinkSync(moved, folder, 'junction');
  return moved;
}

const statuses = async (scene: Scene, ids: readonly Pick<Transcript, 'id'>[]): Promise<string[]> => {
  const { session } = await look(scene);
  return ids.map(({ id }) => session(id).status);
};

const sidebarOf = ({ home, root, config }: Scene, accountId = ACCOUNT, organizationId = ORGANIZATION): string[] =>
  loadSidebar(root.path, accountId, organizationId, [config.path], 'linux', home.now).rows.flatMap(
    ({ cliSessionId, opens }) => (opens === 'conversation' && cliSessionId !== null ? [cliSessionId] : []),
  );

describe.each(LEVELS)('behind a link in the place of $what', ({ names }) => {
  test('what Claude lists is listed, and what is missing is brought back there and taken back', async () => {
    const scene = sceneForTest();
    const listed = scene.config.transcript({ prompts: ['Listed'] });
    const lost = scene.config.transcript({ prompts: ['Lost'] });
    scene.pair.recordOf(listed);
    const link = path.join(top(scene), ...names);
    const moved = moveAway(scene, link);
    expect(await statuses(scene, [listed, lost])).toEqual(['listed', 'ghost']);
    const before = snapshot(scene.home.box);
    const engine = createEngine(scene.home.world());
    const plan = await engine.planRestore({ ids: null, include: [], chosen: null });
    expect(plan.refused).toEqual([]);
    expect(plan.warnings).toContain(`${link} is a link to ${moved}.`);
    const [file] = plan.files;
    expect(file?.path.startsWith(moved + path.sep)).toBe(true);
    await engine.restore(plan);
    expect(fs.existsSync(file?.path ?? '')).toBe(true);
    expect(sidebarOf(scene).sort()).toEqual([listed.id, lost.id].sort());
    expect(await statuses(scene, [listed, lost])).toEqual(['listed', 'listed']);
    await engine.undo(null);
    fs.rmSync(scene.home.stateDir, { recursive: true });
    expect(
      diffSnapshots(before, snapshot(scene.home.box)).filter((line) => !line.includes('ghostlight-state')),
    ).toEqual([]);
  });

  test('a change is seen by who watches', async () => {
    const scene = sceneForTest();
    scene.pair.record();
    const moved = moveAway(scene, path.join(top(scene), ...names));
    const folders = watchedFolders(scene.home.world());
    let told: () => void = () => undefined;
    const change = new Promise<void>((resolve) => (told = resolve));
    const watch = watchFolders(folders, { onChange: () => told(), onProblem: () => undefined });
    onTestFinished(() => watch.close());
    await watch.ready;
    const record = path.join(moved, ...[ACCOUNT, ORGANIZATION].slice(names.length), `local_${scene.home.newId()}.json`);
    fs.writeFileSync(record, '{}');
    await change;
  });

  test('a plan is refused once the link leads elsewhere', async () => {
    const scene = sceneForTest();
    scene.config.transcript();
    const link = path.join(top(scene), ...names);
    const moved = moveAway(scene, link);
    const engine = createEngine(scene.home.world());
    const plan = await engine.planRestore({ ids: null, include: [], chosen: null });
    fs.cpSync(moved, `${moved}-2`, { recursive: true });
    fs.rmSync(link);
    fs.symlinkSync(`${moved}-2`, link, 'junction');
    await expect(engine.restore(plan)).rejects.toThrow(/leads to another place than when this plan was made/);
    expect(fs.existsSync(plan.files[0]?.path ?? '')).toBe(false);
  });
});

describe('two pairs that are one folder', () => {
  function pooled(): { scene: Scene; listed: Transcript; lost: Transcript } {
    const scene = sceneForTest();
    const listed = scene.config.transcript({ prompts: ['Listed'] });
    const lost = scene.config.transcript({ prompts: ['Lost'] });
    scene.pair.recordOf(listed);
    fs.mkdirSync(path.join(top(scene), OTHER_ACCOUNT));
    fs.symlinkSync(scene.pair.path, path.join(top(scene), OTHER_ACCOUNT, OTHER_ORGANIZATION), 'junction');
    return { scene, listed, lost };
  }

  test('are one list under two names: no ghost of the one for the other, and records count once', async () => {
    const { scene, listed, lost } = pooled();
    const { scan, session } = await look(scene);
    expect(session(listed.id)).toMatchObject({ status: 'listed', records: [expect.any(String)] });
    expect(session(lost.id)).toMatchObject({ status: 'ghost', cause: 'record-lost' });
    expect(scan.pairs.map(({ records }) => records)).toEqual([1, 1]);
    const diagnosis = await createEngine(scene.home.world()).doctor();
    expect(diagnosis.counts).toMatchObject({ listed: 1, ghost: 1 });
  });

  test('get one row of a restore, which shows under both names', async () => {
    const { scene, listed, lost } = pooled();
    const engine = createEngine(scene.home.world());
    const plan = await engine.planRestore({ ids: null, include: [], chosen: null });
    expect(plan.warnings).toEqual([
      'Another account or organization has the very same folder behind a link: what is brought back shows in that sidebar as well.',
    ]);
    await engine.restore(plan);
    for (const pair of [
      [ACCOUNT, ORGANIZATION],
      [OTHER_ACCOUNT, OTHER_ORGANIZATION],
    ] as const) {
      expect(sidebarOf(scene, ...pair).sort()).toEqual([listed.id, lost.id].sort());
    }
    await engine.undo(null);
    expect(sidebarOf(scene)).toEqual([listed.id]);
  });

  test('are one also where the other one is in use', async () => {
    const { scene, listed } = pooled();
    const chosen = { accountId: OTHER_ACCOUNT, organizationId: OTHER_ORGANIZATION };
    const { sessions } = await createEngine(scene.home.world()).inventory({ chosen });
    expect(sessions.get(listed.id)?.status).toBe('listed');
  });
});

test('two data roots with one folder of entries are no two installations of a conversation', async () => {
  const scene = sceneForTest();
  const listed = scene.config.transcript();
  scene.pair.recordOf(listed);
  const other = scene.home.dataRoot('clone');
  other.configJson({}, scene.home.ago({ days: 30 }));
  fs.symlinkSync(top(scene), path.join(other.path, 'claude-code-sessions'), 'junction');
  const { session } = await look(scene);
  expect(session(listed.id).status).toBe('listed');
  expect(session(listed.id).records).toHaveLength(1);
});

describe('conversations behind a link', () => {
  test.each(['.claude', '.claude/projects'])('in the place of %s are found once, and read', async (name) => {
    const scene = sceneForTest();
    const made = scene.config.transcript({ prompts: ['Look at the lantern'] });
    const work = path.join(scene.home.path, '.claude-work');
    const moved = moveAway(scene, path.join(scene.home.path, name));
    fs.mkdirSync(work, { recursive: true });
    fs.symlinkSync(name === '.claude' ? path.join(moved, 'projects') : moved, path.join(work, 'projects'), 'junction');
    const { ids, skipped, problems } = await look(scene);
    expect({ ids, skipped, problems }).toEqual({ ids: [made.id], skipped: {}, problems: [] });
  });

  test('in the place of a project folder count once, and open by both names', async () => {
    const scene = sceneForTest();
    const made = scene.config.transcript({ cwd: '/home/ana/code/old' });
    const folder = path.dirname(made.path);
    fs.writeFileSync(path.join(folder, 'agent-a1.jsonl'), '{}\n');
    fs.symlinkSync(folder, path.join(path.dirname(folder), '-home-ana-code-new'), 'junction');
    const { ids, skipped } = await look(scene);
    expect({ ids, skipped }).toEqual({ ids: [made.id], skipped: { 'not-a-conversation': 1 } });
  });

  test.each(['.claude', '.claude/projects'])('in the place of %s are watched', async (name) => {
    const scene = sceneForTest();
    const made = scene.config.transcript();
    moveAway(scene, path.join(scene.home.path, name));
    let told: () => void = () => undefined;
    const change = new Promise<void>((resolve) => (told = resolve));
    const watch = watchFolders(watchedFolders(scene.home.world()), {
      onChange: () => told(),
      onProblem: () => undefined,
    });
    onTestFinished(() => watch.close());
    await watch.ready;
    fs.appendFileSync(fs.realpathSync(made.path), '{}\n');
    await change;
  });
});
