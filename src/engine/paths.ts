import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { statOf } from './files.ts';

/** The nearest folder or file above a path that is there, or the path itself, and what of the path is not there. */
export function existing(path: string): [taken: string, missing: string[]] {
  const parent = dirname(path);
  if (parent === path || statOf(path) !== null) return [path, []];
  const [taken, missing] = existing(parent);
  return [taken, [...missing, basename(path)]];
}

/** Where a path leads, whether or not there is something yet. */
export function realPath(path: string): string {
  const [taken, missing] = existing(path);
  try {
    return join(realpathSync(taken), ...missing);
  } catch {
    return path;
  }
}

/** Whether a path is a folder or lies below it. By the names alone: neither need exist. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..';
}
