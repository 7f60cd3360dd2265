import { useDeferredValue, useMemo } from 'react';
import { useStore } from '../store/index.ts';
import { arrange, groupingOf } from './arrange.ts';
import { ListEmpty } from './list-empty.tsx';
import { ListHead } from './list-head.tsx';
import styles from './list-pane.module.css';
import { List } from './list.tsx';
import { RowSkeletons } from './row-skeletons.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useDepartures } from './use-departures.ts';

/** What a row says under its title: that which the heads of the groups don't. */
const SAYS = { project: 'cause', cause: 'project', none: 'both' } as const;

/** The middle pane: what the place holds, narrowed by the filter. */
export function ListPane() {
  useDepartures();
  const live = useStore((store) => store.live);
  const failed = useStore((store) => store.failure !== null);
  const view = useStore((store) => store.view);
  // Typing comes first; the list follows.
  const filter = useDeferredValue(view.filter);
  const shown = useMemo(() => ({ ...view, filter }), [view, filter]);
  const sessions = live?.sessions;
  const groups = useMemo(() => (sessions === undefined ? [] : arrange(sessions.values(), shown)), [sessions, shown]);
  const count = groups.reduce((sum, group) => sum + group.sessions.length, 0);
  const says = SAYS[groupingOf(shown)];
  return (
    <section className={styles['pane']}>
      <ListHead shown={count} />
      {live === null && failed ? null : live === null || (live.phase === 'reading' && count === 0) ? (
        <RowSkeletons />
      ) : count === 0 ? (
        <ListEmpty live={live} />
      ) : (
        <List groups={groups} viewKey={JSON.stringify(shown)} says={says} />
      )}
      <SelectionBar groups={groups} />
    </section>
  );
}
