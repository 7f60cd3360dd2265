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

/** Tells when there is no room for three any more; before anything is drawn anew where it is called by a module. */
export const onNarrowing = (listener: () => void): void =>
  wide.addEventListener('change', () => {
    if (!wide.matches) listener();
  });

/** Narrower than that, the filter leaves no room for more than a menu. */
const tiny = window.matchMedia('(max-width: 519px)');

function subscribeToTiny(listener: () => void): () => void {
  tiny.addEventListener('change', listener);
  return () => tiny.removeEventListener('change', listener);
}

export const useIsTiny = (): boolean => useSyncExternalStore(subscribeToTiny, () => tiny.matches);
