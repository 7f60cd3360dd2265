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

/** Runs a script as a process of its own; it fails where the process does. */
export async function measure(script: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Cost> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', fileURLToPath(PEAK), script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(performance.now() - start);
      else reject(new Error(`${script} ended with ${code}`));
    });
  });
  const peak = child.stdio[3];
  const [ms, kib] = await Promise.all([
    ended,
    peak === null || peak === undefined ? '' : text(peak as NodeJS.ReadableStream),
  ]);
  return { ms, peakBytes: Number(kib) * 1024 };
}

/** The median time and the highest peak. */
export function summarize(costs: readonly Cost[]): Cost {
  const times = costs.map(({ ms }) => ms).sort((a, b) => a - b);
  return { ms: times[times.length >> 1] ?? NaN, peakBytes: Math.max(...costs.map(({ peakBytes }) => peakBytes)) };
}
