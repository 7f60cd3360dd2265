import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problem } from '../../shared/model.ts';
import { describeError, errorCode, isFolder } from '../files.ts';
import { isInside, realPath } from '../paths.ts';
import { isConfigDir } from './config-dir.ts';

/**
 * Folders of Claude Desktop that people put behind links: symbolic links, and junctions on Windows. The app lists and
 * saves through them (docs/formats/claude-desktop.md 12.11), so they are followed, and what is written goes to the real
 * place. A link that leads to a place that is not the person's own is refused.
 */

/** A link and the real folder that it leads to. */
export interface FolderLink {
  path: string;
  leadsTo: string;
}

/** Where a folder really is. Without a link on the way `real` is `path`. */
export interface Place {
  /** As Claude names it. */
  path: string;
  real: string;
  /** The links on the way, outermost first. */
  links: FolderLink[];
  /** Whether the folder is there. */
  exists: boolean;
}

/** Reading operations; a restore passes its own disk. */
export interface LinkReader {
  lstatSync: (path: string) => Stats;
  realpathSync: (path: string) => string;
}

const READER: LinkReader = { lstatSync, realpathSync: (path) => realpathSync(path) };

/** `stateDir`: Ghostlight's own folder, which is no place for Claude's files. */
export interface PlaceOptions {
  stateDir: string;
  reader?: LinkReader;
}

/** A data root as the place to begin with; it may itself be a link, and keeps its name. */
export const placeOfRoot = (dataRoot: string): Place => ({ path: dataRoot, real: dataRoot, links: [], exists: true });

/**
 * The folder `name` within a place. Returns a problem where something else stands there, or a link that must not be
 * followed. Never throws.
 */
export function enterFolder(parent: Place, name: string, options: PlaceOptions): Place | Problem {
  const { reader = READER } = options;
  const [path, real] = [join(parent.path, name), join(parent.real, name)];
  if (!parent.exists) return { ...parent, path, real };
  try {
    const stat = reader.lstatSync(real);
    if (stat.isDirectory()) return { ...parent, path, real };
    if (!stat.isSymbolicLink()) return { path, problem: 'is not a folder' };
    const leadsTo = reader.realpathSync(real);
    const why = whyNotFollowed(real, leadsTo, options);
    return why === null
      ? { path, real: leadsTo, links: [...parent.links, { path, leadsTo }], exists: true }
      : { path, problem: why };
  } catch (error) {
    return notEntered(parent, path, real, error);
  }
}

function notEntered(parent: Place, path: string, real: string, error: unknown): Place | Problem {
  const code = errorCode(error);
  if (code === 'ELOOP') return { path, problem: 'is a link that leads in a circle' };
  if (code !== 'ENOENT') return { path, problem: describeError(error), unread: true };
  // A link whose disk is not connected hides what is behind it.
  if (isLink(real)) return { path, problem: 'is a link that leads nowhere', unread: true };
  return { ...parent, path, real, exists: false };
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** A folder some levels below a data root, by the names on the way. Never throws. */
export function resolvePlace(dataRoot: string, names: readonly string[], options: PlaceOptions): Place | Problem {
  return names.reduce<Place | Problem>(
    (place, name) => ('problem' in place ? place : enterFolder(place, name, options)),
    placeOfRoot(dataRoot),
  );
}

/** Why a link is not followed, to stand behind its name; null where it is. Throws what the disk says. */
function whyNotFollowed(link: string, leadsTo: string, { stateDir, reader = READER }: PlaceOptions): string | null {
  const stat = reader.lstatSync(leadsTo);
  if (!stat.isDirectory()) return 'is a link to something that is not a folder';
  const around = reader.realpathSync(dirname(link));
  if (isInside(around, leadsTo)) return `is a link back to ${leadsTo}, which it is in itself`;
  if (stat.uid !== reader.lstatSync(around).uid) {
    return `is a link to ${leadsTo}, which belongs to another user, and was not followed`;
  }
  const own = realPath(stateDir);
  if (isInside(leadsTo, own) || isInside(own, leadsTo)) {
    return `is a link to ${leadsTo}, where Ghostlight keeps its own files, and was not followed`;
  }
  return isInConfigDir(leadsTo)
    ? `is a link to ${leadsTo}, where conversations are kept and not entries, and was not followed`
    : null;
}

/** Whether a folder is a config dir of Claude Code or lies in one. */
function isInConfigDir(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (isFolder(join(folder, 'projects')) && isConfigDir(folder)) return true;
    if (dirname(folder) === folder) return false;
  }
}
