import fs from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Page } from 'playwright';
import type { Platform } from '../../src/shared/model.ts';
import { FACES, appForTest } from './driver.ts';
import { lostHome } from './homes.ts';
import type { LostHome } from './homes.ts';

/** Looking around: the list, its filter, one conversation, and what happens on the disk meanwhile. */

function lost(platform: Platform = 'linux'): LostHome {
  const made = lostHome(platform);
  onTestFinished(() => made.home.remove());
  return made;
}

const rows = (page: Page): Promise<string[]> =>
  page.getByRole('listbox', { name: 'Conversations' }).getByRole('option').allTextContents();
const titled = (texts: string[], titles: string[]): string[] =>
  titles.filter((title) => texts.some((text) => text.includes(title)));

describe.each(FACES)('browsing (%s)', (face) => {
  it('lists what is missing, and shows why and how it begins', async () => {
    const { home, lost: missing } = lost();
    const titles = missing.map(({ title }) => title);
    const { page, complaints } = await appForTest(face, { home });
    await page.getByRole('option', { name: /Rate limits for the API/ }).waitFor();
    expect(titled(await rows(page), titles)).toEqual(titles);
    await page.getByRole('option', { name: /Rate limits for the API/ }).click();
    const detail = page.getByRole('region', { name: 'Conversation', exact: true });
    await detail.getByRole('heading', { name: 'Rate limits for the API' }).waitFor();
    await detail.getByRole('heading', { name: 'Why it is missing' }).waitFor();
    await detail.getByText('Go on.', { exact: true }).waitFor();
    expect(complaints()).toEqual([]);
  });

  it('filters while the person types', async () => {
    const { home } = lost();
    const { page } = await appForTest(face, { home });
    await page.getByRole('option', { name: /Cart total is wrong/ }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('cart');
    await expect.poll(async () => (await rows(page)).length).toBe(1);
    expect(titled(await rows(page), ['Cart total is wrong'])).toEqual(['Cart total is wrong']);
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await rows(page)).length).toBe(4);
  });

  it('takes into the palette what is typed before it is there', async () => {
    const { home } = lost();
    const { page } = await appForTest(face, { home });
    await page.getByRole('option', { name: /Cart total is wrong/ }).click();
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await page.route(/command-palette.*\.js/, async (route) => {
      await arrived;
      await route.fallback();
    });
    await page.keyboard.press('Control+k');
    // In the list, R would show a plan, Space tick a row, and letters go to another one.
    await page.keyboard.type('rate x');
    await page.keyboard.press('Backspace');
    arrive();
    const palette = page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('option', { name: /Rate limits/ }).waitFor();
    await page.keyboard.type('lim');
    expect(await palette.getByRole('combobox').inputValue()).toBe('rate lim');
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'hidden' });
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'Cart total is wrong' }).count()).toBe(1);
    expect(await page.getByText('1 selected').count()).toBe(0);
  });

  it('shows each place with what belongs there', async () => {
    const { home } = lost();
    const { page } = await appForTest(face, { home });
    await page.getByRole('button', { name: /^Listed 3/ }).click();
    await page.getByRole('option', { name: /Set up the linter/ }).waitFor();
    expect(await rows(page)).toHaveLength(3);
    await page.getByRole('button', { name: /^Terminal 1/ }).click();
    await page.getByRole('option', { name: /From a terminal/ }).waitFor();
  });

  it('shows a conversation that appears on the disk by itself', async () => {
    const { home, config } = lost();
    const { page } = await appForTest(face, { home });
    await page.getByRole('button', { name: 'Restore all 4' }).waitFor();
    config.transcript({ title: 'Came in meanwhile', prompts: ['Came in meanwhile'] });
    await page.getByRole('option', { name: /Came in meanwhile/ }).waitFor();
    await page.getByRole('button', { name: 'Restore all 5' }).waitFor();
  });

  it('notices when Claude brings a row back itself, and when a file goes', async () => {
    const { home, config } = lost();
    const returning = config.transcript({ title: 'Claude will save this one', prompts: ['Hello'] });
    const going = config.transcript({ title: 'This file will go', prompts: ['Hello'] });
    const { page } = await appForTest(face, { home });
    await page.getByRole('button', { name: 'Restore all 6' }).waitFor();
    home.dataRoot().pair().recordOf(returning);
    await page.getByRole('button', { name: 'Restore all 5' }).waitFor();
    fs.rmSync(going.path);
    await page.getByRole('button', { name: 'Restore all 4' }).waitFor();
    expect(await rows(page)).toHaveLength(4);
  });
});

describe('what only the app can do', () => {
  it('shows a transcript in the file manager, by its id', async () => {
    const { home, config } = lost();
    const made = config.transcript({ title: 'Show me', prompts: ['Show me'] });
    const { page, main } = await appForTest('app', { home });
    await main(({ shell }) => {
      shell.showItemInFolder = (path) => void Object.assign(globalThis, { revealed: path });
    });
    await page.getByRole('option', { name: /Show me/ }).waitFor();
    const answer = await page.evaluate((id) => window.ghostlight?.ask('session.reveal', { id }), made.id);
    expect(answer).toEqual({ ok: true, data: null });
    expect(await main(() => (globalThis as unknown as { revealed: string }).revealed)).toBe(made.path);
    const unknown = '00000000-0000-4000-8000-00000000000f';
    const refused = await page.evaluate((id) => window.ghostlight?.ask('session.reveal', { id }), unknown);
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('looks at a folder that the person adds, and no more once it is removed', async () => {
    const { home } = lost();
    const other = lost('darwin');
    const { page, main } = await appForTest('app', { home });
    await page.getByRole('button', { name: 'Restore all 4' }).waitFor();
    await main(({ dialog }, folder) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
    }, other.config.path);
    const added = await page.evaluate(() => window.ghostlight?.ask('folder.add', { kind: 'config-dir' }));
    expect(added).toMatchObject({ ok: true, data: { folders: [{ kind: 'config-dir', path: other.config.path }] } });
    await page.getByRole('button', { name: /^Restore all (?!4$)/ }).waitFor();
    const removed = await page.evaluate(() => window.ghostlight?.ask('folder.remove', { index: 0 }));
    expect(removed).toMatchObject({ ok: true, data: { folders: [] } });
    await page.getByRole('button', { name: 'Restore all 4' }).waitFor();
    const again = await page.evaluate(() => window.ghostlight?.ask('folder.remove', { index: 0 }));
    expect(again).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('does not ask a Claude to quit that is another machine’s', async () => {
    const { home } = lost();
    const { page } = await appForTest('app', { home, system: 'win32' });
    const answer = await page.evaluate(() => window.ghostlight?.ask('claude.quit', {}));
    expect(answer).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  });
});
