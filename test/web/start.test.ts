import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { homeForTest } from '../support/for-test.ts';

const START = path.join(import.meta.dirname, '../../scripts/start.js');

/** `npm start`, until it has said where the window is or has ended. What it says of itself goes to stderr. */
async function start(env: Record<string, string>): Promise<{ said: string[]; printed: string; code: number | null }> {
  const child = spawn(process.execPath, [START, ...homeForTest('linux').args()], {
    cwd: path.join(import.meta.dirname, '../..'),
    env: { PATH: process.env['PATH'], ...env },
  });
  let [printed, said] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  await Promise.race([once(child.stdout, 'data'), ended]);
  return { said: said.trim().split('\n'), printed, code: child.exitCode };
}

const ADDRESS = /^Ghostlight is at http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}/;

test.runIf(process.platform === 'linux')(
  'npm start opens in a browser where there is no screen, and says so',
  async () => {
    const { said, printed } = await start({});
    expect(said).toEqual(['Ghostlight opens in a browser: there is no screen here.']);
    expect(printed).toMatch(ADDRESS);
  },
);

test.runIf(process.platform === 'linux')('npm start opens the app where there is a runtime, and says so', async () => {
  const { said, printed, code } = await start({ ELECTRON_EXEC_PATH: '/bin/true' });
  expect(said).toEqual(['Ghostlight opens as a desktop app: ELECTRON_EXEC_PATH names its runtime.']);
  expect({ printed, code }).toEqual({ printed: '', code: 0 });
});

test.runIf(process.platform === 'linux')('npm start goes on in a browser where the runtime does not run', async () => {
  const { said, printed } = await start({ ELECTRON_EXEC_PATH: '/bin/false' });
  expect(said).toEqual([
    'Ghostlight opens as a desktop app: ELECTRON_EXEC_PATH names its runtime.',
    'Electron does not run here, so Ghostlight opens in a browser instead.',
  ]);
  expect(printed).toMatch(ADDRESS);
});
