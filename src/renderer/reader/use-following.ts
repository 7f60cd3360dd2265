import { useEffect, useState, type RefObject } from 'react';
import type { Place } from './place.ts';
import type { Reading, ReadingState } from './reading/reading.ts';
import { NEAR_END } from './use-rows.ts';

/** Less is no scrolling of a person. */
const MOVED = 2;

/**
 * Whether the person is at the end, and goes along with it as it grows. `isNews`: something came that they have not
 * seen, because they are not.
 */
export function useFollowing(
  scroller: RefObject<HTMLElement | null>,
  reading: Reading,
  state: ReadingState,
  place: Place | undefined,
): { following: boolean; setFollowing: (following: boolean) => void; isNews: boolean } {
  const [following, setFollowing] = useState(place?.atEnd ?? false);
  const last = state.count === 0 ? -1 : lastShown(reading);
  const [seen, setSeen] = useState({ last, done: state.read.done });
  // What a first reading finds is not news: only what comes after it.
  if ((following || !seen.done) && (seen.last !== last || seen.done !== state.read.done)) {
    setSeen({ last, done: seen.done || state.read.done });
  }
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let before = { top: element.scrollTop, height: element.scrollHeight };
    const look = (): void => {
      const { scrollTop: top, scrollHeight: height, clientHeight } = element;
      const wentUp = top < before.top - MOVED && height >= before.height;
      before = { top, height };
      if (wentUp) setFollowing(false);
      else if (top > 0 && height - top - clientHeight <= NEAR_END) setFollowing(true);
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [scroller]);
  return { following, setFollowing, isNews: seen.done && !following && last > seen.last };
}

/** The last entry that is not hidden at first. */
function lastShown({ layout }: Reading): number {
  let entry = layout.count - 1;
  while (entry >= 0 && layout.kind(entry) === 'metadata') entry -= 1;
  return entry;
}
