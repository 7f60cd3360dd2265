import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cliDoctor, cliRestore, cliScan, runCli } from '../support/cli.ts';
import { homeForTest } from '../support/for-test.ts';

test('of a conversation whose folder was renamed scan, show, restore and doctor say why it stays, and what helps', async () => {
  const home = homeForTest('win32');
  const [root, config] = [home.dataRoot(), home.configDir()];
  root.pair().create();
  root.signedIn();
  const lost = config.transcript({ cwd: 'D:\\CLAUDE_AI', title: 'Moved to another drive' });
  const to = path.join(config.projects, 'F--CLAUDE');
  fs.renameSync(path.dirname(lost.path), to);

  const { sessions } = await cliScan(home);
  expect(sessions).toMatchObject([{ id: lost.id, status: 'ghost', restorable: false }]);
  expect(sessions[0]?.explanation).toContain('F--CLAUDE');

  const scan = await runCli(['scan', ...home.args()]);
  expect(scan.stdout.replaceAll(/\s+/g, ' ')).toMatch(/renamed or moved, to “F--CLAUDE”\. .*Start one Code session/);
  expect(scan.stdout, 'it names no command that does not help').not.toContain('restore --all');
  const show = await runCli(['show', lost.id, ...home.args()]);
  expect(show.stdout.replaceAll(/\s+/g, ' ')).toMatch(/renamed or moved, to “F--CLAUDE”\. .*Start one Code session/);

  const restore = await runCli(['restore', '--all', ...home.args()]);
  expect(restore.code).toBe(1);
  expect(restore.stderr.replaceAll(/\s+/g, ' ')).toMatch(/Not brought back: .* renamed or moved, to “F--CLAUDE”/);
  const { actions, refused } = JSON.parse(
    (await runCli(['restore', '--all', '--json', ...home.args()])).stdout,
  ) as Awaited<ReturnType<typeof cliRestore>>;
  expect({ actions, refused }).toMatchObject({ actions: [], refused: [{ session: lost.id }] });
  const { findings } = await cliDoctor(home);
  expect(findings.filter(({ action }) => action === 'restore')).toEqual([]);

  root.pair().recordOf(config.transcript({ cwd: 'F:\\CLAUDE', title: 'Begun where it is now' }));
  const after = await cliRestore(home, '--all');
  expect(after).toMatchObject({ refused: [], actions: [{ session: lost.id, record: { cwd: 'F:\\CLAUDE' } }] });
});
