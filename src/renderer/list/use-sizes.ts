import { useMemo, useSyncExternalStore } from 'react';
import type { Sizes } from './layout.ts';

const ROW_REM = 3;
const HEAD_REM = 2;

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-text-size', 'style'] });
  window.addEventListener('resize', listener);
  return () => {
    observer.disconnect();
    window.removeEventListener('resize', listener);
  };
}

const rem = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize);

/** The heights of rows at the text size in use. */
export function useSizes(): Sizes {
  const px = useSyncExternalStore(subscribe, rem);
  return useMemo(() => ({ row: Math.round(ROW_REM * px), head: Math.round(HEAD_REM * px) }), [px]);
}
