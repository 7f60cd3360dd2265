import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import fs from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { writeLongTranscript } from '../bench/reader-transcript.ts';
import type { LongTranscript } from '../bench/reader-transcript.ts';
import { makeHome } from '../support/home.ts';
import type { FakeHome } from '../support/home.ts';
import { toJsonl } from '../support/lines.ts';
import { lockedPdf, pdfOf } from '../support/pdf.ts';
import { pdfTranscript } from '../support/pdf-transcript.ts';
import type { Line } from '../support/lines.ts';
import type { Transcript } from '../support/transcripts.ts';
import { FACES, appForTest } from './driver.ts';
import type { Face, RunningApp } from './driver.ts';

/** Reading whole conversations in the built window: genuine ones of each shape, and a very long one. */

function home(): FakeHome {
  const made = makeHome('linux');
  onTestFinished(() => made.remove());
  return made;
}

const messages = (page: Page): Locator => page.getByRole('feed', { name: 'Messages' });
const pane = (page: Page): Locator => page.getByRole('region', { name: 'Conversation', exact: true });

/** Opens a home and the one conversation that is in it, wherever the list has it. */
async function read(face: Face, made: FakeHome, size = { width: 1280, height: 800 }): Promise<RunningApp> {
  const app = await appForTest(face, { home: made, size });
  await app.page
    .getByRole('button', { name: /^(Ghosts|Terminal) [1-9]/ })
    .first()
    .click();
  await app.page.getByRole('listbox', { name: 'Conversations' }).getByRole('option').first().click();
  await messages(app.page).getByRole('article').first().waitFor();
  return app;
}

/** All that is shown of a conversation from its beginning to its end, by paging through it. */
async function readThrough(page: Page): Promise<string> {
  const texts = new Map<string, string>();
  await page.locator('#conversation-text').focus();
  for (let before = -1; ;) {
    await expect.poll(() => messages(page).locator('[aria-busy=true]').count()).toBe(0);
    const shown = await messages(page)
      .getByRole('article')
      .evaluateAll((articles) => articles.map((one) => [one.getAttribute('data-key') ?? '', one.textContent] as const));
    for (const [key, text] of shown) texts.set(key, text);
    const top = await page.locator('#conversation-text').evaluate((element) => element.scrollTop);
    if (top === before)
      return [...texts]
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([, text]) => text)
        .join('\n');
    before = top;
    await page.locator('#conversation-text').evaluate((element) => element.scrollBy(0, element.clientHeight / 2));
  }
}

const inOrder = (text: string, words: readonly string[]): boolean => {
  const places = words.map((word) => text.indexOf(word));
  return places.every((place, index) => place >= 0 && (index === 0 || place > (places[index - 1] ?? -1)));
};

