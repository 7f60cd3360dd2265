import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RestoreResult } from '../../src/shared/model.ts';
import { cliRestore, cliScan, cliUndo, runCli } from '../support/cli.ts';
import { homeForTest } from '../support/for-test.ts';
import { PLATFORMS } from '../support/home.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../support/ids.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import { BROUGHT_BACK, fullHomeForTest } from './full-home.ts';

const sessionsOf = ({ actions }: RestoreResult): string[] => actions.map(({ session }) => session).sort();

test.each(PLATFORMS)('without --yes no command writes into the home, on %s', async (platform) => {
  const { home, ids } = fullHomeForTest(platform);
  const before = snapshot(home.path);
  for (const command of [['scan'], ['show', ids.lost], ['restore', '--all'], ['receipts'], ['doctor']]) {
    expect((await runCli([...command, ...home.args()])).code, command.join(' ')).toBe(0);
  }
  expect(diffSnapshots(before, snapshot(home.path))).toEqual([]);
  await cliRestore(home, '--all', '--yes');
  const restored = snapshot(home.path);
  expect(diffSnapshots(before, restored)).toHaveLength(BROUGHT_BACK.length);
  await cliUndo(home);
  expect(diffSnapshots(restored, snapshot(home.path))).toEqual([]);
  await cliUndo(home, '--yes');
  expect(diffSnapshots(before, snapshot(home.path))).toEqual([]);
});

describe('which conversations', () => {
  test('a beginning of an id, an id in capitals and the name of an entry all mean the conversation', async () => {
    const { home, ids } = fullHomeForTest('linux');
    const { lost } = ids;
    for (const name of [lost.slice(0, 8), lost.toUpperCase(), `local_${lost}`]) {
      expect(sessionsOf(await cliRestore(home, name)), name).toEqual([lost]);
    }
  });

  test('an unknown id, too short a beginning and one that fits several are refused, each in a sentence', async () => {
    const home = homeForTest('linux');
    const config = home.configDir();
    for (const end of ['1', '2']) config.transcript({ id: `abcd1234-0000-4000-8000-00000000000${end}` });
    home.dataRoot().signedIn();
    const refused: [string, RegExp][] = [
      ['dddddddd', /There is no conversation dddddddd\./],
      ['00000000-0000-4000-8000-000000000000', /There is no conversation 0{8}/],
      ['abc', /at least four characters/],
      ['abcd1234', /could be any of 2 conversations \(abcd1234-.*give more of the id/],
      ['../../etc/passwd', /There is no conversation/],
    ];
    for (const [id, says] of refused) {
      for (const command of ['restore', 'show']) {
        const run = await runCli([command, id, ...home.args(), '--json']);
        expect(run, id).toMatchObject({ code: 1, stdout: '' });
        expect(run.stderr).toMatch(says);
      }
    }
  });

  test('what is no id is no path, no key and no receipt', async () => {
    const { home, ids } = fullHomeForTest('linux');
    await cliRestore(home, ids.lost, '--yes');
    const before = snapshot(home.path);
    for (const id of ['', '../../../etc/passwd', '__proto__', 'constructor', 'local_', '.*', 'x'.repeat(5_000)]) {
      for (const args of [['show'], ['restore', '--yes'], ['undo', '--yes']]) {
        const run = await runCli([...args, id, ...home.args()]);
        expect(run, [...args, id.slice(0, 20)].join(' ')).toMatchObject({ code: 1, stdout: '' });
        expect(run.stderr).toMatch(/^There is no (conversation|receipt) /);
      }
    }
    expect(diffSnapshots(before, snapshot(home.path))).toEqual([]);
  });

  test('what is in the sidebar already needs nothing, and that is no failure', async () => {
    const { home, ids } = fullHomeForTest('linux');
    const run = await runCli(['restore', ids.listed, '--yes', ...home.args()]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^Nothing to bring back/);
    expect(await cliRestore(home, ids.listed, '--yes')).toMatchObject({ actions: [], refused: [], receipt: null });
  });

  test('what was deleted is refused with the word that would bring it back, and comes with it', async () => {
    const { home, ids } = fullHomeForTest('linux');
    const before = snapshot(home.path);
    const run = await runCli(['restore', ids.deleted, '--yes', ...home.args()]);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/You deleted it .* add --include deleted\./);
    expect(diffSnapshots(before, snapshot(home.path))).toEqual([]);
    expect(sessionsOf(await cliRestore(home, ids.deleted, '--include', 'deleted'))).toEqual([ids.deleted]);
  });

  test('what cannot be brought back is refused, and the others are brought back', async () => {
    const { home, ids } = fullHomeForTest('linux');
    const run = await runCli(['restore', ids.unavailable, ids.lost, '--yes', '--json', ...home.args()]);
    expect(run.code).toBe(1);
    expect(run.json()).toMatchObject({
      dryRun: false,
      actions: [{ session: ids.lost }],
      refused: [{ session: ids.unavailable }],
    });
    expect((await cliScan(home)).sessions.find(({ id }) => id === ids.lost)?.status).toBe('listed');
  });

  test('--include adds kinds, separated by commas or repeated', async () => {
    const { home, ids } = fullHomeForTest('linux');
    const usual = BROUGHT_BACK.map((fate) => ids[fate]);
    const withCli = [...usual, ids.cli].sort();
    const withBoth = [...withCli, ids.deleted].sort();
    expect(sessionsOf(await cliRestore(home, '--all', '--include', 'cli'))).toEqual(withCli);
    expect(sessionsOf(await cliRestore(home, '--all', '--include', 'cli, deleted'))).toEqual(withBoth);
    expect(sessionsOf(await cliRestore(home, '--include=cli', '--all', '--include=deleted'))).toEqual(withBoth);
  });
});

