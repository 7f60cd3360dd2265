import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RestoreResult, Scan } from '../../src/shared/model.ts';
import { cliScan, runCli } from '../support/cli.ts';
import { loadSidebar } from '../support/claude-loader.ts';
import { homeForTest } from '../support/for-test.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import { fullHomeForTest } from './full-home.ts';
import { hasColours, runOnTerminal } from './on-terminal.ts';

const SAMPLE = path.join(import.meta.dirname, '..', '..', 'resources', 'sample', 'home');

describe('without a command', () => {
  test('a home with Claude in it is scanned', async () => {
    const { home } = fullHomeForTest('linux');
    const [bare, scan] = await Promise.all([[], ['scan']].map((args) => runCli([...args, ...home.args()])));
    expect(bare).toEqual({ ...scan, json: expect.any(Function) as unknown });
    const json = await runCli(['--json', ...home.args()]);
    expect(json.json()).toEqual(await cliScan(home));
  });

  test('where there is no trace of Claude, the sample is shown, and the first line says so', async () => {
    const run = await runCli([]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^SAMPLE – this is not your data\.\n/);
    expect(run.stdout).toContain('10 conversations are missing from Claude’s sidebar. Nothing is lost');
    expect((await runCli(['--json'])).json()).toMatchObject({ sample: true, schema: 1 });
  });

  test('on a terminal that line is bold', async () => {
    const { stdout } = await runOnTerminal([], { columns: 80 });
    expect(stdout.startsWith(`${String.fromCharCode(27)}[1mSAMPLE`)).toBe(true);
    expect(hasColours(stdout)).toBe(true);
  });

  test('a home that the person named is never replaced by the sample', async () => {
    const home = homeForTest('linux');
    const { code, stdout } = await runCli(home.args());
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Claude Desktop was not found in this home folder\.\nNo conversation was found either/);
  });
});

describe('the sample', () => {
  /** A copy of the sample; its files have the dates of this moment, as after `git clone`. */
  function sampleForTest(): { args: string[]; home: string } {
    const { box, stateDir } = homeForTest('linux');
    const home = path.join(box, 'sample');
    fs.cpSync(SAMPLE, home, { recursive: true });
    return { home, args: ['--home', home, '--platform', 'linux', '--state-dir', stateDir] };
  }

  test('shows every way of getting lost that makes sense on Linux, and what is not lost', async () => {
    const { args } = sampleForTest();
    const { sessions, problems, skipped, pairs } = (await runCli(['scan', '--json', ...args])).json() as Scan;
    const count = (fate: string): number => sessions.filter(({ status, cause }) => (cause ?? status) === fate).length;
    const fates = new Set(sessions.map(({ status, cause }) => cause ?? status));
    expect(Object.fromEntries([...fates].map((fate) => [fate, count(fate)]))).toEqual({
      'save-failed': 4,
      'record-damaged': 1,
      'link-lost': 1,
      'other-account': 2,
      'record-lost': 2,
      'never-listed': 1,
      listed: 2,
      archived: 1,
      deleted: 1,
      unavailable: 1,
    });
    expect({ problems, skipped }).toEqual({ problems: [], skipped: {} });
    expect(pairs.map(({ label, active }) => [label, active])).toEqual([
      ['mia@example.com', true],
      ['mia.work@example.com', false],
    ]);
    expect(new Set(sessions.map(({ originCwd }) => originCwd)).size).toBe(3);
    expect(sessions.every(({ createdAt }) => new Date(createdAt ?? 0).getUTCFullYear() === 2026)).toBe(true);
  });

  test('says the same whatever the dates of its files and the time zone are', async () => {
    const { args, home } = sampleForTest();
    const look = async (TZ: string): Promise<unknown> => {
      const { sessions, ...scan } = (await runCli(['scan', '--json', ...args], { env: { TZ } })).json() as Scan;
      // Whatever was written a moment ago counts as being written.
      return { ...scan, sessions: sessions.map((session) => ({ ...session, inUse: false })) };
    };
    const first = await look('UTC');
    const files = fs.readdirSync(home, { recursive: true, encoding: 'utf8' });
    files.forEach((name, n) => fs.utimesSync(path.join(home, name), n * 86_400, n * 86_400));
    expect(await look('Asia/Tokyo')).toEqual(first);
    files.forEach((name) => fs.utimesSync(path.join(home, name), 2e9, 2e9));
    expect(await look('America/Los_Angeles')).toEqual(first);
  });

  test('can be restored, and Claude would show all of it', async () => {
    const { args, home } = sampleForTest();
    const { actions, target } = (
      await runCli(['restore', '--all', '--yes', '--json', ...args])
    ).json() as RestoreResult;
    expect(new Set(actions.map(({ kind }) => kind))).toEqual(
      new Set(['create', 'copy', 'promote', 'replace', 'relink']),
    );
    const { dataRoot = '', accountId = '', organizationId = '' } = target ?? {};
    const configDirs = [path.join(home, '.claude')];
    const sidebar = loadSidebar(dataRoot, accountId, organizationId, configDirs, 'linux');
    const opened = sidebar.rows.filter(({ opens }) => opens === 'conversation').map(({ cliSessionId }) => cliSessionId);
    expect(opened).toEqual(expect.arrayContaining(actions.map(({ session }) => session)));
  });

  test('every conversation of it can be read', async () => {
    const { args } = sampleForTest();
    const { sessions } = (await runCli(['scan', '--json', ...args])).json() as Scan;
    for (const { id, status, turns, title } of sessions.filter(({ transcript }) => transcript !== null)) {
      const { stdout } = await runCli(['show', id, ...args]);
      expect(stdout, `${status} ${title}`).toContain(title);
      expect(stdout.split('\nYou\n')).toHaveLength(turns + 1);
    }
  });

  test('is never written to by looking at it', async () => {
    const before = snapshot(SAMPLE);
    await runCli([]);
    expect(diffSnapshots(before, snapshot(SAMPLE))).toEqual([]);
  });

  test('has no real names or addresses, and each file is small', () => {
    for (const name of fs.readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' })) {
      const file = path.join(SAMPLE, name);
      if (!fs.statSync(file).isFile()) continue;
      const text = fs.readFileSync(file, 'utf8');
      expect(text.length, name).toBeLessThan(20_000);
      for (const [address] of text.matchAll(/[\w.]+@[\w.]+\w/g)) expect(address).toMatch(/@example\.com$/);
    }
  });
});
