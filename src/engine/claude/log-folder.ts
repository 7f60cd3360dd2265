import { basename, dirname, join, relative } from 'node:path';
import { listFolder, statOf } from '../files.ts';
import type { World } from '../world.ts';

/**
 * The folders in which the app of a data root writes, or wrote, its log; only existing ones, but for the documented
 * one, which comes first (docs/formats/claude-desktop.md 1.3). Since August 2026 the Store build of Windows writes to
 * `%LOCALAPPDATA%\Claude\Logs`, which its package excludes from virtualisation, and leaves the log in the data root as
 * it was; where two roots share it, both get it.
 */
export function logFolders(dataRootPath: string, world: Pick<World, 'platform' | 'home'>): string[] {
  const inside = folderNamed(dataRootPath, 'logs') ?? join(dataRootPath, 'logs');
  const [documented, others] = placesOf(dataRootPath, inside, world);
  return [documented, ...others.filter((path) => path !== documented && statOf(path)?.isDirectory() === true)];
}

/** The one of them in which the log was written last; the documented one where there is no log at all. */
export function logFolder(dataRootPath: string, world: Pick<World, 'platform' | 'home'>): string {
  const folders = logFolders(dataRootPath, world);
  const writes = folders.map((folder) => statOf(join(folder, 'main.log'))?.mtimeMs ?? 0);
  const last = writes.indexOf(Math.max(...writes));
  return folders[last] ?? join(dataRootPath, 'logs');
}

function placesOf(
  root: string,
  inside: string,
  { platform, home }: Pick<World, 'platform' | 'home'>,
): [documented: string, others: string[]] {
  if (platform === 'darwin') {
    const borrowed = borrowedLog(root, { platform, home });
    const others = borrowed === null ? [] : [borrowed];
    return isUsual(root, home) ? [ownLog(root, home), [inside, ...others]] : [inside, others];
  }
  return [inside, platform === 'win32' ? localFolders(root) : []];
}

const isUsual = (root: string, home: string): boolean => dirname(root) === join(home, 'Library', 'Application Support');

const ownLog = (root: string, home: string): string => join(home, 'Library', 'Logs', basename(root));

/**
 * On macOS, a profile of a clone tool writes into the log of Claude's own profile (docs/formats/claude-desktop.md 1.1),
 * unless it has one for itself. Null where it does.
 */
export function borrowedLog(root: string, { platform, home }: Pick<World, 'platform' | 'home'>): string | null {
  const lender = join(home, 'Library', 'Logs', 'Claude');
  const isWithin = !/^\.\.|^[/\\]|:/.test(relative(home, root));
  const own = [join(root, 'logs'), ...(isUsual(root, home) ? [ownLog(root, home)] : [])];
  const hasOwn = own.some((folder) => folder === lender || statOf(folder) !== null);
  return platform === 'darwin' && isWithin && !hasOwn ? lender : null;
}

/** For `<AppData>\Roaming\Claude`, `<AppData>\Local\Claude\Logs`; for the Store's twin, inside its package and outside. */
function localFolders(root: string): string[] {
  const roaming = dirname(root);
  if (basename(roaming).toLowerCase() !== 'roaming') return [];
  const above = dirname(roaming);
  const locals = [join(above, 'Local')];
  if (basename(above).toLowerCase() === 'localcache') locals.push(dirname(dirname(dirname(above))));
  return locals.flatMap((local) => folderNamed(join(local, basename(root)), 'logs') ?? []);
}

/** A folder's child whatever the case of its name: a Windows disk may be mounted where case counts. */
function folderNamed(folder: string, name: string): string | null {
  const found = listFolder(folder, []).find((entry) => entry.name.toLowerCase() === name);
  return found === undefined ? null : join(folder, found.name);
}
