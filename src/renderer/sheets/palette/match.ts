import type { SessionSummary } from '../../../shared/contract.ts';
import type { PaletteAction } from './actions.ts';

/** So many conversations are offered; who does not see theirs types on. */
const MOST = 40;

const wordsOf = (query: string): string[] =>
  query
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

const hasAll = (text: string, words: readonly string[]): boolean => {
  const lower = text.toLocaleLowerCase();
  return words.every((word) => lower.includes(word));
};

/** The actions whose words have all that was typed, in the order they came. */
export function matchActions(actions: readonly PaletteAction[], query: string): PaletteAction[] {
  const words = wordsOf(query);
  return actions.filter(({ label }) => hasAll(label, words));
}

/** Conversations by title, the last used first; none until something is typed. `more`: how many are not shown. */
export function matchSessions(
  sessions: Iterable<SessionSummary>,
  query: string,
): { found: SessionSummary[]; more: number } {
  const words = wordsOf(query);
  if (words.length === 0) return { found: [], more: 0 };
  const all = [...sessions].filter(({ title }) => hasAll(title, words));
  all.sort((a, b) => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0));
  return { found: all.slice(0, MOST), more: Math.max(0, all.length - MOST) };
}