describe('into whose sidebar', () => {
  const OTHER = ['--account', OTHER_ACCOUNT, '--organization', OTHER_ORGANIZATION];

  test('the plan names the account by its address, says why, and how to choose another', async () => {
    const { home, root } = fullHomeForTest('linux');
    const other = root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION);
    const record = path.join(other.path, other.recordFiles()[0] ?? '');
    const text = fs.readFileSync(record, 'utf8');
    fs.writeFileSync(record, text.replaceAll('ana@example.test', 'ben@example.test'));
    const { stdout } = await runCli(['restore', '--all', ...home.args()]);
    expect(stdout).toContain('Into the sidebar of ana@example.test. Claude’s log names it at Claude’s last start.');
    expect(stdout).toContain('To choose another, such as ben@example.test, add:');
    expect(stdout).toContain(`--account ${OTHER_ACCOUNT} --organization ${OTHER_ORGANIZATION}`);
  });

  test('two accounts or organizations of one address are told apart', async () => {
    const { home } = fullHomeForTest('linux');
    const { stdout } = await runCli(['restore', '--all', ...home.args()]);
    const name = (...ids: string[]): string => {
      const [account, organization] = ids.map((id) => id.slice(0, 8));
      return `ana@example.test, account ${account}, organization ${organization}`;
    };
    expect(stdout).toContain(`Into the sidebar of ${name(ACCOUNT, ORGANIZATION)}. Claude’s log`);
    expect(stdout).toContain(`To choose another, such as ${name(OTHER_ACCOUNT, OTHER_ORGANIZATION)}, add:`);
  });

  test('the chosen account is taken, in whatever case its ids are typed', async () => {
    const { home, root, ids } = fullHomeForTest('linux');
    const result = await cliRestore(
      home,
      ids.listed,
      ...OTHER.map((word) => word.toUpperCase().replace(/^--(.*)/, (flag) => flag.toLowerCase())),
      '--yes',
    );
    expect(result.target).toEqual({
      accountId: OTHER_ACCOUNT,
      organizationId: OTHER_ORGANIZATION,
      dataRoot: root.path,
    });
    expect(path.dirname(result.actions[0]?.path ?? '')).toBe(root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).path);
  });

  test('where the account is in doubt, nothing is planned; every account is listed with the command that chooses it', async () => {
    const { home, root } = fullHomeForTest('linux');
    for (const name of ['config.json', 'plan-usage-history.json', 'logs'])
      fs.rmSync(path.join(root.path, name), { recursive: true });
    const scan = await runCli(['scan', ...home.args()]);
    expect(scan.stdout).toContain('It is not certain whose sidebar Claude shows now');
    const run = await runCli(['restore', '--all', ...home.args()]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    const commands = run.stderr.split('\n').filter((line) => line.startsWith('  ghostlight '));
    expect(commands).toEqual([
      `  ghostlight restore --all ${home.args().join(' ')} --account ${ACCOUNT} --organization ${ORGANIZATION}`,
      `  ghostlight restore --all ${home.args().join(' ')} ${OTHER.join(' ')}`,
    ]);
    expect(run.stderr).toMatch(
      /^ana@example\.test, account [0-9a-f]{8}, organization [0-9a-f]{8} \(\d entries\)\n {2}Entries of the sidebar are kept for it\./m,
    );
    const typed = commands[0]?.trim().split(' ').slice(1) ?? [];
    expect((await runCli(typed)).stdout).toContain('Into the sidebar of ana@example.test');
  });

  test('an account that was never used here is refused with the ones that were', async () => {
    const { home, root } = fullHomeForTest('linux');
    const before = snapshot(root.path);
    const wrong = ['--account', ORGANIZATION, '--organization', ACCOUNT];
    const run = await runCli(['restore', '--all', '--yes', ...home.args(), ...wrong]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('never used with this account and organization');
    expect(run.stderr).toContain(`--account ${ACCOUNT} --organization ${ORGANIZATION}\n`);
    expect(run.stderr).not.toContain(wrong.join(' '));
    expect(diffSnapshots(before, snapshot(root.path))).toEqual([]);
  });

  test('where two installations look alike, the person names one', async () => {
    const home = homeForTest('linux');
    home.configDir().transcript();
    const clone = home.dataRoot('clone');
    for (const root of [home.dataRoot(), clone]) root.pair().create();
    for (const root of [home.dataRoot(), clone]) root.bridgeState([]);
    const run = await runCli(['restore', '--all', ...home.args()]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(`--data-root ${clone.path}\n`);
    expect(run.stderr).toContain(`--data-root ${home.dataRoot().path}\n`);
  });

  test('without Claude Desktop there is no sidebar to restore into', async () => {
    const home = homeForTest('linux');
    home.configDir().transcript();
    const run = await runCli(['restore', '--all', ...home.args()]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(/there is no sidebar/);
  });
});

describe('undo', () => {
  test('knows a receipt by its beginning; an unknown one, one that was undone and none at all are refused', async () => {
    const { home } = fullHomeForTest('linux');
    const fails = async (says: RegExp, ...args: string[]): Promise<void> => {
      const run = await runCli(['undo', ...args, ...home.args(), '--json']);
      expect(run).toMatchObject({ code: 1, stdout: '' });
      expect(run.stderr).toMatch(says);
    };
    await fails(/There is no restore to undo/);
    const { receipt } = await cliRestore(home, '--all', '--yes');
    await fails(/There is no receipt 19990101/, '19990101', '--yes');
    expect((await cliUndo(home, String(receipt).slice(0, 15), '--yes')).receipt).toBe(receipt);
    await fails(/was undone already/, String(receipt), '--yes');
    await fails(/There is no restore to undo/, '--yes');
  });

  test('leaves what was changed since, says so, and takes back the rest', async () => {
    const { home, ids } = fullHomeForTest('linux');
    const { actions } = await cliRestore(home, ids.lost, ids.elsewhere, '--yes');
    const changed = actions.find(({ session }) => session === ids.lost);
    fs.writeFileSync(changed?.path ?? '', JSON.stringify({ ...changed?.record, title: 'Renamed in Claude' }));
    const run = await runCli(['undo', '--yes', ...home.args()]);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(new RegExp(`^Left as it is: ${ids.lost.slice(0, 8)}`));
    const statuses = new Map((await cliScan(home)).sessions.map(({ id, status }) => [id, status]));
    expect([statuses.get(ids.lost), statuses.get(ids.elsewhere)]).toEqual(['listed', 'ghost']);
  });

  test('is told in words, and the receipts say what became of each', async () => {
    const { home } = fullHomeForTest('linux');
    expect((await runCli(['receipts', ...home.args()])).stdout).toBe('Nothing was restored yet.\n');
    const { receipt } = await cliRestore(home, '--all', '--yes');
    const receipts = async (): Promise<string> => (await runCli(['receipts', ...home.args()])).stdout;
    expect(await receipts()).toMatch(
      new RegExp(`${receipt}.*4 entries\\)\n  Brought back; Claude was not started since`),
    );
    const undo = await runCli(['undo', ...home.args()]);
    expect(undo.stdout).toContain('3 entries will be taken out of Claude’s sidebar again, 1 entry will be put back');
    expect(undo.stdout).toContain(`ghostlight undo ${receipt} --yes`);
    expect((await runCli(['undo', '--yes', ...home.args()])).stdout).toContain('as they were before');
    expect(await receipts()).toMatch(/\n {2}Undone\.\n/);
  });

  test('has nothing left to do where the person removed the entries in Claude, and the restore before it comes next', async () => {
    const { home, ids } = fullHomeForTest('linux');
    const first = await cliRestore(home, ids.lost, '--yes');
    const second = await cliRestore(home, ids.elsewhere, '--yes');
    fs.rmSync(second.actions[0]?.path ?? '');
    expect(await cliUndo(home, '--yes')).toMatchObject({ dryRun: false, receipt: second.receipt, actions: [] });
    expect(await cliUndo(home, '--yes')).toMatchObject({ dryRun: false, receipt: first.receipt });
  });

  test('and receipts say which receipt is spoilt rather than that there is none', async () => {
    const { home, ids } = fullHomeForTest('linux');
    const { receipt } = await cliRestore(home, ids.lost, '--yes');
    const file = path.join(home.stateDir, 'receipts', `${receipt}.json`);
    fs.truncateSync(file, 100);
    const listed = await runCli(['receipts', ...home.args()]);
    expect(listed).toMatchObject({ code: 0, stdout: `A receipt cannot be used any more: ${file} is no receipt.\n` });
    const undone = await runCli(['undo', '--yes', ...home.args()]);
    expect(undone).toMatchObject({ code: 1, stderr: `There is no restore to undo. ${file} is no receipt.\n` });
  });

  test('is confirmed by Claude in as many words once it was started', async () => {
    const { home, root, ids } = fullHomeForTest('linux');
    const { receipt, target } = await cliRestore(home, ids.lost, '--yes');
    if (target === null) throw new Error('it was restored');
    root.started(target, root.pair().recordFiles().length, Date.now() + 5_000);
    const { stdout } = await runCli(['receipts', ...home.args()]);
    expect(stdout).toContain(`${receipt}`);
    expect(stdout).toContain('  Brought back; confirmed by Claude: 1 of 1.');
  });
});
