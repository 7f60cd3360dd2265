import { describe, expect, test } from 'vitest';
import { version } from '../../package.json' with { type: 'json' };
import { runCli } from '../support/cli.ts';
import { homeForTest } from '../support/for-test.ts';
import { ACCOUNT } from '../support/ids.ts';

/** Exit code 2, a sentence on standard error, nothing on standard output. */
const WRONG: [why: string, args: string[], says: RegExp][] = [
  ['an unknown command', ['frobnicate'], /no command 'frobnicate'/],
  ['an unknown command before --json', ['frobnicate', '--json'], /no command 'frobnicate'/],
  ['an unknown option', ['scan', '--frobnicate'], /unknown option '--frobnicate'/],
  ['an unknown option without a command', ['--frobnicate'], /unknown option '--frobnicate'/],
  ['a platform that does not exist', ['scan', '--platform', 'amiga'], /win32, darwin, linux/],
  ['an option without its value', ['scan', '--home'], /argument missing/],
  ['a superfluous argument', ['scan', 'everything'], /too many arguments/],
  ['show without an id', ['show'], /missing required argument/],
  ['restore without ids and without --all', ['restore'], /give --all/],
  ['restore with ids and with --all', ['restore', '1c5c92dd', '--all'], /not both/],
  ['export without a folder', ['export', '1c5c92dd'], /'--out <dir>' not specified/],
  ['export without ids and without --all', ['export', '--out', 'x'], /give --all/],
  ['export with ids and with --all', ['export', '1c5c92dd', '--all', '--out', 'x'], /not both/],
  ['export in an unknown format', ['export', '1c5c92dd', '--out', 'x', '--format', 'pdf'], /md, html, json/],
  ['an unknown word for --include', ['restore', '--all', '--include', 'cli,everything'], /"everything" is none of cli/],
  ['--account alone', ['restore', '--all', '--account', ACCOUNT], /go together/],
  ['--organization alone', ['restore', '--all', '--organization', ACCOUNT], /go together/],
  ['an account that is no id', ['restore', '--all', '--account', '../..', '--organization', ACCOUNT], /not an id/],
];

test.each(WRONG)('%s is wrong usage', async (_, args, says) => {
  const run = await runCli(args);
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(says);
  expect(run.stderr).toMatch(/Try --help/);
});

const COMMANDS = ['scan', 'show', 'restore', 'undo', 'receipts', 'doctor', 'export'];
const OPTIONS = ['--home', '--platform', '--data-root', '--config-dir', '--state-dir', '--json'];

describe('--help', () => {
  test('of the program names every command and says that nothing is written without --yes', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(stdout).toContain('Nothing is ever written without --yes');
    expect(stdout).toContain('Examples:');
  });

  test.each(COMMANDS)('of %s shows its options, the ones that every command takes, and examples', async (command) => {
    const { code, stdout } = await runCli([command, '--help']);
    expect(code).toBe(0);
    for (const option of OPTIONS) expect(stdout).toContain(option);
    expect(stdout).toContain(`Examples:\n  ghostlight ${command}`);
  });

  test('is also what `help` shows', async () => {
    const help = await runCli(['help', 'restore']);
    expect(help).toMatchObject({ code: 0, stdout: (await runCli(['restore', '--help'])).stdout });
    expect((await runCli(['help'])).code).toBe(0);
  });

  test('fits into 80 columns, the longest example aside', async () => {
    const { stdout } = await runCli(['restore', '--help']);
    expect(stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('Without --yes'))).toEqual([]);
  });
});

test('--version prints the version of the package', async () => {
  expect(await runCli(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('wrong usage is told before anything is read or written', async () => {
  const home = homeForTest('linux');
  const run = await runCli(['restore', ...home.args(), '--home', '/does/not/exist']);
  expect(run.code).toBe(2);
});
