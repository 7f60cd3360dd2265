import type { AppState, SessionSummary, SessionTable, StateChange } from '../../shared/contract.ts';
import { rowsOf } from './rows.ts';

/** The state of the engine as the window holds it: sessions by id, in the engine's order. */
export interface Live extends Omit<AppState, 'sessions'> {
  sessions: ReadonlyMap<string, SessionSummary>;
}

export const toLive = ({ sessions, ...rest }: AppState): Live => ({
  ...rest,
  sessions: new Map(rowsOf(sessions).map((session) => [session.id, session])),
});

/** The next state; null where a change was missed and the whole has to be asked for. Old changes do nothing. */
export function applyChange(live: Live, change: StateChange): Live | null {
  if (change.revision <= live.revision) return live;
  if (change.revision !== live.revision + 1) return null;
  const { revision, rest, upserted, removed } = change;
  return { ...live, ...rest, revision, sessions: nextSessions(live.sessions, upserted, removed) };
}

function nextSessions(
  sessions: ReadonlyMap<string, SessionSummary>,
  upserted: SessionTable,
  removed: readonly string[],
): ReadonlyMap<string, SessionSummary> {
  if (upserted.count === 0 && removed.length === 0) return sessions;
  const next = new Map(sessions);
  for (const id of removed) next.delete(id);
  for (const session of rowsOf(upserted)) next.set(session.id, session);
  return next;
}

/** How many conversations came, went or are different. */
export function countChanged(before: Live, { revision, sessions }: Live): number {
  if (revision === before.revision) return 0;
  const gone = [...before.sessions.keys()].filter((id) => !sessions.has(id)).length;
  const others = [...sessions].filter(
    ([id, session]) => JSON.stringify(session) !== JSON.stringify(before.sessions.get(id)),
  );
  return gone + others.length;
}
