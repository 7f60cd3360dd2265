import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ExportOptions } from '../../src/shared/reading.ts';
import { exportAll, sessionOf } from '../unit/engine/transfer/exporting.ts';
import { MADE } from '../unit/engine/transfer/made-conversations.ts';
import { assistant, freshFolder, transcript, user } from '../unit/engine/transcript/lines.ts';
import { sampleFile } from '../support/samples.ts';
import { chromiumArgs, findChromium } from './chromium.ts';
import { appForTest } from './driver.ts';
import { lostHome } from './homes.ts';

const OPTIONS: ExportOptions = {
  format: 'html',
  toolOutput: true,
  thinking: true,
  subagents: true,
  images: true,
  personal: false,
};

describe('an exported document in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs() });
  });

  afterAll(() => browser.close());

  interface Opened {
    page: Page;
    /** What it asked for beyond itself, and what it said. */
    heard: string[];
  }

  async function open(transcriptPath: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Opened> {
    const folder = freshFolder();
    const { files } = await exportAll([sessionOf(transcriptPath)], { folder, options: OPTIONS });
    const page = await browser.newPage(options);
    onTestFinished(() => page.close());
    const heard: string[] = [];
    const url = pathToFileURL(files[0]?.path ?? '').href;
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('dialog', (dialog) => heard.push(dialog.message()));
    page.on('request', (request) => {
      if (request.url() !== url && !request.url().startsWith('data:image/')) heard.push(request.url());
    });
    await page.goto(url);
    return { page, heard };
  }

  test('needs nothing and says nothing, and its pictures are there', async () => {
    const { page, heard } = await open(transcript(MADE['prompts'] ?? []));
    const widths = await page
      .locator('img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    expect(widths).toEqual([1, 1]);
    expect(
      await page
        .locator('article')
        .first()
        .evaluate((element) => getComputedStyle(element).borderRadius),
    ).toBe('10px');
    expect(heard).toEqual([]);
  });

  test('runs and fetches nothing that was said in it', async () => {
    const evil =
      '<img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>![p](https://evil.example/p.png)';
    const { page, heard } = await open(
      transcript([user(1, evil), assistant(2, `\`\`\`html\n${evil}\n\`\`\`\n${evil}`)]),
    );
    await page.locator('body').evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    expect(heard).toEqual([]);
    expect(await page.locator('script, img, svg, iframe, [onerror], [onload]').count()).toBe(0);
    expect(await page.locator('main').innerText()).toContain('<script>alert(2)</script>');
  });

  test('is light where the system is light and dark where it is dark', async () => {
    const ground = async (colorScheme: 'light' | 'dark'): Promise<string> => {
      const { page } = await open(sampleFile('bash'), { colorScheme });
      return page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    };
    expect(await ground('light')).toBe('rgb(255, 255, 255)');
    expect(await ground('dark')).toBe('rgb(20, 23, 28)');
  });

  test.each([360, 800, 1400])('fits into %s pixels', async (width) => {
    const { page } = await open(transcript(MADE['tools'] ?? []), { viewport: { width, height: 800 } });
    await page.locator('details').evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  test('leads from its outline to a prompt, by the keyboard too', async () => {
    const { page } = await open(sampleFile('compacted'), { viewport: { width: 1400, height: 500 } });
    const link = page
      .getByRole('navigation', { name: 'Your prompts' })
      .getByRole('link', { name: /After the compaction/ });
    await link.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('article:target').isVisible()).toBe(true);
    expect(await page.locator('article:target').innerText()).toContain('After the compaction');
  });

  test.each(['light', 'dark'] as const)('is accessible in %s', async (colorScheme) => {
    for (const lines of [MADE['tools'], MADE['prompts'], MADE['events'], MADE['branches']]) {
      const { page } = await open(transcript(lines ?? []), { colorScheme });
      await page
        .locator('details')
        .evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    }
  });

  test('is printed with all that is folded', async () => {
    const { page } = await open(sampleFile('bash'));
    const output = page.locator('details.tool pre').last();
    expect(await output.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => output.isVisible()).toBe(true);
  });
});

describe('the app', () => {
  test('asks where to, writes there, remembers it, and shows it', async () => {
    const { home, lost } = lostHome();
    onTestFinished(() => home.remove());
    const out = path.join(home.box, 'out');
    fs.mkdirSync(out);
    const { page, main } = await appForTest('app', { home });
    await page.getByRole('button', { name: 'Restore all 4' }).waitFor();
    await main(({ dialog, shell }, folder) => {
      const seen = globalThis as unknown as { asked: unknown[]; shown: string[] };
      Object.assign(seen, { asked: [], shown: [] });
      dialog.showOpenDialog = (...args: unknown[]) => {
        seen.asked.push(args.at(-1));
        return Promise.resolve({ canceled: seen.asked.length > 2, filePaths: [folder] });
      };
      shell.showItemInFolder = (file: string) => void seen.shown.push(file);
    }, out);
    const request = { ids: lost.slice(0, 2).map(({ id }) => id), options: OPTIONS };
    const run = () => page.evaluate((given) => window.ghostlight?.ask('export.run', given), request);

    const nothing = await page.evaluate(() => window.ghostlight?.ask('export.reveal', {}));
    expect(nothing).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await run()).toMatchObject({ ok: true, data: { folder: out, failed: [], cancelled: false } });
    expect(fs.readdirSync(out).sort()).toEqual(['Cart total is wrong.html', 'Refactor the checkout flow.html']);
    expect(await page.evaluate(() => window.ghostlight?.ask('export.reveal', {}))).toEqual({ ok: true, data: null });

    await run();
    expect(await run(), 'the person changed their mind').toEqual({
      ok: true,
      data: { folder: null, files: [], failed: [], cancelled: true },
    });
    const seen = await main(() => {
      const { asked, shown } = globalThis as unknown as {
        asked: { defaultPath: string; properties: string[] }[];
        shown: string[];
      };
      return { places: asked.map(({ defaultPath }) => defaultPath), properties: asked[0]?.properties, shown };
    });
    expect(seen.places.slice(1)).toEqual([out, out]);
    expect(seen.properties).toEqual(expect.arrayContaining(['openDirectory', 'createDirectory']));
    expect(seen.shown).toEqual([path.join(out, 'Refactor the checkout flow.html')]);
    expect(fs.readdirSync(out)).toHaveLength(4);
  });
});
