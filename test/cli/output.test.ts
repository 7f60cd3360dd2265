import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cliScan, runCli } from '../support/cli.ts';
import { homeForTest } from '../support/for-test.ts';
import type { FakeHome } from '../support/home.ts';
import { fullHomeForTest } from './full-home.ts';
import { hasColours, placed, runOnTerminal, withoutColours } from './on-terminal.ts';

const TITLES = [
  'A perfectly ordinary title that is much longer than what a narrow terminal has room for, and goes on',
  '你好世界,这是一个非常长的标题,用来测试终端的宽度是否正确地被计算出来,好吗',
  '👩‍👩‍👧‍👦👨‍👩‍👧‍👦 family 👩🏽‍💻 coding 🏳️‍🌈 flags 🇩🇪🇫🇷🇯🇵🇧🇷🇨🇦 1️⃣ ❤️ ✈️',
  '한국어 제목과 日本語のタイトルとعنوان بالعربية',
  'नमस्ते दुनिया यह एक लंबा शीर्षक है',
  'e\u0301e\u0301 Z\u0351\u036bA\u0349L\u0353G\u0320O',
  '👍'.repeat(90),
  'x',
];

function titledHome(titles: readonly string[] = TITLES): FakeHome {
  const home = homeForTest('linux');
  for (const title of titles) home.configDir().transcript({ title, cwd: home.cwd('プロジェクト') });
  home.dataRoot().pair().create();
  home.dataRoot().signedIn();
  return home;
}

describe('on a terminal', () => {
  test.each([40, 60, 80, 140])(
    'of %i columns no line of a table is wider, and no cell runs into the next',
    async (columns) => {
      const home = titledHome();
      for (const command of [['scan'], ['restore', '--all']]) {
        const { stdout, stderr } = await runOnTerminal([...command, ...home.args()], { columns });
        const lines = stdout.split('\n').filter((line) => !withoutColours(line).startsWith('  ghostlight '));
        const rows = lines.map(placed).filter((pieces) => pieces.length > 1);
        expect(rows, command.join(' ')).toHaveLength(TITLES.length + 1);
        for (const pieces of lines.map(placed)) {
          expect(pieces.at(-1)?.to, JSON.stringify(pieces)).toBeLessThanOrEqual(columns);
          pieces.forEach(({ to }, i) => expect(to).toBeLessThan(pieces[i + 1]?.from ?? Infinity));
          for (const { text } of pieces) expect(text.isWellFormed()).toBe(true);
        }
        expect(stderr).toBe('');
      }
    },
  );

  test('sentences are broken between words, commands never', async () => {
    const home = titledHome();
    const { stdout } = await runOnTerminal(['scan', ...home.args()], { columns: 44 });
    const [first, second] = withoutColours(stdout).split('\n');
    expect(first).toBe('8 conversations are missing from Claude’s');
    expect(second).toBe('sidebar. Nothing is lost: they are all on');
    expect(withoutColours(stdout)).toContain(`  ghostlight restore --all ${home.args().join(' ')}\n`);
  });

  test('colours are used, and none with NO_COLOR', async () => {
    const { home, ids } = fullHomeForTest('linux');
    for (const command of [['scan'], ['doctor'], ['restore', '--all'], ['show', ids.lost]]) {
      expect(hasColours((await runOnTerminal([...command, ...home.args()], { columns: 80 })).stdout), command[0]).toBe(
        true,
      );
      const plain = await runOnTerminal([...command, ...home.args()], { columns: 80, env: { NO_COLOR: '1' } });
      expect(hasColours(plain.stdout), command[0]).toBe(false);
    }
  });

  test('a terminal that knows no cursor gets blanks', async () => {
    const { stdout } = await runOnTerminal(['scan', ...titledHome().args()], { columns: 80, env: { TERM: 'dumb' } });
    expect(stdout).not.toContain(String.fromCharCode(27));
    expect(stdout).toMatch(/^ {2}id {8}conversation +last used +why$/m);
  });

  test('what to type is said again below a list that is longer than the screen', async () => {
    const home = titledHome();
    const command = `  ghostlight restore --all ${home.args().join(' ')}\n`;
    const times = async (rows: number): Promise<number> =>
      withoutColours((await runOnTerminal(['scan', ...home.args()], { columns: 80, rows })).stdout).split(command)
        .length - 1;
    expect(await times(60)).toBe(1);
    expect(await times(15)).toBe(2);
  });

  test('the JSON is the same as in a pipe', async () => {
    const home = titledHome();
    const piped = await runCli(['scan', '--json', ...home.args()]);
    expect((await runOnTerminal(['scan', '--json', ...home.args()], { columns: 80 })).stdout).toBe(piped.stdout);
  });
});

