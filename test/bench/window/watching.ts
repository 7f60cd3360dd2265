import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { launchDouble, type DoubleApp } from '../../e2e/drive-double.ts';
import type { FakeHome } from '../../support/home.ts';

/** What watching a home costs, apart from all else. */
export interface WatchCost {
  /** Until no change goes unnoticed any more. */
  readyMs: number;
  heldBytes: number;
}

/** What the app costs while nobody does anything in it, in shares of one core. */
export interface AppCost {
  idle: number;
  /** While one conversation goes on: ten lines a second. */
  busy: number;
  /** Null where the system does not tell. */
  watches: number | null;
}

const SPAN_MS = 10_000;

/** The best of several: this machine has other things to do as well. */
export async function watchCost(home: FakeHome): Promise<WatchCost> {
  const costs: WatchCost[] = [];
  for (let round = 0; round < 3; round += 1) costs.push(await watchAlone(home));
  return {
    readyMs: Math.min(...costs.map(({ readyMs }) => readyMs)),
    heldBytes: Math.max(...costs.map(({ heldBytes }) => heldBytes)),
  };
}

async function watchAlone(home: FakeHome): Promise<WatchCost> {
  const child = fork(join(import.meta.dirname, 'watch-alone.ts'), [home.path, home.stateDir], {
    execArgv: ['--expose-gc'],
  });
  const [cost] = (await once(child, 'message')) as [WatchCost];
  return cost;
}

export async function appCost(home: FakeHome): Promise<AppCost> {
  const app = await launchDouble({ home });
  try {
    await app.page.getByRole('button', { name: /^Restore all/ }).waitFor({ timeout: 60_000 });
    const { path } = home.configDir().transcript({ title: 'Goes on and on' });
    // What watches has to be in place, and to have come to rest.
    await wait(5000);
    const idle = await shareOfCore(app);
    const writing = setInterval(() => fs.appendFileSync(path, '{}\n'), 100);
    const busy = await shareOfCore(app).finally(() => clearInterval(writing));
    return { idle, busy, watches: watchesOf(app.pid) };
  } finally {
    await app.close();
  }
}

async function shareOfCore({ main }: DoubleApp): Promise<number> {
  const used = async (): Promise<number> => {
    const { user, system } = await main(() => process.cpuUsage());
    return (user + system) / 1000;
  };
  const before = await used();
  await wait(SPAN_MS);
  return ((await used()) - before) / SPAN_MS;
}

/** Linux's own count of what a process watches. */
function watchesOf(pid: number): number | null {
  const folder = `/proc/${pid}/fdinfo`;
  if (!fs.existsSync(folder)) return null;
  return fs.readdirSync(folder).reduce((sum, fd) => sum + count(join(folder, fd)), 0);
}

function count(file: string): number {
  try {
    return fs.readFileSync(file, 'utf8').match(/^inotify wd/gm)?.length ?? 0;
  } catch {
    // Closed meanwhile.
    return 0;
  }
}
