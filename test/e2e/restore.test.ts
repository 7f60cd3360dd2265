import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Locator, Page } from 'playwright';
import { limitedFiles, ownDisk } from '../support/own-disk.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import { FACES, appForTest } from './driver.ts';
import { lostHome } from './homes.ts';
import type { LostHome } from './homes.ts';

/** Bringing back and taking back, judged by the files and by the model of Claude's own loader. */

function lost(): LostHome {
  const made = lostHome();
  onTestFinished(() => made.home.remove());
  return made;
}

/** A question, to some ears, and a sheet to others. */
const undoSheet = (page: Page): Locator =>
  page
    .getByRole('dialog', { name: 'Undo this restore?' })
    .or(page.getByRole('alertdialog', { name: 'Undo this restore?' }));

async function openPlan(page: Page, count = 4): Promise<void> {
  await page.getByRole('button', { name: `Restore all ${count}` }).click();
  await page
    .getByRole('dialog', { name: 'Bring back' })
    .getByRole('button', { name: `Bring back ${count}` })
    .waitFor();
}

async function bringBack(page: Page, count = 4): Promise<void> {
  await openPlan(page, count);
  await page.getByRole('button', { name: `Bring back ${count}` }).click();
  await page.getByText(`${count} brought back`).first().waitFor();
}

describe.each(FACES)('restoring (%s)', (face) => {
  it('shows the plan, and writes nothing before it is confirmed', async () => {
    const scene = lost();
    const before = snapshot(scene.home.path);
    const { page } = await appForTest(face, { home: scene.home });
    await openPlan(page);
    const sheet = page.getByRole('dialog', { name: 'Bring back' });
    await sheet.getByText('ana@example.test').waitFor();
    for (const { title } of scene.lost) await sheet.getByText(title, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    expect(diffSnapshots(before, snapshot(scene.home.path))).toEqual([]);
  });

  it('brings all of it back, so that Claude shows and opens every one', async () => {
    const scene = lost();
    const transcripts = snapshot(scene.config.path);
    const { page, complaints, refused } = await appForTest(face, { home: scene.home });
    expect(scene.sidebar().rows).toHaveLength(3);
    await bringBack(page);
    const { rows, skipped, cardedTwice } = scene.sidebar();
    expect(rows.map(({ title }) => title)).toEqual(expect.arrayContaining(scene.lost.map(({ title }) => title)));
    expect(rows.map(({ opens }) => opens)).toEqual(rows.map(() => 'conversation'));
    expect({ count: rows.length, skipped, cardedTwice }).toEqual({ count: 7, skipped: [], cardedTwice: [] });
    expect(diffSnapshots(transcripts, snapshot(scene.config.path)), 'no conversation is changed').toEqual([]);
    await page.getByRole('button', { name: 'Done' }).click();
    // Another computer's home: nothing here waits for its Claude, and the way back stays in sight.
    await page.getByRole('heading', { level: 1, name: '4 brought back.' }).waitFor();
    await page.getByRole('button', { name: 'Undo…' }).first().waitFor();
    expect(complaints()).toEqual([]);
    expect(refused()).toEqual([]);
  });

  it('tries one first for the careful', async () => {
    const scene = lost();
    const { page } = await appForTest(face, { home: scene.home });
    await openPlan(page);
    await page.getByRole('button', { name: 'Try one first' }).click();
    await page.getByRole('button', { name: 'Bring back 1' }).click();
    await page.getByText('1 brought back').first().waitFor();
    expect(scene.sidebar().rows).toHaveLength(4);
  });

  it('says so once Claude has started and its own log confirms it', async () => {
    const scene = lost();
    // On their own computer: of another one nothing here waits for a start.
    const { page } = await appForTest(face, { home: scene.home, env: { HOME: scene.home.path } });
    await bringBack(page);
    await page.getByText(/Waiting for Claude’s next start/).waitFor();
    // What Claude writes when it starts: this account, and how many entries it loaded.
    const { accountId, organizationId } = scene.pair;
    scene.home.dataRoot().started({ accountId, organizationId }, 7, Date.now() + 1000);
    await page.getByText('Claude shows all 4.').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByText('Confirmed by Claude: 4 of 4.').waitFor();
  });

  it('claims nothing before Claude’s own log does, keeps the undo in sight, and remembers both over a restart', async () => {
    const scene = lost();
    const own = { home: scene.home, env: { HOME: scene.home.path } };
    const first = await appForTest(face, own);
    await bringBack(first.page);
    await first.page.getByRole('button', { name: 'Done' }).click();
    const waiting = { level: 1, name: '4 brought back, waiting for Claude.' };
    await first.page.getByRole('heading', waiting).waitFor();
    expect(await first.page.getByText(/are listed/).count()).toBe(0);
    await first.close();

    const { page } = await appForTest(face, own);
    await page.getByRole('heading', waiting).waitFor();
    await page.getByText('Quit Claude completely: also from its tray icon').waitFor();
    await page.getByRole('button', { name: /^Ghosts/ }).click();
    await page.getByRole('heading', { name: '4 were brought back' }).waitFor();
    await page.getByRole('button', { name: 'Undo…' }).first().waitFor();
    const { accountId, organizationId } = scene.pair;
    scene.home.dataRoot().started({ accountId, organizationId }, 7, Date.now() + 1000);
    await page.getByRole('heading', { level: 1, name: 'Claude shows all 4 you brought back.' }).waitFor();
    await page.getByRole('button', { name: 'Undo…' }).first().click();
    await undoSheet(page).getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { level: 1, name: /4 conversations are missing/ }).waitFor();
  });

  it('undoes it to the byte', async () => {
    const scene = lost();
    const before = snapshot(scene.home.path);
    const { page } = await appForTest(face, { home: scene.home });
    await bringBack(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    const sheet = undoSheet(page);
    await sheet.getByText('4 entries will be removed.').waitFor();
    await sheet.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { level: 1, name: /4 conversations are missing/ }).waitFor();
    expect(diffSnapshots(before, snapshot(scene.home.path))).toEqual([]);
  });

  it('undoes from History, after another start as well', async () => {
    const scene = lost();
    const before = snapshot(scene.home.path);
    const first = await appForTest(face, { home: scene.home });
    await bringBack(first.page);
    await first.close();
    const { page } = await appForTest(face, { home: scene.home });
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await undoSheet(page).getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { level: 1, name: /4 conversations are missing/ }).waitFor();
    expect(diffSnapshots(before, snapshot(scene.home.path))).toEqual([]);
  });
});

