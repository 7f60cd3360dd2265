import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ACCOUNT } from '../support/ids.ts';
import { makeHome } from '../support/home.ts';
import type { FakeHome } from '../support/home.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import { FACES, appForTest, launchApp } from './driver.ts';
import { lostHome } from './homes.ts';
import type { LostHome } from './homes.ts';

/** What a person meets when they open Ghostlight. */

function lost(): LostHome {
  const made = lostHome();
  onTestFinished(() => made.home.remove());
  return made;
}

function empty(): FakeHome {
  const home = makeHome('linux');
  onTestFinished(() => home.remove());
  return home;
}

/** A conversation that Claude has and shows, but for a filter that is set in its sidebar. */
function hidden(): { home: FakeHome } {
  const home = makeHome('linux');
  onTestFinished(() => home.remove());
  const root = home.dataRoot();
  root.pair().recordOf(home.configDir().transcript());
  home.claudeJson();
  root.signedIn();
  root.epitaxyPrefs({ [`code-sessions-status-filter.${ACCOUNT}`]: 'running' });
  return { home };
}

describe.each(FACES)('first start (%s)', (face) => {
  it('says what happened and offers the one button', async () => {
    const { home } = lost();
    const before = snapshot(home.path);
    const { page, complaints, refused } = await appForTest(face, { home });
    await page.getByRole('heading', { level: 1, name: '4 conversations are missing from Claude’s sidebar.' }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Nothing is lost.' }).waitFor();
    await page.getByRole('button', { name: 'Restore all 4', disabled: false }).waitFor();
    await page.getByRole('button', { name: /ana@example\.test/ }).waitFor();
    expect(complaints()).toEqual([]);
    expect(refused(), 'nothing leaves the machine').toEqual([]);
    expect(diffSnapshots(before, snapshot(home.path)), 'looking writes nothing').toEqual([]);
  });

  it('is not calm where Claude’s own window may hide what it has', async () => {
    const { home } = hidden();
    const { page, complaints } = await appForTest(face, { home });
    await page.getByRole('heading', { level: 1, name: 'Your one entry is in order on this disk.' }).waitFor();
    await page
      .getByText(/Clear the filter in Claude’s sidebar/)
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: /^Restore/ }).count()).toBe(0);
    expect(await page.getByText(/^All .* are listed/).count()).toBe(0);
    expect(complaints()).toEqual([]);
  });

  it('is not calm where the folder with all conversations is gone', async () => {
    const home = empty();
    const root = home.dataRoot();
    const config = home.configDir();
    for (const title of ['Kept on the other disk', 'So is this one'])
      root.pair().recordOf(config.transcript({ title }));
    root.signedIn();
    fs.rmSync(config.path, { recursive: true });
    const { page } = await appForTest(face, { home });
    await page
      .getByRole('heading', { level: 1, name: 'Claude lists 2 conversations that are not on this disk.' })
      .waitFor();
    expect(await page.getByText(/Nothing was started/).count()).toBe(0);
    await page.getByRole('button', { name: 'Details' }).click();
    await page.getByText(/No folder of Claude Code/).waitFor();
  });

  it('is calm where nothing is missing', async () => {
    const home = empty();
    const root = home.dataRoot();
    root.pair().recordOf(home.configDir().transcript({ title: 'All is well' }));
    root.signedIn();
    const { page } = await appForTest(face, { home });
    await page.getByRole('heading', { level: 1, name: /listed/ }).waitFor();
    expect(await page.getByRole('button', { name: /^Restore all/ }).count()).toBe(0);
  });

  it('explains itself where there is no Claude, and shows the sample', async () => {
    const { page, complaints } = await appForTest(face, { home: empty() });
    // A home that was named never turns into the sample by itself.
    await page.getByRole('heading', { level: 1, name: /^Nothing of Claude’s was found/ }).waitFor();
    await page.getByRole('button', { name: 'Look at a sample' }).click();
    const made = 'Nothing of Claude’s app was found here. This is a made-up sample.';
    await page.getByRole('heading', { level: 1, name: made }).waitFor();
    await page.getByRole('button', { name: 'Try it on the sample' }).waitFor();
    await page.getByRole('listbox', { name: 'Conversations' }).getByRole('option').first().waitFor();
    expect(complaints()).toEqual([]);
  });

  it('shows what is whole of a damaged profile, and says what is not', async () => {
    const { home, config, pair, folder } = lost();
    fs.writeFileSync(path.join(folder, 'local_00000000-0000-4000-8000-000000000001.json'), '{"sessionId":');
    fs.writeFileSync(path.join(folder, 'local_00000000-0000-4000-8000-000000000002.json'), Buffer.alloc(4096));
    fs.writeFileSync(path.join(pair.dataRoot, 'config.json'), '\0\0\0\0');
    fs.writeFileSync(path.join(config.projects, 'not-a-folder.jsonl'), 'no json\n');
    const { page, complaints } = await appForTest(face, { home });
    await page.getByRole('heading', { level: 1, name: /4 conversations are missing/ }).waitFor();
    await page.getByRole('button', { name: /Health/ }).click();
    await page.getByRole('heading', { name: /Entries that Claude cannot load/ }).waitFor();
    expect(complaints()).toEqual([]);
  });
});

