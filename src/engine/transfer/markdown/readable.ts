/** Longer texts are logs and data that were pasted in. */
const LONGEST = 100_000;
/** The parser compares every mark of emphasis in a paragraph with every other. */
const MOST_COMPARED = 4_000_000;
const MOST_COMMENTS = 200;
const TOO_DEEP = /(?:>[ \t]?){50}/;

/**
 * Whether a text is something that a person or a model wrote to be read as Markdown. What is not, is shown as it is:
 * the parser would take minutes for it.
 */
export function isReadable(text: string): boolean {
  if (text.length > LONGEST || TOO_DEEP.test(text)) return false;
  if (text.split('<!--').length > MOST_COMMENTS) return false;
  const compared = text.split(/\n[ \t>]*\n/).reduce((sum, paragraph) => sum + countOfMarks(paragraph) ** 2, 0);
  return compared <= MOST_COMPARED;
}

function countOfMarks(text: string): number {
  let marks = 0;
  for (const character of text) if (character === '*' || character === '_' || character === '~') marks += 1;
  return marks;
}
