import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Diagnosis, RestoreResult, Scan } from '../../src/shared/model.ts';
import { makeAppArchive, type ArchiveContents } from '../support/app-archive.ts';
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
  return { ...full, run: (...args) => runCli([...args, '--state-dir', stateDir], { env: ownEnv(home) }) };
}

const ownEnv = (home: string): Record<string, string> => ({
  HOME: home,
  XDG_CONFIG_HOME: path.join(home, '.config'),
  CLAUDE_CONFIG_DIR: '',
});

/** A home of this user with a Claude installed that holds what is said; null: none is installed. */
async function homeWithClaude(contents: ArchiveContents | null): Promise<OwnHome> {
  const own = ownHome();
  const app = path.join(own.home.box, 'opt', 'Claude');
  if (contents !== null) await makeAppArchive(path.join(app, 'resources', 'app.asar'), contents);
  const env = { ...ownEnv(own.home.path), GHOSTLIGHT_CLAUDE_APP: app };
  return { ...own, run: (...args) => runCli([...args, '--state-dir', own.home.stateDir], { env }) };
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

const UNFAMILIAR = { version: '7.1.0', without: ['archived-sessions.idx'] };

describe.runIf(isLinux)('the installed Claude', () => {
  test('a version that Ghostlight was checked with is named in the plan and by the doctor', async () => {
    const own = await homeWithClaude({ version: '2.31226.0' });
    const plan = (await own.run('restore', '--all', '--json')).json() as RestoreResult;
    expect(plan).toMatchObject({ app: { kind: 'known', version: '2.31226.0' }, blocked: null });
    const doctor = (await own.run('doctor', '--json')).json() as Diagnosis;
    expect(doctor.app.kind).toBe('known');
    expect(doctor.findings.map(({ what }) => what)).toContain(plan.app.sentence);
    expect((await own.run('restore', '--all')).stdout).toContain('Claude 2.31226.0 is installed.');
  });

  test('a new version with everything in it is written for, and the plan says that it is new', async () => {
    const own = await homeWithClaude({ version: '6.28899.0' });
    const done = (await own.run('restore', '--all', '--yes', '--json')).json() as RestoreResult;
    expect(done).toMatchObject({ dryRun: false, app: { kind: 'familiar' }, blocked: null });
    expect(done.app.sentence).toContain('was not checked with this version');
    expect((await own.run('undo', '--yes')).code).toBe(0);
  });

  test('nothing is written for a version that lacks what Ghostlight relies on', async () => {
    const own = await homeWithClaude(UNFAMILIAR);
    const before = snapshot(own.home.path);
    const refused = await own.run('restore', '--all', '--yes');
    expect(refused.code).toBe(1);
    expect(refused.stderr.replace(/\s+/g, ' ')).toMatch(
      /^Nothing was written\. Claude 7\.1\.0 is installed\. It may keep/,
    );
    expect((await own.run('restore', own.ids.lost, '--yes')).code).toBe(1);
    expect((await own.run('restore', '--all', '--anyway', '--yes')).code).toBe(1);
    expect(diffSnapshots(before, snapshot(own.home.path))).toEqual([]);
    const plan = await own.run('restore', '--all', '--json');
    expect(plan.code).toBe(1);
    expect(plan.json()).toMatchObject({
      dryRun: true,
      app: { kind: 'unfamiliar', missing: ['archived-sessions.idx'] },
    });
    expect((await own.run('scan')).code).toBe(0);
    expect((await own.run('show', own.ids.lost)).code).toBe(0);
  });

  test('a single conversation can be added for an unfamiliar version by who insists, and taken back', async () => {
    const own = await homeWithClaude(UNFAMILIAR);
    const before = snapshot(own.home.path);
    const done = await own.run('restore', own.ids.lost, '--anyway', '--yes', '--json');
    expect(done.code).toBe(0);
    expect((done.json() as RestoreResult).actions).toHaveLength(1);
    expect((await own.run('undo', '--yes')).code).toBe(0);
    expect(diffSnapshots(before, snapshot(own.home.path))).toEqual([]);
  });

  test('without a program of Claude’s nothing is refused, and the plan says that it could not be checked', async () => {
    const own = await homeWithClaude(null);
    const done = (await own.run('restore', '--all', '--yes', '--json')).json() as RestoreResult;
    expect(done).toMatchObject({ dryRun: false, app: { kind: 'not-found' } });
    expect(done.app.sentence).toContain('could not be checked');
  });
});
