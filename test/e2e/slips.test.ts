import { describe, expect, it, onTestFinished } from 'vitest';
import type { Locator, Page } from 'playwright';
import { readJournals } from '../../src/engine/restore/journal.ts';
import type { FakeHome } from '../support/home.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';
import { FACES, appForTest } from './driver.ts';
import { manyHome } from './homes.ts';

/** A hand that slips: a double click, Enter twice, a key that is held. None of it starts, cancels or closes anything. */

const COUNT = 60;
/** Milliseconds from one click to the next: a quick hand and a slow one. */
const GAPS = [60, 120, 150, 180, 250] as const;
/** Longer than what has just appeared takes no press. */
const SETTLED_MS = 800;

function lost(count = COUNT): FakeHome {
  const home = manyHome(count, { listed: 0 });
  onTestFinished(() => home.remove());
  return home;
}

const files = (home: FakeHome) => snapshot(home.path);
const states = ({ stateDir }: FakeHome): string[] => readJournals(stateDir, []).map(({ state }) => state);

/** As a mouse does it: the second press says that it is the second of two. */
async function doubleClick(page: Page, target: Locator, gap: number): Promise<void> {
  const { x, y } = await centreOf(target);
  await page.mouse.move(x, y);
  for (const clickCount of [1, 2]) {
    await page.mouse.down({ clickCount });
    await page.mouse.up({ clickCount });
    if (clickCount === 1) await page.waitForTimeout(gap);
  }
}

