import { join } from 'node:path';
import type { Settings } from '../../shared/contract.ts';
import type { DataRoot, Platform, Problem } from '../../shared/model.ts';
import { isConfigDir } from '../claude/config-dir.ts';
import { findConfigDirs, findDataRoots, isDataRoot, type RootPlace } from '../claude/locations.ts';
import { isFolder } from '../files.ts';
import { localWorld } from '../local-world.ts';
import { isInside } from '../paths.ts';
import type { World } from '../world.ts';
import type { ServiceOptions } from './options.ts';

/** Where the service looks: this home or another, and the folders that the person added. */
export interface Where {
  world: World;
  /** Added folders that are not there now: a disk that is not connected is no reason to stop. */
  problems: Problem[];
  /** How the data roots were found that nobody had to name. */
  found: RootPlace[];
}

type Folders = Settings['folders'];
type Named = Pick<ServiceOptions, 'home' | 'platform' | 'dataRoots' | 'configDirs' | 'stateDir'>;

/**
 * A home that was added takes the place of this user's; data roots and config dirs are looked at as well. Asked anew
 * for every look, because folders come and go. Throws FolderError where a folder of the command line is not there.
 */
export function whereToLook(named: Named, folders: Folders): Where {
  const [present, absent] = partition(folders);
  const homes = present.filter(({ kind }) => kind === 'home').map(({ path }) => path);
  const world = homes.length === 0 ? localWorld(named) : otherHome(homes.at(-1) ?? '', named);
  const found = findDataRoots(world, []);
  const added = (kind: Folders[number]['kind']): string[] =>
    present.filter((folder) => folder.kind === kind).map(({ path }) => path);
  const [dataRoots, configDirs] = [added('data-root'), added('config-dir')];
  return {
    world: {
      ...world,
      dataRoots: dataRoots.length === 0 ? world.dataRoots : [...found.map(({ path }) => path), ...dataRoots],
      configDirs: configDirs.length === 0 ? world.configDirs : [...findConfigDirs(world, []), ...configDirs],
    },
    problems: absent.map(({ path }) => ({ path, problem: 'is not there now: is its disk connected?' })),
    found,
  };
}

function partition(folders: Folders): [present: Folders, absent: Folders] {
  return [folders.filter(({ path }) => isFolder(path)), folders.filter(({ path }) => !isFolder(path))];
}

const otherHome = (home: string, { stateDir }: Named): World =>
  localWorld({ home, platform: layoutOf(home) ?? undefined, stateDir });

/** Whose layout a home has; null where nothing tells. */
export function layoutOf(home: string): Platform | null {
  if (isFolder(join(home, 'AppData'))) return 'win32';
  if (isFolder(join(home, 'Library', 'Application Support'))) return 'darwin';
  return isFolder(join(home, '.config')) ? 'linux' : null;
}

/** What of Claude's a folder is, by its content; null where nothing of Claude's is to be found in it. */
export function kindOfFolder(path: string, own: World): Folders[number]['kind'] | null {
  const platform = layoutOf(path) ?? own.platform;
  const home: World = { ...own, home: path, platform, foreign: true, dataRoots: [], configDirs: [] };
  // A home of Windows may have a profile on another drive; that alone makes no folder a home.
  const isHome = [...findDataRoots(home, []).map((root) => root.path), ...findConfigDirs(home, [])].some((found) =>
    isInside(found, path),
  );
  if (isHome) return 'home';
  if (isDataRoot(path)) return 'data-root';
  return isConfigDir(path) ? 'config-dir' : null;
}

/** Data roots as they were found, also where they had to be named so that others could stand beside them. */
export function asFound(dataRoots: readonly DataRoot[], { found }: Where): DataRoot[] {
  return dataRoots.map((root) => {
    const place = found.find(({ path }) => path === root.path);
    return place === undefined
      ? root
      : { ...root, kind: place.kind, evidence: [place.found, ...root.evidence.slice(1)] };
  });
}
