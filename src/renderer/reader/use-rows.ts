import { useVirtualizer, type ReactVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import { estimateHeight, type Measure } from './heights.ts';
import type { Place } from './place.ts';
import type { Reading } from './reading/reading.ts';
import { entryOf, indexOfRow, type RowKey, type Rows } from './rows.ts';

/** What grows within this time of a fold being opened grew because of it. */
const FOLDING_MS = 600;
/** So near to the end counts as being there. */
export const NEAR_END = 32;

export type RowVirtualizer = ReactVirtualizer<HTMLElement, Element>;

interface Options {
  reading: Reading;
  rows: Rows;
  scroller: RefObject<HTMLElement | null>;
  sizes: Measure & { margin: number };
  /** What covers the upper edge, in pixels. */
  covered: number;
  /** The row on which the keyboard stands: it stays in the page. */
  current: RowKey | null;
  /** The person is at the end and goes along with it. */
  following: boolean;
  place: Place | undefined;
  /** Kept free above the first row, in rem. */
  above: number;
  /** How many rows beyond the view are in the page, on both sides. */
  overscan: number;
}

/** The rows in view and a few around them. Heights are guessed, then measured; what is under the eyes stays there. */
export function useRows({
  reading,
  rows,
  scroller,
  sizes,
  covered,
  current,
  following,
  place,
  above,
  overscan,
}: Options): RowVirtualizer {
  /** Rows that were last shown without their contents. */
  const bare = useRef(new Set<RowKey>());
  const getItemKey = useCallback((index: number) => rows[index] ?? index, [rows]);
  const pinned = current === null ? -1 : indexOfRow(rows, current);
  const initialMeasurementsCache = useMemo(() => heightsOf(place, sizes.width), [place, sizes.width]);
  // Its answers are used within this render and not handed on.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer: RowVirtualizer = useVirtualizer<HTMLElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateHeight(reading.layout, rows[index] ?? 0, sizes),
    getItemKey,
    scrollMargin: sizes.margin,
    paddingStart: above * sizes.rem,
    scrollPaddingStart: covered,
    scrollEndThreshold: NEAR_END,
    anchorTo: following ? 'end' : 'start',
    followOnAppend: following,
    initialMeasurementsCache,
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
    rangeExtractor: ({ startIndex, endIndex, count }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count - 1, endIndex + overscan);
      const indexes = Array.from({ length: to - from + 1 }, (_, index) => from + index);
      if (pinned < 0 || pinned >= count || rows[pinned] !== current) return indexes;
      if (pinned < from) indexes.unshift(pinned);
      if (pinned > to) indexes.push(pinned);
      return indexes;
    },
  });
  useLayoutEffect(() => {
    virtualizer.shouldAdjustScrollPositionOnItemSizeChange = ({ key, start, end }, _delta, { scrollOffset }) => {
      const edge = (scrollOffset ?? 0) + covered;
      const wasBare = bare.current.delete(Number(key));
      if (reading.pages.get(entryOf(Number(key))) === undefined) bare.current.add(Number(key));
      if (start >= edge) return false;
      if (end <= edge) return true;
      return wasBare && performance.now() - reading.folds.changedAt > FOLDING_MS;
    };
  }, [virtualizer, reading, covered]);
  return virtualizer;
}

/** Heights as they were measured when the conversation was left, where it is as wide as it was then. */
function heightsOf(place: Place | undefined, width: number): VirtualItem[] {
  if (place?.width !== width) return [];
  return [...place.heights].map(([key, size]) => ({ key, size, index: 0, start: 0, end: 0, lane: 0 }));
}
