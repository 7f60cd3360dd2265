/**
 * Whether a page shows a text as markdown: the same as `renderer/reader/blocks/markdown/readable.ts`. What is beyond this
 * is shown as it stands, and the words of it are found so.
 */
export function isReadable(text: string): boolean {
  if (text.length > MOST.characters || DEEP.test(text)) return false;
  const prose = text.includes('```') ? text.replace(FENCED, '') : text;
  if (hasMoreThan(prose, MOST.lines, NEWLINE) || hasMoreThan(prose, MOST.underlined, UNDERLINED)) return false;
  return prose.split(BLANK_LINES).every((block) => block.length < MOST.marks || !hasMoreThan(block, MOST.marks, MARKS));
}

const MOST = { characters: 40_000, lines: 1_500, marks: 500, underlined: 60 };

const FENCED = /^ {0,3}```[^`\n]*\n[\s\S]*?^ {0,3}```[^\S\n]*$/gm;
const BLANK_LINES = /\n[^\S\n]*\n/;
const NEWLINE = /\n/g;
const UNDERLINED = /^ {0,3}(?:=+|-+)[^\S\n]*$/gm;
const MARKS = /[*_~[\]]/g;
/** Quotes and lists within each other, at the beginning of a line. */
const DEEP = /^[ \t]*(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+){16}/m;

function hasMoreThan(text: string, most: number, what: RegExp): boolean {
  let count = 0;
  for (const _one of text.matchAll(what)) if ((count += 1) > most) return true;
  return false;
}
