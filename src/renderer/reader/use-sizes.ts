import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Measure } from './heights.ts';

interface Sizes extends Measure {
  /** From the top of what scrolls to the first row. */
  margin: number;
  /** How wide the whole pane is. */
  room: number;
}

/**
 * The sizes that the rows depend on, kept up to date. Where what stands above the rows grows or shrinks while it is out
 * of sight, the rows stay where they are under the eyes; where it is drawn anew with other `facts`, in the same moment.
 */
export function useSizes(
  scroller: RefObject<HTMLElement | null>,
  feed: RefObject<HTMLElement | null>,
  above: RefObject<HTMLElement | null>,
  frame: HTMLElement,
  facts: unknown,
): Sizes | null {
  const [sizes, setSizes] = useState<Sizes | null>(null);
  const looking = useRef<(() => void) | null>(null);
  useLayoutEffect(() => {
    const [outer, inner, top] = [scroller.current, feed.current, above.current];
    if (outer === null || inner === null || top === null) return;
    let last: Sizes | null = null;
    const look = (): void => {
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const next = { rem, width: inner.clientWidth, margin: inner.offsetTop, room: frame.clientWidth };
      const moved = last === null ? 0 : next.margin - last.margin;
      if (moved === 0 && last?.width === next.width && last.rem === rem && last.room === next.room) return;
      const isBelow = last !== null && outer.scrollTop > last.margin;
      last = next;
      setSizes(next);
      if (isBelow && moved !== 0) outer.scrollTop += moved;
    };
    look();
    looking.current = look;
    const observer = new ResizeObserver(look);
    // Not the rows' own: they are as wide as what scrolls, and their height changes all the time.
    for (const element of [outer, top, frame]) observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, feed, above, frame]);
  useLayoutEffect(() => looking.current?.(), [facts]);
  return sizes;
}
