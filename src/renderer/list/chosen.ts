import type { SessionSummary } from '../../shared/contract.ts';
import { useStore } from '../store/index.ts';

/** What a command acts upon: the ticked ones, else the open one. */
export function chosenSessions(): SessionSummary[] {
  const { live, selection } = useStore.getState();
  const ids = selection.ticked.size > 0 ? [...selection.ticked] : [selection.cursor ?? ''];
  return ids.map((id) => live?.sessions.get(id)).filter((session) => session !== undefined);
}
