import { useEffect, useRef, type RefObject } from 'react';
import type { FeedHandle } from './feed.tsx';
import type { Place } from './place.ts';
import type { Reading } from './reading/reading.ts';
import { contentsOf, shiftOf, shiftPlace } from './reading/tail.ts';
import { rowKey } from './rows.ts';
import { TOP } from './use-tail.ts';

/**
 * Where `tail` is shown: goes on in the whole of the conversation once that is due, with the same under the eyes. `leave`
 * shows the whole, from a place on.
 */
export function useRejoin(
  tail: Reading | null,
  whole: Reading,
  isDue: boolean,
  feed: RefObject<FeedHandle | null>,
  leave: (place: Place) => void,
): void {
  const latest = useRef(leave);
  useEffect(() => {
    latest.current = leave;
  });
  useEffect(() => {
    if (tail === null || !isDue) return;
    let stopped = false;
    void rejoin(tail, whole, feed).then((place) => {
      if (!stopped) latest.current(place);
    });
    return () => {
      stopped = true;
    };
  }, [tail, whole, isDue, feed]);
}

async function rejoin(tail: Reading, whole: Reading, feed: RefObject<FeedHandle | null>): Promise<Place> {
  const shift = await shiftOf(tail, whole).catch(() => null);
  const there = feed.current;
  if (shift === null || there === null) return { ...TOP, row: rowKey('entry', 0), atEnd: true };
  await contentsOf(
    whole,
    there.place().entries.map((entry) => entry + shift),
  );
  whole.folds.takeFrom(tail.folds, shift);
  // Not before: whoever scrolled meanwhile is somewhere else.
  return shiftPlace((feed.current ?? there).place().place, shift);
}
