import type { SessionSummary } from '../../shared/contract.ts';
import type { Cause } from '../../shared/model.ts';
import { placeOf, projectOf, type Grouping, type Sorting, type View } from '../store/index.ts';
import { projectNames } from '../sidebar/projects.ts';
import { compareNames, t } from '../strings/index.ts';

export interface ListGroup {
  key: string;
  /** Null where the list has no groups. */
  name: string | null;
  /** The whole of what the name stands for: a project's folder. */
  title: string | null;
  sessions: SessionSummary[];
}

/** The list as the person wants to see it: filtered, in groups, in order. */
export function arrange(sessions: Iterable<SessionSummary>, view: View): ListGroup[] {
  const shown = pick(sessions, view).toSorted(ORDERS[view.sorting]);
  const grouping = groupingOf(view);
  if (shown.length === 0) return [];
  if (grouping === 'none') return [{ key: 'all', name: null, title: null, sessions: shown }];
  return grouping === 'cause' ? byCause(shown) : byProject(shown, view.sorting);
}

/** Only what is missing has a cause to be grouped by. */
export const groupingOf = ({ grouping, place }: View): Grouping =>
  grouping === 'cause' && place !== 'ghosts' ? 'project' : grouping;

function pick(sessions: Iterable<SessionSummary>, { place, project, filter }: View): SessionSummary[] {
  const words = plain(filter).split(/\s+/).filter(Boolean);
  const picked: SessionSummary[] = [];
  for (const session of sessions) {
    if (placeOf(session) !== place) continue;
    if (project !== null && projectOf(session) !== project) continue;
    if (matches(session, words)) picked.push(session);
  }
  return picked;
}

/** How many of each place match: for whoever filtered in the wrong one. */
export function countMatches(sessions: Iterable<SessionSummary>, filter: string): Map<View['place'], number> {
  const words = plain(filter).split(/\s+/).filter(Boolean);
  const counts = new Map<View['place'], number>();
  for (const session of sessions) {
    const place = placeOf(session);
    if (matches(session, words)) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

/** What the filter looks at, once for each conversation as long as it does not change. */
const haystacks = new WeakMap<SessionSummary, string>();

function matches(session: SessionSummary, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  let haystack = haystacks.get(session);
  if (haystack === undefined) {
    haystack = plain(`${session.title}\n${session.cwd ?? ''}\n${session.originCwd ?? ''}`);
    haystacks.set(session, haystack);
  }
  return words.every((word) => haystack.includes(word));
}

/** Small letters without their marks, so that "cafe" finds "Café". */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

const timeOf = ({ lastActivityAt, createdAt }: SessionSummary): number => lastActivityAt ?? createdAt ?? 0;

const ORDERS: Record<Sorting, (a: SessionSummary, b: SessionSummary) => number> = {
  recent: (a, b) => timeOf(b) - timeOf(a),
  oldest: (a, b) => timeOf(a) - timeOf(b),
  title: (a, b) => compareNames(a.title, b.title),
  size: (a, b) => b.bytes - a.bytes,
};

/** In the order of the first conversation of each; by name where the conversations are sorted by name. */
function byProject(sessions: SessionSummary[], sorting: Sorting): ListGroup[] {
  const names = projectNames(sessions.map(projectOf).filter((path) => path !== null));
  const groups = [...Map.groupBy(sessions, projectOf)].map(([path, members]) => ({
    key: path ?? '',
    name: path === null ? t.list.noProject : (names.get(path) ?? path),
    title: path,
    sessions: members,
  }));
  return sorting === 'title' ? groups.toSorted((a, b) => compareNames(a.name, b.name)) : groups;
}

/** The commonest first. */
function byCause(sessions: SessionSummary[]): ListGroup[] {
  return [...Map.groupBy(sessions, ({ cause }): Cause => cause ?? 'record-lost')]
    .map(([cause, members]) => ({ key: cause, name: sentence(t.causes[cause]), title: null, sessions: members }))
    .toSorted((a, b) => b.sessions.length - a.sessions.length);
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
