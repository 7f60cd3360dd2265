import type { SessionSummary } from '../../shared/contract.ts';
import { sayWhyNot } from '../sheets/toasts.ts';
import { reviewRestore, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';

/** What a command acts upon: the ticked ones, else the open one. */
export function chosenSessions(): SessionSummary[] {
  const { live, selection } = useStore.getState();
  const ids = selection.ticked.size > 0 ? [...selection.ticked] : [selection.cursor ?? ''];
  return ids.map((id) => live?.sessions.get(id)).filter((session) => session !== undefined);
}

/** Shows what bringing these back would do. If none is chosen, or none can be brought back, it says so. */
export function restoreChosen(): void {
  const chosen = chosenSessions();
  const restorable = chosen.filter((session) => session.restorable);
  const [first, ...others] = chosen;
  if (first === undefined) sayWhyNot(t.list.noneChosen);
  else if (restorable.length > 0) reviewRestore(restorable);
  else if (others.length > 0) sayWhyNot(t.list.noneRestorable);
  else sayWhyNot(isThere(first) ? t.restore.nothing : t.detail.cannot, first.explanation);
}

const isThere = ({ status }: SessionSummary): boolean => status === 'listed' || status === 'archived';
