/** Characters of a mark. */
export const MARK_LENGTH = 8;

/** What is kept of a line's uuid where only a hint is needed: its last eight characters. */
export const markOf = (uuid: string): string => uuid.slice(-MARK_LENGTH).padEnd(MARK_LENGTH);
