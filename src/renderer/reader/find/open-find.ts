let opener: (() => boolean) | null = null;

/** The reader that is there says how its search is opened, and that it could be. */
export function provideFind(open: (() => boolean) | null): void {
  opener = open;
}

/** Opens the search in the conversation, where the keyboard is in one; else false. */
export const openFind = (): boolean => opener?.() ?? false;
