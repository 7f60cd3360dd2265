import { useCallback, useEffect, useState } from 'react';
import type { Excerpted } from '../../../../shared/reading.ts';
import { useOpen, type EntryContext, type FoldKey } from '../../context.ts';

/** How much of a text is here, and the way to the rest of it. */
export interface Whole {
  text: string;
  /** `beyond`: even the whole part is only the beginning of what is in the file. */
  rest: 'none' | 'cut' | 'loading' | 'failed' | 'beyond';
  load: () => void;
  /** Back to the beginning alone. */
  unload: () => void;
}

interface Got {
  part: string;
  text: string | null;
  whole: boolean;
}

/** The text of an excerpt, or all of it once the person or a search has asked for it. */
export function useWhole(context: EntryContext, key: FoldKey, { text, part }: Excerpted): Whole {
  const [isWanted, setWanted] = useOpen(context, `${key}:whole`);
  const [got, setGot] = useState<Got | null>(null);
  const { readPart } = context;
  const isHere = got !== null && got.part === part;
  useEffect(() => {
    if (!isWanted || part === null || isHere) return;
    let stopped = false;
    const take = (next: Got): void => {
      if (!stopped) setGot(next);
    };
    readPart(part).then(
      (answer) => take(answer.is === 'text' ? { part, ...answer } : { part, text: null, whole: false }),
      () => take({ part, text: null, whole: false }),
    );
    return () => {
      stopped = true;
    };
  }, [isWanted, part, isHere, readPart]);
  const load = useCallback(() => {
    setGot(null);
    setWanted(true);
  }, [setWanted]);
  const unload = useCallback(() => setWanted(false), [setWanted]);
  const ways = { load, unload };
  if (part === null) return { text, rest: 'none', ...ways };
  if (!isWanted) return { text, rest: 'cut', ...ways };
  if (!isHere) return { text, rest: 'loading', ...ways };
  if (got.text === null) return { text, rest: 'failed', ...ways };
  return { text: got.text, rest: got.whole ? 'none' : 'beyond', ...ways };
}
