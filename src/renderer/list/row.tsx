import { memo, type MouseEvent } from 'react';
import { CircleDot, Hourglass } from 'lucide-react';
import type { SessionSummary } from '../../shared/contract.ts';
import { folderName, formatExact, formatModel, formatSize, formatWhen, t } from '../strings/index.ts';
import { CheckMark, IconGlyph } from '../ui/index.ts';
import { isExpiringSoon } from '../detail/expiry.ts';
import { placeOf, projectOf } from '../store/index.ts';
import styles from './row.module.css';

const ROW = 'conversation-';
export const rowId = (id: string): string => `${ROW}${id}`;
export const idOfRow = (rowId: string): string => rowId.slice(ROW.length);

interface RowProps {
  session: SessionSummary;
  /** From 0, and of how many. */
  index: number;
  count: number;
  top: number;
  height: number;
  isOpen: boolean;
  isTicked: boolean;
  /** What stands under the title: the project where the groups don't say it, the cause where they don't. */
  says: 'project' | 'cause' | 'both';
  onPress: (session: SessionSummary, event: MouseEvent) => void;
  onTick: (session: SessionSummary, event: MouseEvent) => void;
}

/** One conversation. A picture for the mouse; the list itself has the keyboard. */
export const Row = memo(function Row({ session, index, count, top, height, isOpen, isTicked, says, ...on }: RowProps) {
  const at = session.lastActivityAt ?? session.createdAt;
  return (
    <div
      id={rowId(session.id)}
      className={styles['row']}
      role="option"
      aria-selected={isTicked}
      aria-current={isOpen || undefined}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={(event) => on.onPress(session, event)}
    >
      <span className={styles['tick']} onClick={(event) => on.onTick(session, event)}>
        <CheckMark checked={isTicked} />
      </span>
      <span className={styles['title']} data-title>
        {session.title === '' ? t.list.untitled : session.title}
      </span>
      <span className={styles['when']} title={at === null ? undefined : formatExact(at)}>
        {at === null ? t.list.noDate : formatWhen(at)}
      </span>
      <span className={styles['under']}>{underTitle(session, says)}</span>
      <Signs session={session} />
    </div>
  );
});

function underTitle(session: SessionSummary, says: RowProps['says']): string {
  const project = projectOf(session);
  const name = project === null ? t.list.noProject : folderName(project);
  const more = causeWords(session) ?? factWords(session);
  if (says === 'project' || more === '') return name;
  return says === 'cause' ? more : `${name} · ${more}`;
}

/** Where there is no cause to tell: how much there is of it. */
function factWords({ model, turns, bytes }: SessionSummary): string {
  const words = [
    turns === 0 ? null : t.detail.prompt(turns),
    formatModel(model),
    bytes === 0 ? null : formatSize(bytes),
  ];
  return words.filter((word) => word !== null).join(' · ');
}

/** Why it is where it is, where the place alone does not say it. */
function causeWords(session: SessionSummary): string | null {
  if (session.cause === null) return null;
  if (placeOf(session) === 'terminal') return t.list.startedIn(session.entrypoint);
  return session.advice ? t.list.noFolder : t.causes[session.cause];
}

function Signs({ session }: { session: SessionSummary }) {
  return (
    <span className={styles['signs']}>
      {session.inUse && (
        <span className={styles['sign']}>
          <IconGlyph icon={CircleDot} size="s" />
          {t.list.inUse}
        </span>
      )}
      {isExpiringSoon(session) && (
        <span className={styles['sign']} data-risk>
          <IconGlyph icon={Hourglass} size="s" />
          {t.list.expiresShort}
        </span>
      )}
    </span>
  );
}
