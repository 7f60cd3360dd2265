import { hasMod } from '../ui/index.ts';

export const isPaletteKey = (event: KeyboardEvent): boolean =>
  hasMod(event) && !event.altKey && event.key.toLowerCase() === 'k';
