import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { Gate } from './gate.ts';
import { keepPlace, type Place } from './place.ts';
import { entryOf, indexOfRow, type RowKey, type Rows } from './rows.ts';
import type { RowVirtualizer } from './use-rows.ts';

interface Anchor {
  /** The row at the upper edge; null where the edge is above all of them. */
  row: RowKey | null;
  /** How far it goes past the edge. */
  past: number;
  top: number;
}

interface Options {
  /** Of the reading. */
  name: string;
  virtualizer: RowVirtualizer;
  rows: Rows;
  scroller: RefObject<HTMLElement | null>;
  width: number;
  covered: number;
  following: boolean;
  /** Where the person was when they left this conversation. */
  place: Place | undefined;
  gate: Gate;
  /** Another row is at the edge; its entry. */
  onTop: (entry: number) => void;
}

/**
 * Keeps what is under the eyes there when rows come and go above it, or get other heights with another width; goes to the remembered place at first, and remembers
 * it at last. Answers how to know where somebody is now.
 */
export function useAnchor(options: Options): () => Place {
  const { virtualizer, rows, scroller, width, following, place } = options;
  const latest = useRef(options);
  const anchor = useRef<Anchor>({ row: null, past: 0, top: 0 });
  const waiting = useRef(place);
  const laidOut = useRef<{ rows: Rows; width: number } | null>(null);

  useLayoutEffect(() => {
    latest.current = options;
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    const isOther = laidOut.current?.rows !== rows || laidOut.current.width !== width;
    laidOut.current = { rows, width };
    if (element === null || !(isOther || waiting.current !== undefined)) return;
    const wanted = waiting.current ?? anchor.current;
    if (wanted.row === null) {
      if (waiting.current !== undefined) element.scrollTo({ top: wanted.top });
      waiting.current = undefined;
    } else if (waiting.current?.atEnd === true) {
      virtualizer.scrollToEnd();
      waiting.current = undefined;
      tellOffset(virtualizer, element);
    } else if (!following) {
      const index = indexOfRow(rows, wanted.row);
      // A long file is still being read to there.
      if (index >= rows.length && waiting.current !== undefined) return;
      waiting.current = undefined;
      const top = (virtualizer.measurementsCache[index]?.start ?? 0) + wanted.past - latest.current.covered;
      if (rows[index] !== wanted.row || Math.abs(top - element.scrollTop) <= 1) return;
      virtualizer.scrollToOffset(top);
      tellOffset(virtualizer, element);
    }
  }, [virtualizer, rows, scroller, width, following]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let entry = -1;
    const look = (): void => {
      const { rows: all, covered, gate, onTop } = latest.current;
      anchor.current = anchorAt(virtualizer, all, element.scrollTop, covered);
      const { row } = anchor.current;
      gate.top = row ?? 0;
      const first = entryOf(row ?? all[0] ?? 0);
      if (first !== entry) onTop(first);
      entry = first;
    };
    const moved = (): void => {
      waiting.current = undefined;
    };
    const scrolled = (): void => {
      latest.current.gate.moved();
      look();
    };
    look();
    element.addEventListener('scroll', scrolled, { passive: true });
    for (const event of MOVES) element.addEventListener(event, moved, { passive: true });
    return () => {
      element.removeEventListener('scroll', scrolled);
      for (const event of MOVES) element.removeEventListener(event, moved);
    };
  }, [virtualizer, scroller]);

  const placeNow = useCallback((): Place => {
    const { width, following: atEnd } = latest.current;
    const heights = virtualizer.itemSizeCache as Map<RowKey, number>;
    return { ...(waiting.current ?? anchor.current), atEnd, width, heights };
  }, [virtualizer]);
  useEffect(
    () => () => {
      keepPlace(latest.current.name, placeNow());
    },
    [placeNow],
  );
  return placeNow;
}

/** It would hear of it in the next frame, and draw the rows where it was before until then. */
function tellOffset(virtualizer: RowVirtualizer, { scrollTop }: HTMLElement): void {
  virtualizer.scrollOffset = scrollTop;
}

/** What says that the person goes elsewhere than to the remembered place. */
const MOVES = ['wheel', 'pointerdown', 'keydown'] as const;

export function anchorAt(virtualizer: RowVirtualizer, rows: Rows, top: number, covered: number): Anchor {
  const edge = top + covered;
  if (rows.length === 0 || edge < virtualizer.options.scrollMargin) return { row: null, past: 0, top };
  const item = virtualizer.getVirtualItemForOffset(edge);
  return item === undefined ? { row: null, past: 0, top } : { row: Number(item.key), past: edge - item.start, top };
}
