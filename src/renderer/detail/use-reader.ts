import { useEffect, useState } from 'react';
import type * as Reader from '../reader/reader-pane.tsx';
import { useStore } from '../store/index.ts';

type ReaderCode = typeof Reader;

/**
 * The reader's code; null until it is there. With its Markdown it is nearly half of the window's code: it comes once the
 * list is there, or is asked for. Not by React's `lazy`, which lets what stands in for it stay for a third of a second,
 * also where the code has long been there.
 */
export function useReader(): ReaderCode | null {
  const isListed = useStore(({ live }) => live?.phase === 'ready');
  const isNeeded = useStore(({ selection }) => selection.cursor !== null);
  const [code, setCode] = useState<ReaderCode | null>(null);
  useEffect(() => {
    if (code !== null || !(isNeeded || isListed)) return;
    const load = (): void =>
      void import('../reader/reader-pane.tsx').then(setCode, (error: unknown) =>
        setCode(() => {
          throw error;
        }),
      );
    if (isNeeded) return load();
    const waiting = requestIdleCallback(load);
    return () => cancelIdleCallback(waiting);
  }, [code, isListed, isNeeded]);
  useEffect(() => {
    if (code === null) return;
    // The engine opens a conversation while the window is still busy with showing that it was chosen.
    return useStore.subscribe(({ selection: { cursor }, live }, before) => {
      if (cursor === null || cursor === before.selection.cursor) return;
      if (live?.sessions.get(cursor)?.hasTranscript === true) code.openAhead(cursor);
    });
  }, [code]);
  return code;
}
