import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Diagnosis, RestoreResult, Scan } from '../../src/shared/model.ts';
import { runCli } from '../support/cli.ts';
import type { CliRun } from '../support/cli.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import { fullHomeForTest, type FullHome } from './full-home.ts';

/**
 * The home of whoever runs this, without `--home`: what runs on this machine counts. A process that is found by the
 * path of its executable stands for Claude Desktop. Only where the kernel shows processes as Linux does.
 */
const isLinux = process.platform === 'linux';

interface OwnHome extends FullHome {
  run: (...args: string[]) => Promise<CliRun>;
}

function ownHome(): OwnHome {
  const full = fullHomeForTest('linux');
  const { path: home, stateDir } = full.home;
  const env = { HOME: home, XDG_CONFIG_HOME: path.join(home, '.config'), CLAUDE_CONFIG_DIR: '' };
  return { ...full, run: (...args) => runCli([...args, '--state-dir', stateDir], { env }) };
}

async function startSleeping(executable: string): Promise<ChildProcess> {
  fs.mkdirSync(path.dirname(executable), { recursive: true });
  fs.copyFileSync('/bin/sleep', executable);
  const child = spawn(executable, ['60'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child;
}

const startClaude = ({ home }: FullHome): Promise<ChildProcess> =>
  startSleeping(path.join(home.box, 'usr', 'lib', 'claude-desktop', 'claude-desktop'));

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe.runIf(isLinux)('this user’s own home', () => {
  test('is looked at without --home, restored and undone', async () => {
    const own = ownHome();
    const before = snapshot(own.home.path);
    const scan = (await own.run('scan', '--json')).json() as Scan;
    expect(scan).toMatchObject({ home: own.home.path, platform: 'linux' });
    const done = (await own.run('restore', '--all', '--yes', '--json')).json() as RestoreResult;
    expect(done.actions).toHaveLength(4);
    expect((await own.run('undo', '--yes')).code).toBe(0);
    expect(diffSnapshots(before, snapshot(own.home.path))).toEqual([]);
  });

  test('while Claude runs, entries are added with a word about it; nothing is replaced and nothing undone', async () => {
    const own = ownHome();
    const claude = await startClaude(own);
    expect((await own.run('doctor', '--json')).json() as Diagnosis).toMatchObject({ claudeRunning: true });

    const added = await own.run('restore', own.ids.lost, '--yes', '--json');
    expect(added.code).toBe(0);
    const result = added.json() as RestoreResult;
    expect(result.actions).toMatchObject([{ kind: 'create' }]);
    expect(result.warnings).toEqual([
      expect.stringMatching(/^Claude is running: the entries show once it is quit/),
      expect.any(String),
    ]);

    const before = snapshot(own.home.path);
    const replaced = await own.run('restore', own.ids.damaged, '--yes');
    expect(replaced.code).toBe(1);
    expect(replaced.stderr).toMatch(/only safe with Claude closed\. Quit Claude completely/);
    const undone = await own.run('undo', '--yes');
    expect(undone.code).toBe(1);
    expect(undone.stderr).toMatch(/Claude is running.* Quit Claude completely and try again/);
    expect(diffSnapshots(before, snapshot(own.home.path))).toEqual([]);

    await end(claude);
    expect((await own.run('restore', own.ids.damaged, '--yes')).code).toBe(0);
    expect((await own.run('undo', String(result.receipt), '--yes')).code).toBe(0);
  });

  test('a conversation that a living process has open is in use and is not restored until it is closed', async () => {
    const own = ownHome();
    const { lost } = own.ids;
    const cli = await startSleeping(path.join(own.home.box, 'usr', 'local', 'bin', 'claude'));
    const cwd = own.home.cwd();
    own.home.configDir().liveSession(cli.pid ?? 0, { id: lost, cwd }, { startedAt: Date.now() });
    own.home.configDir().liveSession(2 ** 22 + 1, { id: own.ids.elsewhere, cwd });

    const scan = (await own.run('scan', '--json')).json() as Scan;
    expect(scan.sessions.filter(({ inUse }) => inUse).map(({ id }) => id)).toEqual([lost]);
    const refused = await own.run('restore', lost, own.ids.elsewhere, '--yes', '--json');
    expect(refused.code).toBe(1);
    expect(refused.json()).toMatchObject({ actions: [{ session: own.ids.elsewhere }], refused: [{ session: lost }] });
    expect(refused.stderr).toMatch(/Close it first/);

    await end(cli);
    expect((await own.run('restore', lost, '--yes')).code).toBe(0);
  });
});

describe.runIf(isLinux)(
  'this user’s own profile, looked at along with another home, is one that Claude may use',
  () => {
    test.each([
      ['named', (own: OwnHome, profile: string) => ['--home', own.home.box, '--data-root', profile]],
      [
        'linked',
        (own: OwnHome, profile: string) => {
          const other = path.join(own.home.box, 'old-disk');
          fs.mkdirSync(path.join(other, '.config'), { recursive: true });
          fs.symlinkSync(profile, path.join(other, '.config', 'Claude'));
          return ['--home', other];
        },
      ],
      [
        'named with another platform',
        (_: OwnHome, profile: string) => ['--platform', 'darwin', '--data-root', profile],
      ],
    ])('%s', async (_, argsFor) => {
      const own = ownHome();
      const profile = path.join(own.home.path, '.config', 'Claude');
      const args = [...argsFor(own, profile), '--config-dir', own.home.configDir().path];
      await startClaude(own);
      expect((await own.run('doctor', '--json', ...args)).json() as Diagnosis).toMatchObject({ claudeRunning: true });
      const before = snapshot(own.home.path);
      const replaced = await own.run('restore', own.ids.damaged, '--yes', ...args);
      expect(replaced.code).toBe(1);
      expect(replaced.stderr).toMatch(/only safe with Claude closed\. Quit Claude completely/);
      expect(diffSnapshots(before, snapshot(own.home.path))).toEqual([]);
    });
  },
);

test.runIf(isLinux)('a home that is not this user’s has nothing to do with what runs here', async () => {
  const full = fullHomeForTest('linux');
  const claude = await startClaude(full);
  full.home.configDir().liveSession(claude.pid ?? 0, { id: full.ids.lost, cwd: full.home.cwd() });
  const run = await runCli(['restore', '--all', '--yes', '--json', ...full.home.args()]);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect((run.json() as RestoreResult).actions.map(({ kind }) => kind)).toContain('replace');
  const doctor = (await runCli(['doctor', '--json', ...full.home.args()])).json() as Diagnosis;
  expect(doctor.claudeRunning).toBe(false);
});
