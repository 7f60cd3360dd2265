import type { Refusal, UndoAction, UndoKind } from '../../shared/model.ts';
import { t } from '../strings/index.ts';
import { Fact, ReceiptGroup } from './parts/receipt-rows.tsx';
import { About, titleOf, useSessions } from './parts/session-words.tsx';
import { RefusedRows } from './restore/rows.tsx';

const KINDS: readonly UndoKind[] = ['remove', 'put-back', 'remove-copy'];

/** What an undo takes back, and what it leaves. */
export function UndoRows({ actions, refused }: { actions: readonly UndoAction[]; refused: readonly Refusal[] }) {
  const sessions = useSessions();
  return (
    <>
      {KINDS.map((kind) => {
        const rows = actions
          .filter((action) => action.kind === kind)
          .map(({ session, path }) => ({
            id: path,
            title: titleOf(sessions.get(session)),
            about: <About session={sessions.get(session)} />,
            details: () => <Fact label={t.restore.fileLabel}>{path}</Fact>,
          }));
        return rows.length === 0 ? null : <ReceiptGroup key={kind} name={t.undo.groups[kind]} rows={rows} />;
      })}
      <RefusedRows refused={refused} name={t.undo.leaves} />
    </>
  );
}
