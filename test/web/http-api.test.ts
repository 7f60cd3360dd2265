import fs from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { GhostlightApi, StateChange } from '../../src/shared/contract.ts';
import { chromiumArgs, findChromium } from '../e2e/chromium.ts';
import { homeForTest } from '../support/for-test.ts';
import { served, servedForTest, type Served } from './served.ts';
import type { FakeHome } from '../support/home.ts';

/** The page's own end of the contract, in a real browser: nothing but `httpApi` in an empty page. */
const SOURCE = path.join(import.meta.dirname, '../../src/renderer/api/http.ts');

/** What the page of these tests has. */
declare global {
  var api: GhostlightApi;
  var changes: StateChange[];
}

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs() });
});

afterAll(() => browser.close());

function homeWithOneLost(): { home: FakeHome; lost: { id: string } } {
  const home = homeForTest('linux');
  home.dataRoot().pair().create();
  const lost = home.configDir().transcript({ title: 'The lost one' });
  home.dataRoot().signedIn();
  return { home, lost };
}

function writePage(home: FakeHome): void {
  const folder = path.join(home.box, 'renderer');
  fs.writeFileSync(path.join(folder, 'http.js'), stripTypeScriptTypes(fs.readFileSync(SOURCE, 'utf8')));
  fs.writeFileSync(
    path.join(folder, 'page.js'),
    `import { httpApi } from './http.js';
     globalThis.changes = [];
     globalThis.api = httpApi('Ghostlight has ended.');
     globalThis.api.on('state.changed', (change) => globalThis.changes.push(change));`,
  );
  fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html><script type="module" src="/page.js"></script>');
}

async function open(web: Served, address = web.url.href): Promise<Page> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(address);
  await page.waitForFunction(() => 'api' in globalThis);
  return page;
}

const state = (page: Page) => page.evaluate(() => globalThis.api.ask('state.get', {}));

describe('a page that was opened with the printed address', () => {
  test('asks, follows the disk, and leaves no token in the address', async () => {
    const { home, lost } = homeWithOneLost();
    const web = await servedForTest(home);
    writePage(home);
    const page = await open(web);
    await page.waitForFunction(async () => {
      const given = await globalThis.api.ask('state.get', {});
      return given.ok && given.data.phase === 'ready';
    });
    expect(await state(page)).toMatchObject({
      ok: true,
      data: { phase: 'ready', sessions: { columns: { id: [lost.id] } } },
    });
    const fresh = home.configDir().transcript();
    await page.waitForFunction(
      (id) => JSON.stringify(globalThis.changes.at(-1)?.upserted.columns.id) === JSON.stringify([id]),
      fresh.id,
    );
    expect(page.url()).toBe(`${web.url.origin}/`);
    await page.reload();
    await page.waitForFunction(() => 'api' in globalThis);
    expect(await state(page), 'a reload keeps the token').toMatchObject({ ok: true });
  });

  test('is told when Ghostlight ends, and what to do', async () => {
    const { home } = homeWithOneLost();
    const web = await servedForTest(home);
    writePage(home);
    const page = await open(web);
    expect(await state(page)).toMatchObject({ ok: true });
    await web.close();
    await page.waitForFunction(() => globalThis.changes.at(-1)?.revision === Number.MAX_SAFE_INTEGER);
    const gone = { code: 'unavailable', message: 'Ghostlight has ended.' };
    expect(await state(page)).toMatchObject({ ok: false, error: gone });
  });

  test('is not let in by another start, which has another token, and is told so', async () => {
    const { home } = homeWithOneLost();
    const first = await served(home);
    writePage(home);
    const page = await open(first);
    await state(page);
    await first.close();
    await page.waitForFunction(() => globalThis.changes.at(-1)?.revision === Number.MAX_SAFE_INTEGER);
    const told = await page.evaluate(() => globalThis.changes.length);
    await servedForTest(home, { port: Number(first.url.port) });
    expect(await state(page)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(await page.evaluate(() => globalThis.changes.length)).toBe(told);
  });
});

test('a page without the token learns nothing, and is told what to open', async () => {
  const { home } = homeWithOneLost();
  const web = await servedForTest(home);
  writePage(home);
  const page = await open(web, web.url.origin);
  const refused = { code: 'unavailable', message: expect.stringMatching(/whole address/) as string };
  expect(await state(page)).toMatchObject({ ok: false, error: refused });
  expect(await page.evaluate(() => globalThis.changes)).toEqual([]);
});

test('another page on this machine can neither ask nor listen', async () => {
  const { home } = homeWithOneLost();
  const [web, other] = [await servedForTest(home), await servedForTest(homeWithOneLost().home)];
  const page = await browser.newPage({ bypassCSP: true });
  onTestFinished(() => page.close());
  await page.goto(other.url.origin);
  const tried = await page.evaluate(
    async ([origin, token]) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const asked = fetch(`${origin}/api/state.get`, { method: 'POST', headers, body: '{}' });
      const listened = fetch(`${origin}/api/events`, { headers });
      const form = fetch(`${origin}/api/state.refresh`, { method: 'POST', mode: 'no-cors', body: '{}' });
      const shape = (answer: Promise<Response>): Promise<string> =>
        answer.then(
          ({ type, status }) => `${type} ${status}`,
          () => 'failed',
        );
      return Promise.all([shape(asked), shape(listened), shape(form)]);
    },
    // Even with the right token.
    [web.url.origin, web.token] as const,
  );
  expect(tried.slice(0, 2)).toEqual(['failed', 'failed']);
  expect(['failed', 'opaque 0']).toContain(tried[2]);
});
