import { useStore, type Place } from '../store/index.ts';

/** The list, for whoever wants to put the keyboard there. */
export const LIST_ID = 'conversations';

/** What stands in its place: History, Health. */
export const PAGE_ID = 'page';

/** The item of a place in the sidebar. */
export const placeItemId = (place: Place): string => `place-${place}`;

/** The text of the open conversation. */
export const DETAIL_ID = 'conversation-text';

export const focusDetail = (): void => document.getElementById(DETAIL_ID)?.focus({ preventScroll: true });

export const focusList = (): void =>
  (document.getElementById(LIST_ID) ?? document.getElementById(PAGE_ID))?.focus({ preventScroll: true });

/** In the open conversation, or in what it opened over the window: a large picture. */
export function isKeyboardInDetail(): boolean {
  const { activeElement } = document;
  if (activeElement?.closest('[data-shape][data-state="open"]') != null) return useStore.getState().sheet === null;
  return document.getElementById(DETAIL_ID)?.closest('section')?.contains(activeElement) === true;
}

export const isDetailScrolled = (): boolean => (document.getElementById(DETAIL_ID)?.scrollTop ?? 0) > 0;
