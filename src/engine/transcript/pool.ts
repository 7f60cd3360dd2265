import { StatCache } from '../stat-cache.ts';
import type { FileStat } from '../stat-cache.ts';
import { DIGESTS } from './digest-cache.ts';
import type { DigestResult } from './digest-file.ts';

export type { DigestResult } from './digest-file.ts';

/** A transcript on disk, as `fs.stat` describes it. */
export type TranscriptFile = FileStat;

export interface DigestAllOptions {
  /** Ghostlight's own folder: the digests are remembered in it. */
  stateDir: string;
  /** Told after each file; files whose digest is remembered count at once. */
  onProgress?: ((done: number, total: number) => void) | undefined;
  /** Once aborted, the promise is rejected with its reason; what was read until then is remembered. */
  signal?: AbortSignal | undefined;
}

/** Digests many transcripts, on several threads where there is much to read. The map is by path. */
export async function digestAll(
  files: readonly TranscriptFile[],
  options: DigestAllOptions,
): Promise<Map<string, DigestResult>> {
  const finish = await startDigests(files, options);
  return finish();
}

/**
 * As `digestAll`, in two steps: other threads begin at once, so that the caller can do something else before it waits
 * for what is returned.
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

/** What cannot be remembered is read again next time: no reason to lose what was just read. */
function save(cache: StatCache<unknown>): void {
  try {
    cache.save();
  } catch {
    // The folder may be anything.
  }
}
