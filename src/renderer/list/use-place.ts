import { useLayoutEffect, useRef, type RefObject } from 'react';
import { keepPlace, type ListLayout } from './layout.ts';

/** A changed list keeps its place under the eyes; another list begins at its top. */
export function usePlace(layout: ListLayout, scroller: RefObject<HTMLDivElement | null>, viewKey: string): void {
  const before = useRef({ layout, viewKey });
  useLayoutEffect(() => {
    const element = scroller.current;
    const { layout: old, viewKey: oldKey } = before.current;
    before.current = { layout, viewKey };
    if (element === null || old === layout) return;
    const top = oldKey === viewKey ? keepPlace(old, layout, element.scrollTop) : 0;
    if (top !== element.scrollTop) element.scrollTo({ top });
  }, [layout, viewKey, scroller]);
}

/** Brings the row that was just opened into view, below the head of its group. */
export function useInView(layout: ListLayout, scroller: RefObject<HTMLDivElement | null>, cursor: string | null): void {
  const latest = useRef(layout);
  useLayoutEffect(() => {
    latest.current = layout;
  }, [layout]);
  useLayoutEffect(() => {
    const element = scroller.current;
    const { lines, lineOf, groups } = latest.current;
    const line = cursor === null ? undefined : lines[lineOf.get(cursor) ?? -1];
    if (element === null || line === undefined) return;
    const head = groups[line.group]?.name == null ? 0 : (lines.find(({ kind }) => kind === 'head')?.size ?? 0);
    const [top, bottom] = [line.start - head, line.start + line.size];
    if (top < element.scrollTop) element.scrollTo({ top });
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTo({ top: bottom - element.clientHeight });
  }, [cursor, scroller]);
}
