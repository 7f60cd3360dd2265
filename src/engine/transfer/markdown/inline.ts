import { withoutLastNewlines } from '../last-newlines.ts';

/** Texts that are no Markdown, written so that Markdown shows them as they are. */

/** A fence that is longer than every run of its mark inside, so that nothing in the text can end it. */
export function fenced(text: string, language: string | null): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1));
  const info = language !== null && /^[\w+#-]{1,20}$/.test(language) ? language : '';
  return `${fence}${info}\n${withoutLastNewlines(text)}\n${fence}`;
}

/** A text of one line as code. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  if (line === '') return '';
  const mark = '`'.repeat(longestRun(line, '`') + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${mark}${pad}${line}${pad}${mark}`;
}

/** A text of one line as words, with nothing in it that means anything to Markdown or HTML. */
export const plainText = (text: string): string =>
  oneLine(text)
    // Not by a backslash, which would become part of an address before it.
    .replace(/&(?=[#\w])/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*~]|\](?=[([:])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/^(?=[#+=>-])/, '\\')
    .replace(/^(\d{1,9})(?=[.)])/, '$1\\');

/** A text of one line inside of HTML. */
export const htmlText = (text: string): string =>
  oneLine(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** As a quotation: what stands in it ends with it. */
export const quoted = (text: string): string => text.replace(/^/gm, '> ').replace(/^> $/gm, '>');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function longestRun(text: string, mark: string): number {
  let longest = 0;
  let run = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    run = at > 0 && text[at - 1] === mark ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
