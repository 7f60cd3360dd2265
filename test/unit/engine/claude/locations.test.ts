import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findConfigDirs, findDataRoots } from '../../../../src/engine/claude/locations.ts';
import type { World } from '../../../../src/engine/world.ts';
import type { Platform, Problem } from '../../../../src/shared/model.ts';
import { homeForTest } from '../../../support/for-test.ts';
import type { FakeHome } from '../../../support/home.ts';
import { PLATFORMS } from '../../../support/home.ts';

const PACKAGE = 'Claude_pzs8sxrjxfjjc/LocalCache';

/** A profile of Claude at a path below the home (or below the box, with a leading slash). */
function profile(home: FakeHome, below: string): string {
  const folder = below.startsWith('/') ? path.join(home.box, below) : path.join(home.path, below);
  fs.mkdirSync(path.join(folder, 'claude-code-sessions'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'config.json'), '{}');
  return folder;
}

const found = (home: FakeHome, overrides: Partial<World> = {}): [string, string][] =>
  findDataRoots(home.world(overrides), []).map(({ path: root, kind }) => [root, kind]);

const problemsOf = (home: FakeHome, overrides: Partial<World> = {}): Problem[] => {
  const problems: Problem[] = [];
  findDataRoots(home.world(overrides), problems);
  findConfigDirs(home.world(overrides), problems);
  return problems;
};

