import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import type { Diagnosis, Finding } from '../../../src/shared/model.ts';
import { homeForTest, lossForTest } from '../../support/for-test.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../../support/ids.ts';
import { lossCases } from '../../support/lossmodes.ts';
import { sceneForTest, type Scene } from './scene.ts';

const diagnose = ({ home }: Pick<Scene, 'home'>): Promise<Diagnosis> => createEngine(home.world()).doctor();

const findingsOf = async (scene: Pick<Scene, 'home'>): Promise<Finding[]> => (await diagnose(scene)).findings;

const levels = (findings: readonly Finding[]): string[] => findings.map(({ level }) => level);

/** A scene in which nothing is wrong. */
function soundScene(): Scene {
  const scene = sceneForTest();
  scene.pair.recordOf(scene.config.transcript());
  return scene;
}

describe('the doctor finds', () => {
  test('nothing to do where all is well', async () => {
    const diagnosis = await diagnose(soundScene());
    expect(diagnosis.findings).toEqual([
      {
        level: 'good',
        what: '1 conversation is in Claude’s sidebar, and none of Claude’s own is missing.',
        next: null,
        action: null,
      },
    ]);
    expect(diagnosis).toMatchObject({
      claudeRunning: false,
      counts: { listed: 1, ghost: 0, archived: 0, deleted: 0, unavailable: 0 },
      causes: {},
      unloadable: [],
      saveErrors: [],
      problems: [],
    });
  });

  test('nothing to do where only a terminal’s conversations have no row, due for cleanup or not', async () => {
    const scene = soundScene();
    scene.config.transcript({ entrypoint: 'cli', mtime: scene.home.ago({ days: 28 }) });
    const findings = await findingsOf(scene);
    expect(levels(findings)).toEqual(['good', 'note']);
    expect(findings[1]?.what).toMatch(/^1 conversation was started in a terminal, an editor or a program/);
  });

  test('what is missing', async () => {
    const scene = soundScene();
    for (let n = 0; n < 2; n += 1) scene.config.transcript();
    const diagnosis = await diagnose(scene);
    expect(diagnosis.findings).toEqual([
      {
        level: 'act',
        what: '2 conversations are missing from Claude’s sidebar. The conversations themselves are on this disk.',
        next: 'Ghostlight can bring back what is missing, and that can be undone.',
        action: 'restore',
      },
    ]);
    expect(diagnosis.causes).toEqual({ 'record-lost': 2 });
  });

  test('a fault that keeps Claude from saving until its log has been without it for two weeks', async () => {
    const scene = soundScene();
    scene.root.saveFailed(scene.pair, `local_${scene.home.newId()}`, 'EXDEV', scene.home.ago({ days: 20 }), 7);
    scene.root.log(scene.home.ago({ hours: 1 }), 'nothing of note');
    const { findings } = await diagnose(scene);
    expect(findings.filter(({ recurs }) => recurs === true)).toEqual([]);
  });

  test('entries without a link, and does not call their conversations gone', async () => {
    const scene = soundScene();
    scene.pair.record({ cliSessionId: undefined, title: 'Never begun' });
    const { findings } = await diagnose(scene);
    const said = findings.map(({ what }) => what).join(' ');
    expect(said).toContain('1 entry leads to no conversation: it lost the link, or never had one.');
    expect(said).not.toContain('on this disk any more');
  });

  test('saves that failed, by kind, with what helps', async () => {
    const scene = soundScene();
    const at = scene.home.ago({ hours: 5 });
    scene.root.saveFailed(scene.pair, `local_${scene.home.newId()}`, 'EXDEV', at, 7);
    scene.root.saveFailed(scene.pair, `local_${scene.home.newId()}`, 'EINVAL', at);
    const { findings, saveErrors } = await diagnose(scene);
    expect(levels(findings)).toEqual(['good', 'note', 'act']);
    expect(findings.filter(({ recurs }) => recurs === true).map(({ what }) => what)).toEqual([
      'Claude’s log has 7 failed saves (EXDEV).',
    ]);
    expect(findings.map(({ what }) => what)).toContain('Claude’s log has 7 failed saves (EXDEV).');
    expect(findings.map(({ what }) => what)).toContain('Claude’s log has 1 failed save (EINVAL).');
    expect(findings.find(({ what }) => what.includes('EXDEV'))?.next).toMatch(/classic installer/);
    expect(saveErrors.map(({ kind, count }) => [kind, count])).toEqual([
      ['EINVAL', 1],
      ['EXDEV', 7],
    ]);
  });

  test('an entry that empties the whole list', async () => {
    const scene = soundScene();
    const { path: file } = scene.pair.damagedRecordOf('null-dates', scene.config.transcript());
    const diagnosis = await diagnose(scene);
    const poison = diagnosis.findings.find(({ what }) => what.startsWith(file));
    expect(poison).toMatchObject({ level: 'act', next: expect.stringMatching(/^Quit Claude and restore/) as string });
    expect(diagnosis.unloadable.map(({ path: at }) => at)).toEqual([file]);
  });

  test('how to be rid of such an entry where its conversation is gone', async () => {
    const scene = soundScene();
    const { path: file } = scene.pair.damagedRecord('missing-dates');
    const poison = (await findingsOf(scene)).find(({ what }) => what.startsWith(file));
    expect(poison).toMatchObject({
      level: 'act',
      next: expect.stringMatching(/^Quit Claude and move that file/) as string,
    });
  });

  test('nothing urgent about such an entry under an account that is not in use', async () => {
    const scene = soundScene();
    scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).damagedRecord('null-dates');
    const { findings, unloadable } = await diagnose(scene);
    expect(levels(findings)).toEqual(['good', 'note']);
    expect(unloadable).toHaveLength(1);
  });

  test('a filter that hides rows', async () => {
    const scene = soundScene();
    scene.root.epitaxyPrefs({ [`code-sessions-status-filter.${ACCOUNT}`]: 'running' });
    scene.root.started({ accountId: ACCOUNT, organizationId: ORGANIZATION }, 1);
    const findings = await findingsOf(scene);
    expect(levels(findings)).toEqual(['good', 'note']);
    expect(findings[1]?.what).toMatch(/loaded 1 entry .* has a filter set \(status\)/);
    expect(findings[1]?.next).toMatch(/^Clear the filter/);
  });

  test('a fault of Claude’s window, which no restore mends', async () => {
    const scene = soundScene();
    scene.root.started({ accountId: ACCOUNT, organizationId: ORGANIZATION }, 1);
    scene.root.log(scene.home.ago({ minutes: 58 }), 'setFocusedSession: sessionId=null');
    expect((await findingsOf(scene))[1]?.what).toMatch(/the fault is in Claude’s window/);
  });

  test('no such fault where the log speaks of another account’s entries', async () => {
    const scene = soundScene();
    scene.root.epitaxyPrefs({ [`code-sessions-status-filter.${ACCOUNT}`]: 'running' });
    const before = scene.home.ago({ days: 3 });
    scene.root.started({ accountId: OTHER_ACCOUNT, organizationId: OTHER_ORGANIZATION }, 9, before);
    expect(levels(await findingsOf(scene))).toEqual(['good']);
  });

  test('an account that could not be told, and why', async () => {
    const scene = soundScene();
    scene.root.configJson({ lastKnownAccountUuid: OTHER_ACCOUNT });
    const [finding] = await findingsOf(scene);
    expect(finding).toMatchObject({ level: 'act', what: expect.stringMatching(/contradict each other/) as string });
    expect(finding?.action).toBe('choose-account');
  });

  test('an account whose folder is behind a link to a disk that is not connected', async () => {
    const scene = soundScene();
    fs.rmSync(scene.pair.path, { recursive: true });
    fs.symlinkSync(path.join(scene.home.box, 'unplugged'), scene.pair.path);
    const { findings } = await diagnose(scene);
    expect(findings[0]).toMatchObject({
      level: 'act',
      what: `${scene.pair.path} is a link that leads nowhere. Nothing is known of what is in it.`,
      next: 'Connect the disk that it leads to, or remove the link, then look again.',
    });
    expect(findings[1]?.what).toBe(
      `The folder of the account in use, ${scene.pair.path}, is a link that leads nowhere.`,
    );
  });

  test('a profile that was moved behind a link, and what that does to Cowork', async () => {
    const scene = soundScene();
    const moved = path.join(scene.home.box, 'moved');
    fs.renameSync(scene.root.path, moved);
    fs.symlinkSync(moved, scene.root.path);
    const findings = await findingsOf(scene);
    expect(levels(findings)).toEqual(['good', 'note']);
    expect(findings[1]?.what).toBe(
      `${scene.root.path} is a link to ${moved}. The Code tab works there, and so does a restore; Cowork refuses to start and says “is a symlink or junction, refusing to open”.`,
    );
  });

  test('two installations, and which is in use', async () => {
    const scene = soundScene();
    scene.home.dataRoot('clone').configJson({}, scene.home.ago({ days: 30 }));
    const findings = await findingsOf(scene);
    expect(levels(findings)).toEqual(['good', 'note']);
    expect(findings[1]?.what).toContain(
      `2 profiles of Claude Desktop were found; ${scene.root.path} is the one in use.`,
    );
  });

  test('two installations of which nothing tells which is in use', async () => {
    const home = homeForTest('win32');
    for (const place of ['windows-classic', 'windows-store'] as const) home.dataRoot(place).configJson();
    home.configDir();
    const [finding] = await findingsOf({ home });
    expect(finding).toMatchObject({ level: 'act', action: 'choose-installation' });
  });

  test('missing conversations that Claude’s cleanup deletes soon', async () => {
    const scene = soundScene();
    scene.config.transcript({ mtime: scene.home.ago({ days: 25 }), startedAt: scene.home.ago({ days: 26 }) });
    scene.config.transcript({ mtime: scene.home.ago({ days: 20 }), startedAt: scene.home.ago({ days: 21 }) });
    const finding = (await findingsOf(scene)).find(({ what }) => what.includes('cleanup within a week'));
    expect(finding).toMatchObject({
      level: 'act',
      what: expect.stringMatching(/^1 missing conversation is due/) as string,
    });
    scene.config.settings({ cleanupPeriodDays: 3650 });
    expect((await findingsOf(scene)).some(({ what }) => what.includes('cleanup'))).toBe(false);
  });

  test('groups whose rows are gone, rows without a conversation, and Cowork’s tasks', async () => {
    const scene = soundScene();
    scene.root.groups({ accountId: ACCOUNT, organizationId: ORGANIZATION }, { Work: [`local_${scene.home.newId()}`] });
    scene.pair.record();
    scene.root.cowork().task();
    const said = (await findingsOf(scene)).map(({ what }) => what).join('\n');
    expect(said).toMatch(/Your sidebar groups name 1 entry that is gone\./);
    expect(said).toMatch(/1 entry has no conversation on this disk any more/);
    expect(said).toMatch(/1 Cowork task is on this disk\. Ghostlight shows it and leaves it alone\./);
  });

  test('that there is no Claude', async () => {
    const [finding] = await findingsOf({ home: homeForTest('darwin') });
    expect(finding).toMatchObject({
      level: 'act',
      what: expect.stringMatching(/^No profile of Claude Desktop/) as string,
    });
  });

  test('that the folder of the conversations is not there, though there are entries', async () => {
    const scene = soundScene();
    fs.rmSync(scene.config.path, { recursive: true });
    fs.symlinkSync(path.join(scene.home.box, 'unplugged'), scene.config.path);
    const { findings, problems } = await diagnose(scene);
    expect(findings[0]).toMatchObject({
      level: 'act',
      what: expect.stringMatching(/^No folder of Claude Code/) as string,
    });
    expect(problems).toEqual([{ path: scene.config.path, problem: 'is a link that leads nowhere' }]);
  });

  test('that conversations could not be read, and then calls none of them gone or in order', async () => {
    const scene = soundScene();
    const projects = path.join(scene.config.path, 'projects');
    fs.renameSync(projects, `${projects}.away`);
    fs.writeFileSync(projects, '');
    const findings = await findingsOf(scene);
    expect(levels(findings)).toContain('act');
    expect(levels(findings)).not.toContain('good');
    const said = findings.map(({ what, next }) => `${what} ${next ?? ''}`).join('\n');
    expect(said).toMatch(/What could not be read may be missing\./);
    expect(said).toMatch(/1 entry has no conversation among those that could be read\./);
    expect(said).not.toMatch(/cleanup|backup/);
  });

  test('settings of the sidebar that cannot be read, as a problem', async () => {
    const scene = soundScene();
    const file = path.join(scene.root.path, 'claude_desktop_config.json');
    fs.writeFileSync(file, '{"preferences":');
    const { problems, findings } = await diagnose(scene);
    expect(problems).toEqual([{ path: file, problem: 'is not readable as JSON and was left out' }]);
    expect(levels(findings)).toEqual(['good']);
  });
});

test.each(lossCases.map((lossCase) => ({ name: `${lossCase.row} ${lossCase.name}`, lossCase })))(
  'the doctor speaks to a person in every way of losing a conversation: $name',
  async ({ lossCase }) => {
    const [platform] = lossCase.platforms;
    if (platform === undefined) throw new Error('no platform');
    const { home } = lossForTest(lossCase, platform);
    const { findings, counts } = await diagnose({ home });
    expect(findings.length).toBeGreaterThan(0);
    expect(levels(findings).includes('act')).toBe(!levels(findings).includes('good'));
    for (const { what, next } of findings)
      for (const text of [what, next ?? 'Nothing.']) {
        expect(text).toMatch(/^(?!.*(undefined|NaN|\[object)).+[.]$/);
        expect(text, 'fit for every face').not.toMatch(/ --[a-z]|`ghostlight/);
      }
    const { sessions } = await createEngine(home.world()).scan();
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(sessions.length);
  },
);