describe('start of the app', () => {
  it('keeps settings and the window’s place from one start to the next', async () => {
    const { home } = lost();
    const first = await launchApp('app', { home });
    await first.main(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 120, y: 90, width: 1000, height: 700 });
    });
    await first.page.evaluate(() => window.ghostlight?.ask('settings.set', { theme: 'dark' }));
    expect(await first.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
    await first.close();

    const second = await appForTest('app', { home });
    expect(await second.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
    expect(await second.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual({
      x: 120,
      y: 90,
      width: 1000,
      height: 700,
    });
  });

  it('shows its window to a second start instead of opening another', async () => {
    const { home } = lost();
    const first = await appForTest('app', { home });
    await first.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    await expect(launchApp('app', { home })).rejects.toThrow(/ended with 0|closed/);
    await expect
      .poll(() => first.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible())))
      .toEqual([true]);
  });

  it('keeps its own files in its own folder', async () => {
    const { home } = lost();
    const app = await appForTest('app', { home });
    expect(await app.main(({ app: electron }) => electron.getPath('userData'))).toBe(
      path.join(home.stateDir, 'window'),
    );
  });

  it('says why it does not start where its folder would lie inside of Claude’s', async () => {
    const { home, pair } = lost();
    await expect(launchApp('app', { home, stateDir: path.join(pair.dataRoot, 'ghostlight') })).rejects.toThrow(
      /inside Claude/,
    );
    expect(fs.existsSync(path.join(pair.dataRoot, 'ghostlight'))).toBe(false);
  });
});

describe('menus and tray', () => {
  it('has menus that lead to the window', async () => {
    const { home } = lost();
    const { page, main } = await appForTest('app', { home });
    await page.getByRole('button', { name: 'Restore all 4' }).waitFor();
    await main(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('settings')?.click());
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    await page.keyboard.press('Escape');
    await main(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('restore-all')?.click());
    await page.getByRole('dialog', { name: 'Bring back' }).waitFor();
  });

  it('hands a menu’s wish to a window that it has to open first', async () => {
    const { home } = lost();
    const { main } = await appForTest('app', { home, system: 'darwin' });
    await main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    await main(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('history')?.click());
    expect(await main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('puts the lantern into the tray only while the person wants it, and hides there', async () => {
    const { home } = lost();
    const { page, main } = await appForTest('app', { home });
    const icons = (): Promise<number> => main(({ Tray }) => (Tray as unknown as { shown: unknown[] }).shown.length);
    expect(await icons()).toBe(0);
    await page.evaluate(() => window.ghostlight?.ask('settings.set', { tray: true }));
    expect(await icons()).toBe(1);
    await main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(
      await main(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible())),
    ).toEqual([false]);
    await main(({ Tray }) =>
      (Tray as unknown as { shown: { emit: (name: string) => void }[] }).shown[0]?.emit('click'),
    );
    expect(
      await main(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible())),
    ).toEqual([true]);
    await page.evaluate(() => window.ghostlight?.ask('settings.set', { tray: false }));
    expect(await icons()).toBe(0);
  });
});
