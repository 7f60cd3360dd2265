// `npm run bench:reader-window`: the reader in the window, on a conversation of 30 MB and 40,000 lines. The built window, served on
// loopback, in Chromium; run `npm run build` first. Exits with 1 where a target is missed.
import path from 'node:path';
import type { CDPSession, Page } from 'playwright';
import { closeBrowser } from '../e2e/drive-common.ts';
import { launchServe } from '../e2e/drive-serve.ts';
import { makeHome } from '../support/home.ts';
import { slowestTask } from './reader-window/tasks.ts';
import { writeLongTranscript } from './reader-transcript.ts';

const ROUNDS = 5;
const REST_MS = 1_500;
/** Milliseconds and bytes. */
const TARGETS = { first: 300, end: 300, task: 50, heap: 150e6 };
const SCROLLING_MS = 6_000;
const SCROLLER = '#conversation-text';

interface Figures {
  /** From the click on a conversation to its first screen. */
  first: number;
  /** From pressing End to the last screen, with all of the file read. */
  end: number;
  /** The same, pressed as soon as the first screen is there. */
  endAtOnce: number;
  /** Of the frames while scrolling: how far apart, and how long the page's thread worked on the longest of them. */
  medianFrame: number;
  longestTask: number;
  /** Of the page, after scrolling through it. */
  heap: number;
}

const rounds: Figures[] = [];
let nodes = 0;
for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(REST_MS));
const hurried = await measure(0);
await closeBrowser();

const median = (key: keyof Figures): number =>
  rounds.map((figures) => figures[key]).sort((a, b) => a - b)[rounds.length >> 1] ?? NaN;
const figures: Figures = {
  first: median('first'),
  end: median('end'),
  endAtOnce: median('endAtOnce'),
  medianFrame: median('medianFrame'),
  longestTask: median('longestTask'),
  heap: Math.max(...rounds.map(({ heap }) => heap)),
};
console.table({
  'first screen': milliseconds(figures.first),
  'first screen, at the very start of the window': milliseconds(hurried.first),
  'End, all read': milliseconds(figures.end),
  'End at once': milliseconds(figures.endAtOnce),
  'frames while scrolling': milliseconds(figures.medianFrame),
  'longest piece of work while scrolling': milliseconds(figures.longestTask),
  'memory of the page': `${(figures.heap / 1e6).toFixed(0)} MB`,
  'elements in the page': nodes,
});
process.exitCode = report() ? 0 : 1;

/** `restMs`: between the list and the click on it. */
async function measure(restMs: number): Promise<Figures> {
  const home = makeHome('linux');
  writeLongTranscript(path.join(home.configDir().path, 'projects', '-home-ana-harbour'));
  const app = await launchServe({ home, size: { width: 1440, height: 900 } });
  try {
    const { page } = app;
    const row = page.getByRole('listbox', { name: 'Conversations' }).getByRole('option').first();
    await page.getByRole('button', { name: /^(Ghosts|Terminal) 1/ }).click();
    await row.waitFor();
    // A person reads the list first, and the window has then done what it does at its start.
    await page.waitForTimeout(restMs);
    const first = await timed(page, '[role=listbox] [role=option]', 'click', 'start');
    const endAtOnce = await timed(page, SCROLLER, 'End', 'end');
    await page.waitForFunction(() => document.querySelector('[role=feed]')?.getAttribute('aria-busy') === 'false');
    await timed(page, SCROLLER, 'Home', 'start');
    const end = await timed(page, SCROLLER, 'End', 'end');
    const session = await page.context().newCDPSession(page);
    await timed(page, SCROLLER, 'Home', 'start');
    const longestTask = await slowestTask(session, () => scroll(page).then(() => undefined));
    const medianFrame = await scroll(page);
    const heap = await heapOf(session);
    nodes = await page.evaluate(() => document.querySelectorAll('*').length);
    return { first, end, endAtOnce, medianFrame, longestTask, heap };
  } finally {
    await app.close();
    home.remove();
  }
}

/** From a click or a key until the screen that is meant is there with all of its contents; measured in the page. */
function timed(page: Page, target: string, act: 'click' | 'Home' | 'End', where: 'start' | 'end'): Promise<number> {
  return page.evaluate(
    ([pressed, key, edge, scrolls]) =>
      new Promise<number>((resolve) => {
        const element = document.querySelector<HTMLElement>(pressed);
        const begun = performance.now();
        if (key === 'click') element?.click();
        else element?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        const isThere = (): boolean => {
          const scroller = document.querySelector(scrolls);
          if (scroller === null) return false;
          const box = scroller.getBoundingClientRect();
          const rows = [...scroller.querySelectorAll('article')].filter((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return bottom > box.top && top < box.bottom;
          });
          const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
          const isPlace = edge === 'end' ? left < 40 : scroller.scrollTop === 0;
          return isPlace && rows.length > 0 && rows.every((row) => row.getAttribute('aria-busy') !== 'true');
        };
        const look = (): void => {
          if (isThere()) resolve(performance.now() - begun);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    [target, act, where, SCROLLER] as const,
  );
}

/** As fast as somebody turns a wheel; answers how far apart the frames were. */
function scroll(page: Page): Promise<number> {
  return page.evaluate(
    ([selector, ms]) =>
      new Promise<number>((resolve) => {
        const scroller = document.querySelector(selector);
        const gaps: number[] = [];
        const begun = performance.now();
        let last = begun;
        const step = (now: number): void => {
          gaps.push(now - last);
          last = now;
          scroller?.scrollBy({ top: 160 });
          if (now - begun < ms) requestAnimationFrame(step);
          else resolve(gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? 0);
        };
        requestAnimationFrame(step);
      }),
    [SCROLLER, SCROLLING_MS] as const,
  );
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = (await session.send('Runtime.getHeapUsage')) as Record<
    string,
    number
  >;
  return (usedSize ?? 0) + (embedderHeapUsedSize ?? 0) + (backingStorageSize ?? 0);
}

function report(): boolean {
  const results: [string, boolean][] = [
    [`first screen within ${TARGETS.first} ms`, figures.first <= TARGETS.first],
    [`the end within ${TARGETS.end} ms of End`, figures.end <= TARGETS.end],
    [`also where it is pressed at once`, figures.endAtOnce <= TARGETS.end],
    [`no work over ${TARGETS.task} ms while scrolling`, figures.longestTask <= TARGETS.task],
    [`below ${TARGETS.heap / 1e6} MB`, figures.heap <= TARGETS.heap],
  ];
  for (const [target, met] of results) console.log(`${met ? 'met   ' : 'MISSED'}  ${target}`);
  return results.every(([, met]) => met);
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(0)} ms`;
}
