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

/**
 * The actions whose name or other words have all that was typed: those that begin with it first, then those with a word
 * that does, then those with it anywhere. An undo never comes before anything else unless its own name was typed: who
 * types "restore" wants nothing taken back.
 */
export function matchActions(actions: readonly PaletteAction[], query: string): PaletteAction[] {
  const words = wordsOf(query);
  return actions
    .map((action) => ({ action, rank: rankOf(action, words) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ action }) => action);
}

/** Last of all. */
const UNDO_RANK = 9;

/** The lower, the better; null if it does not match. Without a query all are as they come. */
function rankOf({ id, label, keywords }: PaletteAction, words: readonly string[]): number | null {
  if (words.length === 0) return 0;
  const rank = rankOfText(label, keywords, words);
  return id === 'undo' && rank !== null && rank > 0 ? UNDO_RANK : rank;
}

function rankOfText(label: string, keywords: string, words: readonly string[]): number | null {
  if (label.toLocaleLowerCase().startsWith(words.join(' '))) return 0;
  if (hasAllAsPrefixes(label, words)) return 1;
  if (hasAllAsPrefixes(`${label} ${keywords}`, words)) return 2;
  return hasAll(`${label} ${keywords}`, words) ? 3 : null;
}

const hasAllAsPrefixes = (text: string, words: readonly string[]): boolean => {
  const others = text.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => others.some((other) => other.startsWith(word)));
};

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