describe.each(FACES)('when something is in the way (%s)', (face) => {
  it('refuses a plan that the disk has overtaken, and writes nothing', async () => {
    const scene = lost();
    const { page } = await appForTest(face, { home: scene.home });
    await openPlan(page);
    // Claude saves one of them itself while the sheet is open.
    const [returning] = scene.lost;
    if (returning !== undefined) {
      scene.home
        .dataRoot()
        .pair()
        .recordOf(returning, { sessionId: `local_${returning.id}` });
    }
    const before = snapshot(scene.home.path);
    await page.getByRole('button', { name: 'Bring back 4' }).click();
    await page.getByRole('alert').getByText('The disk changed meanwhile').waitFor();
    expect(diffSnapshots(before, snapshot(scene.home.path))).toEqual([]);
  });

  it('says so where Claude’s folder cannot be written, and takes back what it began', async () => {
    const scene = lost();
    const { page } = await appForTest(face, { home: scene.home });
    await openPlan(page);
    fs.renameSync(scene.folder, `${scene.folder}.away`);
    fs.writeFileSync(scene.folder, 'a file in its place');
    const before = snapshot(scene.home.path);
    await page.getByRole('button', { name: 'Bring back 4' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(diffSnapshots(before, snapshot(scene.home.path))).toEqual([]);
  });

  it('changes nothing where its own journal cannot be written', async () => {
    const scene = lost();
    const { page } = await appForTest(face, { home: scene.home });
    await openPlan(page);
    blockJournal(scene.home.stateDir);
    const before = snapshot(scene.home.path);
    await page.getByRole('button', { name: 'Bring back 4' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(diffSnapshots(before, snapshot(scene.home.path))).toEqual([]);
  });

  it('changes nothing on a full disk, says what to do, and works once there is room', async (context) => {
    const scene = lost();
    const own = ownDisk(scene.home.box);
    if (own !== null) onTestFinished(() => own.remove());
    const { page, pid } = await appForTest(face, { home: scene.home });
    const disk = own ?? limitedFiles(pid);
    // Said aloud: neither a disk can be mounted here nor the app be kept from writing.
    if (disk === null) return context.skip('No disk can be filled on this system.');
    await openPlan(page);
    const before = snapshot(scene.home.path);
    const sheet = page.getByRole('dialog', { name: 'Bring back' });
    const refusals: string[] = [];
    // With no room at all the journal fails; with a little more an entry does, after others were written.
    for (let pages = 0; ; pages += 1) {
      disk.fill(pages);
      await page.getByRole('button', { name: 'Bring back 4' }).click();
      await sheet.getByRole('alert').or(sheet.getByText('4 brought back')).first().waitFor();
      if (await sheet.getByText('4 brought back').isVisible()) break;
      refusals.push((await sheet.getByRole('alert').textContent()) ?? '');
      expect(diffSnapshots(before, snapshot(scene.home.path)), `with ${pages} pages left`).toEqual([]);
      disk.clear();
      await page.getByRole('button', { name: 'Look again' }).click();
    }
    disk.clear();
    for (const said of refusals) expect(said).toMatch(own === null ? /Nothing was changed/ : FULL);
    expect(new Set(refusals).size, refusals.join('\n')).toBeGreaterThan(own === null ? 0 : 1);
    expect(scene.sidebar().rows).toHaveLength(7);
  });
});

const FULL = /^The disk is full.*Nothing was changed.*Make some room on it, then look again\./;

/** Nothing can be made in the journal's folder any more. */
function blockJournal(stateDir: string): void {
  const receipts = path.join(stateDir, 'receipts');
  fs.rmSync(receipts, { recursive: true, force: true });
  fs.writeFileSync(receipts, '');
}
