import { BRIDGE_ID, EMAIL, KEYED, mayHoldEmail, UUID } from './personal-data.ts';

/** In UTF-16 units. An address or id that a cut goes through is no longer than this. */
const REACH = 700;

/**
 * Returns the beginning of a text, at most `most` UTF-16 units. It never cuts through a character, an address or an id:
 * half an id tells as much as the whole, and an export would no longer recognise it.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = beforePersonal(text, most);
  const isHigh = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
  return text.slice(0, isHigh ? end - 1 : end);
}

/** For a text that was cut anywhere: removes its end, which may hold half an address or id. */
export const withoutCutEnd = (text: string): string => cutText(text, Math.max(0, text.length - REACH));

/** Returns where the address or id begins that a cut at `at` would go through, or `at` if there is none. */
function beforePersonal(text: string, at: number): number {
  const from = Math.max(0, at - REACH);
  const around = text.slice(from, at + REACH);
  let end = at - from;
  for (const pattern of mayHoldEmail(around) ? [KEYED, UUID, BRIDGE_ID, EMAIL] : [KEYED, UUID, BRIDGE_ID]) {
    for (const match of around.matchAll(pattern)) {
      const behind = match.index + match[0].length;
      // If the match is a key with its value, only the value is personal.
      const start = behind - (match[3] ?? match[0]).length;
      if (start < end && end < behind) end = start;
    }
  }
  return from + end;
}
