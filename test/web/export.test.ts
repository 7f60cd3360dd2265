import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { homeForTest } from '../support/for-test.ts';
import { servedForTest } from './served.ts';

const OPTIONS = { format: 'html', toolOutput: true, thinking: true, subagents: true, images: true, personal: false };

test('a browser has no folder dialog: what is another home’s goes into Ghostlight’s own folder, and the answer says where', async () => {
  const home = homeForTest('linux');
  home.dataRoot().pair().create();
  const { id } = home.configDir().transcript({ title: 'The lost one' });
  const web = await servedForTest(home);
  const answer = await web.ask('export.run', { ids: [id], options: OPTIONS });
  const folder = path.join(home.stateDir, 'exports');
  expect(answer).toMatchObject({ ok: true, data: { folder, files: [{ session: id }], cancelled: false } });
  expect(fs.readdirSync(folder)).toEqual(['The lost one.html']);
  expect(await web.ask('export.cancel')).toEqual({ ok: true, data: null });
  expect(await web.ask('export.reveal')).toMatchObject({ ok: false, error: { code: 'unavailable' } });
});

test('this person’s own go where a browser’s downloads go', async () => {
  const home = homeForTest('linux');
  home.dataRoot().pair().create();
  const { id } = home.configDir().transcript({ title: 'The lost one' });
  setHome(home.path);
  const web = await servedForTest(home);
  const answer = await web.ask('export.run', { ids: [id], options: OPTIONS });
  expect(answer).toMatchObject({ ok: true, data: { folder: path.join(home.path, 'Downloads') } });
});

/** Whose home this process believes to run in, until the test ends. */
function setHome(home: string): void {
  vi.stubEnv('HOME', home);
  vi.stubEnv('USERPROFILE', home);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect(os.homedir()).toBe(home);
}
