import { parse, postprocess, preprocess } from 'micromark';
import { gfm } from 'micromark-extension-gfm';
import { fenced, quoted } from './inline.ts';
import { isReadable } from './readable.ts';

/**
 * Makes somebody else's Markdown safe inside ours and changes nothing else. The result cannot end or swallow what
 * follows, holds no live HTML, fetches no picture, defines no link for the rest of the document, and has no heading
 * that could pass for one of ours.
 */
export const tame = (text: string): string => tamed(text) ?? fenced(text, null);

/** The same, as a quotation. Every block in it ends with the quotation. */
export const tameQuotation = (text: string): string => tamed(quoted(text)) ?? quoted(fenced(text, null));

/**
 * Turns pictures into links, so that looking at the document fetches nothing. Footnotes become text where they are
 * written.
 */
export const withoutPictures = (text: string): string =>
  /!\[|\[\^/.test(text) ? applied(text, eventsOf(text).flatMap(inPlace)) : text;

const inPlace = (event: Happened): Edit[] =>
  event.type === 'gfmFootnoteDefinition' ? makeHarmless(event) : asLink(event);

const MOST_ROUNDS = 5;
/** Our own headings use the first two levels. */
const OWN_LEVELS = 2;

/** Returns null if the text cannot be made harmless, because each change gives it another meaning. */
function tamed(text: string): string | null {
  if (!isReadable(text)) return null;
  let safe = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const events = eventsOf(safe);
    const edits = events.flatMap(makeHarmless);
    if (edits.length === 0) return applied(safe, demotions(events)) + missingFence(safe, events);
    safe = applied(safe, edits);
  }
  return null;
}

interface Happened {
  type: string;
  /** True if the token begins here, false if it ends. */
  enters: boolean;
  at: number;
  text: string;
}

function eventsOf(text: string): Happened[] {
  const chunks = preprocess()(text, undefined, true);
  const events = postprocess(
    parse({ extensions: [gfm()] })
      .document()
      .write(chunks),
  );
  return events.map(([what, { type, start, end }]) => ({
    type,
    enters: what === 'enter',
    at: start.offset,
    text: text.slice(start.offset, end.offset),
  }));
}

interface Edit {
  at: number;
  remove: number;
  insert: string;
}

const replace = (at: number, remove: number, insert: string): Edit => ({ at, remove, insert });

function makeHarmless(event: Happened): Edit[] {
  const { type, enters, at, text } = event;
  if (!enters) return [];
  const escape = [replace(at, 0, '\\')];
  switch (type) {
    case 'htmlFlow':
    case 'htmlText':
      return [...text.matchAll(/</g)].map(({ index }) => replace(at + index, 1, '&lt;'));
    case 'definition':
    case 'gfmFootnoteDefinition':
    case 'setextHeadingLine':
      return escape;
    case 'labelImageMarker':
      return asLink(event);
    case 'autolinkProtocol':
      return isHarmless(text) ? [] : [replace(at - 1, 1, '&lt;')];
    case 'resource':
      return isHarmless(text.replace(/^\(\s*<?/, '')) ? [] : escape;
    default:
      return [];
  }
}

const asLink = ({ type, enters, at }: Happened): Edit[] =>
  enters && type === 'labelImageMarker' ? [replace(at, 1, '')] : [];

/** Accepts the web, mail, a place in the document, or a file beside it. Refuses an address that hides its scheme. */
const isHarmless = (address: string): boolean =>
  /^(?:https?:|mailto:)/i.test(address) || /^[^:&\\]*(?:[/?#)\s>]|$)/.test(address);

function applied(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.at - b.at)) {
    if (edit.at < at) continue;
    parts.push(text.slice(at, edit.at), edit.insert);
    at = edit.at + edit.remove;
  }
  return parts.join('') + text.slice(at);
}

/** Moves headings below our levels. */
function demotions(events: readonly Happened[]): Edit[] {
  let isOpening = false;
  return events.flatMap(({ type, enters, at, text }): Edit[] => {
    if (enters && type === 'atxHeading') isOpening = true;
    if (!enters || type !== 'atxHeadingSequence' || !isOpening) return [];
    isOpening = false;
    return [replace(at, 0, '#'.repeat(Math.min(OWN_LEVELS, 6 - text.length)))];
  });
}

const CONTAINERS = ['blockQuote', 'listOrdered', 'listUnordered'];

/** Returns the text that closes an open fence. A fence inside a list or a quotation ends with that. */
function missingFence(text: string, events: readonly Happened[]): string {
  let depth = 0;
  let open: string | null = null;
  for (const { type, enters, text: mark } of events) {
    if (CONTAINERS.includes(type)) depth += enters ? 1 : -1;
    if (!enters || depth > 0) continue;
    // The second fence of a block closes it.
    if (type === 'codeFenced') open = null;
    if (type === 'codeFencedFenceSequence') open = open === null ? mark : '';
  }
  return open === null || open === '' ? '' : `${text.endsWith('\n') ? '' : '\n'}${open}`;
}
