import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { homeForTest } from '../../support/for-test.ts';

const SCRIPT = `
  import os from 'node:os';
  let input = '';
  for await (const chunk of process.stdin) input += chunk;
  console.log(JSON.stringify({ home: os.homedir(), args: process.argv.slice(2), input, env: process.env }));
  console.error('a word aside');
  process.exitCode = 2;
`;

test('a run has another home, gives back all it said, and leaves nothing', async () => {
  const program = path.join(homeForTest('linux').box, 'script.mjs');
  fs.writeFileSync(program, SCRIPT);
  const run = await runCli(['scan', '--json'], { program, input: 'yes\n', env: { EXTRA: '1' } });
  const said = run.json() as { home: string; args: string[]; input: string; env: Record<string, string> };
  expect(run).toMatchObject({ code: 2, stderr: 'a word aside\n' });
  expect(said).toMatchObject({ args: ['scan', '--json'], input: 'yes\n' });
  expect(said.home).not.toBe(os.homedir());
  expect(said.env).toMatchObject({ HOME: said.home, USERPROFILE: said.home, EXTRA: '1' });
  expect(said.env['APPDATA']?.startsWith(said.home)).toBe(true);
  expect(fs.existsSync(said.home)).toBe(false);
});

test('an answer that is no JSON is shown whole', async () => {
  const program = path.join(homeForTest('linux').box, 'script.mjs');
  fs.writeFileSync(program, "console.log('not JSON')");
  const run = await runCli([], { program });
  expect(() => run.json()).toThrow('not JSON');
});
