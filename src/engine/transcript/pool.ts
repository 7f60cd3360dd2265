import { StatCache } from '../stat-cache.ts';
import type { FileStat } from '../stat-cache.ts';
import { DIGESTS } from './digest-cache.ts';
import type { DigestResult } from './digest-file.ts';

export type { DigestResult } from './digest-file.ts';

/** A transcript on disk, as `fs.stat` describes it. */
export type TranscriptFile = FileStat;

export interface DigestAllOptions {
  /** Ghostlight's own folder. The cache of digests is in it. */
  stateDir: string;
  /** Called after each file. Files whose digest is in the cache count at once. */
  onProgress?: ((done: number, total: number) => void) | undefined;
  /** After an abort the promise rejects with the signal's reason. Digests read until then stay in the cache. */
  signal?: AbortSignal | undefined;
}

/** Digests transcripts, on several threads if there is much to read. Returns a map by path. */
export async function digestAll(
  files: readonly TranscriptFile[],
  options: DigestAllOptions,
): Promise<Map<string, DigestResult>> {
  const finish = await startDigests(files, options);
  return finish();
}

/**
 * Like `digestAll`, in two steps. Other threads begin at once, and the caller can do other work before it calls the
 * returned function.
 */
export async function startDigests(
  files: readonly TranscriptFile[],
  { stateDir, onProgress, signal }: DigestAllOptions,
): Promise<() => Promise<Map<string, DigestResult>>> {
  signal?.throwIfAborted();
  const cache = new StatCache(stateDir, DIGESTS);
  const results = new Map<string, DigestResult>();
  const unread = new Map<string, TranscriptFile>();
  for (const file of files) {
    const digest = cache.get(file);
    if (digest === null) unread.set(file.path, file);
    else results.set(file.path, { ok: true, digest });
  }
  const total = results.size + unread.size;
  if (results.size > 0) onProgress?.(results.size, total);
  if (unread.size === 0) return () => Promise.resolve(results);
  const { startDigesting } = await import('./threads.ts');
  const onResult = (path: string, result: DigestResult): void => {
    const file = unread.get(path);
    if (result.ok && file !== undefined) cache.set(file, result.digest);
    results.set(path, result);
    onProgress?.(results.size, total);
  };
  const finish = startDigesting([...unread.values()], onResult, signal);
  return async () => {
    await finish();
    save(cache);
    signal?.throwIfAborted();
    return results;
  };
}

/** A cache that cannot be saved is no reason to fail: the files are read again next time. */
function save(cache: StatCache<unknown>): void {
  try {
    cache.save();
  } catch {
    // The state dir may be missing, full or not writable.
  }
}
