import type { SessionSummary } from '../../../shared/contract.ts';
import type { Action, ActionKind } from '../../../shared/model.ts';
import type { SessionsById } from '../parts/session-words.tsx';

/** In the order in which a person reads them: what is new first, what changes a file last. */
const KINDS: readonly ActionKind[] = ['transcript', 'create', 'copy', 'promote', 'relink', 'repoint', 'replace'];

export interface ActionGroup {
  kind: ActionKind;
  actions: Action[];
}

/** The entries alone, one for each conversation; a repaired copy of a conversation has its entry beside it. */
export const rowsOf = (actions: readonly Action[]): Action[] => actions.filter(({ kind }) => kind !== 'transcript');

/** What a plan or a receipt does, by what it does. */
export const groupActions = (actions: readonly Action[]): ActionGroup[] =>
  KINDS.map((kind) => ({ kind, actions: actions.filter((action) => action.kind === kind) })).filter(
    (group) => group.actions.length > 0,
  );

export interface ActionCounts {
  copied: number;
  added: number;
  replaced: number;
  /** Lost links that are mended and wrong folders that are put right. */
  relinked: number;
}

export function countActions(actions: readonly Action[]): ActionCounts {
  const count = (kind: ActionKind): number => actions.filter((action) => action.kind === kind).length;
  const [copied, replaced, relinked] = [count('transcript'), count('replace'), count('relink') + count('repoint')];
  return { copied, added: actions.length - copied - replaced - relinked, replaced, relinked };
}

const REPLACING: ReadonlySet<ActionKind> = new Set(['replace', 'relink', 'repoint']);

/**
 * The one to try with: the conversation that was used last, since the person will know it again; one that only adds an
 * entry before one that replaces any. Null for an empty plan.
 */
export function oneToTry(actions: readonly Action[], sessions: SessionsById): string | null {
  const adding = rowsOf(actions).filter(({ kind }) => !REPLACING.has(kind));
  const candidates = adding.length > 0 ? adding : actions;
  const lastUsed = (session: SessionSummary | undefined): number => session?.lastActivityAt ?? 0;
  return candidates.reduce<string | null>(
    (best, { session }) =>
      best === null || lastUsed(sessions.get(session)) > lastUsed(sessions.get(best)) ? session : best,
    null,
  );
}
