import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { DataRootKind, Problem } from '../../shared/model.ts';
import { isFolder, linkStatOf, listFolder, statOf } from '../files.ts';
import type { World } from '../world.ts';

/** Where Claude keeps its files on each platform (docs/formats/claude-desktop.md 1.1 and 1.4). */

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
  'local-sessions.json',
  'claude_desktop_config.json',
  'plan-usage-history.json',
  'bridge-state.json',
  'ant-did',
];
/** Enough for a folder that can be no other app's: many have a file of this name, and some are called after Claude. */
const SETTINGS = 'config.json';

/** Every data root of this home: existing folders, each once even where two names lead to it. */
export function findDataRoots(world: World, problems: Problem[]): RootPlace[] {
  if (world.dataRoots.length > 0) {
    return unique(world.dataRoots.map((path) => chosenRoot(path, 'You named this folder.'))).filter(({ path }) =>
      isThere(path, problems),
    );
  }
  const found = [...platformRoots(world, problems), ...cloneRoots(world, problems)];
  return unique([
    ...overrideRoots(world).filter(({ path }) => isThere(path, problems)),
    ...found.filter(({ path }) => isUsable(path, problems)),
  ]);
}

const chosenRoot = (path: string, found: string): RootPlace => ({ path: resolve(path), kind: 'chosen', found });

/** For a folder that was named: its absence is a problem. */
function isThere(path: string, problems: Problem[]): boolean {
  if (isFolder(path)) return true;
  problems.push({ path, problem: 'does not exist or is not a folder' });
  return false;
}

/** For a folder that may be absent: only what stands in its place is a problem. */
function isUsable(path: string, problems: Problem[]): boolean {
  if (isFolder(path)) return true;
  const standing = linkStatOf(path);
  if (standing !== null) {
    const problem = standing.isSymbolicLink() ? 'is a link that leads nowhere' : 'is not a folder';
    problems.push({ path, problem });
  }
  return false;
}

/** A folder reached by two names (inside the Store build's container both Windows names can be one) is one root. */
function unique<T extends { path: string }>(places: T[]): T[] {
  const seen = new Set<string>();
  return places.filter(({ path }) => {
    const key = folderId(path);
    return !seen.has(key) && seen.add(key);
  });
}

/** What a folder is whatever its name; where there is none, the path. Windows' ids are too long for a number. */
export function folderId(path: string): string {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return ino === 0n ? realpathSync(path) : `${dev}:${ino}`;
  } catch {
    return path;
  }
}

/** A variable of this user's environment. Set to nothing it counts as not set; a foreign home has another environment. */
function variable(world: World, name: string): string | null {
  const value = world.foreign ? undefined : world.env[name]?.trim();
  return value === undefined || value === '' ? null : value;
}

function overrideRoots(world: World): RootPlace[] {
  const path = variable(world, 'CLAUDE_USER_DATA_DIR');
  return path === null ? [] : [chosenRoot(path, 'CLAUDE_USER_DATA_DIR points to it.')];
}

function platformRoots(world: World, problems: Problem[]): RootPlace[] {
  switch (world.platform) {
    case 'darwin':
      return profilesIn(join(world.home, 'Library', 'Application Support'), 'macos', 'Application Support', problems);
    case 'linux':
      return linuxRoots(world, problems);
    case 'win32':
      return windowsRoots(world, problems);
  }
}

/** What comes as a Flatpak or a Snap has a configuration folder of its own. */
function linuxRoots(world: World, problems: Problem[]): RootPlace[] {
  const boxed = (kind: string, folder: string, ...below: string[]): RootPlace[] =>
    listFolder(folder, problems)
      .filter(({ name }) => /claude/i.test(name))
      .flatMap(({ name }) => profilesIn(join(folder, name, ...below), 'linux', `the ${kind} ${name}`, problems));
  return [
    ...movable(world, 'XDG_CONFIG_HOME', '.config').flatMap((folder) =>
      profilesIn(folder, 'linux', 'the configuration folder', problems),
    ),
    ...boxed('Flatpak', join(world.home, '.var', 'app'), 'config'),
    ...boxed('Snap', join(world.home, 'snap'), 'current', '.config'),
  ];
}

/**
 * The folder that a variable names, and the one in the home where it was before. A relative path counts as not set
 * (XDG base directory specification).
 */
function movable(world: World, name: string, ...usual: string[]): string[] {
  const moved = variable(world, name);
  const folders = [...(moved !== null && isAbsolute(moved) ? [resolve(moved)] : []), join(world.home, ...usual)];
  return [...new Set(folders)];
}

