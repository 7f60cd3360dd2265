import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Scan } from '../../src/shared/model.ts';
import { runCli, type CliRun } from '../support/cli.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import { fullHomeForTest, type FullHome } from './full-home.ts';

/** Folders that may not be looked into. Whoever runs this as root, to whom nothing is forbidden, runs it as nobody. */

const NOBODY = 65_534;
const user = process.getuid?.() === 0 ? { user: { uid: NOBODY, gid: NOBODY } } : {};
const isPossible =
  process.platform !== 'win32' && spawnSync(process.execPath, ['--version'], { ...user.user }).status === 0;

interface Closed extends FullHome {
  run: (...args: string[]) => Promise<CliRun>;
  folder: string;
}

/** A home of which one folder is closed while a command runs. */
function closed(folderOf: (full: FullHome) => string, mode = 0o000): Closed {
  const full = fullHomeForTest('linux');
  const folder = folderOf(full);
  if (user.user !== undefined) {
    for (const name of ['', ...fs.readdirSync(full.home.box, { recursive: true, encoding: 'utf8' })])
      fs.lchownSync(path.join(full.home.box, name), NOBODY, NOBODY);
  }
  const run = async (...args: string[]): Promise<CliRun> => {
    fs.chmodSync(folder, mode);
    try {
      return await runCli([...args, ...full.home.args()], user);
    } finally {
      fs.chmodSync(folder, 0o700);
    }
  };
  return { ...full, run, folder };
}

describe.runIf(isPossible)('a folder that may not be read', () => {
  test.each([
    ['not at all', 0o000],
    ['but for the names in it', 0o400],
    ['but for what one knows the name of', 0o300],
  ])('is no empty sidebar (%s): nothing is concluded from it, and nothing written', async (_, mode) => {
    const { run, folder, home, ids } = closed(({ pair }) => pair.path, mode);
    const scan = await run('scan', '--json');
    expect(scan).toMatchObject({
      code: 1,
      stderr: `${folder} may not be read: permission denied; what is in it is not counted.\n`,
    });
    const { pairs, problems } = scan.json() as Scan;
    expect(pairs.filter(({ active }) => active)).toEqual([]);
    expect(problems).toContainEqual({ path: folder, problem: 'may not be read: permission denied', unread: true });
    const before = snapshot(home.path);
    const restored = await run('restore', '--all', '--include', 'deleted', '--yes');
    expect(restored.code).toBe(1);
    expect(restored.stderr).toMatch(/^Nothing was written\. The folder of the account in use, .*may not be read/);
    const { accountId, organizationId } = pairs[0] ?? { accountId: '', organizationId: '' };
    const forced = await run('restore', ids.listed, '--account', accountId, '--organization', organizationId, '--yes');
    expect(forced.code).toBe(1);
    expect(diffSnapshots(before, snapshot(home.path))).toEqual([]);
  });

  test('is no end of conversations', async () => {
    const { run, folder, ids } = closed(({ home }) => home.configDir().projects);
    const says = `${folder} may not be read: permission denied; what is in it is not counted.\n`;
    const scan = await run('scan');
    expect(scan).toMatchObject({ code: 1, stderr: says });
    expect(scan.stdout).toContain('Nothing is missing of what could be read, and not everything could be read.');
    const { sessions } = (await run('scan', '--json')).json() as Scan;
    expect(sessions.find(({ id }) => id === ids.listed)?.explanation).toBe(
      'Claude has an entry for it, but its conversation is not among those that can be read now.',
    );
    const restore = await run('restore', '--all');
    expect(restore).toMatchObject({ code: 1, stderr: says });
    expect(restore.stdout).toBe('Nothing to bring back of what could be read, and not everything could be read.\n');
    const doctor = await run('doctor');
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain(`${folder} may not be read: permission denied. Nothing is known of what is in it.`);
    expect(doctor.stdout).not.toMatch(/none of Claude’s own is missing|no conversation on this disk any more/);
  });

  test('is refused in a sentence where it was named', async () => {
    const { run, folder } = closed(({ home }) => home.path);
    const says = `The home folder ${folder} may not be read: permission denied.\n`;
    for (const command of ['scan', 'doctor', 'receipts']) {
      expect(await run(command)).toMatchObject({ code: 1, stdout: '', stderr: says });
    }
  });
});
