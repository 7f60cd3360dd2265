import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { DataRootKind, Problem } from '../../shared/model.ts';
import { isFolder, listFolder, statOf } from '../files.ts';
import type { World } from '../world.ts';

/** Where Claude keeps its files on each platform (claude-desktop.md, sections 1.1 and 1.4). */

export interface RootPlace {
  path: string;
  kind: DataRootKind;
  /** How it was found, as a sentence. */
  found: string;
}

/** Files that only a profile of Claude Desktop has; a folder that merely begins with "Claude" needs one of them. */
const PROFILE_MARKS = [
  'claude-code-sessions',
  'local-agent-mode-sessions',
  'config.json',
  'claude_desktop_config.json',
];

/** Every data root of this home: existing folders, each once even where two names lead to it. */
export function findDataRoots(world: World, problems: Problem[]): RootPlace[] {
  if (world.dataRoots.length > 0) {
    return unique(world.dataRoots.map((path) => chosenRoot(path)).filter((place) => present(place, problems)));
  }
  const places = [...overrideRoots(world), ...platformRoots(world, problems), ...cloneRoots(world, problems)];
  return unique(places.filter(({ path }) => isFolder(path)));
}

function chosenRoot(path: string): RootPlace {
  return { path: resolve(path), kind: 'chosen', found: 'You named this folder.' };
}

function present(place: RootPlace, problems: Problem[]): boolean {
  if (isFolder(place.path)) return true;
  problems.push({ path: place.path, problem: 'does not exist or is not a folder' });
  return false;
}

/** A folder reached by two names (inside the Store build's container both Windows names can be one) is one root. */
function unique<T extends { path: string }>(places: T[]): T[] {
  const seen = new Set<string>();
  return places.filter(({ path }) => {
    const stat = statOf(path);
    const key = stat !== null && stat.ino !== 0 ? `${stat.dev}:${stat.ino}` : realPath(path);
    return !seen.has(key) && seen.add(key);
  });
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function overrideRoots(world: World): RootPlace[] {
  const path = world.foreign ? undefined : world.env['CLAUDE_USER_DATA_DIR'];
  if (path === undefined || path === '') return [];
  return [{ path: resolve(path), kind: 'chosen', found: 'CLAUDE_USER_DATA_DIR points to it.' }];
}

function platformRoots(world: World, problems: Problem[]): RootPlace[] {
  switch (world.platform) {
    case 'darwin':
      return profilesIn(join(world.home, 'Library', 'Application Support'), 'macos', 'Application Support', problems);
    case 'linux': {
      const config = (world.foreign ? undefined : world.env['XDG_CONFIG_HOME']) ?? join(world.home, '.config');
      return profilesIn(config, 'linux', 'the configuration folder', problems);
    }
    case 'win32':
      return windowsRoots(world, problems);
  }
}

function windowsRoots(world: World, problems: Problem[]): RootPlace[] {
  const own = world.foreign ? {} : world.env;
  const roaming = own['APPDATA'] ?? join(world.home, 'AppData', 'Roaming');
  const local = own['LOCALAPPDATA'] ?? join(world.home, 'AppData', 'Local');
  return [
    ...profilesIn(roaming, 'windows-classic', 'AppData\\Roaming', problems),
    ...storeRoots(join(local, 'Packages'), problems),
    ...profilesIn(local, 'clone', 'AppData\\Local', problems).filter(({ path }) => basename(path) !== 'Claude'),
    ...otherDrives(world.home).flatMap((drive) =>
      listFolder(join(drive, 'WpSystem'), problems).flatMap(({ name }) =>
        storeRoots(join(drive, 'WpSystem', name, 'AppData', 'Local', 'Packages'), problems),
      ),
    ),
  ];
}

/** The package family is `Claude_` and a hash of the signing identity. */
function storeRoots(packages: string, problems: Problem[]): RootPlace[] {
  return listFolder(packages, problems)
    .filter(({ name }) => /^claude_/i.test(name))
    .flatMap(({ name }) =>
      profilesIn(join(packages, name, 'LocalCache', 'Roaming'), 'windows-store', `the Store package ${name}`, problems),
    );
}

/** `Claude` itself, the gateway build's `Claude-3p`, and profiles that clone tools made beside it. */
function profilesIn(folder: string, kind: DataRootKind, where: string, problems: Problem[]): RootPlace[] {
  return listFolder(folder, problems)
    .filter(({ name }) => /^claude($|[- ])/i.test(name))
    .map(({ name }) => ({ name, path: join(folder, name) }))
    .filter(({ name, path }) => name.toLowerCase() === 'claude' || isProfile(path))
    .map(({ name, path }) => ({
      path,
      kind: kindOf(name, kind),
      found: `Found as ${name} in ${where}.`,
    }));
}

function kindOf(name: string, kind: DataRootKind): DataRootKind {
  switch (name.toLowerCase()) {
    case 'claude':
      return kind;
    case 'claude-3p':
      return 'gateway';
    // Where AppData\\Roaming is on a network share, Claude keeps its profile here.
    case 'claude-data':
      return 'windows-classic';
    default:
      return 'clone';
  }
}

const isProfile = (path: string): boolean => PROFILE_MARKS.some((mark) => statOf(join(path, mark)) !== null);

function cloneRoots(world: World, problems: Problem[]): RootPlace[] {
  const folder = join(world.home, '.claude-instances');
  return listFolder(folder, problems)
    .map(({ name }) => join(folder, name))
    .filter(isProfile)
    .map((path) => ({ path, kind: 'clone', found: 'Found in .claude-instances.' }));
}

const DRIVE_LETTERS = 'A B C D E F G H I J K L M N O P Q R S T U V W X Y Z'.split(' ');

/**
 * The drives beside the one that holds a Windows home: `D:\` for `C:\Users\ana`, and for a disk that is mounted
 * elsewhere, folders named as drives are (`/mnt/d` beside `/mnt/c`).
 */
function otherDrives(home: string): string[] {
  const users = dirname(resolve(home));
  if (basename(users).toLowerCase() !== 'users') return [];
  const drive = dirname(users);
  if (/^[a-z]:[\\/]?$/i.test(drive)) return DRIVE_LETTERS.map((letter) => `${letter}:\\`);
  if (!/^[a-z]:?$/i.test(basename(drive))) return [drive];
  const disks = dirname(drive);
  return listFolder(disks, [])
    .filter(({ name }) => /^[a-z]:?$/i.test(name))
    .map(({ name }) => join(disks, name));
}

/** Every config dir of this home: `~/.claude`, what CLAUDE_CONFIG_DIR names, and `~/.claude-*` with conversations. */
export function findConfigDirs(world: World, problems: Problem[]): string[] {
  if (world.configDirs.length > 0) {
    return unique(
      world.configDirs
        .map((path) => ({ path: resolve(path), kind: 'chosen' as const, found: '' }))
        .filter((place) => present(place, problems)),
    ).map(({ path }) => path);
  }
  const named = world.foreign ? [] : (world.env['CLAUDE_CONFIG_DIR'] ?? '').split(',').filter((path) => path !== '');
  const siblings = listFolder(world.home, problems)
    .filter(({ name }) => /^\.claude[-_.]/.test(name))
    .map(({ name }) => join(world.home, name))
    .filter((path) => isFolder(join(path, 'projects')));
  const paths = [...named.map((path) => resolve(path)), join(world.home, '.claude'), ...siblings];
  return unique(paths.map((path) => ({ path })).filter(({ path }) => isFolder(path))).map(({ path }) => path);
}
