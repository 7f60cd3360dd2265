/** In UTF-16 units. Longer texts are pasted logs and data. */
const LONGEST = 40_000;
/** Lines outside code blocks. */
const MOST_LINES = 1500;
const MOST_UNDERLINED = 60;
const MOST_COMMENTS = 200;
/**
 * In one paragraph the parser compares every emphasis mark with every other, and every bracket with all before it.
 * These are the most comparisons.
 */
const MOST_COMPARED = { marks: 4_000_000, brackets: 500_000 };
/** Twenty lists or quotations inside one another. */
const TOO_DEEP = /^[ \t]*(?:(?:[-+*>]|\d{1,9}[.)])[ \t]*){20}/m;
const CODE = /^ {0,3}```[^`\n]*\n[^]*?^ {0,3}```[ \t]*$/gm;
const UNDERLINES = /^[ \t>]*(?:=+|-+)[ \t]*$/gm;

/**
 * Tells whether a person or a model wrote this text as Markdown. Any other text is shown as it is, because the parser
 * could take minutes: its time grows with the square of several things.
 */
export function isReadable(text: string): boolean {
  if (text.length > LONGEST || TOO_DEEP.test(text)) return false;
  const prose = text.replace(CODE, '');
  if (countOf(prose, '\n') > MOST_LINES || countOf(prose, '<!--') > MOST_COMMENTS) return false;
  if ([...prose.matchAll(UNDERLINES)].length > MOST_UNDERLINED) return false;
  const compared = { marks: 0, brackets: 0 };
  for (const paragraph of prose.split(/\n[ \t>]*\n/)) {
    compared.marks += (countOf(paragraph, '*') + countOf(paragraph, '_') + countOf(paragraph, '~')) ** 2;
    compared.brackets += countOf(paragraph, ']') ** 2;
  }
  return compared.marks <= MOST_COMPARED.marks && compared.brackets <= MOST_COMPARED.brackets;
}

const countOf = (text: string, what: string): number => text.split(what).length - 1;