describe('the profiles of Claude Desktop', () => {
  test.each<[Platform, string, string]>([
    ['darwin', 'Library/Application Support/Claude', 'macos'],
    ['darwin', 'Library/Application Support/Claude-3p', 'gateway'],
    ['darwin', 'Library/Application Support/Claude-Work', 'clone'],
    ['darwin', '.claude-instances/clone-2', 'clone'],
    ['linux', '.config/Claude', 'linux'],
    ['linux', '.config/Claude-3p', 'gateway'],
    ['linux', '.claude-instances/clone-1', 'clone'],
    ['linux', '.var/app/com.anthropic.ClaudeDesktop/config/Claude', 'linux'],
    ['linux', 'snap/claude-desktop/current/.config/Claude', 'linux'],
    ['win32', 'AppData/Roaming/Claude', 'windows-classic'],
    ['win32', 'AppData/Roaming/Claude-3p', 'gateway'],
    ['win32', 'AppData/Local/Claude-3p', 'gateway'],
    ['win32', 'AppData/Local/Claude-Data', 'windows-classic'],
    ['win32', 'AppData/Local/Claude-Work', 'clone'],
    ['win32', `AppData/Local/Packages/${PACKAGE}/Roaming/Claude`, 'windows-store'],
    ['win32', `AppData/Local/Packages/${PACKAGE}/Roaming/Claude-3p`, 'gateway'],
    ['win32', `AppData/Local/Packages/${PACKAGE}/Local/Claude-3p`, 'gateway'],
    ['win32', 'AppData/Local/Packages/Claude_0a1b2c3d4e5f6/LocalCache/Roaming/Claude', 'windows-store'],
    ['win32', 'AppData/Local/Packages/AnthropicPBC.Claude_fnn82j28hfe8t/LocalCache/Roaming/Claude', 'windows-store'],
    ['win32', `/D/WpSystem/S-1-5-21-1/AppData/Local/Packages/${PACKAGE}/Roaming/Claude`, 'windows-store'],
  ])('are found on %s at %s', (platform, below, kind) => {
    const home = homeForTest(platform);
    const root = profile(home, below);
    expect(found(home)).toEqual([[root, kind]]);
    expect(problemsOf(home)).toEqual([]);
  });

  test('are all found, each once, where a Windows machine has every kind', () => {
    const home = homeForTest('win32');
    const all = [
      'AppData/Roaming/Claude',
      'AppData/Local/Claude-3p',
      `AppData/Local/Packages/${PACKAGE}/Roaming/Claude`,
      'AppData/Local/Packages/Claude_other0000000/LocalCache/Roaming/Claude',
      `/E/WpSystem/S-1-5-21-7/AppData/Local/Packages/${PACKAGE}/Roaming/Claude`,
      '.claude-instances/clone-1',
    ].map((below) => profile(home, below));
    expect(
      found(home)
        .map(([root]) => root)
        .sort(),
    ).toEqual(all.sort());
  });

  test('are found on a disk that is mounted without drive letters', () => {
    const home = homeForTest('win32');
    const mounted = path.join(home.box, 'backup', 'Users', 'ana');
    const root = profile(home, `/backup/WpSystem/S-1-5-21-1/AppData/Local/Packages/${PACKAGE}/Roaming/Claude`);
    fs.mkdirSync(mounted, { recursive: true });
    expect(found(home, { home: mounted })).toEqual([[root, 'windows-store']]);
  });

  test('are not taken for what merely has a similar name', () => {
    const home = homeForTest('win32');
    for (const below of ['AppData/Local/Claude/Logs', 'AppData/Local/AnthropicClaude', 'AppData/Roaming/Claude Notes'])
      fs.mkdirSync(path.join(home.path, below), { recursive: true });
    expect(found(home)).toEqual([]);
  });

  test.each<[Platform, string]>([
    ['darwin', 'Library/Application Support'],
    ['linux', '.config'],
    ['win32', 'AppData/Roaming'],
  ])('are not taken for another app that is called after Claude and has settings (%s)', (platform, below) => {
    const home = homeForTest(platform);
    const other = path.join(home.path, below, 'claude-usage-widget');
    fs.mkdirSync(other, { recursive: true });
    fs.writeFileSync(path.join(other, 'config.json'), '{"windowBounds":{}}');
    expect(found(home)).toEqual([]);
    const gateway = path.join(home.path, below, 'Claude-3p');
    fs.mkdirSync(gateway);
    fs.writeFileSync(path.join(gateway, 'config.json'), '{}');
    expect(found(home)).toEqual([[gateway, 'gateway']]);
  });

  test('are not taken for Claude Code’s own folder, which has the same name in small letters', () => {
    const home = homeForTest('linux');
    fs.mkdirSync(path.join(home.path, '.config', 'claude', 'projects'), { recursive: true });
    expect(found(home)).toEqual([]);
  });

  test('count once where two names lead to one folder', () => {
    const home = homeForTest('win32');
    const real = profile(home, `AppData/Local/Packages/${PACKAGE}/Roaming/Claude`);
    fs.mkdirSync(path.join(home.path, 'AppData', 'Roaming'), { recursive: true });
    fs.symlinkSync(real, path.join(home.path, 'AppData', 'Roaming', 'Claude'), 'junction');
    expect(found(home)).toHaveLength(1);
  });

  test('are found where the environment of this user has moved them', () => {
    const linux = homeForTest('linux');
    const moved = profile(linux, 'settings/Claude');
    expect(found(linux, { foreign: false, env: { XDG_CONFIG_HOME: path.dirname(moved) } })).toEqual([[moved, 'linux']]);
    const windows = homeForTest('win32');
    const [roaming, local] = [profile(windows, '/D/Roaming/Claude'), profile(windows, '/D/Local/Claude-Work')];
    const env = { APPDATA: path.dirname(roaming), LOCALAPPDATA: path.dirname(local) };
    expect(found(windows, { foreign: false, env }).map(([root]) => root)).toEqual([roaming, local]);
  });

  test('stay found where they were before the environment moved them', () => {
    const linux = homeForTest('linux');
    const [before, after] = [profile(linux, '.config/Claude'), profile(linux, 'settings/Claude')];
    const env = { XDG_CONFIG_HOME: path.dirname(after) };
    expect(found(linux, { foreign: false, env }).map(([root]) => root)).toEqual([after, before]);
    const windows = homeForTest('win32');
    const [old, moved] = [profile(windows, 'AppData/Roaming/Claude'), profile(windows, '/D/Roaming/Claude')];
    const moving = { foreign: false, env: { APPDATA: path.dirname(moved) } };
    expect(found(windows, moving).map(([root]) => root)).toEqual([moved, old]);
  });

  test.each(['', 'relative/folder'])('are found where XDG_CONFIG_HOME is %j, which counts as not set', (value) => {
    const home = homeForTest('linux');
    const root = profile(home, '.config/Claude');
    expect(found(home, { foreign: false, env: { XDG_CONFIG_HOME: value } })).toEqual([[root, 'linux']]);
  });

  test('are found where Windows’ variables are set to nothing', () => {
    const home = homeForTest('win32');
    const root = profile(home, 'AppData/Roaming/Claude');
    const env = { APPDATA: '', LOCALAPPDATA: '', CLAUDE_USER_DATA_DIR: '' };
    expect(found(home, { foreign: false, env })).toEqual([[root, 'windows-classic']]);
  });

  test.each(PLATFORMS)('are found on %s where CLAUDE_USER_DATA_DIR points, before the usual place', (platform) => {
    const home = homeForTest(platform);
    const moved = profile(home, 'elsewhere');
    const usual = home.dataRoot().path;
    const env = { CLAUDE_USER_DATA_DIR: moved };
    expect(found(home, { foreign: false, env })[0]).toEqual([moved, 'chosen']);
    expect(found(home, { foreign: false, env })).toHaveLength(2);
    expect(found(home, { foreign: true, env }).map(([root]) => root)).toEqual([usual]);
  });

  test('of another home are looked for without this user’s environment', () => {
    const home = homeForTest('linux');
    const root = home.dataRoot().path;
    const own = profile(home, 'own/Claude');
    expect(found(home, { env: { XDG_CONFIG_HOME: path.dirname(own) } })).toEqual([[root, 'linux']]);
  });

  test('are those that the person names, and no others', () => {
    const home = homeForTest('darwin');
    home.dataRoot();
    const named = profile(home, 'backup/Claude');
    expect(found(home, { dataRoots: [named, `${named}/.`] })).toEqual([[named, 'chosen']]);
  });

  test('that were named and are not there are said to be missing', () => {
    const home = homeForTest('linux');
    home.dataRoot();
    const gone = path.join(home.path, 'gone');
    const problem = 'does not exist or is not a folder';
    expect(problemsOf(home, { dataRoots: [gone] })).toEqual([{ path: gone, problem }]);
    expect(problemsOf(home, { foreign: false, env: { CLAUDE_USER_DATA_DIR: gone } })).toEqual([
      { path: gone, problem },
    ]);
  });

  test('that cannot be reached are a problem that is shown, and the others are found all the same', () => {
    const home = homeForTest('win32');
    const roaming = path.join(home.path, 'AppData', 'Roaming');
    const other = profile(home, 'AppData/Local/Claude-3p');
    fs.mkdirSync(roaming, { recursive: true });
    const claude = path.join(roaming, 'Claude');
    const looked = (): string[] => {
      expect(found(home).map(([root]) => root)).toEqual([other]);
      return problemsOf(home).map(({ path: at, problem }) => `${at} ${problem}`);
    };
    fs.symlinkSync(path.join(home.box, 'D', 'unplugged'), claude, 'junction');
    expect(looked()).toEqual([`${claude} is a link that leads nowhere`]);
    fs.rmSync(claude);
    fs.symlinkSync(claude, claude);
    expect(looked()).toEqual([`${claude} is a link that leads nowhere`]);
    fs.rmSync(claude);
    fs.writeFileSync(claude, 'a file');
    expect(looked()).toEqual([`${claude} is not a folder`]);
    const usual = { foreign: false, env: { APPDATA: roaming } };
    expect(problemsOf(home, usual), 'said once, though the environment names the usual place').toHaveLength(1);
  });

  test('are looked for without an end where a folder is a file or a link to itself', () => {
    const home = homeForTest('win32');
    const packages = path.join(home.path, 'AppData', 'Local', 'Packages');
    fs.mkdirSync(path.dirname(packages), { recursive: true });
    fs.symlinkSync(packages, packages);
    fs.writeFileSync(path.join(home.path, '.claude-instances'), '');
    expect(found(home)).toEqual([]);
    expect(problemsOf(home)).toEqual([{ path: packages, problem: 'is a link that leads nowhere' }]);
  });
});

