// `npm run bench:engine`: how long Ghostlight takes to list conversations, next to the official SDK on the same files. Whole
// processes are measured, in turn, with the files in the system's page cache; "cold" is a first look, "warm" one that
// remembers. What it needs it makes once, under .bench. Exits with 1 where a target is missed.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { join, resolve } from 'node:path';
import { makeCorpus, usualSizes } from './corpus.ts';
import type { Corpus } from './corpus.ts';
import { costOf, peakOf, timed } from './measure.ts';
import type { Cost } from './measure.ts';

const ROUNDS = 5;
const ROUNDS_OF_GROWTH = 3;
const TARGETS = { coldSpeedup: 2, warmSpeedup: 8, peakBytes: 250e6 };

const checkout = resolve(import.meta.dirname, '..', '..');
const benchFolder = join(checkout, '.bench');
const cli = join(checkout, 'out', 'cli', 'index.js');
const sdk = join(import.meta.dirname, 'list-sessions.js');

interface Costs {
  sdk: Cost;
  cold: Cost;
  warm: Cost;
}

prepare();
const usual = makeCorpus(benchFolder, '1000', usualSizes(1000));
console.log(
  `${usual.sessions} conversations, ${(usual.bytes / 1e9).toFixed(2)} GB, ${os.availableParallelism()} cores, Node ${process.version}`,
);
const costs = await compare(usual, ROUNDS);
printComparison(costs);
const met = printTargets(costs);
await printGrowth(costs);
process.exitCode = met ? 0 : 1;

/** The SDK comes without the platform's binaries, 500 MB that listing does not need. */
function prepare(): void {
  if (!fs.existsSync(join(import.meta.dirname, 'node_modules'))) {
    run('npm', ['ci', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'], import.meta.dirname);
  }
  run('npm', ['run', '-s', 'build'], checkout);
}

function run(command: string, args: string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
}

async function compare(corpus: Corpus, rounds: number): Promise<Costs> {
  const env = { CLAUDE_CONFIG_DIR: join(corpus.home, '.claude') };
  const times: number[] = [];
  const scans = await compareScans(corpus, rounds, async () => void times.push(await timed(sdk, [], env)));
  return { sdk: costOf(times, await peakOf(sdk, [], env)), ...scans };
}

/** `before` runs once a round, so that whatever it measures meets the same machine. */
async function compareScans(
  corpus: Corpus,
  rounds: number,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<Omit<Costs, 'sdk'>> {
  const [cold, warm]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    await before();
    const [first, second] = await scanTwice(corpus, timed);
    cold.push(first);
    warm.push(second);
  }
  const [coldPeak, warmPeak] = await scanTwice(corpus, peakOf);
  return { cold: costOf(cold, coldPeak), warm: costOf(warm, warmPeak) };
}

/** With an empty state dir, and with what the first time left in it. */
async function scanTwice({ home }: Corpus, measure: typeof timed): Promise<[cold: number, warm: number]> {
  const stateDir = fs.mkdtempSync(join(os.tmpdir(), 'ghostlight-bench-'));
  const args = ['scan', '--json', '--home', home, '--platform', 'linux', '--state-dir', stateDir];
  try {
    return [await measure(cli, args), await measure(cli, args)];
  } finally {
    fs.rmSync(stateDir, { recursive: true, force: true });
  }
}

function printComparison({ sdk: reference, cold, warm }: Costs): void {
  const row = (cost: Cost): object => ({
    median: milliseconds(cost.ms),
    'times faster': (reference.ms / cost.ms).toFixed(1),
    'peak memory': megabytes(cost.peakBytes),
  });
  console.table({
    'official SDK, listSessions': row(reference),
    'ghostlight scan, cold': row(cold),
    'ghostlight scan, warm': row(warm),
  });
}

function printTargets({ sdk: reference, cold, warm }: Costs): boolean {
  const peak = Math.max(cold.peakBytes, warm.peakBytes);
  const results: [string, boolean][] = [
    [`cold at least ${TARGETS.coldSpeedup} times as fast as the SDK`, reference.ms / cold.ms >= TARGETS.coldSpeedup],
    [`warm at least ${TARGETS.warmSpeedup} times as fast as the SDK`, reference.ms / warm.ms >= TARGETS.warmSpeedup],
    [`peak memory below ${megabytes(TARGETS.peakBytes)}`, peak < TARGETS.peakBytes],
  ];
  for (const [target, met] of results) console.log(`${met ? 'met   ' : 'MISSED'}  ${target}`);
  return results.every(([, met]) => met);
}

async function printGrowth(thousand: Costs): Promise<void> {
  const few = makeCorpus(benchFolder, '100', usualSizes(100));
  const many = makeCorpus(benchFolder, '10000', Array<number>(10_000).fill(20e3));
  const row = ({ sessions, bytes }: Corpus, { cold, warm }: Omit<Costs, 'sdk'>): object => ({
    conversations: sessions,
    bytes: megabytes(bytes),
    cold: milliseconds(cold.ms),
    warm: milliseconds(warm.ms),
    'peak memory': megabytes(Math.max(cold.peakBytes, warm.peakBytes)),
  });
  console.table([
    row(few, await compareScans(few, ROUNDS_OF_GROWTH)),
    row(usual, thousand),
    row(many, await compareScans(many, ROUNDS_OF_GROWTH)),
  ]);
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(0)} ms`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
