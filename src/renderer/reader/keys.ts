import type { KeyboardEvent } from 'react';
import { isTyping } from '../keyboard/is-typing.ts';
import { isApple } from '../ui/index.ts';

export interface ReaderActions {
  find: () => void;
  /** True where the search was open. */
  closeFind: () => boolean;
  match: (by: 1 | -1) => boolean;
  prompt: (by: 1 | -1) => void;
  step: (by: 1 | -1) => void;
  beginning: () => void;
  end: () => void;
  outline: () => void;
  copy: () => boolean;
}

/** The reader under the keyboard. What scrolls a page scrolls it; these come beside that. True where a key did something. */
export function pressInReader(event: KeyboardEvent, actions: ReaderActions): boolean {
  const { key, shiftKey, altKey, ctrlKey, metaKey, target } = event;
  const mod = isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (key === 'Escape') return actions.closeFind();
  if (key === 'F3') return actions.match(shiftKey ? -1 : 1);
  if (mod && !altKey && !shiftKey) return pressWithMod(key, actions, isTyping(target));
  if (ctrlKey || metaKey || isTyping(target)) return false;
  if (altKey) return pressWithAlt(key, actions);
  return !shiftKey && pressAlone(key, actions);
}

/** The keys of a message that stands in another one. True where a key did something. */
export function pressInEntry(event: KeyboardEvent, copy: () => void): boolean {
  const { key, shiftKey, altKey, ctrlKey, metaKey, target, defaultPrevented } = event;
  if (key !== 'c' || shiftKey || altKey || ctrlKey || metaKey || defaultPrevented || isTyping(target)) return false;
  copy();
  return true;
}

function pressWithMod(key: string, { find, match, beginning, end }: ReaderActions, typing: boolean): boolean {
  switch (key.toLowerCase()) {
    case 'f':
      find();
      return true;
    case 'g':
      return match(1);
    case 'home':
    case 'end':
    case 'arrowup':
    case 'arrowdown': {
      const isArrow = key.startsWith('Arrow');
      if (typing || (isArrow && !isApple)) return false;
      if (key === 'Home' || key === 'ArrowUp') beginning();
      else end();
      return true;
    }
    default:
      return false;
  }
}

function pressWithAlt(key: string, { prompt }: ReaderActions): boolean {
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return false;
  prompt(key === 'ArrowDown' ? 1 : -1);
  return true;
}

function pressAlone(key: string, actions: ReaderActions): boolean {
  switch (key) {
    case 'Home':
      actions.beginning();
      return true;
    case 'End':
      actions.end();
      return true;
    case 'j':
      actions.step(1);
      return true;
    case 'k':
      actions.step(-1);
      return true;
    case 'o':
      actions.outline();
      return true;
    case 'c':
      return actions.copy();
    default:
      return false;
  }
}
