import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeForTest } from '../../support/for-test.ts';
import type { FakeHome } from '../../support/home.ts';
import { PLATFORMS } from '../../support/home.ts';
import { ACCOUNT, ORGANIZATION } from '../../support/ids.ts';
import type { RootPlace } from '../../support/places.ts';

const PACKAGE = 'Packages/Claude_pzs8sxrjxfjjc/LocalCache/Roaming';

/** Everything that the builders can write, but for what is damaged. */
function furnish(home: FakeHome): void {
  const root = home.dataRoot();
  const config = home.configDir();
  const who = { accountId: ACCOUNT, organizationId: ORGANIZATION };
  const transcript = config.compacted({ title: 'The pier' });
  const record = root.pair().companions().recordOf(transcript);
  const cwd = home.cwd('harbour/.claude/worktrees/lantern');
  root.pair().tmpOf(config.transcript({ cwd, aiTitle: 'In a worktree', bulk: 150_000 }));
  root.pair().archivedIndex([]);
  root.oldStore().record();
  root.legacyStore([record.record]);
  root.cowork().task();
  root.companions().signedIn().coworkOps();
  root.groups(who, { Work: [record.sessionId] });
  root.worktrees({ lantern: { path: cwd, leasedBy: record.sessionId, baseRepo: home.cwd() } });
  config.subagent(transcript);
  config.legacySubagent(transcript);
  for (const made of [config.sidechainOnly(), config.warmUp(), config.teammate(), config.flatOnly()])
    config.liveSession(made.lines.length, made);
  config.desktopReleased(transcript);
  config.settings({ cleanupPeriodDays: 99_999 });
  config.history([transcript]);
  config.sessionsIndex('-home-ana-code-harbour', [transcript]);
  home.claudeJson();
}

describe('a made-up home', () => {
  test.each([
    ['linux', 'linux', 'home/ana/.config/Claude'],
    ['darwin', 'macos', 'Users/ana/Library/Application Support/Claude'],
    ['darwin', 'gateway', 'Users/ana/Library/Application Support/Claude-3p'],
    ['win32', 'windows-classic', 'C/Users/ana/AppData/Roaming/Claude'],
    ['win32', 'windows-store', `C/Users/ana/AppData/Local/${PACKAGE}/Claude`],
    ['win32', 'gateway', 'C/Users/ana/AppData/Local/Claude-3p'],
    ['win32', 'clone', 'C/Users/ana/AppData/Local/Claude-Work'],
  ] as const)('on %s has the profile %s at %s', (platform, place: RootPlace, below) => {
    const home = homeForTest(platform);
    const root = home.dataRoot(place);
    expect(root.path).toBe(path.join(home.box, below));
    expect(fs.readdirSync(root.path)).toEqual([]);
  });

  test('keeps another drive beside C', () => {
    const home = homeForTest('win32');
    const { path: root } = home.dataRoot('windows-store-other-drive');
    expect(path.relative(home.box, root).split(path.sep).slice(0, 2)).toEqual(['D', 'WpSystem']);
    expect(home.native(root)).toMatch(/^D:\\WpSystem\\S-1-5-21-/);
  });

  test.each(PLATFORMS)('writes the %s log where the app has it, with paths as the app writes them', (platform) => {
    const home = homeForTest(platform);
    const root = home.dataRoot();
    root.pair().record();
    root.signedIn();
    const log = fs.readFileSync(root.mainLog, 'utf8');
    expect(log).toContain(`Initialization succeeded — accountId=${ACCOUNT}, orgId=${ORGANIZATION}, existingSessions=1`);
    expect(log).toContain(`Loaded 1 persisted sessions from ${home.native(root.pair().path)}`);
    expect(log).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[info\] \[LocalSessionManager\] Init/m);
    expect(path.relative(home.path, root.mainLog)).toContain(
      { darwin: 'Library/Logs', win32: 'logs', linux: 'logs' }[platform],
    );
  });

  test.each(PLATFORMS)('on %s, fully furnished, holds no file of JSON that does not parse', (platform) => {
    const home = homeForTest(platform);
    furnish(home);
    const files = fs
      .readdirSync(home.box, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(json|jsonl|idx)$/.test(name));
    expect(files.length).toBeGreaterThan(25);
    for (const name of files) {
      const text = fs.readFileSync(path.join(home.box, name), 'utf8');
      const values = name.endsWith('.jsonl') ? text.trimEnd().split('\n') : [text];
      expect(
        values.map((value) => typeof JSON.parse(value)),
        name,
      ).toEqual(values.map(() => 'object'));
    }
  });

  test('refuses a profile that its platform does not have', () => {
    expect(() => homeForTest('linux').dataRoot('windows-store')).toThrow('does not occur');
  });

  test('leaves nothing behind', () => {
    const home = homeForTest('win32');
    home.dataRoot('windows-store-other-drive').pair().record();
    home.remove();
    expect(fs.existsSync(home.box)).toBe(false);
  });
});
