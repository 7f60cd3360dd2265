import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Bench } from './bench.ts';
import type { Order } from './killed.ts';

const PROGRAM = path.join(import.meta.dirname, 'killed.ts');

export type Death = Omit<Order, 'stateDir' | 'now'>;

export interface End {
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Starts a process that restores or undoes in the bench's home. */
export function start(bench: Bench, death: Death): { child: ChildProcess; end: Promise<End> } {
  const order: Order = { ...death, stateDir: bench.stateDir, now: bench.scene.home.now };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM, JSON.stringify(order)], {
    stdio: 'pipe',
  });
  const out = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
  const end = new Promise<End>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, signal) => resolve({ signal, ...out }));
  });
  return { child, end };
}

export const run = (bench: Bench, death: Death): Promise<End> => start(bench, death).end;

/** Does the work for every item, two at a time, each worker in a place of its own. */
export async function twoAtATime<T, P>(
  items: readonly T[],
  makePlace: () => Promise<P>,
  work: (place: P, item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    const place = await makePlace();
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(place, item);
  };
  await Promise.all([worker(), worker()]);
}
