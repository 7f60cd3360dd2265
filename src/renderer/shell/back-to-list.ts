import { showPane } from '../store/index.ts';
import { focusList } from './focus.ts';

/** From the open conversation to the list, where one covers the other. */
export function backToList(): void {
  showPane('list');
  requestAnimationFrame(focusList);
}
