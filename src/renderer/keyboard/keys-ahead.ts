import { useEffect } from 'react';
import { closeSheet, useStore } from '../store/index.ts';
import { isPaletteKey } from './palette-key.ts';

/** What was typed for the palette before it was there. */
let typed = '';

/** To the palette, once it is there. */
export function handOver(take: (text: string) => void): void {
  if (typed !== '') take(typed);
  typed = '';
}

/**
 * A sheet that is called for the first time takes a moment to load. Keys pressed meanwhile are meant for it, and not
 * for what the keyboard is still in: letters wait for the palette, all others go nowhere. Called once, in the frame.
 */
export function useKeysAhead(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { sheet } = useStore.getState();
      if (sheet === null || isThere() || isPaletteKey(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key === 'Escape') closeSheet();
      else if (sheet.kind === 'palette') typed = typedWith(event);
    };
    const forget = useStore.subscribe(({ sheet }) => {
      if (sheet === null) typed = '';
    });
    window.addEventListener('keydown', press, true);
    return () => {
      window.removeEventListener('keydown', press, true);
      forget();
    };
  }, []);
}

const isThere = (): boolean => document.querySelector('[data-shape][data-state="open"]') !== null;

function typedWith({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): string {
  if (ctrlKey || metaKey || altKey || isComposing) return typed;
  if (key === 'Backspace') return typed.slice(0, -1);
  return key.length === 1 ? typed + key : typed;
}
