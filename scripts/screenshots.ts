// Every screen of the window, in light and dark, to docs/screenshots. The window is the built one, in the double of
// Electron; the people and conversations in it are made up.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { launchDouble } from '../test/e2e/drive-double.ts';
import { closeBrowser, sharedBrowser } from '../test/e2e/drive-common.ts';
import { calmHome, emptyHome, lostHome, manyHome } from '../test/e2e/homes.ts';
import { makeHome } from '../test/support/home.ts';
import { lockedPdf, makePdf } from '../test/support/pdf.ts';
import { pdfTranscript } from '../test/support/pdf-transcript.ts';
import { usualHome } from '../test/e2e/usual-home.ts';
import type { FakeHome } from '../test/support/home.ts';
import { smallPng } from './small-png.ts';

const FOLDER = join(import.meta.dirname, '../docs/screenshots');
const USUAL = { width: 1280, height: 800 };
const THEMES = ['light', 'dark'] as const;

interface Screen {
  name: string;
  home: () => FakeHome;
  /** What a person does to get there. */
  go?: (page: Page) => Promise<void>;
  sizes?: { width: number; height: number }[];
}

const click = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click();

const SCREENS: Screen[] = [
  {
    name: 'main',
    home: usualHome,
    go: openFirst,
    sizes: [{ width: 900, height: 600 }, USUAL, { width: 2560, height: 1440 }],
  },
  { name: 'nothing-missing', home: calmHome },
  { name: 'no-claude', home: emptyHome },
  {
    name: 'sample',
    home: emptyHome,
    go: async (page) => {
      await click(page, 'Look at a sample');
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'thousand', home: () => manyHome(1000), go: openFirst },
  { name: 'restore-plan', home: usualHome, go: openPlan },
  { name: 'restore-progress', home: () => manyHome(1000), go: openProgress },
  { name: 'restore-done', home: () => lostHome().home, go: bringBack },
  {
    name: 'undo',
    home: usualHome,
    go: async (page) => {
      await bringBack(page);
      await click(page, 'Undo');
      await page.getByText(/will be removed/).waitFor();
    },
  },
  {
    name: 'history',
    home: usualHome,
    go: async (page) => {
      await bringBack(page);
      await click(page, 'Done');
      await click(page, 'History');
      await page.getByRole('button', { name: /^Undo/ }).waitFor();
    },
  },
  {
    name: 'health',
    home: usualHome,
    // As much as a person scrolls through.
    sizes: [{ width: 1280, height: 1500 }],
    go: async (page) => {
      await click(page, /^Health/);
      await page.getByRole('heading', { name: 'Failed saves by day' }).waitFor();
      await page.locator('.visx-bar').first().waitFor();
    },
  },
  {
    name: 'selection',
    home: usualHome,
    go: async (page) => {
      await openFirst(page);
      for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
    },
  },
  {
    name: 'reader',
    home: genuineHome,
    sizes: [
      { width: 900, height: 600 },
      { width: 1280, height: 1000 },
    ],
    go: async (page) => {
      await readGenuine(page);
      await page.getByRole('button', { name: /^Edited/ }).click();
      await page.getByRole('feed', { name: 'Messages' }).evaluate((feed) => feed.scrollIntoView());
    },
  },
  {
    name: 'reader-find',
    home: genuineHome,
    go: async (page) => {
      await readGenuine(page);
      await page.getByRole('article').first().click();
      await page.keyboard.press('Control+f');
      await page.keyboard.type('ledger');
      await page
        .getByText(/of \d+/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'reader-pdf',
    home: documentHome,
    go: async (page) => {
      await readGenuine(page);
      await page.getByRole('button', { name: 'Show plan-1.pdf large' }).click();
      await page.getByRole('img', { name: 'plan-1.pdf, page 1' }).and(page.locator('[aria-busy=false]')).waitFor();
    },
  },
  {
    name: 'export',
    home: genuineHome,
    go: async (page) => {
      await readGenuine(page);
      await click(page, 'Export…');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'cowork',
    home: usualHome,
    go: async (page) => {
      await click(page, /^Cowork/);
      await page.getByRole('heading', { name: 'Cowork tasks' }).waitFor();
    },
  },
  {
    name: 'settings',
    home: usualHome,
    go: async (page) => {
      await click(page, 'Settings');
      await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    },
  },
  {
    name: 'commands',
    home: usualHome,
    go: async (page) => {
      await click(page, 'Commands');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'shortcuts',
    home: usualHome,
    go: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
];

async function openFirst(page: Page): Promise<void> {
  await page.getByRole('option').first().click();
  await page.getByRole('heading', { name: 'Why it is missing' }).waitFor();
  await page.getByRole('feed', { name: 'Messages' }).getByRole('article').first().waitFor();
}

/** A conversation that Claude Code itself wrote, with a file that was written, read and edited. */
function genuineHome(): FakeHome {
  const home = makeHome('linux');
  home.sample('edit');
  return home;
}

/** A conversation with documents in it. */
function documentHome(): FakeHome {
  const home = makeHome('linux');
  const paragraph =
    'Each lantern is lit at dusk and put out at dawn, whatever the weather. '.repeat(6).match(/.{1,75} /g) ?? [];
  const text = ['The lanterns of the harbour', '', ...paragraph, '', ...paragraph, '', ...paragraph].join('\n');
  const page = { width: 595, height: 842, content: writing(text) };
  pdfTranscript(home, [makePdf([page, page, page]), makePdf([{ ...page, width: 842, height: 595 }]), lockedPdf()]);
  return home;
}

/** Lines down a page of paper, as PDF writes them; the first is its heading. */
const writing = (text: string): string => {
  const [heading = '', ...lines] = text.split('\n');
  const shown = lines.map((line) => `(${line}) '`).join('\n');
  return `BT /F1 26 Tf 60 500 Td (${heading}) Tj /F1 13 Tf 20 TL\n${shown}\nET\n`;
};

async function readGenuine(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^(Ghosts|Terminal) [1-9]/ })
    .first()
    .click();
  await page.getByRole('option').first().click();
  await page.getByRole('feed', { name: 'Messages' }).getByRole('article').first().waitFor();
}

async function openPlan(page: Page): Promise<void> {
  await click(page, /^Restore all/);
  await page.getByRole('button', { name: /^Bring back \d/ }).waitFor();
}

/** While it writes: on a disk, some hundred entries take longer than a picture. */
async function openProgress(page: Page): Promise<void> {
  await openPlan(page);
  await click(page, /^Bring back \d/);
  await page.getByText(/of 334 written/).waitFor();
}

async function bringBack(page: Page): Promise<void> {
  await openPlan(page);
  await click(page, /^Bring back \d/);
  await page
    .getByText(/brought back/)
    .first()
    .waitFor();
}

/** A home of Windows is nowhere else this computer's, and a strip says so, also under a dialog; people see none. */
async function hideStrip(page: Page): Promise<void> {
  const strips = page.getByRole('note', { includeHidden: true }).filter({ hasText: 'not this computer' });
  await strips.evaluateAll((found) => found.forEach((strip) => (strip.style.display = 'none')));
}

async function shoot(
  { name, home: makeHome, go, sizes = [USUAL] }: Screen,
  theme: (typeof THEMES)[number],
): Promise<void> {
  const home = makeHome();
  const app = await launchDouble({ home, env: { HOME: home.path }, colorScheme: theme, size: USUAL });
  try {
    const { page } = app;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await go?.(page);
    await hideStrip(page);
    for (const size of sizes) {
      await page.setViewportSize(size);
      // The pointer leaves no tooltip behind, and what slides has arrived.
      await page.mouse.move(size.width / 3, 2);
      await page.waitForTimeout(400);
      const suffix = sizes.length > 1 ? `-${size.width}x${size.height}` : '';
      const file = join(FOLDER, `${name}${suffix}-${theme}.png`);
      writeFileSync(file, await smallPng(await page.screenshot(), await studio));
    }
  } finally {
    await app.close();
    home.remove();
  }
}

/** A page of no app, where pictures are made smaller. */
const studio = sharedBrowser().then((browser) => browser.newPage());

const wanted = process.argv.slice(2);
mkdirSync(FOLDER, { recursive: true });
try {
  for (const screen of SCREENS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    for (const theme of THEMES) await shoot(screen, theme);
    console.log(screen.name);
  }
} finally {
  await closeBrowser();
}
