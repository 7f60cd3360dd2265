import { cutText } from '../../cut-text.ts';
import { safeText } from '../excerpt.ts';

/** Of names, paths, addresses: longer ones are nothing that a person reads. In UTF-16 units. */
const LONGEST_LABEL = 2000;

/** A short text that is sent whole, such as a path: safe, on one line, and cut where it is absurdly long. */
export function label(text: string): string {
  return paragraph(text).replaceAll('\n', ' ');
}

/** The same for what may have several lines. */
export function paragraph(text: string): string {
  return safeText(text.length > LONGEST_LABEL ? `${cutText(text, LONGEST_LABEL)}…` : text);
}

export const labelOrNull = (text: string | null): string | null => (text === null || text === '' ? null : label(text));

/**
 * What stands in the first such tag; null where there is none. Not a regular expression: those take forever on tags that
 * are never closed.
 */
export function insideTag(tag: string, text: string): string | null {
  const opening = text.indexOf(`<${tag}>`);
  if (opening < 0) return null;
  const start = opening + tag.length + 2;
  const end = text.indexOf(`</${tag}>`, start);
  return end < 0 ? null : text.slice(start, end);
}
