import { ArrowDown } from 'lucide-react';
import { useImperativeHandle, useLayoutEffect, useRef, useState, type Ref, type RefObject } from 'react';
import { t } from '../strings/index.ts';
import { Button } from '../ui/index.ts';
import type { EntryContext } from './context.ts';
import styles from './feed.module.css';
import { Gate, GateContext } from './gate.ts';
import type { Measure } from './heights.ts';
import { placeOf, type Place } from './place.ts';
import { PAGE } from './reading/pages.ts';
import type { Reading, ReadingState } from './reading/reading.ts';
import { Row } from './row.tsx';
import { beginsTurn, entryOf, indexOfRow, kindOf, rowKey, type RowKey } from './rows.ts';
import { anchorAt, useAnchor } from './use-anchor.ts';
import { useFollowing } from './use-following.ts';
import { useMark } from './use-mark.ts';
import type { Listed } from './use-listed.ts';
import { usePages } from './use-pages.ts';
import { usePainted } from './use-painted.ts';
import { useRows } from './use-rows.ts';

/** `focus` puts the keyboard there, `mark` shows for a while which it is. */
export interface GoTo {
  focus?: boolean;
  mark?: boolean;
}

/** What the bar, the outline and the search ask of the list. */
export interface FeedHandle {
  /** Brings an entry to the upper edge. */
  goTo: (entry: number, how?: GoTo) => void;
  /** To the next row or the former one. */
  step: (by: 1 | -1) => void;
  toBeginning: () => void;
  toEnd: () => void;
  /** Puts the keyboard back to where it was, or to the conversation as a whole. */
  focus: () => void;
  /** The entry that the keyboard is in; null where it is in none. */
  focused: () => number | null;
  /** That, or the first entry in view. */
  here: () => number;
  /** The first entry in view. */
  topEntry: () => number;
  /** Where somebody is now, and the entries that they see. */
  place: () => { place: Place; entries: number[] };
  /** The element of an entry, where it is in the page. */
  elementOf: (entry: number) => HTMLElement | null;
}

interface FeedProps {
  reading: Reading;
  state: ReadingState;
  listed: Listed;
  context: EntryContext;
  scroller: RefObject<HTMLElement | null>;
  /** Is told the element that holds the rows. */
  onList: (element: HTMLElement | null) => void;
  sizes: Measure & { margin: number };
  /** What covers the upper edge, in pixels. */
  covered: number;
  /** What to say in place of what is missing above the first row; null where nothing is. */
  gap: string | null;
  onTop: (entry: number) => void;
  ref: Ref<FeedHandle>;
}

/** So much of the view, and a row is read from its beginning rather than brought into view as a whole. */
const TALL = 0.7;
/** Rows beyond the view that are in the page. */
const OVERSCAN = 5;
/** How high the way to what is not laid out is: feed.module.css has the same. */
const FURTHER_REM = 4.5;

