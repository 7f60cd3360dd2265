import { micromark } from 'micromark';
import type { Options } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { EDGE } from './find-words.ts';
import { isReadable } from './readable.ts';

/**
 * The words of a markdown text as a page shows them: without marks and addresses, blocks apart from each other. It has
 * to be what `renderer/reader/blocks/markdown/` makes of it, down to what that leaves as it stands.
 */
export function shownText(markdown: string): string {
  if (!isReadable(markdown)) return markdown;
  if (!MARKED.test(markdown)) return markdown.replace(BLANK_LINES, EDGE);
  const known = shown.get(markdown);
  if (known !== undefined) return known;
  const text = rendered(markdown);
  remember(markdown, text);
  return text;
}

/**
 * Whether the words may stand in what is shown of a text, in much less time than it takes to make that. `core`: letters
 * and digits of them that nothing but marks can stand between.
 */
export const mayHold = (markdown: string, core: RegExp | null): boolean =>
  core === null || SHORTENED.test(markdown) || core.test(markdown.replace(MARKS, ''));

/** Marks that stand between letters and are not shown. */
const MARKS = /[*_~`<>[\]\\]+/g;
/** Where more than marks is taken away, or letters stand for others: addresses, footnotes, character references. */
const SHORTENED = /\][([:]|\[\^|&[#a-z]/i;

/** Anything in it may be more than words in paragraphs. */
const MARKED = /[\\`*_~[\]<&|]|^[ \t]*(?:[#>+=:-]|\d{1,9}[.)])|^(?: {4}|\t| {1,3}\t)/m;
const BLANK_LINES = /\n[ \t]*\n/g;

/** A person types a word letter by letter, and each time the same texts are looked through. */
const shown = new Map<string, string>();
const MOST_REMEMBERED = 6e6;
let remembered = 0;

function remember(markdown: string, text: string): void {
  if (remembered > MOST_REMEMBERED) {
    shown.clear();
    remembered = 0;
  }
  shown.set(markdown, text);
  remembered += markdown.length + text.length;
}

/** Markup that stands for itself is a block; behind a definition, the compiler would leave its line ends out. */
const MARKUP: NonNullable<Options['htmlExtensions']>[number] = {
  enter: {
    htmlFlow() {
      this.setData('slurpAllLineEndings');
      this.tag('<div>');
    },
  },
  exit: {
    htmlFlow() {
      this.tag('</div>');
    },
  },
};

const OPTIONS = {
  // Addresses are shown whatever they are.
  allowDangerousProtocol: true,
  extensions: [gfm({ singleTilde: false })],
  htmlExtensions: [gfmHtml(), MARKUP],
};

/** Every `<` of the text is escaped in it, so that what looks like a tag is one. */
const rendered = (markdown: string): string =>
  micromark(markdown, OPTIONS)
    .replace(BACK_FROM_FOOTNOTE, '')
    .replace(TOKENS, (_all, address, alt, tag, name) => {
      if (typeof address === 'string') return pictureText(unescaped(address), unescaped(String(alt)));
      if (typeof tag === 'string') return INLINE.has(tag) ? '' : EDGE;
      return CHARACTERS[String(name)] ?? '';
    });

const BACK_FROM_FOOTNOTE = /<a [^>]*data-footnote-backref[^>]*>.*?<\/a>/g;
const TOKENS = /<img src="([^"]*)" alt="([^"]*)"[^>]*>|<\/?([a-z]+\d?)[^>]*>|&(amp|lt|gt|quot);/g;
const INLINE: ReadonlySet<string> = new Set(['a', 'em', 'strong', 'del', 'code', 'sup', 'br', 'input']);
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot);/g, (_all, name: string) => CHARACTERS[name] ?? '');

/** A picture is never fetched: its words and its address, which may be a picture in itself, stand in its place. */
const pictureText = (address: string, alt: string): string =>
  `${alt === '' ? '' : `${alt} `}${address.length > LONGEST ? `${address.slice(0, LONGEST)}…` : address}`;
const LONGEST = 300;
