import { homedir } from 'node:os';
import { realpathSync } from 'node:fs';
import { relative, resolve, isAbsolute } from 'node:path';
import envPaths from 'env-paths';
import type { Platform } from '../shared/model.ts';
import { isFolder } from './files.ts';
import { findConfigDirs, findDataRoots } from './claude/locations.ts';
import type { World } from './world.ts';

export interface WorldOptions {
  /** Another home folder than this user's: an old disk, a backup. */
  home?: string | undefined;
  platform?: Platform | undefined;
  dataRoots?: readonly string[] | undefined;
  configDirs?: readonly string[] | undefined;
  stateDir?: string | undefined;
}

/** A folder that was named and cannot be used: the sentence says which and why. */
export class FolderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FolderError';
  }
}

/** The world of this machine and user, or what the person named instead. Throws FolderError. */
export function localWorld(options: WorldOptions = {}): World {
  const home = resolve(options.home ?? homedir());
  if (!isFolder(home)) throw new FolderError(`The home folder ${home} does not exist or is not a folder.`);
  const platform = options.platform ?? thisPlatform();
  const world: World = {
    platform,
    home,
    env: process.env,
    foreign: !samePath(home, homedir()) || platform !== thisPlatform(),
    dataRoots: (options.dataRoots ?? []).map((path) => named(path, 'data root')),
    configDirs: (options.configDirs ?? []).map((path) => named(path, 'config dir')),
    stateDir: resolve(options.stateDir ?? envPaths('Ghostlight', { suffix: '' }).data),
    now: Date.now,
  };
  refuseInsideClaude(world);
  return world;
}

function thisPlatform(): Platform {
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
}

function samePath(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return resolve(a) === resolve(b);
  }
}

function named(path: string, what: string): string {
  const absolute = resolve(path);
  if (!isFolder(absolute)) throw new FolderError(`The ${what} ${absolute} does not exist or is not a folder.`);
  return absolute;
}

/** Ghostlight's own files never go into Claude's folders. */
function refuseInsideClaude(world: World): void {
  const claudes = [...findDataRoots(world, []).map(({ path }) => path), ...findConfigDirs(world, [])];
  const inside = claudes.find((folder) => isInside(world.stateDir, folder));
  if (inside !== undefined) {
    throw new FolderError(
      `The state dir ${world.stateDir} is inside Claude's folder ${inside}: choose another with --state-dir.`,
    );
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}
