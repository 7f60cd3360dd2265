import type { Action, RecordJson, Refusal } from '../../../shared/model.ts';
import { t } from '../../strings/index.ts';
import { Fact, Json, ReceiptGroup } from '../parts/receipt-rows.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { About, titleOf, useSessions } from '../parts/session-words.tsx';
import { groupActions, rowsOf } from './plan.ts';

/** What is done, or was, by what it is. */
export function ActionRows({ actions, done }: { actions: readonly Action[]; done: boolean }) {
  const sessions = useSessions();
  return groupActions(actions).map((group) => {
    const [name, hint] = t.restore.groups[group.kind];
    const rows = group.actions.map(({ session, path, record, leftOut }) => ({
      id: path,
      title: titleOf(sessions.get(session), record ?? recordOf(session, actions)),
      about: leftOut ?? <About session={sessions.get(session)} />,
      details: () => (
        <>
          <Fact label={t.restore.fileLabel}>{path}</Fact>
          {record !== null && <Json label={done ? t.restore.contentDone : t.restore.contentLabel} value={record} />}
        </>
      ),
    }));
    return <ReceiptGroup key={group.kind} name={name} {...(done ? {} : { hint })} rows={rows} />;
  });
}

/** The entry of a repaired copy knows its title. */
const recordOf = (session: string, actions: readonly Action[]): RecordJson | undefined =>
  rowsOf(actions).find((action) => action.session === session)?.record ?? undefined;

interface RefusedRowsProps {
  refused: readonly Refusal[];
  name: string;
  hint?: string;
}

/** What is left as it is, each with its reason. */
export function RefusedRows({ refused, name, hint }: RefusedRowsProps) {
  const sessions = useSessions();
  if (refused.length === 0) return null;
  const rows = refused.map(({ session, why }) => ({
    id: session,
    title: titleOf(sessions.get(session)),
    about: why,
    details: () => (
      <>
        <Fact label={t.restore.idLabel}>{session}</Fact>
        {sessions.has(session) && <Entries id={session} />}
      </>
    ),
  }));
  return <ReceiptGroup name={name} {...(hint === undefined ? {} : { hint })} rows={rows} />;
}

function Entries({ id }: { id: string }) {
  const [loaded] = useAnswer('session.evidence', { id });
  if (loaded.at !== 'ready') return null;
  return loaded.value.records.map(({ path }) => (
    <Fact key={path} label={t.restore.fileLabel}>
      {path}
    </Fact>
  ));
}
