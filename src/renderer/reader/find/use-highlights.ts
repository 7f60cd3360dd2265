import { useLayoutEffect } from 'react';
import { matchesIn } from './matches.ts';
import type { Query } from './pattern.ts';

/** The names that base.css paints. */
const ALL = 'reader-found';
const NOW = 'reader-found-now';

/** Paints what was found in the rows that are in the page, as they come and go; `now` is the match at hand. */
export function useHighlights(
  element: HTMLElement | null,
  query: Query | null,
  now: { key: string; nth: number } | null,
): void {
  const [text, matchCase] = [query?.text ?? '', query?.matchCase ?? false];
  const [key, nth] = [now?.key ?? '', now?.nth ?? 0];
  useLayoutEffect(() => {
    if (element === null || text === '') return;
    let frame = 0;
    const paint = (): void => {
      frame = 0;
      const all = new Highlight();
      const atHand = new Highlight();
      atHand.priority = 1;
      for (const row of element.querySelectorAll<HTMLElement>(':scope > [data-key]')) {
        const ranges = matchesIn(row, { text, matchCase });
        for (const range of ranges) all.add(range);
        const one = row.dataset['key'] === key ? ranges[Math.min(nth, ranges.length - 1)] : undefined;
        if (one !== undefined) atHand.add(one);
      }
      for (const entry of element.querySelectorAll('[data-agent-entry]')) {
        for (const range of matchesIn(entry, { text, matchCase })) all.add(range);
      }
      CSS.highlights.set(ALL, all);
      CSS.highlights.set(NOW, atHand);
    };
    const paintSoon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    };
    const observer = new MutationObserver(paintSoon);
    observer.observe(element, { childList: true, characterData: true, subtree: true });
    paint();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(ALL);
      CSS.highlights.delete(NOW);
    };
  }, [element, text, matchCase, key, nth]);
}
