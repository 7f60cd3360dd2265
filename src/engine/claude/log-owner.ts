import { basename, relative, sep } from 'node:path';
import type { World } from '../world.ts';
import { borrowedLog } from './log-folder.ts';
import { readLog, type LogFacts, type LogStart } from './log.ts';

/**
 * What of a log is of this profile. On macOS, profiles that clone tools made write into one log
 * (docs/formats/claude-desktop.md 1.1), and only the lines with a path say whose they are.
 */
export function ownPart(log: LogFacts, dataRoot: string, world: Pick<World, 'platform' | 'home'>): LogFacts {
  const isBorrowed = borrowedLog(dataRoot, world) !== null;
  const own = isBorrowed ? relative(world.home, dataRoot).replaceAll(sep, '/') : basename(dataRoot);
  const isOwn = (start: LogStart): boolean => ownerOf(start)?.endsWith(`/${own}`) === true;
  const names = new Set(log.starts.flatMap((start) => ownerOf(start)?.split('/').at(-1) ?? []));
  // One that lies in the profile came along with it when it was renamed or copied.
  const isInside = log.files.every((file) => file.startsWith(dataRoot + sep));
  const isMixed = isInside ? names.size > 1 && names.has(own) : names.size > Number(names.has(own));
  if (!isBorrowed && !isMixed) return log;
  const starts = log.starts.filter(isOwn);
  if (starts.length === 0) return readLog([]);
  return { ...log, starts, newestAt: starts.reduce((newest, { at }) => Math.max(newest, at ?? 0), 0) };
}

/** The profile that a line names, with slashes, as its writer saw it. */
const ownerOf = ({ line }: LogStart): string | null =>
  /^(.*?)\/+claude-code-sessions\//.exec(line.replaceAll('\\', '/'))?.[1] ?? null;
