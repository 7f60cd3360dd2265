import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import type { OutlineItem } from '../../../shared/reading.ts';
import { formatClock, formatDay, formatExact, t } from '../../strings/index.ts';
import { Skeleton } from '../../ui/index.ts';
import type { Top } from '../top.ts';
import styles from './outline.module.css';

interface OutlineProps {
  /** Null until they are known. */
  items: readonly OutlineItem[] | null;
  /** The prompt at or before the first entry in view is the one at hand. */
  top: Top;
  onChoose: (entry: number) => void;
}

/** Of tokens.css, --group-row with a second line. */
const ROW_REM = 2.75;

/** The person's prompts, to go from one to another: one line each, and when it was. */
export function Outline({ items, top, onChoose }: OutlineProps) {
  if (items === null) return <Waiting />;
  if (items.length === 0) return <p className={styles['none']}>{t.reader.noPrompts}</p>;
  return <Prompts items={items} top={top} onChoose={onChoose} />;
}

const optionId = (index: number): string => `prompt-${index}`;

function Prompts({ items, top, onChoose }: OutlineProps & { items: readonly OutlineItem[] }) {
  const list = useRef<HTMLDivElement>(null);
  const first = useSyncExternalStore(top.subscribe, top.get);
  const atHand = Math.max(
    0,
    items.findLastIndex(({ entry }) => entry <= first),
  );
  const [chosen, setChosen] = useState<number | null>(null);
  const active = Math.min(chosen ?? atHand, items.length - 1);
  // Its answers are used within this render and not handed on.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize),
    overscan: 8,
  });
  useEffect(() => {
    virtualizer.scrollToIndex(active, { align: 'auto' });
  }, [virtualizer, active]);

  const press = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, (virtualizer.range?.endIndex ?? 0) - (virtualizer.range?.startIndex ?? 0));
    const to = keyTarget(event.key, active, page, items.length);
    if (to !== null) setChosen(Math.max(0, Math.min(items.length - 1, to)));
    else if (event.key === 'Enter' || event.key === ' ') choose(active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const choose = (index: number): void => {
    const item = items[index];
    setChosen(null);
    if (item !== undefined) onChoose(item.entry);
  };

  return (
    <div
      ref={list}
      className={styles['list']}
      role="listbox"
      aria-label={t.reader.outline}
      aria-activedescendant={optionId(active)}
      tabIndex={0}
      onKeyDown={press}
      onBlur={() => setChosen(null)}
    >
      <div className={styles['all']} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {virtualizer.getVirtualItems().map(({ index, start, size }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <div
              key={item.entry}
              id={optionId(index)}
              className={styles['item']}
              role="option"
              aria-selected={index === active}
              aria-current={index === atHand || undefined}
              aria-posinset={index + 1}
              aria-setsize={items.length}
              style={{ transform: `translateY(${start}px)`, height: size }}
              onClick={() => choose(index)}
            >
              <span className={styles['text']}>{item.text === '' ? t.reader.pictureOnly : item.text}</span>
              {item.at !== null && (
                <span className={styles['at']} title={formatExact(item.at)}>
                  {`${formatDay(item.at)}, ${formatClock(item.at)}`}
                </span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function keyTarget(key: string, at: number, page: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'PageDown':
      return at + page;
    case 'PageUp':
      return at - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function Waiting() {
  return (
    <div className={styles['waiting']} role="status" aria-label={t.common.loading}>
      <Skeleton width="80%" />
      <Skeleton width="55%" />
      <Skeleton width="70%" />
    </div>
  );
}
