/** What is searched for, as it was typed. */
export interface Query {
  text: string;
  matchCase: boolean;
}

/** Stands between the blocks of a page: neither a letter nor a space, and in no text that is shown. */
export const EDGE = '\0';

/**
 * What is looked for, as a person means it who typed it: a space is whatever space stands there, a line's end included;
 * at an end of the words it asks that a word begins or ends there. Null where nothing but spaces was typed. The engine
 * counts in the same way (`engine/transcript/reader/find-words.ts`).
 */
export function patternOf({ text, matchCase }: Query): RegExp | null {
  const words = text.trim();
  if (words === '') return null;
  const before = /^\s/.test(text) ? '(?<![^\\s\\0])' : '';
  const after = /\s$/.test(text) ? '(?![^\\s\\0])' : '';
  const spelled = words.split(/\s+/).map((word) => RegExp.escape(word));
  return new RegExp(`${before}${spelled.join('\\s+')}${after}`, matchCase ? 'gu' : 'giu');
}
