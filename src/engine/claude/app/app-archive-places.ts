import { readdirSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';
import type { DataRootKind, Platform } from '../../../shared/model.ts';
import type { World } from '../../world.ts';
import type { ProcessInfo } from '../process-list.ts';
import { runProgram } from '../run-program.ts';
import { compareVersions } from './app-builds.ts';

/**
 * Where the archive of the installed app may lie (docs/formats/claude-desktop.md 12.1), the likeliest place first:
 * where the running app lies, then where the installer that made the live profile puts it, then every other well-known
 * place.
 */

/** What the places depend on. Paths are this machine's own. */
export interface AppSurroundings {
  /** Processes of the app, as `claudeAppProcesses` finds them. */
  processes: readonly ProcessInfo[];
  /** Folders of installed Windows packages, as `listPackageFolders` finds them. */
  packages: readonly string[];
  /** The folder that stands for `/` or for the system drive; only tests pass another. */
  systemRoot: string;
  /** What kind of profile is in use; null if that is in doubt. */
  rootKind: DataRootKind | null;
}

const ARCHIVE = ['resources', 'app.asar'];
const MAC_ARCHIVE = ['Contents', 'Resources', 'app.asar'];

/** Names a folder of the app, or its archive, for an app that lies in an unusual place. */
export const APP_VARIABLE = 'GHOSTLIGHT_CLAUDE_APP';

export function archivePlaces(world: World, around: AppSurroundings): string[] {
  const named = world.env[APP_VARIABLE]?.trim() ?? '';
  if (named !== '') return archivesIn(named);
  const running = around.processes.flatMap((process) => archivesOfProcess(process, world.platform));
  return [...new Set([...running, ...installedPlaces(world, around)])];
}

const archivesIn = (path: string): string[] =>
  path.endsWith('.asar') ? [path] : [join(path, ...ARCHIVE), join(path, ...MAC_ARCHIVE), join(path, 'app.asar')];

/** Beside the executable; for a plain Electron, the archive that its command line names. */
function archivesOfProcess({ path, command }: ProcessInfo, platform: Platform): string[] {
  const args = path !== null && command.startsWith(path) ? command.slice(path.length) : command;
  const named = /(?:^|[\s="])(\/[^"=]*?\.asar|[a-z]:\\[^"]*?\.asar)(?=["\s]|$)/i.exec(args)?.[1];
  const beside = path === null ? [] : [besideExecutable(path, platform)];
  return [...(named === undefined ? [] : [named]), ...beside];
}

function besideExecutable(path: string, platform: Platform): string {
  if (platform === 'win32') return win32.join(win32.dirname(path), ...ARCHIVE);
  if (platform === 'linux') return posix.join(posix.dirname(path), ...ARCHIVE);
  // A helper is an app inside of the app.
  const bundle = /^.*?\.app(?=\/)/.exec(path)?.[0] ?? posix.dirname(path);
  return posix.join(bundle, ...MAC_ARCHIVE);
}

function installedPlaces(world: World, around: AppSurroundings): string[] {
  switch (world.platform) {
    case 'darwin':
      return [join(around.systemRoot, 'Applications'), join(world.home, 'Applications')].map((folder) =>
        join(folder, 'Claude.app', ...MAC_ARCHIVE),
      );
    case 'linux':
      return ['usr/lib/claude-desktop', 'opt/Claude', 'opt/claude-desktop', 'usr/share/claude-desktop'].flatMap(
        (folder) => linuxArchives(join(around.systemRoot, folder)),
      );
    case 'win32':
      return windowsPlaces(world, around);
  }
}

/** The community's packages put Electron, and the app's resources with it, into node_modules. */
const linuxArchives = (folder: string): string[] => [
  join(folder, ...ARCHIVE),
  join(folder, 'node_modules', 'electron', 'dist', ...ARCHIVE),
  join(folder, 'app.asar'),
];

function windowsPlaces(world: World, { packages, rootKind }: AppSurroundings): string[] {
  const local = world.env['LOCALAPPDATA'] ?? join(world.home, 'AppData', 'Local');
  const store = newestFirst(packages).map((folder) => join(folder, 'app', ...ARCHIVE));
  const squirrel = join(local, 'AnthropicClaude');
  const classic = [
    ...newestFirst(foldersIn(squirrel).filter((name) => /^app-\d/.test(name))).map((name) =>
      join(squirrel, name, ...ARCHIVE),
    ),
    join(local, 'Programs', 'Claude', ...ARCHIVE),
  ];
  return rootKind === 'windows-classic' ? [...classic, ...store] : [...store, ...classic];
}

const versionOf = (folder: string): string =>
  /(?:_|app-)(\d+(?:\.\d+)*)(?=_|$)/.exec(win32.basename(folder))?.[1] ?? '0';

const newestFirst = (folders: readonly string[]): string[] =>
  folders.toSorted((a, b) => compareVersions(versionOf(b), versionOf(a)));

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    return [];
  }
}

const PACKAGES_KEY =
  'HKCU\\Software\\Classes\\Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages';

/**
 * The folders of Claude's installed packages. The registry names them; the folder that holds them may not be listed by
 * an ordinary user. Empty on other systems, and if the registry cannot be asked.
 */
export async function listPackageFolders(run: typeof runProgram = runProgram): Promise<string[]> {
  const system = process.env['SystemRoot'] ?? 'C:\\Windows';
  const reg = win32.join(system, 'System32', 'reg.exe');
  const text = await run(reg, ['query', PACKAGES_KEY, '/s', '/v', 'PackageRootFolder']);
  return text === null ? [] : parsePackageFolders(text);
}

/** A line with the key comes first, then one with the value's name, its type and the folder. */
export function parsePackageFolders(text: string): string[] {
  const folders = new Set<string>();
  let isClaude = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('HKEY_')) isClaude = /\\(?:AnthropicPBC\.)?Claude_[^\\]+$/i.test(line);
    const folder = /^\s+PackageRootFolder\s+REG_\w+\s+(.+?)\s*$/.exec(line)?.[1];
    if (isClaude && folder !== undefined && win32.isAbsolute(folder)) folders.add(folder);
  }
  return [...folders];
}

/** The version that the name of a Windows package's folder tells. Null if the path is in no such folder. */
export const packageVersion = (path: string): string | null =>
  /[\\/]WindowsApps[\\/](?:AnthropicPBC\.)?Claude_([\d.]+)_/i.exec(path)?.[1] ?? null;
