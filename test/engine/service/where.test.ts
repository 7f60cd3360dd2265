import path from 'node:path';
import { expect, test } from 'vitest';
import { layoutOf, whereToLook } from '../../../src/engine/service/where.ts';
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
