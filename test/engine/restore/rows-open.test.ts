import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import type { Plan } from '../../../src/engine/restore/plan.ts';
import type { Platform, RestoreResult } from '../../../src/shared/model.ts';
import { loadSidebar } from '../../support/claude-loader.ts';
import { openTranscript } from '../../support/claude-loader-transcript.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT } from '../../support/ids.ts';
import { slugOf } from '../../support/slug.ts';
import type { Transcript } from '../../support/transcripts.ts';
import { look, sceneForTest, type Scene } from '../inventory/scene.ts';

const WHOLE = { ids: null, include: [], chosen: null } as const;

const engineOf = ({ home }: Scene): Engine => createEngine(home.world());

const plan = (scene: Scene): Promise<Plan> => engineOf(scene).planRestore(WHOLE);

const opening = (scene: Scene, { files }: Plan): string[] =>
  files.map(({ record }) => openTranscript(record, [scene.config.path], scene.home.platform));

/** Renames the project folder of a conversation to the one of another path, as people do after a project moved. */
function moveTo(scene: Scene, { path: file }: Transcript, cwd: string): string {
  const to = path.join(scene.config.projects, slugOf(cwd), path.basename(file));
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.renameSync(file, to);
  return to;
}

const MOVED: Record<Platform, [string, string]> = {
  win32: ['D:\\CLAUDE_AI', 'F:\\CLAUDE'],
  darwin: ['/Users/ana/old', '/Volumes/Work/new'],
  linux: ['/home/ana/old', '/mnt/work/new'],
};

describe.each(Object.keys(MOVED) as Platform[])(
  'a conversation whose project folder was renamed, on %s',
  (platform) => {
    const [old, now] = MOVED[platform];

    test('is not brought back where no path is known that leads to it, and everything says why', async () => {
      const scene = sceneForTest(platform);
      const lost = scene.config.transcript({ cwd: old });
      moveTo(scene, lost, now);
      const session = (await look(scene)).session(lost.id);
      expect(session).toMatchObject({ status: 'ghost', restorable: false, cwd: old });
      expect(session.explanation).toContain(slugOf(now));
      expect(session.explanation).toMatch(/cannot be brought back yet/);
      expect(session.advice).toContain('Start one Code session');
      const { files, refused } = await plan(scene);
      expect(files).toEqual([]);
      expect(refused.map(({ session: id }) => id)).toEqual([lost.id]);
      expect(refused[0]?.why).toMatch(/renamed or moved.*Start one Code session/s);
      const { findings } = await engineOf(scene).doctor();
      expect(findings.map(({ what }) => what).join()).toMatch(/1 missing conversation cannot be brought back yet/);
      expect(findings.some(({ action }) => action === 'restore')).toBe(false);
    });

    test('is brought back with the path of a listed conversation of the same folder', async () => {
      const scene = sceneForTest(platform);
      const lost = scene.config.transcript({ cwd: old });
      moveTo(scene, lost, now);
      scene.pair.recordOf(scene.config.transcript({ cwd: now }));
      expect((await look(scene)).session(lost.id)).toMatchObject({ restorable: true, advice: null });
      const made = await plan(scene);
      expect(made.files.map(({ record }) => [record['cwd'], record['originCwd']])).toEqual([[now, now]]);
      expect(opening(scene, made)).toEqual(['conversation']);
      expect(made.warnings.join()).toMatch(/renamed or moved/);
    });

    test('is brought back with the path that a conversation without an entry says', async () => {
      const scene = sceneForTest(platform);
      moveTo(scene, scene.config.transcript({ cwd: old }), now);
      scene.config.transcript({ cwd: now });
      const made = await plan(scene);
      expect(opening(scene, made)).toEqual(['conversation', 'conversation']);
      expect(made.files.map(({ record }) => record['cwd'])).toEqual([now, now]);
    });

    test('is copied from another account with its title and dates, and with the path that opens it', async () => {
      const scene = sceneForTest(platform);
      const lost = scene.config.transcript({ cwd: old });
      scene.root.pair(OTHER_ACCOUNT).recordOf(lost, { title: 'Kept name' });
      moveTo(scene, lost, now);
      expect((await plan(scene)).files, 'its own entry leads nowhere, too').toEqual([]);
      scene.pair.recordOf(scene.config.transcript({ cwd: now }));
      const made = await plan(scene);
      expect(made.files).toMatchObject([{ kind: 'copy', record: { cwd: now, originCwd: now, title: 'Kept name' } }]);
      expect(opening(scene, made)).toEqual(['conversation']);
    });

    test('has its unlinked entry mended with the path that opens it, or not at all', async () => {
      const scene = sceneForTest(platform);
      const lost = scene.config.transcript({ cwd: old });
      scene.pair.recordOf(lost, { transcriptUnavailable: true });
      moveTo(scene, lost, now);
      expect(await plan(scene)).toMatchObject({ files: [], refused: [{ session: lost.id }] });
      scene.pair.recordOf(scene.config.transcript({ cwd: now }));
      const made = await plan(scene);
      expect(made.files).toMatchObject([{ kind: 'relink', record: { cwd: now } }]);
      expect(opening(scene, made)).toEqual(['conversation']);
    });
  },
);

test('a path that differs by case alone opens a conversation on Windows, not on Linux', async () => {
  const [windows, linux] = [sceneForTest('win32'), sceneForTest('linux')];
  windows.config.transcript({ cwd: 'd:\\work\\Pier', folder: 'D--work-pier' });
  linux.config.transcript({ cwd: '/nowhere/Pier', folder: '-nowhere-pier' });
  expect(opening(windows, await plan(windows))).toEqual(['conversation']);
  expect(await plan(linux)).toMatchObject({ files: [], refused: [{}] });
});

