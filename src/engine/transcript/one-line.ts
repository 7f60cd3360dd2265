import { cutText } from './cut-text.ts';

const LONGEST = 200;

/** Bidirectional overrides: with them a title can show other letters than it holds. */
const MISLEADING = /[\u202A-\u202E\u2066-\u2069]/g;
const SPACES = /[\s\p{Cc}]+/gu;
const LONE_SURROGATES = /\p{Cs}/gu;

/**
 * A text as a list shows it: one line without control characters and halves of characters, cut after 200 UTF-16 units
 * with `…` behind, never through an address or an id. Null where nothing is left.
 */
export function oneLine(text: string): string | null {
  const line = text.replace(LONE_SURROGATES, '').replace(MISLEADING, '').replace(SPACES, ' ').trim();
  if (line.length <= LONGEST) return line === '' ? null : line;
  return `${cutText(line, LONGEST).trimEnd()}…`;
}
