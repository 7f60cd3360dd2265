import { resolve, sep } from 'node:path';
import { watch } from 'chokidar';
import { describeError } from '../files.ts';

/**
 * Watches folders, and says that something changed in them. What it was is for a new look at the disk to find out:
 * that is cheap, and it cannot be fooled by an event that was lost or came twice.
 */

/** A folder and what counts in it. It need not exist yet. */
export interface WatchedFolder {
  path: string;
  /**
   * Paths below it, name by name: `[/^projects$/, /./, /\.jsonl$/]`. Nothing that is not on the way to one of them is
   * opened, listed or watched.
   */
  shapes: readonly Shape[];
}

export type Shape = readonly RegExp[];

export interface WatchOptions {
  /** Called once for all changes of a moment, with the paths of files and folders that came, went or were written. */
  onChange: (paths: string[]) => void;
  /** A sentence that stands behind the path: changes there may go unnoticed. */
  onProblem: (path: string, problem: string) => void;
}

export interface Watch {
  /** From here on no change goes unnoticed. */
  ready: Promise<void>;
  close: () => Promise<void>;
}

/**
 * Counted from the first change and not from the last, or a file that is written all the time would keep everything
 * back.
 */
const BATCH_MS = 100;

export function watchFolders(folders: readonly WatchedFolder[], { onChange, onProblem }: WatchOptions): Watch {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    timer = null;
    onChange([...changed]);
    changed.clear();
  };
  const watcher = watch(
    folders.map(({ path }) => path),
    {
      ignoreInitial: true,
      ignorePermissionErrors: true,
      // A removal would be kept back for a while, in case it is half of a replacement.
      atomic: false,
      // One subscription for a folder, none for a file; a recursive one would hear of every tool result below.
      backend: 'native',
      ignored: (path) => !isWanted(folders, path),
    },
  );
  watcher.on('all', (_event, path) => {
    changed.add(path);
    timer ??= setTimeout(flush, BATCH_MS);
  });
  watcher.on('error', (error) => onProblem(pathOf(error) ?? folders[0]?.path ?? '', whyUnwatched(error)));
  return {
    ready: new Promise((done) => watcher.once('ready', () => done())),
    close: async () => {
      if (timer !== null) clearTimeout(timer);
      await watcher.close();
    },
  };
}

/** Whether a path is a watched folder, or lies on the way to something that counts in one. */
export function isWanted(folders: readonly WatchedFolder[], path: string): boolean {
  const wanted = resolve(path);
  return folders.some((folder) => {
    if (wanted === folder.path) return true;
    if (!wanted.startsWith(folder.path + sep)) return false;
    const names = wanted.slice(folder.path.length + 1).split(sep);
    return folder.shapes.some((shape) => begins(shape, names));
  });
}

const begins = (shape: Shape, names: readonly string[]): boolean =>
  names.length <= shape.length && names.every((name, i) => shape[i]?.test(name) === true);

function whyUnwatched(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EMFILE') {
    return 'cannot be watched: the system allows no more watched folders. Changes show after Refresh.';
  }
  return `cannot be watched (it ${describeError(error)}). Changes show after Refresh.`;
}

const pathOf = (error: unknown): string | null =>
  error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null;
