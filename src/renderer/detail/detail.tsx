import { FileX } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Lantern } from '../mark/lantern.tsx';
import type { SessionSummary } from '../../shared/contract.ts';
import { isTyping } from '../keyboard/is-typing.ts';
import { backToList } from '../shell/back-to-list.ts';
import { countPlaces, reviewRestore, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { EmptyState, Kbd } from '../ui/index.ts';
import { DetailHead } from './detail-head.tsx';
import styles from './detail.module.css';
import { Standing } from './standing.tsx';
import { useReader } from './use-reader.ts';

/** The right pane: one conversation: why it is where it is, and all that was said in it. */
export function Detail() {
  const cursor = useStore(({ selection }) => selection.cursor);
  const session = useStore(({ live }) => (cursor === null ? undefined : live?.sessions.get(cursor)));
  const reader = useReader();
  return (
    <section className={styles['detail']} aria-label={t.frame.detailPane} onKeyDown={(event) => press(event, session)}>
      {session !== undefined ? (
        <Opened key={session.id} session={session} reader={reader} />
      ) : cursor === null ? (
        <Nothing />
      ) : (
        <Gone />
      )}
    </section>
  );
}

/** Escape leads back to the list, B shows what bringing it back would do. */
function press(event: KeyboardEvent, session: SessionSummary | undefined): void {
  // Keys in what floats come by here as well, and belong to that.
  if (!event.currentTarget.contains(event.target as Node)) return;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === 'Escape' && useStore.getState().pane === 'detail') {
    backToList();
  } else if (['b', 'r'].includes(event.key) && session?.restorable === true) {
    reviewRestore([session]);
  } else return;
  event.preventDefault();
}

function Opened({ session, reader }: { session: SessionSummary; reader: ReturnType<typeof useReader> }) {
  const above = (
    <>
      <DetailHead session={session} />
      <div className={styles['column']}>
        <Standing session={session} />
      </div>
    </>
  );
  return reader === null ? above : <reader.ReaderPane session={session}>{above}</reader.ReaderPane>;
}

const HINTS: readonly (readonly [keys: string[], words: string])[] = [
  [['Up', 'Down'], t.detail.hints.move],
  [['Space'], t.detail.hints.tick],
  [['B'], t.detail.hints.restore],
  [['?'], t.detail.hints.all],
];

function Nothing() {
  const hasAny = useStore(({ live }) => (live?.sessions.size ?? 0) > 0);
  const hasGhosts = useStore(({ live }) => live !== null && countPlaces(live.sessions.values()).ghosts > 0);
  if (!hasAny) return null;
  const hints = hasGhosts ? HINTS : HINTS.filter(([keys]) => !keys.includes('B'));
  return (
    <EmptyState
      picture={<Lantern light="low" size="3.5rem" />}
      title={t.detail.none}
      actions={
        <ul className={styles['hints']}>
          {hints.map(([keys, words]) => (
            <li key={words}>
              <span className={styles['keys']}>
                {keys.map((key) => (
                  <Kbd key={key} keys={key} />
                ))}
              </span>
              {words}
            </li>
          ))}
        </ul>
      }
    >
      <p>{t.detail.noneWhy}</p>
    </EmptyState>
  );
}

function Gone() {
  return (
    <EmptyState icon={FileX} title={t.detail.goneTitle}>
      <p>{t.detail.goneWhy}</p>
    </EmptyState>
  );
}
