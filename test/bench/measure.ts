import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** What one run of a process cost. */
export interface Cost {
  /** From its start to its end. */
  ms: number;
  /** The most memory that it held. */
  peakBytes: number;
}

const PEAK = new URL('peak.js', import.meta.url);

/** Runs a script as a process of its own, alone, and times it; fails where the process does. */
export async function timed(script: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Cost['ms']> {
  const start = performance.now();
  await run([script, ...args], env);
  return performance.now() - start;
}

/** The same, for the memory that it held: a few lines of its own tell, which would cost time. */
export async function peakOf(script: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Cost['peakBytes']> {
  return Number(await run(['--import', fileURLToPath(PEAK), script, ...args], env)) * 1024;
}

/** What it writes to its fourth descriptor. */
async function run(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${args.join(' ')} ended with ${code}`));
    });
  });
  const [written] = await Promise.all([text(child.stdio[3] as NodeJS.ReadableStream), ended]);
  return written;
}

/** The median of several times, and a peak. */
export const costOf = (times: readonly number[], peakBytes: number): Cost => ({
  ms: times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN,
  peakBytes,
});
