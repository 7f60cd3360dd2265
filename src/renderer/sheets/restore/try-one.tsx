import type { Action } from '../../../shared/model.ts';
import { t } from '../../strings/index.ts';
import { Button } from '../../ui/index.ts';
import { useSessions } from '../parts/session-words.tsx';
import { oneToTry, rowsOf } from './plan.ts';
import type { Restore } from './use-restore.ts';

/** For the careful: makes the plan for one of them, or goes back to all. Writes nothing. */
export function TryOne({ restore, actions }: { restore: Restore; actions: readonly Action[] }) {
  const sessions = useSessions();
  const { choice, whole, choose } = restore;
  if (choice.trial !== null) {
    return <Button onClick={() => choose({ trial: null, anyway: false })}>{t.restore.backToAll(whole)}</Button>;
  }
  if (rowsOf(actions).length < 2) return null;
  return <Button onClick={() => choose({ trial: oneToTry(actions, sessions) })}>{t.restore.tryOne}</Button>;
}
