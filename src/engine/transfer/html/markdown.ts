import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { isReadable } from '../markdown/readable.ts';
import { withoutPictures } from '../markdown/tame.ts';
import { codeBlock } from './code.ts';
import { escapeHtml, unescapeHtml } from './escape.ts';
import { TASKS } from './marks.ts';

/**
 * Turns Markdown into harmless HTML: HTML in it becomes text, links lead only to the web or to mail, and pictures
 * become links, because nothing is fetched. A text that is too much for the parser is shown as code.
 */
export function markdownToHtml(text: string): string {
  if (!isReadable(text)) return codeBlock(text, null);
  const html = micromark(withoutPictures(text), {
    allowDangerousHtml: false,
    allowDangerousProtocol: false,
    extensions: [gfm(), WITHOUT_FOOTNOTES],
    htmlExtensions: [gfmHtml()],
  });
  // Every `<` of the text is escaped by now, so a match here is micromark's own tag.
  return html
    .replace(/<pre><code(?: class="language-([^"]*)")?>([\s\S]*?)<\/code><\/pre>/g, (_all, language, code: string) =>
      codeBlock(unescapeHtml(code), languageIn(language)),
    )
    .replace(/<a href="([^"]*)"(?: title="[^"]*")?>/g, (_all, href: string) => linkTo(href))
    .replace(/<(\/?)h([1-6])>/g, (_all, end: string, level: string) => `<${end}h${Math.min(6, Number(level) + 2)}>`)
    .replace(/<input type="checkbox" disabled="" (checked="" )?\/?>/g, (_all, checked) =>
      checked === undefined ? TASKS.open : TASKS.done,
    )
    .replace(/<table>/g, '<div class="table" tabindex="0"><table>')
    .replace(/<\/table>/g, '</table></div>');
}

/** Footnotes of different messages would have the same ids. */
const WITHOUT_FOOTNOTES = {
  disable: { null: ['gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'] },
};

const languageIn = (info: unknown): string | null =>
  typeof info === 'string'
    ? (unescapeHtml(info)
        .split(/[\s,{]/)[0]
        ?.toLowerCase() ?? null)
    : null;

/** Only the web and mail. A relative link meant a file on the machine where it was written. */
const linkTo = (href: string): string =>
  /^(?:https?:\/\/|mailto:)/i.test(href) ? `<a href="${href}" rel="noopener noreferrer" target="_blank">` : '<a>';

/** Plain text with its line breaks. */
export const wordsToHtml = (text: string): string => `<p>${escapeHtml(text.trim()).replace(/\n/g, '<br>')}</p>`;
