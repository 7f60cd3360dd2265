// `npm run bench:reader`: how long it takes until a long conversation can be read, and what a file of gigabytes costs. The
// engine's side of it: the window's is measured where there is a window. What it needs it makes once, under .bench. Exits
// with 1 where a target is missed.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join, resolve } from 'node:path';
import type { Figures } from './reader/run.ts';
import { writeHugeTranscript, writeLongTranscript } from './reader-transcript.ts';

const ROUNDS = 5;
/** Milliseconds, bytes, and how much more work than parsing the same lines and throwing them away. */
const TARGETS = { first: 300, end: 300, page: 100, workPerParsing: 5, hugeFirst: 300, hugePeak: 300e6 };
const HUGE = { lines: 25, bytes: 200e6 };

const folder = join(resolve(import.meta.dirname, '..', '..'), '.bench', 'reader');
const script = join(import.meta.dirname, 'reader', 'run.ts');

const long = writeLongTranscript(folder);
const huge = writeHugeTranscript(folder, HUGE.lines, HUGE.bytes);
const longFigures = medianOf(Array.from({ length: ROUNDS }, () => run([long.path, long.sessionDir, long.needle])));
const { parsingWork } = run([long.path, long.sessionDir, long.needle, 'parse']);
const workPerParsing = longFigures.wholeWork / parsingWork;
const hugeFigures = run([huge.path, huge.sessionDir, 'Answer']);
fs.rmSync(huge.path);

console.log(
  `${megabytes(long.bytes)}, ${long.lines} lines; ${megabytes(huge.bytes)} with lines of ${megabytes(HUGE.bytes)}`,
);
console.table({ long: row(longFigures), huge: row(hugeFigures) });
console.log(`Reading the long one is ${workPerParsing.toFixed(1)} times the work of parsing its lines.`);
process.exitCode = report() ? 0 : 1;

function run(args: string[]): Figures {
  const output = execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return JSON.parse(output) as Figures;
}

/** Of the times; everything else is the same in every round. */
function medianOf(rounds: Figures[]): Figures {
  const median = (key: 'first' | 'whole' | 'wholeWork' | 'end' | 'page' | 'find'): number =>
    rounds.map((figures) => figures[key]).sort((a, b) => a - b)[rounds.length >> 1] ?? NaN;
  const [any] = rounds;
  if (any === undefined) throw new Error('There was no round');
  const [first, end, page, find] = [median('first'), median('end'), median('page'), median('find')];
  const [whole, wholeWork] = [median('whole'), median('wholeWork')];
  return {
    ...any,
    first,
    whole,
    wholeWork,
    end,
    page,
    find,
    peakBytes: Math.max(...rounds.map(({ peakBytes }) => peakBytes)),
  };
}

function row({ first, whole, end, page, find, entries, leftOut, peakBytes }: Figures): object {
  return {
    'first screen': milliseconds(first),
    'all read': milliseconds(whole),
    'last screen': milliseconds(end),
    'slowest page': milliseconds(page),
    find: milliseconds(find),
    entries,
    'lines left out': leftOut.lines,
    'lines repeated': leftOut.duplicates,
    'peak memory': megabytes(peakBytes),
  };
}

function report(): boolean {
  const results: [string, boolean][] = [
    [`first screen within ${TARGETS.first} ms`, longFigures.first <= TARGETS.first],
    [`last screen within ${TARGETS.end} ms`, longFigures.end <= TARGETS.end],
    [`any page within ${TARGETS.page} ms`, longFigures.page <= TARGETS.page],
    [
      `all read with at most ${TARGETS.workPerParsing} times the work of parsing`,
      workPerParsing <= TARGETS.workPerParsing,
    ],
    ['every word found', longFigures.found === long.needles && longFigures.complete],
    [`the huge one's first screen within ${TARGETS.hugeFirst} ms`, hugeFigures.first <= TARGETS.hugeFirst],
    [`the huge one below ${megabytes(TARGETS.hugePeak)}`, hugeFigures.peakBytes <= TARGETS.hugePeak],
    ['the huge one says what it left out', hugeFigures.leftOut.lines === HUGE.lines],
    ['all else of the huge one is found', hugeFigures.found === HUGE.lines],
  ];
  for (const [target, met] of results) console.log(`${met ? 'met   ' : 'MISSED'}  ${target}`);
  return results.every(([, met]) => met);
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(0)} ms`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
