import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { kindOfFolder, layoutOf, whereToLook } from '../../../src/engine/service/where.ts';
import { homeForTest } from '../../support/for-test.ts';
import { PLATFORMS } from '../../support/home.ts';
import { optionsFor } from './running-service.ts';

test.each(PLATFORMS)('the layout of a home tells its platform: %s', (platform) => {
  const home = homeForTest(platform);
  expect(layoutOf(home.path)).toBeNull();
  home.dataRoot();
  expect(layoutOf(home.path)).toBe(platform);
});

test('without added folders discovery is left alone', () => {
  const home = homeForTest('linux');
  home.dataRoot();
  const { world } = whereToLook(optionsFor(home), []);
  expect(world).toMatchObject({ dataRoots: [], configDirs: [], home: home.path });
});

test('added folders stand beside what is found, and those of the command line', () => {
  const [home, other] = [homeForTest('linux'), homeForTest('darwin')];
  const [own, added] = [home.dataRoot().path, other.dataRoot().path];
  const found = whereToLook(optionsFor(home), [{ kind: 'data-root', path: added }]);
  expect(found.world.dataRoots).toEqual([own, added]);
  const named = home.dataRootAt(path.join(home.box, 'named')).path;
  const beside = whereToLook(optionsFor(home, { dataRoots: [named] }), [{ kind: 'data-root', path: added }]);
  expect(beside.world.dataRoots).toEqual([named, added]);
});

test('the home that was added last is the one that is shown', () => {
  const [home, first, last] = [homeForTest('linux'), homeForTest('darwin'), homeForTest('win32')];
  for (const each of [first, last]) each.dataRoot();
  const folders = [first, last].map((each) => ({ kind: 'home' as const, path: each.path }));
  const { world } = whereToLook(optionsFor(home), folders);
  expect(world).toMatchObject({ home: last.path, platform: 'win32', foreign: true, stateDir: home.stateDir });
});

describe('a folder that was chosen is', () => {
  const kindOf = (folder: string): string | null => {
    const home = homeForTest('linux');
    return kindOfFolder(folder, whereToLook(optionsFor(home), []).world);
  };

  test.each(PLATFORMS)('a home where a profile or a folder of Claude Code is in its place: %s', (platform) => {
    const [app, code] = [homeForTest(platform), homeForTest(platform)];
    app.dataRoot();
    code.configDir().transcript();
    expect([kindOf(app.path), kindOf(code.path)]).toEqual(['home', 'home']);
  });

  test.each(PLATFORMS)('a profile, whatever it is called: %s', (platform) => {
    const home = homeForTest(platform);
    const roots = [home.dataRoot(), home.dataRootAt(path.join(home.box, 'rescued'))];
    for (const root of roots) root.pair().recordOf(home.configDir().transcript());
    expect(roots.map((root) => kindOf(root.path))).toEqual(['data-root', 'data-root']);
  });

  test('a folder of Claude Code by the conversations in it, and not by its name', () => {
    const home = homeForTest('linux');
    home.configDir().transcript();
    const renamed = path.join(home.box, 'from-the-old-laptop');
    fs.renameSync(home.configDir().path, renamed);
    expect(kindOf(renamed)).toBe('config-dir');
  });

  test('none of these where it only looks like one', () => {
    const home = homeForTest('linux');
    const folder = path.join(home.box, 'work');
    fs.mkdirSync(path.join(folder, 'projects', 'shop'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'projects', 'shop', 'events.jsonl'), '{}\n');
    fs.writeFileSync(path.join(folder, 'config.json'), '{}');
    expect([kindOf(folder), kindOf(home.path), kindOf(path.join(home.box, 'nowhere'))]).toEqual([null, null, null]);
  });
});