function windowsRoots(world: World, problems: Problem[]): RootPlace[] {
  const locals = movable(world, 'LOCALAPPDATA', 'AppData', 'Local');
  return [
    ...movable(world, 'APPDATA', 'AppData', 'Roaming').flatMap((folder) =>
      profilesIn(folder, 'windows-classic', 'AppData\\Roaming', problems),
    ),
    ...locals.flatMap((folder) => storeRoots(join(folder, 'Packages'), problems)),
    ...locals.flatMap((folder) => localRoots(folder, 'AppData\\Local', problems)),
    ...otherDrives(world.home).flatMap((drive) =>
      listFolder(join(drive, 'WpSystem'), problems).flatMap(({ name }) =>
        storeRoots(join(drive, 'WpSystem', name, 'AppData', 'Local', 'Packages'), problems),
      ),
    ),
  ];
}

/** `Claude` itself is no profile there: it holds programs, and since August 2026 the Store build's log. */
const localRoots = (folder: string, where: string, problems: Problem[]): RootPlace[] =>
  profilesIn(folder, 'clone', where, problems).filter(({ path }) => basename(path).toLowerCase() !== 'claude');

/**
 * The package family is `Claude_`, or `AnthropicPBC.Claude_` for the Store's own package, and a hash of the signing
 * identity. What the app writes into AppData goes to the package's `LocalCache`, `Roaming` and `Local` alike.
 */
function storeRoots(packages: string, problems: Problem[]): RootPlace[] {
  return listFolder(packages, problems)
    .filter(({ name }) => /^(anthropicpbc\.)?claude_/i.test(name))
    .flatMap(({ name }) => {
      const cache = join(packages, name, 'LocalCache');
      return [
        ...profilesIn(join(cache, 'Roaming'), 'windows-store', `the Store package ${name}`, problems),
        ...localRoots(join(cache, 'Local'), `the Store package ${name}`, problems),
      ];
    });
}

/** `Claude` itself, the gateway build's `Claude-3p`, and profiles that clone tools made beside it. */
function profilesIn(folder: string, kind: DataRootKind, where: string, problems: Problem[]): RootPlace[] {
  return (
    listFolder(folder, problems)
      .filter(({ name }) => /^claude($|[- ])/i.test(name))
      // Where case counts, Claude Code may have a folder of this name for itself.
      .filter(({ name }) => kind !== 'linux' || name !== 'claude')
      .map(({ name }) => ({ name, path: join(folder, name) }))
      .filter(({ name, path }) => name === 'Claude' || isProfile(path, kindOf(name, kind) !== 'clone'))
      .map(({ name, path }) => ({ path, kind: kindOf(name, kind), found: `Found as ${name} in ${where}.` }))
  );
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

const isProfile = (path: string, bySettings: boolean): boolean =>
  [...PROFILE_MARKS, ...(bySettings ? [SETTINGS] : [])].some((mark) => statOf(join(path, mark)) !== null);

/** Whether a folder is a profile of Claude Desktop, wherever it is and whatever it is called. */
export const isDataRoot = (path: string): boolean => isProfile(path, /^claude($|[- ])/i.test(basename(path)));

function cloneRoots(world: World, problems: Problem[]): RootPlace[] {
  const folder = join(world.home, '.claude-instances');
  return listFolder(folder, problems)
    .map(({ name }) => join(folder, name))
    .filter((path) => isProfile(path, true))
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
  const named = world.configDirs.length > 0 ? world.configDirs : namedConfigDirs(world);
  const dirs = named.map((path) => resolve(path)).filter((path) => isThere(path, problems));
  if (world.configDirs.length === 0) {
    dirs.push(...[join(world.home, '.claude')].filter((path) => isUsable(path, problems)));
    dirs.push(...siblingConfigDirs(world.home, problems));
  }
  return unique(dirs.map((path) => ({ path }))).map(({ path }) => path);
}

/** One folder, whose name may hold a comma, or several behind commas (docs/formats/transcripts.md 3). */
function namedConfigDirs(world: World): string[] {
  const value = variable(world, 'CLAUDE_CONFIG_DIR');
  if (value === null || isFolder(value)) return value === null ? [] : [value];
  return value
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '');
}

/**
 * Whether only a guess led to a config dir: Claude reads it where CLAUDE_CONFIG_DIR names it, and not otherwise
 * (docs/formats/claude-desktop.md 1.4).
 */
export function isSiblingConfigDir(path: string, world: World): boolean {
  if (world.configDirs.length > 0) return false;
  const read = [...namedConfigDirs(world), join(world.home, '.claude')].map((named) => folderId(resolve(named)));
  return !read.includes(folderId(path));
}

const siblingConfigDirs = (home: string, problems: Problem[]): string[] =>
  listFolder(home, problems)
    .filter(({ name }) => /^\.claude[-_.]/.test(name))
    .map(({ name }) => join(home, name))
    .filter((path) => isFolder(join(path, 'projects')));