/** Once it takes presses. */
async function centreOf(target: Locator): Promise<{ x: number; y: number }> {
  await target.click({ trial: true });
  const box = await target.boundingBox();
  if (box === null) throw new Error('It is not to be seen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function hold(page: Page, key: string, forMs: number): Promise<void> {
  for (let held = 0; held < forMs; held += 40) {
    await page.keyboard.down(key);
    await page.waitForTimeout(40);
  }
  await page.keyboard.up(key);
}

const all = (page: Page): Locator => page.getByRole('button', { name: /^(Restore|Bring back) all \d/ });
const plan = (page: Page): Locator => page.getByRole('dialog', { name: 'Bring back' });
const bringBack = (page: Page, count = COUNT): Locator =>
  plan(page).getByRole('button', { name: `Bring back ${count}`, exact: true });
const done = (page: Page): Locator => plan(page).getByText(`${COUNT} brought back`);
const undoSheet = (page: Page): Locator => page.getByRole('dialog', { name: /^Undo/ });

/** Nothing that comes late changes it. */
async function stays(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  await page.waitForTimeout(SETTLED_MS);
  expect(await target.isVisible()).toBe(true);
}

describe.each(GAPS)('a double click with %i ms between', (gap) => {
  it('presses each button of the restore and of the undo once, and nothing that comes in its place', async () => {
    const home = lost();
    const before = files(home);
    const { page } = await appForTest('app', { home });

    await doubleClick(page, all(page), gap);
    await stays(page, bringBack(page));
    await doubleClick(page, plan(page).getByRole('button', { name: 'Try one first' }), gap);
    await stays(page, bringBack(page, 1));
    await doubleClick(page, plan(page).getByRole('button', { name: /^Back to all/ }), gap);
    await stays(page, bringBack(page));
    expect(diffSnapshots(before, files(home)), 'nothing is written before it is confirmed').toEqual([]);

    await doubleClick(page, bringBack(page), gap);
    await stays(page, done(page));
    expect(states(home)).toEqual(['done']);

    await doubleClick(page, plan(page).getByRole('button', { name: 'Undo', exact: true }), gap);
    await stays(page, undoSheet(page).getByRole('button', { name: 'Keep it' }));
    expect(states(home)).toEqual(['done']);
    await doubleClick(page, undoSheet(page).getByRole('button', { name: 'Undo', exact: true }), gap);
    await undoSheet(page).waitFor({ state: 'hidden' });
    await page.waitForTimeout(SETTLED_MS);
    expect(states(home)).toEqual(['undone']);
    expect(await page.getByRole('dialog').count(), 'nothing beneath the sheet was pressed').toBe(0);
    expect(diffSnapshots(before, files(home))).toEqual([]);
  });

  it('closes the finished sheet, and presses nothing beneath it', async () => {
    const home = lost();
    const { page } = await appForTest('app', { home });
    await all(page).click();
    await bringBack(page).click();
    await doubleClick(page, plan(page).getByRole('button', { name: 'Done' }), gap);
    await plan(page).waitFor({ state: 'hidden' });
    await page.waitForTimeout(SETTLED_MS);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('exports once', async () => {
    const home = lost();
    const { page } = await appForTest('serve', { home });
    await page.getByRole('listbox', { name: 'Conversations' }).getByRole('option').first().click();
    const sheet = page.getByRole('dialog', { name: /^Export/ });
    await doubleClick(page, page.getByRole('button', { name: 'Export…', exact: true }), gap);
    await stays(page, sheet.getByRole('button', { name: 'Export', exact: true }));
    let downloads = 0;
    page.on('download', () => (downloads += 1));
    await doubleClick(page, sheet.getByRole('button', { name: 'Export', exact: true }), gap);
    await stays(page, sheet.getByText('1 exported'));
    expect(downloads).toBeLessThan(2);
  });
});

describe.each(FACES)('the keyboard (%s)', (face) => {
  it('Enter twice on each button of the restore and of the undo is Enter once', async () => {
    const home = lost();
    const { page } = await appForTest(face, { home });
    const twice = async (target: Locator): Promise<void> => {
      await centreOf(target);
      await target.focus();
      await page.keyboard.press('Enter');
      await page.waitForTimeout(150);
      await page.keyboard.press('Enter');
    };
    await twice(all(page));
    await stays(page, bringBack(page));
    await twice(bringBack(page));
    await stays(page, done(page));
    expect(states(home)).toEqual(['done']);
    await twice(plan(page).getByRole('button', { name: 'Undo', exact: true }));
    await stays(page, undoSheet(page).getByRole('button', { name: 'Keep it' }));
    await twice(undoSheet(page).getByRole('button', { name: 'Undo', exact: true }));
    await undoSheet(page).waitFor({ state: 'hidden' });
    await page.waitForTimeout(SETTLED_MS);
    expect(states(home)).toEqual(['undone']);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it.each(['Enter', 'Control+Enter'])('%s, held down, presses once and goes no further', async (keys) => {
    const home = lost();
    const before = files(home);
    const { page } = await appForTest(face, { home });
    await all(page).focus();
    await hold(page, 'Enter', 1_600);
    await stays(page, bringBack(page));
    expect(diffSnapshots(before, files(home))).toEqual([]);
    await centreOf(bringBack(page));
    await bringBack(page).focus();
    if (keys !== 'Enter') await page.keyboard.down('Control');
    await hold(page, 'Enter', 1_600);
    if (keys !== 'Enter') await page.keyboard.up('Control');
    await stays(page, done(page));
    expect(states(home)).toEqual(['done']);
  });

  it('brings all of them back with one press of keys once the plan is read', async () => {
    const home = lost();
    const { page } = await appForTest(face, { home });
    await all(page).click();
    await centreOf(bringBack(page));
    await page.keyboard.press('ControlOrMeta+Enter');
    await done(page).waitFor();
    expect(states(home)).toEqual(['done']);
  });
});

describe('a restore that the person cancels', () => {
  it('is told as cancelled in the sheet and in History, also where damaged entries were replaced', async () => {
    // So many that the engine is still at it when it is made to hold still.
    const count = 900;
    const home = lost(count);
    const pair = home.dataRoot().pair();
    for (let n = 0; n < 5; n += 1) {
      const made = home.configDir().transcript({ title: `Damaged ${n}`, prompts: ['Go on.'] });
      pair.damagedRecordOf('truncated', made, { sessionId: `local_${made.id}` });
    }
    const before = files(home);
    const { page, pid } = await appForTest('app', { home });
    await all(page).click();
    await bringBack(page, count + 5).click();
    await plan(page).getByRole('progressbar').waitFor();
    // The engine holds still until Cancel takes presses, or it would be done by then.
    process.kill(pid, 'SIGSTOP');
    try {
      await plan(page).getByRole('button', { name: 'Cancel' }).click();
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await plan(page).getByText('Cancelled. Nothing was changed.').waitFor();
    expect(await plan(page).getByRole('alert').count()).toBe(0);
    expect(diffSnapshots(before, files(home))).toEqual([]);
    expect(states(home)).toEqual(['cancelled']);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByText('Cancelled by you').waitFor();
    expect(await page.getByText(/Failed/).count()).toBe(0);
  });
});
