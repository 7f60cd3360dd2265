import { useEffect, useState } from 'react';
import type * as Reader from '../reader/reader-pane.tsx';
import { openAhead } from '../reader/reading/registry.ts';
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
  // The engine opens a conversation while the window shows that it was chosen, and while this code is on its way.
  useEffect(
    () =>
      useStore.subscribe(({ selection: { cursor }, live }, before) => {
        if (cursor === null || cursor === before.selection.cursor) return;
        if (live?.sessions.get(cursor)?.hasTranscript === true) openAhead(cursor);
      }),
    [],
  );
  return code;
}
