import { useCallback, useEffect, useMemo, useRef, useState, type MouseEvent } from 'react';
import type { SessionSummary } from '../../shared/contract.ts';
import { LIST_ID } from '../shell/focus.ts';
import { extendTicks, openSession, showPane, toggleTick, toggleTicks, useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { isApple } from '../ui/index.ts';
import type { ListGroup } from './arrange.ts';
import { GroupHead } from './group-head.tsx';
import { layOut, type ListLayout } from './layout.ts';
import styles from './list.module.css';
import { Row, rowId } from './row.tsx';
import { useKeys } from './use-keys.ts';
import { useInView, usePlace } from './use-place.ts';
import { useSizes } from './use-sizes.ts';
import { useVisibleLines } from './use-visible-lines.ts';

interface ListProps {
  groups: readonly ListGroup[];
  /** Another one is another list: it begins at its top. The same one keeps its place however its rows change. */
  viewKey: string;
  says: 'project' | 'cause' | 'both';
}

/** The conversations: only the rows in view are in the page, whatever their number. */
export function List({ groups, viewKey, says }: ListProps) {
  const { cursor, ticked } = useStore((store) => store.selection);
  const sizes = useSizes();
  const layout = useMemo(() => layOut(groups, sizes), [groups, sizes]);
  const scroller = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState(10);
  const press = useKeys(layout, page);
  const items = useVisibleLines(layout, scroller, cursor);
  usePlace(layout, scroller, viewKey);
  useInView(layout, scroller, cursor);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setPage(Math.max(1, Math.floor(element.clientHeight / sizes.row) - 1)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [sizes]);

  const order = useRef(layout.order);
  useEffect(() => {
    order.current = layout.order;
  }, [layout]);
  const onPress = useCallback((session: SessionSummary, event: MouseEvent) => {
    if (event.shiftKey) extendTicks(session.id, order.current);
    else if (isApple ? event.metaKey : event.ctrlKey) toggleTick(session.id);
    else {
      openSession(session.id);
      showPane('detail');
    }
  }, []);
  const onTick = useCallback((session: SessionSummary, event: MouseEvent) => {
    event.stopPropagation();
    if (event.shiftKey) extendTicks(session.id, order.current);
    else toggleTick(session.id);
  }, []);

  return (
    <div className={styles['frame']}>
      <div
        ref={scroller}
        id={LIST_ID}
        className={styles['list']}
        role="listbox"
        aria-label={t.list.name}
        aria-multiselectable
        aria-activedescendant={cursor !== null && layout.lineOf.has(cursor) ? rowId(cursor) : undefined}
        tabIndex={0}
        onKeyDown={press}
      >
        <div className={styles['all']} style={{ height: heightOf(layout) }} role="presentation">
          {visibleGroups(layout, items).map(({ group, rows }) => (
            <div
              key={group.key}
              className={styles['group']}
              style={{ top: group.start, height: group.size }}
              {...(group.name === null ? { role: 'presentation' } : { role: 'group', 'aria-label': group.name })}
            >
              {group.name !== null && (
                <GroupHead
                  group={group}
                  height={sizes.head}
                  ticked={ticked}
                  onTick={() => toggleTicks(group.sessions.map(({ id }) => id))}
                />
              )}
              {rows.map((line) => (
                <Row
                  key={line.key}
                  session={line.session}
                  index={line.index}
                  count={layout.order.length}
                  top={line.start - group.start}
                  height={line.size}
                  isOpen={line.key === cursor}
                  isTicked={ticked.has(line.key)}
                  says={says}
                  onPress={onPress}
                  onTick={onTick}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

const heightOf = ({ groups }: ListLayout): number => {
  const last = groups.at(-1);
  return last === undefined ? 0 : last.start + last.size;
};

type RowLine = Extract<ListLayout['lines'][number], { kind: 'row' }>;

function visibleGroups(
  { lines, groups }: ListLayout,
  indexes: readonly number[],
): { group: ListLayout['groups'][number]; rows: RowLine[] }[] {
  const rowsOf = new Map<number, RowLine[]>();
  for (const index of indexes) {
    const line = lines[index];
    if (line === undefined) continue;
    const rows = rowsOf.get(line.group) ?? [];
    if (line.kind === 'row') rows.push(line);
    rowsOf.set(line.group, rows);
  }
  return [...rowsOf].flatMap(([index, rows]) => {
    const group = groups[index];
    return group === undefined ? [] : [{ group, rows }];
  });
}
