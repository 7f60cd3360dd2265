import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { homeForTest } from '../support/for-test.ts';
import { runCli } from '../support/cli.ts';

const CLI = path.join(import.meta.dirname, '../../out/cli/index.js');

/** The built command line, until it ends or the test does. */
function start(...more: string[]): { child: ChildProcessWithoutNullStreams; output: () => [string, string] } {
  const home = homeForTest('linux');
  const child = spawn(process.execPath, [CLI, 'serve', ...home.args(), ...more], {
    env: { PATH: process.env['PATH'] },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return { child, output: () => [stdout, stderr] };
}

describe('ghostlight serve', () => {
  test('says in one line where it is, serves the window there, and ends cleanly', async () => {
    const { child, output } = start();
    await once(child.stdout, 'data');
    const [, address = ''] =
      /^Ghostlight is at (http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}) \(Ctrl-C ends it\)\n$/.exec(output()[0]) ?? [];
    expect(address, output().join()).not.toBe('');
    const page = await fetch(address);
    expect(await page.text()).toContain('<div id="app">');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(output()[0].split('\n')).toHaveLength(2);
    expect(output()[1]).toBe('');
  });

  test('gives the address to a program', async () => {
    const { child, output } = start('--json');
    await once(child.stdout, 'data');
    expect(JSON.parse(output()[0])).toMatchObject({ schema: 1, url: expect.stringMatching(/^http:/) as string });
  });

  test('says that a port is taken', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as net.AddressInfo;
    const run = await runCli(['serve', ...homeForTest('linux').args(), '--port', String(port)]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toBe(`Port ${port} is taken by another program: choose another with --port.\n`);
  });

  test.each(['0x50', '-1', '65536', 'http', ''])('takes no port %j', async (port) => {
    const run = await runCli(['serve', ...homeForTest('linux').args(), '--port', port]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
  });
});