describe.each(FACES)('reading a genuine conversation (%s)', (face) => {
  it('shows a short one, and what a command gave back', async () => {
    const made = home();
    made.sample('bash');
    const { page, complaints, refused } = await read(face, made);
    const call = messages(page).getByRole('button', { name: /^Ran/ });
    await call.click();
    await messages(page)
      .getByText(/one\s*two/)
      .first()
      .waitFor();
    await pane(page)
      .getByRole('button', { name: /1 tool call/ })
      .waitFor();
    expect(complaints()).toEqual([]);
    expect(refused()).toEqual([]);
  });

  it('shows what was said before it was compacted, and where that was', async () => {
    const made = home();
    made.configDir().compacted({ prompts: ['The first watch', 'The second watch'] });
    const { page } = await read(face, made);
    const text = await readThrough(page);
    expect(inOrder(text, ['The first watch', 'The second watch', 'summar', 'After the compaction'])).toBe(true);
  });

  it('shows all of one that was compacted and resumed', async () => {
    const made = home();
    const sample = made.sample('compacted');
    const { page } = await read(face, made);
    const text = await readThrough(page);
    expect(inOrder(text, promptsOf(sample))).toBe(true);
  });

  it('folds what was said and taken back', async () => {
    const made = home();
    rewound(made);
    const { page } = await read(face, made);
    const branch = pane(page).getByRole('button', { name: /You went back here/ });
    await branch.waitFor();
    expect(await messages(page).getByText('The wrong harbour').count()).toBe(0);
    await branch.click();
    await messages(page).getByText('The wrong harbour', { exact: true }).waitFor();
    await messages(page).getByText('The right harbour').waitFor();
  });

  it('shows many pictures, and loads none from elsewhere', async () => {
    const made = home();
    pictures(made, 24);
    const { page, complaints, refused } = await read(face, made);
    const first = messages(page).getByRole('img').or(messages(page).locator('img')).first();
    await first.waitFor();
    await expect.poll(() => first.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    await page.locator('#conversation-text').focus();
    await page.keyboard.press('End');
    await messages(page).getByText('Picture 24', { exact: true }).waitFor();
    expect(complaints()).toEqual([]);
    expect(refused()).toEqual([]);
  });

  it('shows documents by their first page, and page by page when they are opened', async () => {
    const made = home();
    pdfTranscript(made, [pdfOf('First light', 'Second light', 'Third light'), lockedPdf()]);
    const { page, complaints, refused } = await read(face, made);
    await messages(page).getByText('3 pages').waitFor();
    await messages(page)
      .getByText(/needs a password/)
      .waitFor();
    await messages(page).getByRole('button', { name: 'Show plan-1.pdf large' }).click();
    const large = page.getByRole('dialog', { name: 'plan-1.pdf' });
    // What is drawn is dark on white, and another picture on each page.
    const seen = new Set<string>();
    for (const number of [1, 2, 3]) {
      const picture = large
        .getByRole('img', { name: `plan-1.pdf, page ${number}` })
        .and(large.locator('[aria-busy=false]'));
      await picture.waitFor();
      await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1673);
      seen.add((await picture.screenshot()).toString('base64'));
      await page.keyboard.press('ArrowRight');
    }
    expect(seen.size).toBe(3);
    await large.getByText('Page 3 of 3').waitFor();
    await page.keyboard.press('Escape');
    await large.waitFor({ state: 'detached' });
    expect(complaints()).toEqual([]);
    expect(refused()).toEqual([]);
  });

  it('shows a subagent’s own conversation under its call', async () => {
    const made = home();
    made.sample('agent');
    const { page } = await read(face, made);
    await messages(page)
      .getByRole('button', { name: /Survey the harbour/ })
      .click();
    await messages(page)
      .getByRole('button', { name: /conversation/i })
      .first()
      .click();
    const own = page.getByRole('region', { name: 'The subagent’s own conversation' });
    await own.getByText(/\S/).first().waitFor();
    await expect.poll(async () => ((await own.textContent()) ?? '').length).toBeGreaterThan(50);
  });

  it('leads into a subagent’s conversation by the link of a message', async () => {
    const made = home();
    const { id, lines, path: file } = made.sample('agent');
    const call = lines.find(({ message }) => JSON.stringify(message ?? '').includes('"name":"Agent"'));
    const folder = path.join(file.replace('.jsonl', ''), 'subagents');
    const agent = fs.readdirSync(folder).find((name) => name.endsWith('.jsonl')) ?? '';
    const own = fs.readFileSync(path.join(folder, agent), 'utf8').trim().split('\n');
    const last = own.map((line) => JSON.parse(line) as Line).findLast(({ type }) => type === 'assistant');
    const { page } = await read(face, made);
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type(`#/conversation/${id}/${String(call?.['uuid'])}/${String(last?.['uuid'])}`);
    await page.getByRole('option', { name: /what the link leads to/ }).click();
    const section = page.getByRole('region', { name: 'The subagent’s own conversation' });
    await expect.poll(() => section.locator(':focus').count()).toBe(1);
    await expect.poll(async () => (await section.locator(':focus').textContent())?.trim()).not.toBe('');
  });

  it('finds what stands in a subagent’s conversation alone, and leads there', async () => {
    const made = home();
    made.sample('agent');
    const { page } = await read(face, made);
    await page.locator('#conversation-text').focus();
    await page.keyboard.press('ControlOrMeta+f');
    await page.getByRole('textbox', { name: 'Find in this conversation' }).fill('Step 1 of bash');
    await page.getByRole('button', { name: '1 match in subagents’ own conversations' }).click();
    await page.getByRole('menuitem', { name: /Survey the harbour/ }).click();
    const section = page.getByRole('region', { name: 'The subagent’s own conversation' });
    await section.getByText('Step 1 of bash.').waitFor();
  });

  it('goes along while it is being written', async () => {
    const made = home();
    const config = made.configDir();
    const talk = config.transcript({ prompts: Array.from({ length: 30 }, (_, n) => `Watch ${n + 1}`) });
    const { page } = await read(face, made);
    // What is found while it is first read is no news.
    await page.locator('[role=feed][aria-busy=false]').waitFor();
    const last = talk.lines.findLast(({ uuid }) => uuid !== undefined) ?? {};
    const say = (text: string): void => {
      const line: Line = {
        ...last,
        type: 'user',
        uuid: made.newId(),
        parentUuid: last['uuid'],
        message: { role: 'user', content: text },
      };
      fs.appendFileSync(talk.path, toJsonl([line]));
    };
    say('Written while you were reading');
    await pane(page).getByRole('button', { name: 'New messages below' }).click();
    await messages(page).getByText('Written while you were reading').waitFor();
    say('And this one as well');
    await messages(page).getByText('And this one as well').waitFor();
  });

  it('leads to a message by its link', async () => {
    const made = home();
    const talk = made.configDir().transcript({ prompts: Array.from({ length: 60 }, (_, n) => `Watch ${n + 1}.`) });
    const { page } = await read(face, made);
    const line = talk.lines.find(({ message }) => JSON.stringify(message ?? '').includes('"Watch 41."')) ?? {};
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type(`#/conversation/${talk.id}/${String(line['uuid'])}`);
    await page.getByRole('option', { name: /what the link leads to/ }).click();
    await messages(page).getByText('Watch 41.', { exact: true }).waitFor();
  });
});

