import { cutText } from './cut-text.ts';

const LONGEST = 200;

/** Bidirectional overrides make a title show other letters than it holds. */
const MISLEADING = /[\u202A-\u202E\u2066-\u2069]/g;
const SPACES = /[\s\p{Cc}]+/gu;
const LONE_SURROGATES = /\p{Cs}/gu;

/**
 * Returns a text as a list shows it: one line without control characters and halves of characters. A text of more than
 * 200 UTF-16 units is cut, never through an address or an id, and ends with `…`. Returns null if nothing is left.
 */
export function oneLine(text: string): string | null {
  const line = text.replace(LONE_SURROGATES, '').replace(MISLEADING, '').replace(SPACES, ' ').trim();
  if (line.length <= LONGEST) return line === '' ? null : line;
  return `${cutText(line, LONGEST).trimEnd()}…`;
}
