import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkInstalledApp } from '../../../../../src/engine/claude/app/app-check.ts';
import type { World } from '../../../../../src/engine/world.ts';
import type { AppCheck } from '../../../../../src/shared/model.ts';
import { makeAppArchive } from '../../../../support/app-archive.ts';

interface Machine {
  archive: string;
  stateDir: string;
  check: (changes?: Partial<World>) => Promise<AppCheck>;
}

/** A Linux machine whose system folders are made up. */
function machine(): Machine {
  const box = mkdtempSync(join(tmpdir(), 'machine-'));
  onTestFinished(() => rmSync(box, { recursive: true }));
  const stateDir = join(box, 'state');
  const world: World = {
    platform: 'linux',
    home: join(box, 'home'),
    env: {},
    foreign: false,
    dataRoots: [],
    configDirs: [],
    stateDir,
    now: () => 0,
  };
  return {
    archive: join(box, 'opt', 'Claude', 'resources', 'app.asar'),
    stateDir,
    check: (changes = {}) =>
      checkInstalledApp(
        { ...world, ...changes },
        { rootKind: 'linux', systemRoot: box, list: () => Promise.resolve([]) },
      ),
  };
}

describe('asking the installed Claude', () => {
  test('a checked build is known, and a new build with all texts is familiar', async () => {
    const known = machine();
    await makeAppArchive(known.archive, { version: '2.31226.0' });
    expect(await known.check()).toMatchObject({ kind: 'known', version: '2.31226.0', archive: known.archive });
    const familiar = machine();
    await makeAppArchive(familiar.archive, { version: '6.28899.0' });
    const check = await familiar.check();
    expect(check).toMatchObject({ kind: 'familiar', version: '6.28899.0', missing: [] });
    expect(check.sentence).toContain('Claude 6.28899.0');
  });

  test('a build without one of the texts is unfamiliar, also one that was checked in another form', async () => {
    for (const version of ['7.1.0', '2.31226.0']) {
      const { archive, check } = machine();
      await makeAppArchive(archive, { version, without: ['archived-sessions.idx'] });
      expect(await check()).toMatchObject({ kind: 'unfamiliar', version, missing: ['archived-sessions.idx'] });
    }
  });

  test('without a program of Claude’s nothing is found, and another home is not checked at all', async () => {
    const { archive, check } = machine();
    expect(await check()).toMatchObject({ kind: 'not-found', version: null, archive: null });
    await makeAppArchive(archive, { version: '2.31226.0' });
    expect(await check({ foreign: true })).toMatchObject({ kind: 'not-checked', archive: null });
  });

  test('a file that is no archive counts as unreadable, with the reason', async () => {
    const { archive, check } = machine();
    await makeAppArchive(archive, { version: '2.31226.0' });
    writeFileSync(archive, 'no archive');
    const found = await check();
    expect(found).toMatchObject({ kind: 'unreadable', archive });
    expect(found.sentence).toContain('is not an archive of an app');
  });

  test.skipIf(process.getuid?.() === 0)('an archive that may not be read counts as unreadable', async () => {
    const { archive, check } = machine();
    await makeAppArchive(archive, { version: '2.31226.0' });
    chmodSync(archive, 0o000);
    expect(await check()).toMatchObject({ kind: 'unreadable', archive });
  });

  test('an archive is read once, and again after an update', async () => {
    const { archive, stateDir, check } = machine();
    await makeAppArchive(archive, { version: '2.31226.0' });
    utimesSync(archive, 1_700_000_000, 1_700_000_000.5);
    await check();
    const remembered = join(stateDir, 'cache', 'app-archives.json');
    const { mtimeMs } = statSync(remembered);
    expect(await check()).toMatchObject({ kind: 'known' });
    expect(statSync(remembered).mtimeMs).toBe(mtimeMs);
    await makeAppArchive(archive, { version: '6.28899.0' });
    expect(await check()).toMatchObject({ kind: 'familiar', version: '6.28899.0' });
  });

  test('what is remembered is not believed if it has another form', async () => {
    const { archive, stateDir, check } = machine();
    await makeAppArchive(archive, { version: '2.31226.0' });
    utimesSync(archive, 1_700_000_000, 1_700_000_000.5);
    await check();
    const path = join(stateDir, 'cache', 'app-archives.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"found":\[[^\]]*\]/, '"found":7'));
    expect(await check()).toMatchObject({ kind: 'known' });
  });
});
