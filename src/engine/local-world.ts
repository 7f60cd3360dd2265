import { homedir } from 'node:os';
import { resolve } from 'node:path';
import envPaths from 'env-paths';
import type { Platform, Problem } from '../shared/model.ts';
import { SaidError } from './errors.ts';
import { isFolder, listNeeded } from './files.ts';
import { existing, isInside, realPath } from './paths.ts';
import { findConfigDirs, findDataRoots, folderId } from './claude/locations.ts';
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
export class FolderError extends SaidError {}

/** The world of this machine and user, or what the person named instead. Throws FolderError. */
export function localWorld(options: WorldOptions = {}): World {
  const home = resolve(options.home ?? homedir());
  refuseUnreadable(home, 'home folder');
  const platform = options.platform ?? thisPlatform();
  const world: World = {
    platform,
    home,
    env: process.env,
    foreign: realPath(home) !== realPath(homedir()) || platform !== thisPlatform(),
    dataRoots: (options.dataRoots ?? []).map((path) => named(path, 'data root')),
    configDirs: (options.configDirs ?? []).map((path) => named(path, 'config dir')),
    stateDir: resolve(options.stateDir ?? envPaths('Ghostlight', { suffix: '' }).data),
    now: Date.now,
  };
  refuseInsideClaude(world);
  refuseBelowFile(world.stateDir);
  return usesOwnProfile(world) ? { ...world, foreign: false, platform: thisPlatform() } : world;
}

/**
 * A profile of this user's that was named along with another home, or that the other home links to: the Claude that runs
 * here may be using it.
 */
function usesOwnProfile(world: World): boolean {
  if (!world.foreign) return false;
  const own = new Set(findDataRoots(ownWorld(world), []).map(({ path }) => folderId(path)));
  return findDataRoots(world, []).some(({ path }) => own.has(folderId(path)));
}

/** As if nothing had been named. */
const ownWorld = (world: World): World => ({
  ...world,
  dataRoots: [],
  configDirs: [],
  home: homedir(),
  platform: thisPlatform(),
  foreign: false,
});

function thisPlatform(): Platform {
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
}

function named(path: string, what: string): string {
  const absolute = resolve(path);
  refuseUnreadable(absolute, what);
  return absolute;
}

/** What was named has to be there, and open to this user. */
function refuseUnreadable(path: string, what: string): void {
  if (!isFolder(path)) throw new FolderError(`The ${what} ${path} does not exist or is not a folder.`);
  const problems: Problem[] = [];
  listNeeded(path, problems);
  for (const { problem } of problems) throw new FolderError(`The ${what} ${path} ${problem}.`);
}

/**
 * Ghostlight's own files never go into Claude's folders: neither into those that are looked at, nor into others of that
 * home, nor into this user's own; not by way of a link either.
 */
function refuseInsideClaude(world: World): void {
  const stateDir = realPath(world.stateDir);
  const inside = claudeFolders(world).find((folder) => isInside(stateDir, realPath(folder)));
  if (inside !== undefined) {
    throw new FolderError(
      `Ghostlight’s own folder, ${world.stateDir}, would be inside Claude’s folder ${inside}. Choose another one.`,
      { hint: 'name-state-dir' },
    );
  }
}

/** Claude's folders: those that are looked at, others of that home, and this user's own. They need not be there. */
export function claudeFolders(world: World): string[] {
  const { dataRoots, configDirs, foreign } = world;
  const places = [
    world,
    ...(dataRoots.length + configDirs.length > 0 ? [{ ...world, dataRoots: [], configDirs: [] }] : []),
    ...(foreign ? [ownWorld(world)] : []),
  ];
  return places.flatMap((place) => [...findDataRoots(place, []).map(({ path }) => path), ...findConfigDirs(place, [])]);
}

/** The state dir is made when it is first needed; a file in its place, or on the way to it, is better told at once. */
function refuseBelowFile(stateDir: string): void {
  const [taken] = existing(stateDir);
  if (!isFolder(taken)) {
    throw new FolderError(
      `Ghostlight’s own folder, ${stateDir}, cannot be used: ${taken} is not a folder. Choose another one.`,
      { hint: 'name-state-dir' },
    );
  }
}
