// Reads one transcript as the window does and prints, as JSON, how long each step took. A process of its own for each
// run, since the first conversation that a person opens finds nothing warm.
import fs from 'node:fs';
import { openReading } from '../../../src/engine/transcript/reader/open-reading.ts';
import type { FindResult } from '../../../src/shared/reading.ts';

/** Times in milliseconds. */
export interface Figures {
  /** Of the processor: parsing every line and doing nothing with it; 0 where that was not measured. */
  parsingWork: number;
  /** The same of reading all. */
  wholeWork: number;
  /** From opening to the first screenful. */
  first: number;
  /** From opening until all is read. */
  whole: number;
  /** The last screenful, once all is read. */
  end: number;
  /** A screenful somewhere, with all read; the slowest of many. */
  page: number;
  find: number;
  found: number;
  total: number;
  entries: number;
  leftOut: { lines: number; bytes: number; duplicates: number };
  complete: boolean;
  peakBytes: number;
}

const SCREENFUL = 40;
/** How long the reader's thread reads on before it looks for requests. */
const SLICE_MS = 12;
/** A screen that is not full by then is shown as it is. */
const PATIENCE_MS = 100;
const PAGES = 60;

const [path = '', sessionDir = '', needle = '', parse = ''] = process.argv.slice(2);

const parsingWork = parse === 'parse' ? worked(parseAll) : 0;
const start = performance.now();
const workBefore = process.cpuUsage();
const reading = openReading(path, { sessionDir });
let done = false;
while (!done && (reading.count === 0 || (reading.count < SCREENFUL && performance.now() - start < PATIENCE_MS))) {
  done = reading.index({ ms: SLICE_MS });
}
reading.layout(0);
reading.entries(0, SCREENFUL);
const first = performance.now() - start;
while (!done) done = reading.index({ ms: SLICE_MS });
const whole = performance.now() - start;
const wholeWork = workSince(workBefore);
const end = timed(() => [reading.layout(0), reading.entries(reading.count - SCREENFUL, SCREENFUL)]);
const { leftOut } = reading.layout(0);
const pages = Array.from({ length: PAGES }, (_, i) => {
  return timed(() => reading.entries(Math.floor((reading.count * i) / PAGES), SCREENFUL));
});
let result: FindResult = { found: [], total: 0, complete: true };
const find = timed(() => (result = findAll()));
const figures: Figures = {
  parsingWork,
  wholeWork,
  first,
  whole,
  end,
  page: Math.max(...pages),
  find,
  found: result.found.length,
  total: result.total,
  entries: reading.count,
  leftOut,
  complete: reading.facts().complete && result.complete,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
reading.close();
console.log(JSON.stringify(figures));

function findAll(): FindResult {
  const steps = reading.find({ text: needle, matchCase: true });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function parseAll(): void {
  for (const line of fs.readFileSync(path, 'utf8').split('\n')) if (line !== '') JSON.parse(line);
}

function timed(act: () => unknown): number {
  const before = performance.now();
  act();
  return performance.now() - before;
}

function worked(act: () => unknown): number {
  const before = process.cpuUsage();
  act();
  return workSince(before);
}

function workSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
