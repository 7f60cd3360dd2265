import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Claims } from './claims.ts';
import { digestFile } from './digest-file.ts';
import type { DigestResult } from './digest-file.ts';
import type { DigestBatch, DigestTask } from './digest-worker.ts';
import { scannerModule } from './scanner/scanner.ts';

const MOST_THREADS = 4;
/** In bytes. Below this, starting threads takes longer than reading. */
const WORTH_THREADS = 16 << 20;
/** Thousands of lines are parsed and dropped at once. With more room for new objects, fewer survive a collection. */
const MUCH_THAT_IS_SHORT_LIVED = { maxYoungGenerationSizeMb: 64 };
/** The calling thread works this long before the event loop goes on. */
const TURN_MS = 8;

/** From source the worker is TypeScript beside this file; in a bundle it is a file beside the bundle. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './digest-worker.ts' : './digest-worker.js', import.meta.url);

export interface FileToRead {
  path: string;
  /** In bytes. */
  size: number;
}

/**
 * Digests files, the largest first. If there is much to read, other threads begin at once. The calling thread joins in
 * when the returned function is called, whose promise resolves when all is done. `onResult` gets each result as it
 * comes. After an abort every thread ends with the file it is at; nothing is thrown.
 */
export function startDigesting(
  files: readonly FileToRead[],
  onResult: (path: string, result: DigestResult) => void,
  signal?: AbortSignal,
  worker = WORKER,
): () => Promise<void> {
  const paths = files.toSorted((a, b) => b.size - a.size).map((file) => file.path);
  const missing = new Set(paths.keys());
  const claims = new Claims(paths.length);
  const settle = (index: number, result: DigestResult): void => {
    if (missing.delete(index)) onResult(paths[index] ?? '', result);
  };
  const stop = (): void => claims.stop();
  signal?.addEventListener('abort', stop);
  if (signal?.aborted === true) stop();
  const task = { paths, claims: claims.shared, scanner: scannerModule() };
  const workers = startWorkers(worker, helpersFor(files), task, settle);
  const digest = (index: number): void => settle(index, digestFile(paths[index] ?? ''));
  return async () => {
    try {
      await work(() => claims.next(), digest);
      await Promise.all(workers);
      // Files that a worker took and did not finish because it died.
      const left = [...missing].values();
      await work(() => (signal?.aborted === true ? null : (left.next().value ?? null)), digest);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  };
}

function helpersFor(files: readonly FileToRead[]): number {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  return bytes < WORTH_THREADS ? 0 : Math.min(availableParallelism(), MOST_THREADS, files.length) - 1;
}

/** Does all the work and lets the event loop go on in between. */
async function work(next: () => number | null, digest: (index: number) => void): Promise<void> {
  let since = performance.now();
  for (let index = next(); index !== null; index = next()) {
    digest(index);
    if (performance.now() - since < TURN_MS) continue;
    await setImmediate();
    since = performance.now();
  }
}

/** Each promise resolves when its worker is done or has died, also if no worker can be started. */
function startWorkers(
  file: URL,
  count: number,
  task: DigestTask,
  settle: (index: number, result: DigestResult) => void,
): Promise<void>[] {
  return Array.from({ length: Math.max(0, count) }, () => {
    const ended = new Promise<void>((resolve) => {
      const worker = new Worker(file, { workerData: task, execArgv: [], resourceLimits: MUCH_THAT_IS_SHORT_LIVED });
      worker.on('message', ({ results, last }: DigestBatch) => {
        for (const { index, result } of results) settle(index, result);
        if (!last) return;
        // The process need not wait until the thread has ended.
        worker.unref();
        resolve();
      });
      worker.on('error', () => resolve());
      worker.on('exit', () => resolve());
    });
    return ended.catch(() => undefined);
  });
}
