import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Claims } from './claims.ts';
import { digestFile } from './digest-file.ts';
import type { DigestResult } from './digest-file.ts';
import type { DigestBatch, DigestTask } from './digest-worker.ts';
import { scannerModule } from './scanner/scanner.ts';

const MOST_THREADS = 4;
/** Bytes below which starting threads takes longer than reading. */
const WORTH_THREADS = 16 << 20;
/** Lines are parsed and forgotten by the thousand: with more room for the young, fewer are carried on. */
const MUCH_THAT_IS_SHORT_LIVED = { maxYoungGenerationSizeMb: 64 };
/** How long the calling thread works before it lets others have their turn. */
const TURN_MS = 8;

/** From source the worker is TypeScript beside this file; in a bundle it is a file beside the bundle. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './digest-worker.ts' : './digest-worker.js', import.meta.url);

export interface FileToRead {
  path: string;
  /** Bytes. */
  size: number;
}

/**
 * Digests files, the largest first: at once on other threads where there is much to read, and on the calling thread when
 * the function that is returned is called, which has it finished. Each result is handed on as it comes. Once `signal` is
 * aborted it ends after the files in hand, without throwing.
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
      // What a worker took and did not bring back because it died.
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

/** Does all there is to do, and lets the event loop run in between. */
async function work(next: () => number | null, digest: (index: number) => void): Promise<void> {
  let since = performance.now();
  for (let index = next(); index !== null; index = next()) {
    digest(index);
    if (performance.now() - since < TURN_MS) continue;
    await setImmediate();
    since = performance.now();
  }
}

/** The promises are fulfilled when the workers have done all, or died; also where none can be started. */
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
        // Nobody waits for a thread to take itself apart.
        worker.unref();
        resolve();
      });
      worker.on('error', () => resolve());
      worker.on('exit', () => resolve());
    });
    return ended.catch(() => undefined);
  });
}