/** The conversation itself: only what is in view is in the page, whatever its length. */
export function Feed({ reading, state, listed, context, scroller, sizes, covered, gap, ref, ...props }: FeedProps) {
  const { onList } = props;
  const { rows } = listed;
  const above = listed.before === null && gap === null ? 0 : FURTHER_REM;
  const [gate] = useState(() => new Gate());
  const list = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<RowKey | null>(null);
  const [mark, setMark] = useMark();
  const [place] = useState(() => placeOf(reading.name));
  const { following, setFollowing, isNews } = useFollowing(scroller, reading, state, place);
  const isPainted = usePainted();
  useLayoutEffect(() => {
    if (isPainted) gate.close();
  }, [gate, isPainted]);
  const overscan = isPainted ? OVERSCAN : 0;
  const virtualizer = useRows({ reading, rows, scroller, sizes, covered, current, following, place, above, overscan });
  useLayoutEffect(() => {
    virtualizer.containerRef(list.current);
    onList(list.current);
    return () => virtualizer.containerRef(null);
  }, [virtualizer, onList]);
  usePages(reading, virtualizer, rows, isPainted);
  const placeNow = useAnchor({
    name: reading.name,
    virtualizer,
    rows,
    scroller,
    width: sizes.width,
    covered,
    following,
    place,
    gate,
    onTop: props.onTop,
  });

  const elementOf = (key: RowKey): HTMLElement | null =>
    list.current?.querySelector<HTMLElement>(`[data-key="${key}"]`) ?? null;
  const toFocus = useRef<RowKey | null>(null);
  useLayoutEffect(() => {
    const element = toFocus.current === null ? null : elementOf(toFocus.current);
    if (element === null) return;
    toFocus.current = null;
    element.focus({ preventScroll: true });
  });

  const show = (key: RowKey, align: 'start' | 'auto', focus: boolean): void => {
    const index = indexOfRow(rows, key);
    if (rows[index] !== key) return;
    setFollowing(false);
    setCurrent(key);
    reading.pages.want([Math.floor(entryOf(key) / PAGE)]);
    if (focus) toFocus.current = key;
    const size = virtualizer.measurementsCache[index]?.size ?? 0;
    const isTall = size > (scroller.current?.clientHeight ?? 0) * TALL;
    virtualizer.scrollToIndex(index, { align: isTall ? 'start' : align });
  };
  const focusedRow = (): RowKey | null =>
    current !== null && elementOf(current)?.contains(document.activeElement) === true ? current : null;
  const topRow = (): RowKey =>
    anchorAt(virtualizer, rows, scroller.current?.scrollTop ?? 0, covered).row ?? rows[0] ?? 0;
  const toEnd = (): void => {
    setFollowing(true);
    virtualizer.scrollToEnd();
  };

  useImperativeHandle(ref, () => ({
    goTo: (entry, { focus = false, mark: marking = false } = {}) => {
      const key = rowKey('entry', entry);
      if (marking) setMark(key);
      show(rows[indexOfRow(rows, key)] === key ? key : rowKey('branch', entry), 'start', focus);
    },
    step: (by) => {
      const from = focusedRow();
      let index = indexOfRow(rows, from ?? topRow()) + (from === null ? 0 : by);
      while (kindOf(rows[index] ?? -1) === 'day') index += by;
      const key = rows[index];
      if (key !== undefined) show(key, 'auto', true);
    },
    toBeginning: () => {
      setFollowing(false);
      virtualizer.scrollToOffset(0);
    },
    toEnd,
    focus: () => ((current === null ? null : elementOf(current)) ?? scroller.current)?.focus({ preventScroll: true }),
    focused: () => {
      const row = focusedRow();
      return row === null ? null : entryOf(row);
    },
    here: () => entryOf(focusedRow() ?? topRow()),
    topEntry: () => entryOf(topRow()),
    place: () => ({
      place: placeNow(),
      entries: virtualizer.getVirtualItems().map(({ key }) => entryOf(Number(key))),
    }),
    elementOf: (entry) => elementOf(rowKey('entry', entry)),
  }));

  return (
    <GateContext value={gate}>
      <div ref={list} className={styles['feed']} role="feed" aria-label={t.reader.name} aria-busy={!state.read.done}>
        {(listed.before !== null || gap !== null) && (
          <div className={styles['before']}>
            {listed.before !== null ? (
              <Further words={t.reader.earlier} onShow={listed.before} />
            ) : (
              <p className={styles['further']}>{gap}</p>
            )}
          </div>
        )}
        {virtualizer.getVirtualItems().map(({ index, key, size }) => {
          const row = Number(key);
          const isBranch = kindOf(row) === 'branch';
          return (
            <Row
              key={row}
              row={row}
              index={index}
              size={size}
              count={state.read.done ? rows.length : -1}
              reading={reading}
              context={context}
              isCurrent={row === current}
              isMarked={row === mark}
              isHead={beginsTurn(reading.layout, rows, index)}
              isOpen={isBranch && listed.openBranches.has(entryOf(row))}
              measure={virtualizer.measureElement}
              onBranch={listed.setBranch}
              onFocus={setCurrent}
            />
          );
        })}
      </div>
      {listed.after !== null && <Further words={t.reader.later} onShow={listed.after} />}
      {isNews && (
        <div className={styles['news']}>
          <Button icon={ArrowDown} onClick={listed.toEnd}>
            {t.reader.newBelow}
          </Button>
        </div>
      )}
    </GateContext>
  );
}

/** Beyond what can be laid out at once. */
function Further({ words, onShow }: { words: string; onShow: () => void }) {
  return (
    <div className={styles['further']}>
      <Button onClick={onShow}>{words}</Button>
    </div>
  );
}
