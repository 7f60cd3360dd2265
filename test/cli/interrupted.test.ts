import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { Scan } from '../../src/shared/model.ts';
import { cliRestore, cliScan, cliUndo, runCli } from '../support/cli.ts';
import type { CliRun } from '../support/cli.ts';
import { homeForTest } from '../support/for-test.ts';
import type { FakeHome } from '../support/home.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import { scanShape } from './shapes.ts';

const MANY = 60;

/** A home whose sidebar was emptied. */
function emptiedHome(): FakeHome {
  const home = homeForTest('linux');
  for (let n = 0; n < MANY; n += 1) home.configDir().transcript({ prompts: [`Prompt ${n}`] });
  home.dataRoot().pair().create();
  home.dataRoot().signedIn();
  return home;
}

const ghosts = ({ sessions }: Scan): number => sessions.filter(({ status }) => status === 'ghost').length;

/** Runs a restore of everything that gets a signal right after its third entry came into Claude's folder. */
async function restoreWithSignal(home: FakeHome, signal: NodeJS.Signals): Promise<CliRun> {
  const script = path.join(home.box, 'signal.mjs');
  fs.writeFileSync(
    script,
    `import fs from 'node:fs';
     import { syncBuiltinESMExports } from 'node:module';
     let written = 0;
     for (const name of ['linkSync', 'renameSync', 'copyFileSync']) {
       const original = fs[name];
       fs[name] = (from, to, ...more) => {
         original(from, to, ...more);
         if (/claude-code-sessions.*local_[^.]*\\.json$/.test(to) && ++written === 3) process.kill(process.pid, '${signal}');
       };
     }
     syncBuiltinESMExports();`,
  );
  return runCli(['restore', '--all', '--yes', ...home.args()], { env: { NODE_OPTIONS: `--import=${script}` } });
}

test('Ctrl-C takes back what a restore has written so far', async () => {
  const home = emptiedHome();
  const before = snapshot(home.path);
  const run = await restoreWithSignal(home, 'SIGINT');
  expect(run).toMatchObject({ code: 1, stderr: 'Cancelled. Nothing was changed.\n' });
  expect(diffSnapshots(before, snapshot(home.path))).toEqual([]);
  expect(ghosts(await cliScan(home))).toBe(MANY);
  const receipts = await runCli(['receipts', ...home.args()]);
  expect(receipts.stdout).toContain('You cancelled it, and nothing was changed');
  expect(receipts.stdout).not.toContain('failed');
});

test('what a crash interrupted is finished by the next command, which says so and goes on with its own work', async () => {
  const home = emptiedHome();
  const before = snapshot(home.path);
  expect((await restoreWithSignal(home, 'SIGKILL')).code).toBe(null);
  expect(diffSnapshots(before, snapshot(home.path)).length, 'it was in the middle of it').toBeLessThan(MANY);

  const run = await runCli(['scan', ...home.args(), '--json']);
  expect(run).toMatchObject({ code: 0 });
  expect(run.stderr).toMatch(/^A restore of .* that was interrupted was completed.*\n$/);
  expect(ghosts(v.parse(scanShape, run.json()) as Scan)).toBe(0);
  expect((await runCli(['scan', ...home.args(), '--json'])).stderr, 'it is told once').toBe('');
  expect((await cliRestore(home, '--all')).actions).toEqual([]);
  expect((await cliUndo(home, '--yes')).actions).toHaveLength(MANY);
  expect(diffSnapshots(before, snapshot(home.path))).toEqual([]);
});
