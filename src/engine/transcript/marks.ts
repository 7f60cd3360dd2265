/** In UTF-16 units. */
export const MARK_LENGTH = 8;

/** The last eight characters of a uuid: a hint that saves memory where the whole is not needed. */
export const markOf = (uuid: string): string => uuid.slice(-MARK_LENGTH).padEnd(MARK_LENGTH);
