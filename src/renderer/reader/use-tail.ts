import { useCallback, useEffect, useRef, useState } from 'react';
import { keepPlace, type Place } from './place.ts';
import type { Reading } from './reading/reading.ts';
import { rowKey } from './rows.ts';

export interface Tail {
  /** The end of the conversation, while it is shown in place of the whole, which is still being read. */
  reading: Reading | null;
  /** Shows it; false where that cannot be. */
  show: () => Promise<boolean>;
  /** Goes back to the whole, to a place in there. */
  leave: (place: Place) => void;
}

/** Whoever presses End need not wait until all of a long file has been read: its last lines are read ahead. */
export function useTail(whole: Reading | null): Tail {
  const [reading, setReading] = useState<Reading | null>(null);
  const latest = useRef(whole);
  useEffect(() => {
    latest.current = whole;
  }, [whole]);
  useEffect(() => {
    if (reading === null) return;
    // Also for whoever turns to another conversation before all of this one was read.
    keepPlace(reading.id, { ...TOP, row: rowKey('entry', 0), atEnd: true });
    return () => reading.close();
  }, [reading]);
  const show = useCallback(async (): Promise<boolean> => {
    const tail = await (whole?.openTail().catch(() => null) ?? null);
    if (tail === null) return false;
    if (latest.current !== whole || whole?.state().read.done !== false) {
      tail.close();
      return latest.current !== whole;
    }
    keepPlace(tail.name, { ...TOP, row: rowKey('entry', tail.layout.first), atEnd: true });
    setReading(tail);
    return true;
  }, [whole]);
  const leave = useCallback(
    (place: Place): void => {
      if (whole !== null) keepPlace(whole.name, place);
      setReading(null);
    },
    [whole],
  );
  return { reading: reading?.id === whole?.id ? reading : null, show, leave };
}

/** Above the first row, with nothing measured. */
export const TOP: Place = { row: null, past: 0, top: 0, atEnd: false, heights: new Map(), width: 0 };
