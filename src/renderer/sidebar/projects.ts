import type { SessionSummary } from '../../shared/contract.ts';
import { placeOf, projectOf, type Place } from '../store/index.ts';
import { compareNames, folderName } from '../strings/index.ts';

export interface ProjectCount {
  path: string;
  /** The folder's last part; with the part before it where two projects are called the same. */
  name: string;
  count: number;
}

/** The projects that have conversations in this place, those with most first. */
export function countProjects(sessions: Iterable<SessionSummary>, place: Place): ProjectCount[] {
  const counts = new Map<string, number>();
  for (const session of sessions) {
    const path = projectOf(session);
    if (path !== null && placeOf(session) === place) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const names = projectNames(counts.keys());
  return [...counts]
    .map(([path, count]) => ({ path, count, name: names.get(path) ?? path }))
    .toSorted((a, b) => b.count - a.count || compareNames(a.name, b.name));
}

/** A name for each project that tells it from the others: `shop`, or `work/shop` and `home/shop`. */
export function projectNames(paths: Iterable<string>): Map<string, string> {
  const byName = Map.groupBy(new Set(paths), folderName);
  const names = new Map<string, string>();
  for (const [name, same] of byName)
    for (const path of same) names.set(path, same.length === 1 ? name : longName(path));
  return names;
}

const longName = (path: string): string =>
  path
    .split(/[/\\]/)
    .filter((part) => part !== '')
    .slice(-2)
    .join('/');
