import { dirname, join } from 'node:path';
import { findConfigDirs, findDataRoots } from '../claude/locations.ts';
import { logFolders } from '../claude/log.ts';
import { linkedFolders } from '../claude/store.ts';
import { isFolder, linkStatOf, listFolder } from '../files.ts';
import { realPath } from '../paths.ts';
import type { World } from '../world.ts';
import type { Shape, WatchedFolder } from './watch.ts';

/** What decides a sidebar and is worth a new look when it changes (docs/formats/claude-desktop.md 1.1 to 1.4). */

const ANY = /./;
const PAIR_ID = /^[0-9a-f]{8}(-[0-9a-f-]{27})?$/i;
const ROW = /^(local_[^.]+\.json(\.tmp)?|deleted_.+|archived-sessions\.idx)$/;
const LOG_FILE = /^main[\w.-]*\.log(\.\d+)?$/i;

const STORE: Shape = [/^(claude-code-sessions|local-agent-mode-sessions)$/, PAIR_ID, PAIR_ID, ROW];

const DATA_ROOT: readonly Shape[] = [
  [
    /^(config|claude_desktop_config|plan-usage-history|bridge-state|ant-device-registry|cowork-enabled-cli-ops|git-worktrees|local-sessions)\.json$/,
  ],
  STORE,
  [/^logs$/i, LOG_FILE],
];

const PROJECTS: Shape = [/^projects$/, ANY, /\.(jsonl|desktop-released\.json)$/];

const CONFIG_DIR: readonly Shape[] = [PROJECTS, [/^sessions$/, /^\d+\.json$/], [/^(settings|\.claude)\.json$/]];

/** Who the command line is signed in as. */
const LOGIN: Shape = [/^\.claude\.json$/];

/** Where Claude may come to a home later: installed, cloned, started in a terminal for the first time. */
const NEW_CONFIG_DIR: Shape = [/^\.claude([-_.].*)?$/, /^projects$/];
const PROFILE = /^claude($|[- ])/i;
const PROFILE_MARK = /^(config|claude_desktop_config)\.json$|^(claude-code-sessions|local-agent-mode-sessions)$/;
const NEW_CLONE: Shape = [/^\.claude-instances$/, ANY, PROFILE_MARK];
const NEW_PROFILE: Readonly<Record<World['platform'], readonly Shape[]>> = {
  linux: [
    [/^\.config$/, PROFILE, PROFILE_MARK],
    [/^\.var$/, /^app$/, /claude/i, /^config$/, PROFILE, PROFILE_MARK],
    [/^snap$/, /claude/i, /^current$/, /^\.config$/, PROFILE, PROFILE_MARK],
  ],
  darwin: [[/^Library$/, /^Application Support$/, PROFILE, PROFILE_MARK]],
  win32: [
    [/^AppData$/i, /^(Roaming|Local)$/i, PROFILE, PROFILE_MARK],
    [/^AppData$/i, /^Local$/i, /^Packages$/i, /^claude_/i, /^LocalCache$/i, /^Roaming$/i, PROFILE, PROFILE_MARK],
  ],
};

/** Everything to watch for this world as the disk is now. Changes only where a data root or config dir comes or goes. */
export function watchedFolders(world: World): WatchedFolder[] {
  const dataRoots = findDataRoots(world, []).map(({ path }) => path);
  const configDirs = findConfigDirs(world, []);
  const logs = [...new Set(dataRoots.flatMap((root) => logFolders(root, world)))];
  return [
    ...dataRoots.map((path) => ({ path, shapes: DATA_ROOT })),
    ...dataRoots.flatMap((path) => behindLinks(path, world)),
    ...logs.map((path) => ({ path, shapes: [[LOG_FILE]] })),
    ...configDirs.map((path) => ({ path, shapes: CONFIG_DIR })),
    ...configDirs.flatMap(linkedProjects),
    ...nurseries(world, dataRoots),
  ];
}

/** Events of a folder behind a link are told by its real name alone, or not at all: it is watched by that name, too. */
function behindLinks(dataRoot: string, world: World): WatchedFolder[] {
  return linkedFolders(dataRoot, world).map(({ real, depth }) => ({ path: real, shapes: [STORE.slice(depth)] }));
}

function linkedProjects(configDir: string): WatchedFolder[] {
  const projects = join(configDir, 'projects');
  const folders = listFolder(projects, []).filter((entry) => entry.isSymbolicLink());
  return [
    ...realOf(configDir).map((path) => ({ path, shapes: CONFIG_DIR })),
    ...realOf(projects).map((path) => ({ path, shapes: [PROJECTS.slice(1)] })),
    ...folders
      .flatMap(({ name }) => realOf(join(projects, name)))
      .map((path) => ({ path, shapes: [PROJECTS.slice(2)] })),
  ];
}

/** Where a link leads; nothing where it is none, or leads to no folder. */
const realOf = (path: string): string[] =>
  linkStatOf(path)?.isSymbolicLink() === true && isFolder(path) ? [realPath(path)] : [];

/** What was named by the person replaces discovery, so nothing can appear beside it. */
function nurseries(world: World, dataRoots: readonly string[]): WatchedFolder[] {
  const named = world.dataRoots.length > 0;
  const beside = dataRoots.map((path) => ({ path: dirname(path), shapes: [[PROFILE, PROFILE_MARK]] }));
  const shapes = [
    LOGIN,
    ...(world.configDirs.length > 0 ? [] : [NEW_CONFIG_DIR]),
    ...(named ? [] : [NEW_CLONE, ...NEW_PROFILE[world.platform]]),
  ];
  return [...(named ? [] : beside), { path: world.home, shapes }];
}

/** Two answers of `watchedFolders` that ask for the same. */
export const sameFolders = (a: readonly WatchedFolder[], b: readonly WatchedFolder[]): boolean =>
  a.map(({ path }) => path).join('\n') === b.map(({ path }) => path).join('\n');
