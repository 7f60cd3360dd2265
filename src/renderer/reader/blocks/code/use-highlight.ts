import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type * as Module from './highlight.ts';
import type { Run } from './runs.ts';

type Highlight = typeof Module.highlight;

/** Longer code than that stays without colours: they would cost more time than a frame has. */
const MOST = 50_000;

let highlight: Highlight | null = null;
let coming: Promise<void> | null = null;
const listeners = new Set<() => void>();

function fetchHighlight(): void {
  coming ??= import('./highlight.ts').then(
    (module) => {
      highlight = module.highlight;
      for (const listener of listeners) listener();
    },
    // Without it code is read without colours; the next code asks again.
    () => void (coming = null),
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The code in its colours; plain until the highlighter is there, and where it does not know the language. */
export function useHighlight(code: string, language: string | null): readonly Run[] {
  const colour = useSyncExternalStore(subscribe, () => highlight);
  const isWanted = language !== null && code.length <= MOST;
  useEffect(() => {
    if (isWanted) fetchHighlight();
  }, [isWanted]);
  return useMemo(() => {
    const runs = isWanted && colour !== null ? colour(code, language) : null;
    return runs ?? [{ kind: null, text: code }];
  }, [colour, isWanted, code, language]);
}

/** The language of a file, by its name: the highlighter knows most by their extension. */
export function languageOf(path: string): string | null {
  const name = path.split(/[/\\]/).at(-1)?.toLowerCase() ?? '';
  if (name === 'dockerfile' || name === 'makefile') return name;
  const dot = name.lastIndexOf('.');
  return dot < 0 ? null : name.slice(dot + 1);
}
