import os from 'node:os';
import type { Page } from 'playwright';
import { expect, it, onTestFinished } from 'vitest';
import { appForTest } from './driver.ts';
import type { RunningApp } from './driver.ts';
import { manyHome } from './homes.ts';

/** How long main may be deaf, in milliseconds: menus, the window and every message go through it. */
const LONGEST_BLOCK_MS = 50;
/** A pause that is not ours, such as another program's, does not come back. */
const TRIES = 3;

/** The longest turn of main's event loop: by the clock, and by what of it the thread itself worked. */
interface Turn {
  clock: number;
  work: number;
}

it('main never blocks with a thousand conversations, whatever goes through it', { timeout: 240_000 }, async () => {
  const home = manyHome(1000);
  onTestFinished(() => home.remove());
  const { page, main } = await appForTest('app', { home });
  page.setDefaultTimeout(60_000);
  await page.getByRole('button', { name: 'Restore all 334' }).waitFor();
  const blocks: number[] = [];
  for (let missing = 434; blocks.length < TRIES && !blocks.some(isShort); missing += 100) {
    await startWatching(main);
    await page.reload();
    await page.getByRole('button', { name: /^Restore all \d/ }).waitFor();
    await doEverything(page);
    for (let n = 0; n < 100; n += 1) home.configDir().transcript({ title: `New ${n}` });
    await page.getByRole('button', { name: `Restore all ${missing}` }).waitFor();
    const { clock, work } = await stopWatching(main);
    // Where others want the processor too, the clock also counts the time that was theirs.
    blocks.push((os.loadavg()[0] ?? 0) > os.availableParallelism() ? work : clock);
  }
  expect(blocks.filter(isShort), `the longest of each try: ${blocks.join(', ')} ms`).not.toEqual([]);
});

const isShort = (ms: number): boolean => ms < LONGEST_BLOCK_MS;

/** All of it crosses main, goes away, comes again as one change, is planned, written and taken back. */
function doEverything(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const { ask } = window.ghostlight ?? {};
    await ask?.('state.get', {});
    await ask?.('sample.show', { on: true });
    await ask?.('sample.show', { on: false });
    await ask?.('state.refresh', {});
    await ask?.('doctor', {});
    const plan = await ask?.('restore.plan', { ids: null, include: [], pair: null });
    if (plan?.ok !== true) throw new Error('There is no plan.');
    const done = await ask?.('restore.apply', { plan: plan.data.plan });
    if (done?.ok !== true || done.data.receipt === null) throw new Error('Nothing was restored.');
    await ask?.('receipts.list', {});
    await ask?.('undo.plan', { receipt: done.data.receipt });
    await ask?.('undo.apply', { receipt: done.data.receipt });
  });
}

const startWatching = (main: RunningApp['main']): Promise<void> =>
  main(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    const worked = (): number => {
      const { user, system } = process.threadCpuUsage();
      return (user + system) / 1000;
    };
    let [last, work] = [worked(), 0];
    const timer = setInterval(() => {
      const now = worked();
      [last, work] = [now, Math.max(work, now - last)];
    }, 1);
    Object.assign(globalThis, {
      stopWatching: (): Turn => {
        clearInterval(timer);
        histogram.disable();
        return { clock: histogram.max / 1e6, work };
      },
    });
  });

const stopWatching = (main: RunningApp['main']): Promise<Turn> =>
  main(() => (globalThis as unknown as { stopWatching: () => Turn }).stopWatching());
