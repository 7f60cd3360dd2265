import { flushSync } from 'react-dom';
import { showPage } from '../store/index.ts';
import { focusList } from './focus.ts';

/** To the list, from a page in its place and from what covers it. At once: the next key is meant for it. */
export function backToList(): void {
  flushSync(() => showPage('list'));
  focusList();
}
