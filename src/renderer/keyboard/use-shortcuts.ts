import { useEffect } from 'react';
import { dropTicks, showPage, showPane, useStore } from '../store/index.ts';
import { restoreChosen } from '../list/chosen.ts';
import { hasMod } from '../ui/index.ts';
import { focusFilter, runCommand, togglePalette } from './commands.ts';
import { isTyping } from './is-typing.ts';
import { isPaletteKey } from './palette-key.ts';

/** The keys that work anywhere in the window. Called once, in the frame; the list has its own. */
export function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      if (act(event)) event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** Whether the key did something. */
function act(event: KeyboardEvent): boolean {
  const { sheet } = useStore.getState();
  if (isPaletteKey(event)) {
    togglePalette();
    return true;
  }
  // What floats takes the keyboard.
  if (sheet !== null || isFloating()) return false;
  if (event.altKey) return false;
  if (hasMod(event)) return actWithMod(event);
  if (event.ctrlKey || event.metaKey) return false;
  return event.key === 'Escape' ? stepBack(event) : actAlone(event);
}

function actWithMod({ key, shiftKey, target }: KeyboardEvent): boolean {
  if (shiftKey) return false;
  switch (key.toLowerCase()) {
    case 'z':
      // In a text field it takes back what was typed.
      if (isTyping(target)) return false;
      runCommand('undo-last');
      return true;
    case 'r':
      runCommand('refresh');
      return true;
    case 'f':
      runCommand('find');
      return true;
    case ',':
      runCommand('settings');
      return true;
    default:
      return false;
  }
}

function actAlone({ key, shiftKey, target }: KeyboardEvent): boolean {
  if (isTyping(target)) return false;
  switch (key) {
    case 'b':
    case 'B':
    case 'r':
    case 'R':
      if (shiftKey) runCommand('restore-all');
      else restoreChosen();
      return true;
    case '/':
      focusFilter();
      return true;
    case '?':
      runCommand('shortcuts');
      return true;
    default:
      return false;
  }
}

/** Esc closes what is on top: the page, the open conversation where it covers the list, the ticks. */
function stepBack({ target }: KeyboardEvent): boolean {
  if (isTyping(target)) return false;
  const { page, pane, selection } = useStore.getState();
  if (page !== 'list') showPage('list');
  else if (pane === 'detail') showPane('list');
  else if (selection.ticked.size > 0) dropTicks();
  else return false;
  return true;
}

const isFloating = (): boolean => document.querySelector('[role="menu"], [role="dialog"]') !== null;
