import fs from 'node:fs';
import { applyPlan } from '../../../src/engine/restore/apply.ts';
import type { Plan } from '../../../src/engine/restore/plan.ts';
import { applyUndo, findReceipt, planUndo } from '../../../src/engine/restore/undo.ts';
import { diskError, isChange, watchedDisk } from './watched-disk.ts';

/**
 * A process that carries out a plan, or undoes the last restore, and is killed at one of its changes to the disk: just
 * before, just after, or with half of what it writes. Or it stops there until its standard input ends. At its end it
 * tells which changes it made.
 */
export interface Order {
  stateDir: string;
  now: number;
  /** What is to be restored; null: the last restore is undone. */
  plan: Plan | null;
  /** Counts changes from 1; 0 for none. */
  at: number;
  how: 'before' | 'after' | 'half' | 'stop';
  /** Nothing can be linked or renamed. */
  noNames: boolean;
}

const order = JSON.parse(process.argv[2] ?? '') as Order;
const changes: string[] = [];
let half = false;

const disk = watchedDisk({
  before: (operation) => {
    if (order.noNames && ['linkSync', 'renameSync'].includes(operation.name)) throw diskError('EXDEV', operation);
    if (!isChange(operation)) return;
    changes.push(operation.name);
    // One that failed has no afterwards of its own.
    if (order.at > 0 && changes.length > order.at) die();
    if (changes.length !== order.at) return;
    if (order.how === 'before') die();
    if (order.how === 'stop') stop();
    half = order.how === 'half';
  },
  takes: (_, length) => (half ? Math.floor(length / 2) : length),
  after: () => {
    if (order.at > 0 && changes.length === order.at) die();
  },
});
const { stateDir, now, plan } = order;
const options = { stateDir, disk, isClaudeRunning: () => Promise.resolve(false), now: () => now };
if (plan === null) await applyUndo(planUndo(findReceipt(stateDir, null), disk, stateDir), options);
else await applyPlan(plan, options);
if (order.at > 0) die();
fs.writeSync(1, JSON.stringify(changes));

function die(): void {
  if (order.how !== 'stop') process.kill(process.pid, 'SIGKILL');
}

function stop(): void {
  fs.writeSync(1, 'stopped');
  fs.readSync(0, Buffer.alloc(1));
}
