import { withoutLastNewlines } from '../last-newlines.ts';

/** Writes texts that are not Markdown so that Markdown shows them as they are. */

/** The fence is longer than every run of backticks in the text, so that nothing in the text can end it. */
export function fenced(text: string, language: string | null): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1));
  const info = language !== null && /^[\w+#-]{1,20}$/.test(language) ? language : '';
  return `${fence}${info}\n${withoutLastNewlines(text)}\n${fence}`;
}

/** Writes one line of text as code. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  if (line === '') return '';
  const mark = '`'.repeat(longestRun(line, '`') + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${mark}${pad}${line}${pad}${mark}`;
}

/** Writes one line of text so that nothing in it means anything to Markdown or HTML. */
export const plainText = (text: string): string =>
  oneLine(text)
    // A backslash would become part of an address before it.
    .replace(/&(?=[#\w])/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*~]|\](?=[([:])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/^(?=[#+=>-])/, '\\')
    .replace(/^(\d{1,9})(?=[.)])/, '$1\\');

/** Writes one line of text for use in HTML. */
export const htmlText = (text: string): string =>
  oneLine(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Writes a text as a quotation. Every block that it opens ends with it. */
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
