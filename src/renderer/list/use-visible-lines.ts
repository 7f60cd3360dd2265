import { useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, type RefObject } from 'react';
import type { ListLayout } from './layout.ts';

const OVERSCAN = 10;

/** The lines in view, and always the one on which the keyboard stands, for readers follow it. */
export function useVisibleLines(
  layout: ListLayout,
  scroller: RefObject<HTMLDivElement | null>,
  cursor: string | null,
): number[] {
  const cursorLine = cursor === null ? undefined : layout.lineOf.get(cursor);
  const rangeExtractor = useCallback(
    ({ startIndex, endIndex, count }: Range) => {
      const from = Math.max(0, startIndex - OVERSCAN);
      const to = Math.min(count - 1, endIndex + OVERSCAN);
      const lines = Array.from({ length: to - from + 1 }, (_, index) => from + index);
      if (cursorLine !== undefined && cursorLine < count) {
        if (cursorLine < from) lines.unshift(cursorLine);
        if (cursorLine > to) lines.push(cursorLine);
      }
      return lines;
    },
    [cursorLine],
  );
  // Its answers are used within this render and not handed on.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: layout.lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => layout.lines[index]?.size ?? 0,
    getItemKey: (index) => layout.lines[index]?.key ?? index,
    rangeExtractor,
    // Until the list is measured, so that rows come with the first drawing.
    initialRect: { width: 0, height: window.innerHeight },
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, layout]);
  return virtualizer.getVirtualItems().map(({ index }) => index);
}
