import type { Session } from '../../shared/model.ts';
import { useStore } from '../store/index.ts';

/** What a command acts upon: the ticked ones, else the open one. */
export function chosenSessions(): Session[] {
  const { live, selection } = useStore.getState();
  const ids = selection.ticked.size > 0 ? [...selection.ticked] : [selection.cursor ?? ''];
  return ids.map((id) => live?.sessions.get(id)).filter((session) => session !== undefined);
}
