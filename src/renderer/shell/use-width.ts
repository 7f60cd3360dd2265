import { useSyncExternalStore } from 'react';

/** How many panes fit: `wide` three, `middle` two with the detail sliding over the list, `narrow` one. */
export type Width = 'wide' | 'middle' | 'narrow';

const wide = window.matchMedia('(min-width: 1000px)');
const middle = window.matchMedia('(min-width: 700px)');

function subscribe(listener: () => void): () => void {
  for (const query of [wide, middle]) query.addEventListener('change', listener);
  return () => {
    for (const query of [wide, middle]) query.removeEventListener('change', listener);
  };
}

const width = (): Width => (wide.matches ? 'wide' : middle.matches ? 'middle' : 'narrow');

export const useWidth = (): Width => useSyncExternalStore(subscribe, width);
