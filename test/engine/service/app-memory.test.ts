import path from 'node:path';
import { expect, test } from 'vitest';
import { AppMemory } from '../../../src/engine/service/app-memory.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { makeAppArchive } from '../../support/app-archive.ts';
import { homeForTest } from '../../support/for-test.ts';

test('the installed app is asked once for many questions about one home, and again for another', async () => {
  const home = homeForTest('linux');
  home.dataRoot().signedIn();
  const app = path.join(home.box, 'opt', 'Claude');
  const world = { ...home.world(), foreign: false, env: { GHOSTLIGHT_CLAUDE_APP: app } };
  const inventory = await createEngine(world).inventory();
  const memory = new AppMemory();
  expect((await memory.of(world, inventory)).kind).toBe('not-found');
  await makeAppArchive(path.join(app, 'resources', 'app.asar'), { version: '2.31226.0' });
  expect((await memory.of(world, inventory)).kind).toBe('not-found');
  expect((await memory.of({ ...world, home: home.box }, inventory)).kind).toBe('known');
});