/**
 * Runs in the page: opens the conversation, presses End as soon as there is something, and tells what stood last on the
 * screen, and where, from its first frame on until after all has been read. `wasAhead`: it was there before.
 */
function watchEnd(): Promise<{ wasAhead: boolean; places: [text: string, bottom: number][] }> {
  return new Promise((resolve) => {
    const places: [string, number][] = [];
    let [wasPressed, wasAhead, rest] = [false, false, 30];
    const look = (): void => {
      const scroller = document.querySelector('#conversation-text');
      const isRead = document.querySelector('[role=feed]')?.getAttribute('aria-busy') === 'false';
      const rows = [...(scroller?.querySelectorAll('article') ?? [])];
      const bottomOf = (row: Element): number => row.getBoundingClientRect().bottom;
      const last = rows.toSorted((a, b) => bottomOf(a) - bottomOf(b)).at(-1);
      const isThere = last?.getAttribute('aria-busy') === 'false';
      if (scroller !== null && last !== undefined && (isThere || places.length > 0)) {
        const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
        if (!wasPressed) {
          wasPressed = true;
          scroller.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true, cancelable: true }));
        } else if (left < 2 || places.length > 0) {
          wasAhead ||= !isRead;
          places.push([last.textContent, bottomOf(last)]);
        }
      }
      if (places.length > 0 && isRead) rest -= 1;
      if (rest > 0) next();
      else resolve({ wasAhead, places });
    };
    // In a task right after the frame: that is what was painted.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = look;
    const next = (): void => void requestAnimationFrame(() => port2.postMessage(null));
    document.querySelector<HTMLElement>('[role=listbox] [role=option]')?.click();
    next();
  });
}

