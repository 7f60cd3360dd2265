/** The list, for whoever wants to put the keyboard there. */
export const LIST_ID = 'conversations';

/** The text of the open conversation. */
export const DETAIL_ID = 'conversation-text';

export const focusDetail = (): void => document.getElementById(DETAIL_ID)?.focus({ preventScroll: true });

export const focusList = (): void => document.getElementById(LIST_ID)?.focus({ preventScroll: true });