describe('the folders of Claude Code', () => {
  const dirs = (home: FakeHome, overrides: Partial<World> = {}): string[] =>
    findConfigDirs(home.world(overrides), []).map((dir) => path.relative(home.box, dir));

  const at = (home: FakeHome, below: string): string => path.relative(home.box, path.join(home.path, below));

  function configDir(home: FakeHome, below: string): string {
    const folder = path.join(home.path, below);
    fs.mkdirSync(path.join(folder, 'projects'), { recursive: true });
    return folder;
  }

  test.each(PLATFORMS)('are .claude and its siblings with conversations on %s', (platform) => {
    const home = homeForTest(platform);
    for (const name of ['.claude', '.claude-work', '.claude_home']) configDir(home, name);
    for (const name of ['.claude-instances', '.claudette/projects', '.claude-empty'])
      fs.mkdirSync(path.join(home.path, name), { recursive: true });
    fs.writeFileSync(path.join(home.path, '.claude.json'), '{}');
    expect(dirs(home)).toEqual(['.claude', '.claude-work', '.claude_home'].map((name) => at(home, name)));
  });

  test('are those of CLAUDE_CONFIG_DIR too, be it one or a list', () => {
    const home = homeForTest('linux');
    const [one, two, comma] = ['one', 'two', 'with, comma'].map((name) => configDir(home, name));
    configDir(home, '.claude');
    const by = (value: string): string[] => dirs(home, { foreign: false, env: { CLAUDE_CONFIG_DIR: value } });
    expect(by(one ?? '')).toEqual([at(home, 'one'), at(home, '.claude')]);
    expect(by(`${one ?? ''}, ${two ?? ''}`)).toEqual([at(home, 'one'), at(home, 'two'), at(home, '.claude')]);
    expect(by(comma ?? '')).toEqual([at(home, 'with, comma'), at(home, '.claude')]);
    expect(dirs(home, { foreign: true, env: { CLAUDE_CONFIG_DIR: one } })).toEqual([at(home, '.claude')]);
  });

  test('count once where two names lead to one folder', () => {
    const home = homeForTest('darwin');
    fs.symlinkSync(configDir(home, '.claude'), path.join(home.path, '.claude-work'));
    expect(dirs(home)).toEqual([at(home, '.claude')]);
  });

  test('are those that the person names, and no others', () => {
    const home = homeForTest('linux');
    configDir(home, '.claude');
    const named = configDir(home, 'old/.claude');
    expect(dirs(home, { configDirs: [named] })).toEqual([at(home, 'old/.claude')]);
  });

  test('that were moved to a disk that is not there are a problem that is shown', () => {
    const home = homeForTest('linux');
    const link = path.join(home.path, '.claude');
    fs.symlinkSync(path.join(home.box, 'unplugged'), link);
    expect(dirs(home)).toEqual([]);
    expect(problemsOf(home)).toEqual([{ path: link, problem: 'is a link that leads nowhere' }]);
  });
});
