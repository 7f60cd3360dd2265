import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { runCli, type CliRun } from '../support/cli.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import { fullHomeForTest, type FullHome } from './full-home.ts';

const shape = v.strictObject({
  schema: v.literal(1),
  folder: v.string(),
  files: v.array(v.strictObject({ session: v.string(), path: v.string(), bytes: v.number() })),
  failed: v.array(v.strictObject({ session: v.string(), why: v.string() })),
  cancelled: v.boolean(),
});

interface Exporting extends FullHome {
  out: string;
  run: (...args: string[]) => Promise<CliRun>;
}

function exporting(): Exporting {
  const full = fullHomeForTest('linux');
  const out = path.join(full.home.box, 'exports');
  return { ...full, out, run: (...args) => runCli(['export', ...args, '--out', out, ...full.home.args()]) };
}

describe('export', () => {
  test('writes each conversation into a file, in Markdown unless another format is named', async () => {
    const { run, out, ids } = exporting();
    const told = await run(ids.lost.slice(0, 8), ids.listed, `local_${ids.listed}`);
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toMatch(
      /^Exported 2 conversations to .*exports:\n• .*Lost altogether\.md \(.*\)\n• .*Still here\.md \(.*\)\n$/,
    );
    for (const format of ['html', 'json']) expect((await run(ids.lost, '--format', format)).code).toBe(0);
    expect(fs.readdirSync(out).sort()).toEqual([
      'Lost altogether.html',
      'Lost altogether.json',
      'Lost altogether.md',
      'Still here.md',
    ]);
    expect(fs.readFileSync(path.join(out, 'Lost altogether.md'), 'utf8')).toMatch(
      /^# Lost altogether\n[^]*\n## You · /,
    );
  });

  test('of all takes every conversation that is on the disk', async () => {
    const { run, out, ids } = exporting();
    const { files, failed } = v.parse(shape, (await run('--all', '--json')).json());
    expect(failed).toEqual([]);
    expect(files.map(({ session }) => session).sort()).toEqual(
      Object.values(ids)
        .filter((id) => id !== ids.unavailable)
        .sort(),
    );
    expect(fs.readdirSync(out)).toHaveLength(files.length);
  });

  test('writes nothing else', async () => {
    const { run, home, ids } = exporting();
    const before = snapshot(home.path);
    await run('--all');
    await run(ids.lost, '--format', 'html');
    expect(diffSnapshots(before, snapshot(home.path))).toEqual([]);
  });

  test('says what could not be exported, exports the rest and ends with 1', async () => {
    const { run, out, ids } = exporting();
    const told = await run(ids.unavailable, ids.lost, '--json');
    expect(told).toMatchObject({ code: 1 });
    expect(told.stderr).toMatch(/^Not exported: Cleaned up \(.{8}\)\. Its conversation is not on this disk\.\n$/);
    expect(v.parse(shape, told.json())).toMatchObject({
      folder: out,
      files: [{ session: ids.lost }],
      failed: [{ session: ids.unavailable }],
      cancelled: false,
    });
  });

  test('refuses Claude’s own folders, and a conversation that there is not', async () => {
    const { home, root, ids } = exporting();
    const before = snapshot(home.path);
    const inside = await runCli(['export', ids.lost, '--out', path.join(root.path, 'exports'), ...home.args()]);
    expect(inside).toMatchObject({ code: 1, stdout: '' });
    expect(inside.stderr).toMatch(/is inside Claude’s own folder .*where Ghostlight exports nothing/);
    const unknown = await runCli(['export', 'ffff0000', '--out', path.join(home.box, 'x'), ...home.args()]);
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toMatch(/^There is no conversation ffff0000\./);
    expect(diffSnapshots(before, snapshot(home.path))).toEqual([]);
    expect(fs.existsSync(path.join(home.box, 'x'))).toBe(false);
  });

  test('leaves out what is told to', async () => {
    const { run, ids, out } = exporting();
    await run(
      ids.lost,
      '--format',
      'json',
      '--no-tool-output',
      '--no-thinking',
      '--no-subagents',
      '--no-images',
      '--personal',
    );
    const text = fs.readFileSync(path.join(out, 'Lost altogether.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      options: { toolOutput: false, thinking: false, subagents: false, images: false, personal: true },
    });
  });

  test('Ctrl-C ends it, and nothing half-written stays', async () => {
    const { run, out, home, ids } = exporting();
    const script = path.join(home.box, 'signal.mjs');
    fs.writeFileSync(
      script,
      `import fs from 'node:fs';
       import { syncBuiltinESMExports } from 'node:module';
       let linked = 0;
       const { linkSync } = fs;
       fs.linkSync = (from, to) => {
         linkSync(from, to);
         if (to.endsWith('.md') && ++linked === 1) process.kill(process.pid, 'SIGINT');
       };
       syncBuiltinESMExports();`,
    );
    const all = Object.values(ids).filter((id) => id !== ids.unavailable);
    const told = await runCli(['export', ...all, '--out', out, ...home.args()], {
      env: { NODE_OPTIONS: `--import=${script}` },
    });
    expect(told).toMatchObject({ code: 1 });
    expect(told.stderr).toMatch(/^The export was cancelled after \d of 8 conversations\.\n$/);
    const files = fs.readdirSync(out);
    expect(files.length).toBeLessThan(8);
    expect(files.filter((name) => !name.endsWith('.md'))).toEqual([]);
    expect((await run(ids.lost)).code).toBe(0);
  });
});
