import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Scan } from '../../src/shared/model.ts';
import { cliScan, runCli } from '../support/cli.ts';
import { homeForTest } from '../support/for-test.ts';
import { PLATFORMS } from '../support/home.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import { fullHomeForTest } from './full-home.ts';

/** `--data-root` and `--config-dir` replace discovery; `--state-dir` is Ghostlight's own and never inside Claude's. */

const titles = (scan: Scan): string[] => scan.sessions.map(({ title }) => title).sort();

describe('every option of every command', () => {
  test('may stand before or behind the command, with a blank or with =', async () => {
    const { home, ids } = fullHomeForTest('win32');
    await runCli(['restore', ids.lost, '--yes', ...home.args()]);
    const [, dir = '', , platform = '', , stateDir = ''] = home.args();
    const ways: ((command: string[]) => string[])[] = [
      (command) => [...command, '--json', ...home.args()],
      (command) => ['--json', ...home.args(), ...command],
      (command) => [`--home=${dir}`, ...command, `--platform=${platform}`, '--json', `--state-dir=${stateDir}`],
    ];
    for (const command of [['scan'], ['show', ids.lost], ['restore', '--all'], ['undo'], ['receipts'], ['doctor']]) {
      const runs = await Promise.all(ways.map((way) => runCli(way(command))));
      const [first] = runs;
      expect(first, command.join(' ')).toMatchObject({ code: 0, stderr: '' });
      expect(first?.json()).toMatchObject({ schema: 1 });
      for (const run of runs) expect(run, command.join(' ')).toMatchObject({ code: 0, stdout: first?.stdout });
    }
  });
});

describe('--data-root and --config-dir', () => {
  test('replace discovery, and each may be given more than once', async () => {
    const home = homeForTest('linux');
    home.configDir().transcript({ title: 'In the usual folder' });
    home.configDir('.claude-work').transcript({ title: 'In the folder for work' });
    const other = home.configDir('other-claude');
    other.transcript({ title: 'In another folder' });
    const elsewhere = home.dataRootAt(path.join(home.box, 'elsewhere'));
    elsewhere.signedIn();
    home.dataRoot().signedIn();
    const roots = (scan: Scan): string[] => scan.dataRoots.map((root) => root.path);

    const found = await cliScan(home);
    expect(titles(found)).toEqual(['In the folder for work', 'In the usual folder']);
    expect(roots(found)).toEqual([home.dataRoot().path]);

    const named = await cliScan(home, '--config-dir', other.path, '--data-root', elsewhere.path);
    expect(titles(named)).toEqual(['In another folder']);
    expect(roots(named)).toEqual([elsewhere.path]);
    expect(named.dataRoots).toMatchObject([{ kind: 'chosen', live: true }]);

    const both = ['--config-dir', other.path, '--config-dir', home.configDir().path];
    const twoRoots = ['--data-root', elsewhere.path, `--data-root=${home.dataRoot().path}`];
    const several = await cliScan(home, ...both, ...twoRoots);
    expect(titles(several)).toEqual(['In another folder', 'In the usual folder']);
    expect(roots(several)).toEqual([elsewhere.path, home.dataRoot().path]);
  });

  test('may be relative to where the command is run', async () => {
    const { home, root } = fullHomeForTest('linux');
    const cwd = path.dirname(root.path);
    const run = await runCli(['scan', ...home.args(), '--data-root', path.basename(root.path), '--json'], { cwd });
    expect((run.json() as Scan).dataRoots).toMatchObject([{ path: root.path }]);
  });
});

describe('a folder that cannot be used', () => {
  const cases = ['--home', '--data-root', '--config-dir'].flatMap((option) =>
    ['does-not-exist', 'a-file'].map((name) => ({ option, name })),
  );

  test.each(cases)('$option $name is refused in a sentence', async ({ option, name }) => {
    const home = homeForTest('linux');
    fs.writeFileSync(path.join(home.box, 'a-file'), '');
    const folder = path.join(home.box, name);
    const run = await runCli(['scan', ...home.args(), option, folder, '--json']);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(`${folder} does not exist or is not a folder.`);
  });

  test.each(PLATFORMS)(
    'a state dir inside one of Claude’s folders is refused on %s, also by way of a link',
    async (platform) => {
      const { home, root } = fullHomeForTest(platform);
      const before = snapshot(home.path);
      const config = home.configDir().path;
      const link = path.join(home.box, 'a-link');
      fs.symlinkSync(config, link);
      for (const folder of [config, path.join(root.path, 'deep', 'inside'), path.join(link, 'inside')]) {
        for (const command of [['scan'], ['restore', '--all', '--yes']]) {
          const run = await runCli([...command, ...home.args(), '--state-dir', folder]);
          expect(run, folder).toMatchObject({ code: 1, stdout: '' });
          expect(run.stderr).toContain('inside Claude’s folder');
        }
      }
      expect(diffSnapshots(before, snapshot(home.path))).toEqual([]);
    },
  );

  test('a state dir inside Claude’s folder is refused even where other folders are looked at', async () => {
    const { home } = fullHomeForTest('linux');
    const other = home.configDir('other-claude').path;
    const inside = path.join(home.configDir().path, 'ghostlight');
    const run = await runCli(['scan', ...home.args(), '--config-dir', other, '--state-dir', inside]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    const own = homeForTest('linux');
    const ownInside = path.join(own.configDir().path, 'ghostlight');
    const env = { HOME: own.path, USERPROFILE: own.path };
    const foreign = await runCli(['scan', '--home', home.path, '--platform', 'linux', '--state-dir', ownInside], {
      env,
    });
    expect(foreign).toMatchObject({ code: 1, stdout: '' });
  });

  test('a name that only begins like Claude’s folder is not inside it', async () => {
    const { home } = fullHomeForTest('linux');
    const beside = `${home.configDir().path}-ghostlight`;
    const dots = path.join(home.box, '..ghostlight');
    for (const folder of [beside, dots]) {
      expect(await runCli(['scan', ...home.args(), '--state-dir', folder])).toMatchObject({ code: 0 });
    }
  });

  test('a file in the place of the state dir, or above it, is told at once, and nothing is written', async () => {
    const { home } = fullHomeForTest('linux');
    const file = path.join(home.box, 'a-file');
    fs.writeFileSync(file, 'not a folder');
    const before = snapshot(home.box);
    for (const stateDir of [file, path.join(file, 'below')]) {
      for (const command of [['scan'], ['restore', '--all', '--yes']]) {
        const run = await runCli([...command, ...home.args(), '--state-dir', stateDir]);
        expect(run).toMatchObject({ code: 1, stdout: '' });
        expect(run.stderr).toContain(`${file} is not a folder`);
      }
    }
    expect(diffSnapshots(before, snapshot(home.box))).toEqual([]);
  });
});

test('a scan works where its cache cannot be kept', async () => {
  const { home } = fullHomeForTest('linux');
  fs.mkdirSync(home.stateDir);
  fs.writeFileSync(path.join(home.stateDir, 'cache'), 'in the way');
  expect((await cliScan(home)).sessions).toHaveLength(9);
});

test('a receipt that cannot be kept keeps a restore from changing anything', async () => {
  const { home } = fullHomeForTest('linux');
  fs.mkdirSync(home.stateDir);
  fs.writeFileSync(path.join(home.stateDir, 'receipts'), 'in the way');
  const before = snapshot(home.path);
  const run = await runCli(['restore', '--all', '--yes', ...home.args()]);
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(/^Nothing was changed/);
  expect(diffSnapshots(before, snapshot(home.path))).toEqual([]);
});
