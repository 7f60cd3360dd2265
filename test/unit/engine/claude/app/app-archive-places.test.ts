import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  APP_VARIABLE,
  archivePlaces,
  listPackageFolders,
  packageVersion,
  parsePackageFolders,
} from '../../../../../src/engine/claude/app/app-archive-places.ts';
import type { ProcessInfo } from '../../../../../src/engine/claude/process.ts';
import type { Platform } from '../../../../../src/shared/model.ts';
import type { World } from '../../../../../src/engine/world.ts';

const world = (platform: Platform, home: string, env: World['env'] = {}): World => ({
  platform,
  home,
  env,
  foreign: false,
  dataRoots: [],
  configDirs: [],
  stateDir: join(home, 'state'),
  now: () => 0,
});

const nothing = { processes: [], packages: [], systemRoot: '/system', rootKind: null };

const running = (path: string | null, command = path ?? ''): ProcessInfo[] => [
  { pid: 1, parentPid: null, path, command, startedAt: null },
];

const store = 'C:\\Program Files\\WindowsApps\\Claude_2.31226.0.0_x64__pzs8sxrjxfjjc';

describe('where the archive of the installed app is looked for', () => {
  test('where the running app lies comes first', () => {
    const [mac] = archivePlaces(world('darwin', '/Users/ana'), {
      ...nothing,
      processes: running('/Volumes/Apps/Claude.app/Contents/Frameworks/Claude Helper.app/Contents/MacOS/Claude Helper'),
    });
    expect(mac).toBe('/Volumes/Apps/Claude.app/Contents/Resources/app.asar');
    const [windows] = archivePlaces(world('win32', '/c/Users/ana'), {
      ...nothing,
      processes: running(`${store}\\app\\Claude.exe`),
    });
    expect(windows).toBe(`${store}\\app\\resources\\app.asar`);
    const [linux] = archivePlaces(world('linux', '/home/ana'), {
      ...nothing,
      processes: running('/usr/lib/electron/electron', '/usr/lib/electron/electron /opt/claude desktop/app.asar --x'),
    });
    expect(linux).toBe('/opt/claude desktop/app.asar');
  });

  test('the places of docs/formats/claude-desktop.md 12.1 are all looked at on macOS and Linux', () => {
    expect(archivePlaces(world('darwin', '/Users/ana'), nothing)).toEqual([
      '/system/Applications/Claude.app/Contents/Resources/app.asar',
      '/Users/ana/Applications/Claude.app/Contents/Resources/app.asar',
    ]);
    const linux = archivePlaces(world('linux', '/home/ana'), nothing);
    expect(linux).toContain('/system/usr/lib/claude-desktop/resources/app.asar');
    expect(linux).toContain('/system/opt/Claude/resources/app.asar');
  });

  test('on Windows the profile in use says which installer comes first, and of several versions the newest does', () => {
    const home = mkdtempSync(join(tmpdir(), 'home-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    for (const version of ['app-1.9.0', 'app-1.37937.3', 'app-1.100.0']) {
      mkdirSync(join(home, 'Local', 'AnthropicClaude', version), { recursive: true });
    }
    const packages = ['C:\\W\\Claude_2.9939.2.0_x64__pzs8sxrjxfjjc', 'C:\\W\\Claude_2.31226.0.0_x64__pzs8sxrjxfjjc'];
    const here = world('win32', home, { LOCALAPPDATA: join(home, 'Local') });
    const first = (rootKind: 'windows-store' | 'windows-classic'): string =>
      archivePlaces(here, { ...nothing, packages, rootKind })[0] ?? '';
    expect(first('windows-store')).toContain('Claude_2.31226.0.0_x64');
    expect(first('windows-classic')).toBe(
      join(home, 'Local', 'AnthropicClaude', 'app-1.37937.3', 'resources', 'app.asar'),
    );
  });

  test('a folder that the person names replaces all other places', () => {
    const places = archivePlaces(world('darwin', '/Users/ana', { [APP_VARIABLE]: '/Volumes/X/Claude.app' }), nothing);
    expect(places).toContain('/Volumes/X/Claude.app/Contents/Resources/app.asar');
    expect(places.every((place) => place.startsWith('/Volumes/X/'))).toBe(true);
  });
});

describe('the installed packages of Windows', () => {
  const key =
    'HKEY_CURRENT_USER\\Software\\Classes\\Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages';
  const listing = [
    '',
    `${key}\\Microsoft.WindowsCalculator_11.2_x64__8wekyb3d8bbwe`,
    '    PackageRootFolder    REG_SZ    C:\\Program Files\\WindowsApps\\Microsoft.WindowsCalculator_11.2_x64__8wekyb3d8bbwe',
    '',
    `${key}\\Claude_2.31226.0.0_x64__pzs8sxrjxfjjc`,
    `    PackageRootFolder    REG_SZ    ${store}`,
    '',
    `${key}\\AnthropicPBC.Claude_6.28899.0.0_x64__fnn82j28hfe8t`,
    '    PackageRootFolder    REG_SZ    D:\\WindowsApps\\AnthropicPBC.Claude_6.28899.0.0_x64__fnn82j28hfe8t',
    '',
    `${key}\\ClaudeLookalike.Claude_1_x64__abc`,
    '    PackageRootFolder    REG_SZ    C:\\Evil',
    '',
    'End of search: 4 match(es) found.',
  ].join('\r\n');

  test('both packages of Claude are found in the registry, and nobody else’s', () => {
    expect(parsePackageFolders(listing)).toEqual([
      store,
      'D:\\WindowsApps\\AnthropicPBC.Claude_6.28899.0.0_x64__fnn82j28hfe8t',
    ]);
  });

  test('a registry that cannot be asked names no package', async () => {
    expect(await listPackageFolders(() => Promise.resolve(null))).toEqual([]);
  });

  test('the name of the folder tells the version where its files may not be read', () => {
    expect(packageVersion(`${store}\\app\\resources\\app.asar`)).toBe('2.31226.0.0');
    expect(packageVersion('/opt/Claude/resources/app.asar')).toBeNull();
  });
});
