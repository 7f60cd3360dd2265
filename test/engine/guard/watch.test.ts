import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sameFolders, watchedFolders } from '../../../src/engine/guard/places.ts';
import { isWanted, watchFolders } from '../../../src/engine/guard/watch.ts';
import { homeForTest } from '../../support/for-test.ts';
import { PLATFORMS, type FakeHome } from '../../support/home.ts';

/** Watches a home, and hands on one batch after the other. */
async function watched(home: FakeHome): Promise<{ next: () => Promise<string[]>; batches: string[][] }> {
  const batches: string[][] = [];
  let awaited: ((batch: string[]) => void) | null = null;
  let handed = 0;
  const watch = watchFolders(watchedFolders(home.world()), {
    onChange: (paths) => {
      batches.push(paths.map((file) => path.relative(home.path, file)).sort());
      awaited?.(batches[handed++] ?? []);
      awaited = null;
    },
    onProblem: (file, problem) => {
      throw new Error(`${file} ${problem}`);
    },
  });
  onTestFinished(() => watch.close());
  await watch.ready;
  const next = (): Promise<string[]> =>
    new Promise((resolve) => {
      const waiting = batches[handed];
      if (waiting === undefined) awaited = resolve;
      else {
        handed += 1;
        resolve(waiting);
      }
    });
  return { next, batches };
}

function usualHome(): FakeHome {
  const home = homeForTest('linux');
  home.dataRoot().pair().recordOf(home.configDir().transcript());
  home.dataRoot().signedIn();
  return home;
}

describe('a watched home', () => {
  test('tells of all changes of a moment at once', async () => {
    const home = usualHome();
    const { next } = await watched(home);
    const made = home.configDir().transcript({ folder: 'a-new-project' });
    const record = home.dataRoot().pair().recordOf(made);
    const batch = await next();
    expect(batch).toContain(path.relative(home.path, made.path));
    expect(batch).toContain(path.relative(home.path, record.path));
  });

  test('tells of what goes, of Claude’s log, and of who is signed in', async () => {
    const home = usualHome();
    const record = home.dataRoot().pair().record();
    const { next } = await watched(home);
    fs.rmSync(record.path);
    expect(await next()).toEqual([path.relative(home.path, record.path)]);
    home.dataRoot().log(home.now, 'Something happened');
    expect(await next()).toEqual(['.config/Claude/logs/main.log']);
    home.claudeJson();
    expect(await next()).toEqual(['.claude.json']);
  });

  test('says nothing of what decides nothing', async () => {
    const home = usualHome();
    const transcript = home.configDir().transcript();
    const { next, batches } = await watched(home);
    home.configDir().subagent(transcript);
    const beside = transcript.path.replace(/\.jsonl$/, '');
    fs.mkdirSync(path.join(beside, 'tool-results'), { recursive: true });
    fs.writeFileSync(path.join(beside, 'tool-results', 'long.txt'), 'long');
    fs.writeFileSync(path.join(home.path, '.bash_history'), 'ls');
    fs.mkdirSync(path.join(home.path, 'code', 'node_modules'), { recursive: true });
    fs.mkdirSync(path.join(home.dataRoot().path, 'Cache'), { recursive: true });
    fs.writeFileSync(path.join(home.dataRoot().path, 'Cache', 'data_0'), '');
    // The next thing that counts is the first that is told.
    home.claudeJson();
    expect(await next()).toEqual(['.claude.json']);
    expect(batches).toHaveLength(1);
  });

  test('is not kept waiting by a file that is written all the time', async () => {
    const home = usualHome();
    const transcript = home.configDir().transcript();
    const { next } = await watched(home);
    const writing = setInterval(() => fs.appendFileSync(transcript.path, '{}\n'), 5);
    onTestFinished(() => clearInterval(writing));
    for (let i = 0; i < 3; i += 1) expect(await next()).toEqual([path.relative(home.path, transcript.path)]);
  });

  test('sees folders that come later, and again after they went', async () => {
    const home = homeForTest('linux');
    const { next, batches } = await watched(home);
    const sawAll = async (file: string): Promise<void> => {
      while (!batches.flat().includes(path.relative(home.path, file))) await next();
    };
    await sawAll(path.join(home.configDir().path, 'projects'));
    await sawAll(home.dataRoot().configJson({}));
    fs.rmSync(home.configDir().path, { recursive: true });
    await sawAll(home.configDir().path);
  });
});

describe('what is watched', () => {
  test.each(PLATFORMS)('every file that decides a sidebar on %s, and nothing below', (platform) => {
    const home = homeForTest(platform);
    const [root, config] = [home.dataRoot(), home.configDir()];
    const transcript = config.transcript();
    const record = root.pair().recordOf(transcript);
    const [leftover, tombstone] = [root.pair().tmp(), root.pair().tombstone(transcript.id)];
    root.signedIn();
    const folders = watchedFolders(home.world());
    const files = [transcript.path, record.path, leftover.path, tombstone, root.mainLog, home.claudeJson()];
    for (const file of files) expect(isWanted(folders, file), file).toBe(true);
    expect(isWanted(folders, path.join(config.path, 'sessions', '4242.json'))).toBe(true);
    expect(isWanted(folders, path.join(config.path, 'projects', 'x', `${transcript.id}.desktop-released.json`))).toBe(
      true,
    );
    const others = [
      config.subagent(transcript),
      path.join(config.path, 'projects', 'x', 'memory.md'),
      path.join(config.path, 'todos', 'x.json'),
      path.join(root.path, 'Cache'),
      path.join(root.pair().path, 'backlog'),
      path.join(root.path, 'claude-code-sessions', 'node_modules'),
      path.join(home.path, 'Documents'),
      path.dirname(home.box),
    ];
    for (const file of others) expect(isWanted(folders, file), file).toBe(false);
  });

  test('the folder of an installation that comes later, also one of the Store', () => {
    const home = homeForTest('win32');
    const folders = watchedFolders(home.world());
    const store = home.dataRoot('windows-store');
    expect(isWanted(folders, store.configJson({}))).toBe(true);
    expect(isWanted(folders, path.join(home.path, 'AppData', 'Local', 'Packages', 'Other_x'))).toBe(false);
    expect(sameFolders(folders, watchedFolders(home.world()))).toBe(false);
  });

  test('the folder of an installation that comes later as a Flatpak', () => {
    const home = homeForTest('linux');
    const folders = watchedFolders(home.world());
    const flatpak = home.dataRootAt(path.join(home.path, '.var/app/com.anthropic.ClaudeDesktop/config/Claude'));
    expect(isWanted(folders, flatpak.configJson({}))).toBe(true);
    expect(isWanted(folders, path.join(home.path, '.var', 'app', 'org.other.App'))).toBe(false);
    expect(sameFolders(folders, watchedFolders(home.world()))).toBe(false);
  });

  test('named folders alone, where the person named them', () => {
    const [home, other] = [usualHome(), homeForTest('darwin')];
    const world = home.world({ dataRoots: [other.dataRoot().path], configDirs: [other.configDir().path] });
    const folders = watchedFolders(world);
    expect(isWanted(folders, path.join(home.dataRoot().path, 'config.json'))).toBe(false);
    expect(isWanted(folders, path.join(home.configDir().path, 'projects'))).toBe(false);
    expect(isWanted(folders, path.join(other.dataRoot().path, 'config.json'))).toBe(true);
  });
});
