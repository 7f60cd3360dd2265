import { useEffect, useRef, type RefObject } from 'react';
import type { FeedHandle } from '../feed.tsx';
import type { FoldStore } from '../folds.ts';
import { bringIntoView } from './bring-into-view.ts';
import { matchesIn } from './matches.ts';
import type { Query } from './pattern.ts';
import type { SearchState } from './search.ts';

/** So long contents may take to come, to unfold and to be measured. */
const PATIENCE_MS = 4_000;
/** After this, what was cut is loaded as well: the match is in there. */
const CUT_MS = 400;

interface Options {
  state: SearchState;
  isOpen: boolean;
  folds: FoldStore;
  feed: RefObject<FeedHandle | null>;
  scroller: RefObject<HTMLElement | null>;
  covered: number;
  /** Goes to an entry, also where it is in a folded branch. */
  lead: (entry: number) => void;
}

/** Brings the match at hand before the eyes: its entry, what is folded in it, its words. */
export function useShowMatch(options: Options): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const { now, query } = options.state;
  const [entry, nth] = options.isOpen && now !== null ? [now.entry, now.nth] : [null, 0];
  useEffect(() => {
    if (entry === null) return;
    const { folds, state } = latest.current;
    const folded = state.found?.find((one) => one.entry === entry)?.folded ?? false;
    folds.reveal(folded ? entry : null);
    return pursue(entry, nth, query, latest);
  }, [entry, nth, query]);
}

/** Looks for the words in the entry until they are there; where they are not, they are in what was cut. */
function pursue(entry: number, nth: number, query: Query, latest: RefObject<Options>): () => void {
  const begun = performance.now();
  let frame = 0;
  let wasLed = false;
  const look = (): void => {
    const { feed, scroller, covered, folds, lead } = latest.current;
    const element = feed.current?.elementOf(entry) ?? null;
    const waited = performance.now() - begun;
    if (element === null || element.getAttribute('aria-busy') === 'true') {
      if (!wasLed) lead(entry);
      wasLed = true;
    } else {
      const ranges = matchesIn(element, query);
      const range = ranges[nth] ?? (waited > PATIENCE_MS / 2 ? ranges.at(-1) : undefined);
      if (range !== undefined && scroller.current !== null) {
        bringIntoView(range, scroller.current, covered);
        return;
      }
      if (waited > CUT_MS) folds.reveal(entry, 2);
    }
    if (waited < PATIENCE_MS) frame = requestAnimationFrame(look);
    else if (!wasLed) lead(entry);
  };
  frame = requestAnimationFrame(look);
  return () => cancelAnimationFrame(frame);
}
