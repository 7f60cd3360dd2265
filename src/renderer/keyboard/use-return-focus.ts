import { useEffect } from 'react';
import { focusList } from '../shell/focus.ts';
import { useStore } from '../store/index.ts';

/** Longer than the dialog's own try, which fails where the element it remembers went with a former sheet. */
const AFTER_DIALOG_MS = 30;

/**
 * Puts the focus back where it was before a sheet opened, also where one sheet followed another and the button that
 * led to the second is gone. Called once, in the frame.
 */
export function useReturnFocus(): void {
  useEffect(() => {
    let origin: Element | null = null;
    const giveBack = (): void => {
      if (useStore.getState().sheet !== null) return;
      const element = origin;
      origin = null;
      if (!isLost()) return;
      if (element instanceof HTMLElement) element.focus();
      // It may be gone, or have nothing to do any more.
      if (isLost()) focusList();
    };
    return useStore.subscribe(({ sheet }, before) => {
      if (sheet !== null && before.sheet === null) origin ??= document.activeElement;
      if (sheet === null && before.sheet !== null) setTimeout(giveBack, AFTER_DIALOG_MS);
    });
  }, []);
}

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;
