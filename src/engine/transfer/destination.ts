import fs from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SaidError } from '../errors.ts';
import { describeError, isFolder, statOf } from '../files.ts';
import { claudeFolders } from '../local-world.ts';
import { isInside, realPath } from '../paths.ts';
import type { World } from '../world.ts';

/** Nothing can be exported into the chosen folder. The message says which folder and why. */
export class DestinationError extends SaidError {}

/**
 * Returns the folder that exports go into, and creates it if it does not exist. Refuses every folder inside Claude's
 * own, whatever name leads there (docs/design.md rule 1). Throws DestinationError.
 */
export function openDestination(path: string, world: World): string {
  const folder = resolve(path);
  refuseClaudes(folder, world);
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    const taken = nearest(folder);
    const why = isFolder(taken) ? describeError(error) : 'is not a folder';
    throw new DestinationError(`${taken} ${why}, so nothing can be exported to ${folder}. Choose another folder.`);
  }
  // Somebody may have put a link there in the meantime.
  refuseClaudes(folder, world);
  try {
    fs.accessSync(folder, fs.constants.W_OK);
  } catch {
    throw new DestinationError(`Ghostlight may not write into ${folder}. Choose another folder.`);
  }
  return folder;
}

function refuseClaudes(folder: string, world: World): void {
  const real = realPath(folder);
  const inside = claudeFolders(world).find((claudes) => isInside(real, realPath(claudes)) || isBelow(real, claudes));
  if (inside === undefined) return;
  throw new DestinationError(
    `${folder} is inside Claude’s own folder ${inside}, where Ghostlight exports nothing. Choose another folder.`,
  );
}

/** Compares device and inode, because a file system that ignores case leads from different paths to the same folder. */
function isBelow(path: string, folder: string): boolean {
  const wanted = statOf(folder);
  if (wanted === null || wanted.ino === 0) return false;
  for (let at = path; ; at = dirname(at)) {
    const stat = statOf(at);
    if (stat !== null && stat.dev === wanted.dev && stat.ino === wanted.ino) return true;
    if (dirname(at) === at) return false;
  }
}

function nearest(path: string): string {
  return statOf(path) !== null || dirname(path) === path ? path : nearest(dirname(path));
}