describe('in a pipe', () => {
  test('there are no colours, no escapes and no broken sentences, whatever is in a title', async () => {
    const escape = String.fromCharCode(27);
    const home = titledHome([
      `red ${escape}[31malert${escape}[0m \u0007 bell`,
      'one\ntwo\u2028three',
      '\u202Eturned\u202C',
    ]);
    const { stdout, stderr } = await runCli(['scan', ...home.args()], { env: { NO_COLOR: '', FORCE_COLOR: '1' } });
    expect(stderr).toBe('');
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/);
    expect(stdout).toMatch(/^3 conversations are missing .* they are all on this disk\.$/m);
    expect(stdout).toMatch(/one two three/);
  });

  test('the width may be told by COLUMNS', async () => {
    const home = titledHome();
    for (const columns of [60, 200]) {
      const { stdout } = await runCli(['scan', ...home.args()], { env: { COLUMNS: String(columns) } });
      const rows = stdout.split('\n').filter((line) => /entry gone$/.test(line));
      expect(rows).toHaveLength(TITLES.length);
      const ordinary = rows.find((line) => line.includes('A perfectly')) ?? '';
      expect(ordinary.includes('…'), `${columns} columns`).toBe(columns === 60);
    }
  });

  test('nobody has to read to the end', async () => {
    const home = homeForTest('linux');
    const id = home
      .configDir()
      .transcript({ prompts: Array.from({ length: 3000 }, (_, n) => `Prompt ${n} ${'x'.repeat(200)}`) }).id;
    for (const command of [['show', id], ['show', id, '--json'], ['scan', '--json'], ['--help']]) {
      const { code, stderr } = await readOneChunk([...command, ...home.args()], home.box);
      expect({ code, stderr }, command.join(' ')).toEqual({ code: 0, stderr: '' });
    }
  });
});

test('a restore goes on to its end where nobody reads what it says', async () => {
  const { home } = fullHomeForTest('linux');
  expect((await readOneChunk(['restore', '--all', '--yes', ...home.args()], home.box)).code).toBe(0);
  expect((await cliScan(home)).sessions.filter(({ status }) => status === 'listed')).toHaveLength(5);
});

describe('the words', () => {
  test('dates are in the locale of whoever reads', async () => {
    const home = homeForTest('linux');
    home.configDir().transcript({ title: 'Dated', startedAt: Date.parse('2026-03-04T12:00:00Z') });
    home.dataRoot().signedIn();
    const inLocale = async (LC_ALL: string): Promise<string> =>
      (await runCli(['scan', ...home.args()], { env: { LC_ALL, TZ: 'UTC' } })).stdout;
    expect(await inLocale('en_US.UTF-8')).toContain('Mar 4, 2026');
    expect(await inLocale('de_DE.UTF-8')).toContain('04.03.2026');
  });

  test('one missing conversation is spoken of in the singular, with its own reason', async () => {
    const home = homeForTest('linux');
    home.configDir().transcript({ title: 'Alone' });
    home.dataRoot().signedIn();
    const { stdout } = await runCli(['scan', ...home.args()]);
    expect(stdout).toMatch(
      /^1 conversation is missing from Claude’s sidebar\. It is not lost: it is on this disk\.\nIts entry is gone/,
    );
  });

  test('a sidebar with nothing missing is said to be so', async () => {
    const home = homeForTest('linux');
    home.dataRoot().pair().recordOf(home.configDir().transcript());
    home.dataRoot().signedIn();
    const { stdout } = await runCli(['scan', ...home.args()]);
    expect(stdout).toBe(
      'Nothing is missing from Claude’s sidebar: 1 conversation is in it.\n\nAlso here: 1 in the sidebar. To see all of them:\n  ghostlight scan --all ' +
        home.args().join(' ') +
        '\n',
    );
  });

  test('conversations without Claude Desktop are safe', async () => {
    const home = homeForTest('linux');
    home.configDir().transcript();
    const { code, stdout } = await runCli(['scan', ...home.args()]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Claude Desktop was not found in this home folder\.\n1 conversation is on this disk, safe and readable/,
    );
  });

  test('notes come last, few of them, and the rest is the doctor’s', async () => {
    const { home, root } = fullHomeForTest('linux');
    for (let n = 0; n < 9; n += 1) home.configDir().transcript({ cwd: home.cwd(`p${n}`) });
    const fs = await import('node:fs');
    for (let n = 0; n < 6; n += 1) fs.symlinkSync(home.box, path.join(root.path, 'claude-code-sessions', home.newId()));
    const { stdout, stderr, code } = await runCli(['scan', ...home.args()]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(-5, -2).every((line) => line.startsWith('Note: ~'))).toBe(true);
    expect(lines.slice(-2)).toEqual(['4 more notes of this kind:', `  ghostlight doctor ${home.args().join(' ')}`]);
  });

  test('commands to type are those of the checkout where npm started us', async () => {
    const { home } = fullHomeForTest('linux');
    const { stdout } = await runCli(['scan', ...home.args()], { env: { npm_lifecycle_event: 'ghostlight' } });
    expect(stdout).toContain(`  npm run -s ghostlight -- restore --all ${home.args().join(' ')}\n`);
  });

  test('a path with a blank is quoted in the command to type', async () => {
    const { home } = fullHomeForTest('linux');
    const stateDir = path.join(home.box, 'my own state');
    const { stdout } = await runCli(['scan', ...home.args(), '--state-dir', stateDir]);
    expect(stdout).toContain(process.platform === 'win32' ? `"${stateDir}"` : `--state-dir '${stateDir}'\n`);
  });
});

/** Reads one piece of standard output and closes it, as `head -1` does. */
function readOneChunk(args: readonly string[], home: string): Promise<{ code: number | null; stderr: string }> {
  const cli = path.join(import.meta.dirname, '..', '..', 'out', 'cli', 'index.js');
  const child = spawn(process.execPath, [cli, ...args], { env: { PATH: process.env['PATH'], HOME: home } });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.once('data', () => child.stdout.destroy());
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}
