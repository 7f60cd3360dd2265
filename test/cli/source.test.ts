import path from 'node:path';
import { expect, test } from 'vitest';
import { version } from '../../package.json' with { type: 'json' };
import { runCli } from '../support/cli.ts';
import { fullHomeForTest } from './full-home.ts';

const SOURCE = path.join(import.meta.dirname, '..', '..', 'src', 'cli', 'index.ts');

test('the command line runs from its sources without a build, and answers as the built one does', async () => {
  const { home } = fullHomeForTest('linux');
  const scan = ['scan', '--json', ...home.args()];
  const [fromSource, built] = await Promise.all([runCli(scan, { program: SOURCE }), runCli(scan)]);
  expect(fromSource).toMatchObject({ code: 0, stderr: '' });
  expect(fromSource.json()).toEqual(built.json());
});

test('the command line tells its version when it runs from its sources', async () => {
  expect((await runCli(['--version'], { program: SOURCE })).stdout).toBe(`${version}\n`);
});
