import { isApple } from '../ui/index.ts';

/** The key that commands go with: Ctrl, or ⌘ on a Mac, and not both. */
export const hasMod = ({ ctrlKey, metaKey }: KeyboardEvent): boolean =>
  isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey;

export const isPaletteKey = (event: KeyboardEvent): boolean =>
  hasMod(event) && !event.altKey && event.key.toLowerCase() === 'k';
