import type { Place } from '../store/index.ts';

/** The list, for whoever wants to put the keyboard there. */
export const LIST_ID = 'conversations';

/** The item of a place in the sidebar. */
export const placeItemId = (place: Place): string => `place-${place}`;

/** The text of the open conversation. */
export const DETAIL_ID = 'conversation-text';

export const focusDetail = (): void => document.getElementById(DETAIL_ID)?.focus({ preventScroll: true });

export const focusList = (): void => document.getElementById(LIST_ID)?.focus({ preventScroll: true });