describe('a conversation of 30 MB and 40,000 lines', () => {
  let made: FakeHome;
  let long: LongTranscript;

  beforeAll(() => {
    made = makeHome('linux');
    long = writeLongTranscript(path.join(made.configDir().path, 'projects', '-home-ana-harbour'));
  });
  afterAll(() => made.remove());

  it.each(FACES)('shows its end at once, which stays where it is when all has been read (%s)', async (face) => {
    const app = await appForTest(face, { home: made, size: { width: 1280, height: 800 } });
    const { page } = app;
    await page
      .getByRole('button', { name: /^(Ghosts|Terminal) [1-9]/ })
      .first()
      .click();
    await page.getByRole('listbox', { name: 'Conversations' }).getByRole('option').first().waitFor();
    const { wasAhead, places } = await page.evaluate(watchEnd);
    expect(wasAhead).toBe(true);
    expect(new Set(places.map(([text]) => text)).size).toBe(1);
    // Browsers scroll by whole pixels.
    const bottoms = places.map(([, bottom]) => bottom);
    expect(Math.max(...bottoms) - Math.min(...bottoms)).toBeLessThan(1.5);
    expect(app.complaints()).toEqual([]);
  });

  it.each(FACES)('opens, ends, is searched, and stays light (%s)', async (face) => {
    const { page, complaints } = await read(face, made);
    await pane(page)
      .getByText(/Reading…/)
      .waitFor({ state: 'detached', timeout: 30_000 });
    await page.locator('#conversation-text').focus();
    await page.keyboard.press('End');
    const left = (): Promise<number> =>
      page
        .locator('#conversation-text')
        .evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
    await expect.poll(left).toBeLessThan(40);
    await expect.poll(() => messages(page).locator('[aria-busy=true]').count()).toBe(0);
    await page.keyboard.press('ControlOrMeta+f');
    await page.keyboard.type(long.needle);
    const count = pane(page).getByRole('search').getByRole('status');
    await expect.poll(() => count.textContent()).toMatch(/^\d+ of \d+$/);
    await page.keyboard.press('Enter');
    await expect
      .poll(() =>
        page.evaluate(() =>
          [...(CSS.highlights.get('reader-found-now') ?? [])].map((range) => (range as Range).toString()),
        ),
      )
      .toEqual([long.needle]);
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(4_000);
    expect(complaints()).toEqual([]);
  });
});

const promptsOf = ({ lines }: Transcript): string[] =>
  lines.flatMap(({ type, message, isMeta, isCompactSummary }) => {
    const content = (message as { content?: unknown } | undefined)?.content;
    const isSaid = type === 'user' && isMeta !== true && isCompactSummary !== true;
    return isSaid && typeof content === 'string' && !content.startsWith('<') ? [content] : [];
  });

/** The person went back before the second prompt and asked something else. */
function rewound(made: FakeHome): void {
  const talk = made.configDir().transcript({ prompts: ['To the harbour', 'The wrong harbour', 'Go on there'] });
  const chain = talk.lines.filter(({ uuid }) => uuid !== undefined);
  const wrong = chain.findIndex(({ message }) => JSON.stringify(message ?? '').includes('The wrong harbour'));
  const [before, first] = [chain[wrong]?.['parentUuid'], chain[0] ?? {}];
  const at = new Date(talk.lastActivityAt + 60_000).toISOString();
  const right = {
    ...first,
    uuid: made.newId(),
    parentUuid: before,
    timestamp: at,
    message: { role: 'user', content: 'The right harbour' },
  };
  const answer = { ...chain.at(-1), uuid: made.newId(), parentUuid: right.uuid, timestamp: at };
  made.configDir().goOn(talk, [right, answer]);
}

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Each prompt brings a picture. */
function pictures(made: FakeHome, count: number): void {
  const talk = made.configDir().transcript({ prompts: ['Look at these'] });
  const last = talk.lines.findLast(({ uuid }) => uuid !== undefined) ?? {};
  const lines: Line[] = [];
  for (let n = 1; n <= count; n += 1) {
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } };
    const parentUuid = lines.at(-1)?.['uuid'] ?? last['uuid'];
    const message = { role: 'user', content: [{ type: 'text', text: `Picture ${n}` }, image] };
    lines.push({ ...last, type: 'user', uuid: made.newId(), parentUuid, message });
  }
  made.configDir().goOn(talk, lines);
}
