import { BRIDGE_ID, EMAIL, KEYED, mayHoldEmail, UUID } from './personal-data.ts';

/** As far from the cut as an address reaches. In UTF-16 units. */
const REACH = 700;

/**
 * The beginning of a text, at most so many UTF-16 units. Neither a character is cut through nor an address or an id: half
 * of one tells as much as all of it, and an export would not know it any more.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = beforePersonal(text, most);
  const isHigh = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
  return text.slice(0, isHigh ? end - 1 : end);
}

/** Of a text that was cut without looking: all but the end, where half an address or id may stand. */
export const withoutCutEnd = (text: string): string => cutText(text, Math.max(0, text.length - REACH));

/** Where the address or id begins that a cut at this place would go through; the place itself where there is none. */
function beforePersonal(text: string, at: number): number {
  const from = Math.max(0, at - REACH);
  const around = text.slice(from, at + REACH);
  let end = at - from;
  for (const pattern of mayHoldEmail(around) ? [KEYED, UUID, BRIDGE_ID, EMAIL] : [KEYED, UUID, BRIDGE_ID]) {
    for (const match of around.matchAll(pattern)) {
      const behind = match.index + match[0].length;
      // Of a key and its value, only the value is personal.
      const start = behind - (match[3] ?? match[0]).length;
      if (start < end && end < behind) end = start;
    }
  }
  return from + end;
}