test('a separator at the end of a path is not written', async () => {
  const scene = sceneForTest('win32');
  scene.config.transcript({ cwd: 'D:\\work\\', folder: 'D--work' });
  expect((await plan(scene)).files.map(({ record }) => record['cwd'])).toEqual(['D:\\work']);
});

test.runIf(process.platform === 'linux')(
  'one folder on this disk that fits the name is used, two are not',
  async () => {
    const scene = sceneForTest('linux');
    const now = path.join(scene.home.box, 'work', 'new_pier');
    moveTo(scene, scene.config.transcript({ cwd: '/home/ana/old' }), now);
    expect((await plan(scene)).files).toEqual([]);
    fs.mkdirSync(now, { recursive: true });
    const made = await plan(scene);
    expect(made.files.map(({ record }) => record['cwd'])).toEqual([now]);
    expect(opening(scene, made)).toEqual(['conversation']);
    fs.mkdirSync(path.join(scene.home.box, 'work', 'new-pier'));
    const { files, refused } = await plan(scene);
    expect(files).toEqual([]);
    expect(refused[0]?.why).toMatch(/more than one path fits/);
  },
);

test('of one id in two folders the file with the conversation counts, and the row leads there', async () => {
  const scene = sceneForTest();
  const repository = scene.home.cwd();
  const cwd = `${repository}/.claude/worktrees/brave-lamp`;
  const lost = scene.config.transcript({ cwd });
  const notes = path.join(scene.config.projects, slugOf(repository), `${lost.id}.jsonl`);
  fs.mkdirSync(path.dirname(notes), { recursive: true });
  const line = { type: 'bridge-session', sessionId: lost.id, bridgeSessionId: 'cse_1', lastSequenceNum: 1 };
  fs.writeFileSync(notes, `${JSON.stringify(line)}\n`.repeat(500));
  const record = scene.pair.recordOf(lost, { cwd: repository, originCwd: repository });
  expect((await look(scene)).session(lost.id)).toMatchObject({ status: 'ghost', cause: 'link-lost' });
  const mended = await plan(scene);
  expect(mended.files).toMatchObject([{ kind: 'repoint', record: { cwd, originCwd: repository } }]);
  expect(opening(scene, mended)).toEqual(['conversation']);
  fs.rmSync(record.path);
  const made = await plan(scene);
  expect(made.files).toMatchObject([{ kind: 'create', record: { cwd, originCwd: repository } }]);
  expect(opening(scene, made)).toEqual(['conversation']);
});

describe('a row that an earlier version wrote in vain', () => {
  /** Brought back while its folder had its name, which it then lost: on the disk the same as what was written in vain. */
  async function inVain(): Promise<{ scene: Scene; lost: Transcript; first: RestoreResult; row: string }> {
    const scene = sceneForTest('win32');
    const [old, now] = MOVED.win32;
    const lost = scene.config.transcript({ cwd: old });
    const first = await engineOf(scene).restore(await plan(scene));
    moveTo(scene, lost, now);
    return { scene, lost, first, row: first.actions[0]?.path ?? '' };
  }

  const sidebar = (scene: Scene) =>
    loadSidebar(scene.root.path, ACCOUNT, ORGANIZATION, [scene.config.path], 'win32', scene.home.now);

  test('is found, said, put right by a plan, and both restores can be undone', async () => {
    const { scene, lost, first, row } = await inVain();
    expect(sidebar(scene).rows.map(({ opens }) => opens)).toEqual(['not-found']);
    const session = (await look(scene)).session(lost.id);
    expect(session).toMatchObject({ status: 'ghost', cause: 'link-lost', restorable: false });
    expect(session.explanation).toMatch(/Session not found on disk/);
    const { findings } = await engineOf(scene).doctor();
    expect(findings.map(({ what }) => what).join()).toMatch(/1 entry that Ghostlight wrote before/);

    const other = scene.pair.recordOf(scene.config.transcript({ cwd: MOVED.win32[1] }));
    const before = fs.readFileSync(row);
    const made = await plan(scene);
    expect(made.files).toMatchObject([{ kind: 'repoint', path: row, record: { cwd: MOVED.win32[1] } }]);
    const second = await engineOf(scene).restore(made);
    expect(sidebar(scene).rows.map(({ opens }) => opens)).toEqual(['conversation', 'conversation']);
    expect((await plan(scene)).files, 'twice does nothing').toEqual([]);

    await engineOf(scene).undo(second.receipt);
    expect(fs.readFileSync(row)).toEqual(before);
    await engineOf(scene).undo(first.receipt);
    expect(fs.existsSync(row)).toBe(false);
    expect(fs.existsSync(other.path)).toBe(true);
  });

  test('is found after Claude filled in its own bookkeeping', async () => {
    const { scene, lost, row } = await inVain();
    const record = JSON.parse(fs.readFileSync(row, 'utf8')) as Record<string, unknown>;
    fs.writeFileSync(row, JSON.stringify({ ...record, spawnSeed: {}, effort: 'high' }));
    scene.pair.recordOf(scene.config.transcript({ cwd: MOVED.win32[1] }));
    expect((await plan(scene)).files).toMatchObject([{ kind: 'repoint', session: lost.id }]);
  });

  test('is left alone once a person changed it, and it is said that it may not open', async () => {
    const { scene, lost, row } = await inVain();
    const record = JSON.parse(fs.readFileSync(row, 'utf8')) as Record<string, unknown>;
    fs.writeFileSync(row, JSON.stringify({ ...record, title: 'Renamed' }));
    const session = (await look(scene)).session(lost.id);
    expect(session).toMatchObject({ status: 'listed', restorable: false });
    expect(session.explanation).toMatch(/may open as “Session not found on disk”/);
    expect((await plan(scene)).files).toEqual([]);
  });
});
