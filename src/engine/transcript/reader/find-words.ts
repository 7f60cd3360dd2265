/** What is looked for, as it was typed. */
export interface Words {
  text: string;
  matchCase: boolean;
}

/** Stands between the blocks of a text: neither a letter nor a space, and in no text that is safe. */
export const EDGE = '\0';

/**
 * What is looked for in a text, as a person means it who typed it: a space is whatever space stands there, a line's end
 * included; at an end of the words it asks that a word begins or ends there. Null where nothing but spaces was typed.
 * The page looks in the same way (`renderer/reader/find/pattern.ts`), or it would highlight other places than are counted.
 */
export function patternOf({ text, matchCase }: Words): RegExp | null {
  const words = text.trim();
  if (words === '') return null;
  const before = /^\s/.test(text) ? '(?<![^\\s\\0])' : '';
  const after = /\s$/.test(text) ? '(?![^\\s\\0])' : '';
  const spelled = words.split(/\s+/).map((word) => RegExp.escape(word));
  return new RegExp(`${before}${spelled.join('\\s+')}${after}`, matchCase ? 'gu' : 'giu');
}

export function countOf(pattern: RegExp, text: string): number {
  let count = 0;
  for (pattern.lastIndex = 0; pattern.test(text);) count += 1;
  return count;
}
