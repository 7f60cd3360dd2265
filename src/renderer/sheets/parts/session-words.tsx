import type { SessionSummary } from '../../../shared/contract.ts';
import { projectOf, useStore } from '../../store/index.ts';
import { folderName, formatExact, formatWhen, t } from '../../strings/index.ts';

export type SessionsById = ReadonlyMap<string, SessionSummary>;

const NONE: SessionsById = new Map();

export const useSessions = (): SessionsById => useStore(({ live }) => live?.sessions ?? NONE);

/** Its title as the list has it; else the one in the record; else words that say that it is gone. */
export function titleOf(session: SessionSummary | undefined, record?: Readonly<Record<string, unknown>>): string {
  if (session !== undefined && session.title !== '') return session.title;
  const title = record?.['title'];
  return typeof title === 'string' && title !== '' ? title : t.restore.unknownTitle;
}

/** "shop · yesterday" */
export function About({ session }: { session: SessionSummary | undefined }) {
  if (session === undefined) return null;
  const project = projectOf(session);
  return (
    <>
      {project === null ? t.list.noProject : folderName(project)}
      {session.lastActivityAt !== null && (
        <>
          {' · '}
          <time title={formatExact(session.lastActivityAt)}>{formatWhen(session.lastActivityAt)}</time>
        </>
      )}
    </>
  );
}
