/** Longer texts are logs and data that were pasted in. */
const LONGEST = 40_000;
/** Outside of code. */
const MOST_LINES = 1500;
const MOST_UNDERLINED = 60;
const MOST_COMMENTS = 200;
/** In one paragraph the parser compares every mark of emphasis with every other, and every bracket with all before. */
const MOST_COMPARED = { marks: 4_000_000, brackets: 500_000 };
/** Lists and quotations in one another. */
const TOO_DEEP = /^[ \t]*(?:(?:[-+*>]|\d{1,9}[.)])[ \t]*){20}/m;
const CODE = /^ {0,3}```[^`\n]*\n[^]*?^ {0,3}```[ \t]*$/gm;
const UNDERLINES = /^[ \t>]*(?:=+|-+)[ \t]*$/gm;

/**
 * Whether a text is something that a person or a model wrote to be read as Markdown. What is not, is shown as it is:
 * the parser's time grows with the square of many things, and it would take minutes.
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
