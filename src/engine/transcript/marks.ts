export const MARK_LENGTH = 8;

/** What is kept of a line's uuid where only a hint is needed: its last eight characters. */
export const markOf = (uuid: string): string => uuid.slice(-MARK_LENGTH).padEnd(MARK_LENGTH);

/** The marks of a text that holds nothing else. */
export function* marksIn(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += MARK_LENGTH) yield text.slice(at, at + MARK_LENGTH);
}
