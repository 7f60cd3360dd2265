import hljs from 'highlight.js/lib/common';
import type { Hunk } from '../../../shared/reading.ts';
import { rangeOf } from '../diff.ts';
import { withoutLastNewlines } from '../last-newlines.ts';
import { escapeHtml } from './escape.ts';

/**
 * In UTF-16 units. Longer code, and code with very long lines, is data and gets no colours: the highlighter's time
 * grows with the square of the length.
 */
const LONGEST_COLOURED = 20_000;
const TOO_LONG = /.{501}|\n{101}/;

/** Returns code as escaped text in spans with class names. It contains nothing that can act. */
export function highlighted(code: string, language: string | null): string {
  if (
    language === null ||
    code.length > LONGEST_COLOURED ||
    TOO_LONG.test(code) ||
    hljs.getLanguage(language) === undefined
  ) {
    return escapeHtml(code);
  }
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

/** A block of code. It scrolls, so the keyboard has to reach it. */
export const codeBlock = (code: string, language: string | null): string =>
  `<pre tabindex="0"><code>${highlighted(withoutLastNewlines(code), language)}</code></pre>`;

export function diffBlock(hunks: readonly Hunk[]): string {
  const lines = hunks.flatMap((hunk) => [
    `<span class="range">${rangeOf(hunk)}</span>`,
    ...hunk.lines.map((line) => diffLine(line)),
  ]);
  return `<pre class="diff" tabindex="0"><code>${lines.join('\n')}</code></pre>`;
}

function diffLine(line: string): string {
  const text = escapeHtml(line);
  if (line.startsWith('+')) return `<ins>${text}</ins>`;
  return line.startsWith('-') ? `<del>${text}</del>` : text;
}
