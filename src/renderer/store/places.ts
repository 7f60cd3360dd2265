import type { SessionSummary } from '../../shared/contract.ts';

/** The places of the sidebar: each conversation is in exactly one. */
export const places = ['ghosts', 'listed', 'archived', 'deleted', 'terminal', 'unavailable', 'earlier'] as const;
export type Place = (typeof places)[number];

/** What was started outside of the app never had an entry: it is not missing, though it can be brought in. */
export function placeOf({ status, cause }: SessionSummary): Place {
  switch (status) {
    case 'ghost':
      return cause === 'never-listed' ? 'terminal' : 'ghosts';
    case 'listed':
    case 'archived':
    case 'deleted':
    case 'unavailable':
    case 'earlier':
      return status;
  }
}

export const projectOf = ({ originCwd, cwd }: SessionSummary): string | null => originCwd ?? cwd;

/** How many conversations each place has. */
export function countPlaces(sessions: Iterable<SessionSummary>): Record<Place, number> {
  const counts = { ghosts: 0, listed: 0, archived: 0, deleted: 0, terminal: 0, unavailable: 0, earlier: 0 };
  for (const session of sessions) counts[placeOf(session)] += 1;
  return counts;
}
