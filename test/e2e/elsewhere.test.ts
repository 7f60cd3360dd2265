import fs from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Page } from 'playwright';
import { makeHome } from '../support/home.ts';
import type { FakeHome } from '../support/home.ts';
import { appForTest } from './driver.ts';
import type { RunningApp } from './driver.ts';
import { lostHome } from './homes.ts';
import type { LostHome } from './homes.ts';

/** Another home than the one of whoever runs Ghostlight: an old disk, a backup. */

function lost(): LostHome {
  const made = lostHome();
  onTestFinished(() => made.home.remove());
  return made;
}

/** A person's own computer: they are signed in to it, and nothing is missing. */
function ownHome(): FakeHome {
  const home = makeHome('linux');
  onTestFinished(() => home.remove());
  home.dataRoot().pair().recordOf(home.configDir().transcript());
  home.dataRoot().signedIn();
  return home;
}

const openAt = (home: FakeHome): Promise<RunningApp> => appForTest('app', { home, env: { HOME: home.path } });

/** From now on whoever is asked for a folder chooses this one. */
const choose = ({ main }: RunningApp, folder: string): Promise<void> =>
  main(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);

async function addHome(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Add a folder' }).click();
  await page.getByRole('menuitem', { name: /Home folder/ }).click();
  await page.getByRole('button', { name: /^Stop looking at/ }).waitFor();
  await page.keyboard.press('Escape');
}

describe('another home that was added', () => {
  it('is never taken for this computer, before and after a restore, and there is a way back', async () => {
    const [own, other] = [ownHome(), lost()];
    const app = await openAt(own);
    const { page } = app;
    await page.getByRole('heading', { level: 1, name: 'Your one conversation is listed.' }).waitFor();
    const note = page.getByText(`This is ${other.home.path}, not this computer.`);
    expect(await note.count()).toBe(0);

    await choose(app, other.home.path);
    await addHome(page);
    await note.waitFor();
    await page.getByRole('button', { name: 'Restore all 4' }).click();
    await page.getByRole('button', { name: 'Bring back 4' }).click();
    await page.getByText('They will be in the sidebar of the Claude that uses this home.').waitFor();
    expect(await page.getByText(/Waiting for Claude’s next start|Open Claude:/).count()).toBe(0);
    expect(other.sidebar().rows).toHaveLength(7);
    await page.getByRole('button', { name: 'Done' }).click();

    await page.getByRole('button', { name: 'Back to this computer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Your one conversation is listed.' }).waitFor();
    expect(await note.count()).toBe(0);
  });
});

describe('a home that cannot be read any more', () => {
  it('is not spoken of as if it could be, and is looked at again when it is there', async () => {
    const { home } = lost();
    const { page } = await openAt(home);
    await page.getByRole('button', { name: 'Restore all 4' }).waitFor();
    fs.renameSync(home.path, `${home.path} (not connected)`);
    await page.getByRole('button', { name: 'Look at the disk again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ghostlight could not look at your conversations.' }).waitFor();
    expect(await page.getByText('Nothing is lost.').count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Restore all/ }).count()).toBe(0);
    expect(await page.getByRole('region', { name: 'Overview' }).textContent()).not.toMatch(/[.?]\./);

    fs.renameSync(`${home.path} (not connected)`, home.path);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Restore all 4' }).waitFor();
  });

  it('gives way to this computer’s where it was added, and says what is not there', async () => {
    const [own, other] = [ownHome(), lost()];
    const app = await openAt(own);
    const { page } = app;
    await choose(app, other.home.path);
    await addHome(page);
    await page.getByRole('button', { name: 'Restore all 4' }).waitFor();
    fs.renameSync(other.home.path, `${other.home.path} (not connected)`);
    await page.getByRole('button', { name: 'Look at the disk again' }).click();
    await page.getByRole('heading', { level: 1, name: 'The one conversation that could be read is listed.' }).waitFor();
    await page.getByText(/is its disk connected\? Something may be missing/).waitFor();
    expect(await page.getByText(/not this computer/).count()).toBe(0);
  });
});

describe('a folder that is chosen where nothing of Claude was found', () => {
  const foldersOf = (page: Page): Promise<unknown> =>
    page.evaluate(async () => {
      const settings = await window.ghostlight?.ask('settings.get', {});
      return settings?.ok === true ? settings.data.folders : null;
    });

  const chosen = [
    ['home', ({ home }: LostHome) => home.path],
    ['data-root', ({ pair }: LostHome) => pair.dataRoot],
    ['config-dir', ({ config }: LostHome) => config.path],
  ] as const;

  it.each(chosen)('is taken for what it is: %s', async (kind, folderOf) => {
    const [own, other] = [makeHome('linux'), lost()];
    onTestFinished(() => own.remove());
    const app = await openAt(own);
    await choose(app, folderOf(other));
    await app.page.getByRole('button', { name: 'Choose a folder…' }).click();
    await app.page.getByRole('region', { name: 'Overview' }).waitFor();
    expect(await foldersOf(app.page)).toEqual([{ kind, path: folderOf(other) }]);
  });

  it('is not added where nothing of Claude is in it either, and another can be chosen', async () => {
    const [own, other] = [makeHome('linux'), lost()];
    onTestFinished(() => own.remove());
    const app = await openAt(own);
    const { page } = app;
    await choose(app, own.box);
    await page.getByRole('button', { name: 'Choose a folder…' }).click();
    await page.getByText('That folder was not added').waitFor();
    await page.getByText(/Choose another one/).waitFor();
    expect(await foldersOf(page)).toEqual([]);
    await choose(app, other.home.path);
    await page.getByRole('button', { name: 'Choose a folder…' }).click();
    await page.getByRole('button', { name: 'Restore all 4' }).waitFor();
  });
});
