import { stringAt } from '../../../files.ts';
import { cutText } from '../../cut-text.ts';
import type { Line } from '../../line.ts';
import { blocksOf, readText } from '../../prompt.ts';
import { isMedia } from '../media.ts';
import type { Piece } from './piece.ts';
import { note } from './piece.ts';

/**
 * Claude Code writes much in the person's name; how such a text begins says what it is
 * (docs/formats/transcripts.md 1.2).
 */

const CONTINUED = 'This session is being continued from a previous conversation';
const FIRST_TAG = /^<([a-z][a-z0-9_-]*)[\s>]/;
/** What an editor says of the file that is open in it, or of what is selected in it. */
const EDITOR = { ide_opened_file: 'file', ide_selection: 'selection' } as const;
const MOST_ATTACHMENTS = 100;

/** All that a person put into one prompt. */
export function promptText(content: unknown): string {
  const texts = blocksOf(content).flatMap((block) => {
    const said = block['type'] === 'text' ? readText(stringAt(block, 'text') ?? '') : null;
    return said?.is === 'prompt' && said.text !== null ? [said.text] : [];
  });
  return texts.join('\n');
}

export const mediaIn = (content: unknown): Line[] => blocksOf(content).filter(isMedia);

/** The texts of a message's blocks, as they are. */
export function textOf(content: unknown): string {
  const texts = blocksOf(content).flatMap((block) => (block['type'] === 'text' ? [stringAt(block, 'text') ?? ''] : []));
  return texts.join('\n');
}

/** What a text is that no person wrote; null where it is nothing to show. */
export function machineText(text: string): Piece | null {
  const plain = text.trim();
  if (plain.startsWith(CONTINUED)) return { kind: 'summary', text: plain };
  switch (FIRST_TAG.exec(plain)?.[1]) {
    case 'bash-stdout':
    case 'bash-stderr':
      return note('shell-output', outputIn(plain));
    case 'local-command-stdout':
    case 'local-command-stderr':
      return note('command-output', outputIn(plain));
    case 'task-notification':
      return note('task-notification', notification(plain));
    case 'teammate-message':
      return note('information', withoutTags(plain));
    case 'goal':
      return { kind: 'attachment', what: 'goal', name: '', text: withoutTags(plain) };
    default:
      return null;
  }
}

/** The files and selections of an editor that a text brings along. */
export function editorAttachments(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const [tag, what] of Object.entries(EDITOR)) {
    const [opening, closing] = [`<${tag}>`, `</${tag}>`];
    for (let at = text.indexOf(opening); at >= 0 && pieces.length < MOST_ATTACHMENTS;) {
      const end = text.indexOf(closing, at);
      if (end < 0) break;
      const body = text.slice(at + opening.length, end).trim();
      pieces.push({ kind: 'attachment', what, name: fileIn(body), text: body });
      at = text.indexOf(opening, end);
    }
  }
  return pieces;
}

const FILE_NAMED = /(?:file|from) (\S[^\n]*?)(?: in the IDE|:\n|$)/m;

/** The first words of it say which file it is. */
const fileIn = (body: string): string => FILE_NAMED.exec(cutText(body, 1000))?.[1] ?? '';

const OUTPUT_TAGS = /<\/?(?:bash-std(?:out|err)|local-command-std(?:out|err))>/g;
/** Output ends here, and errors begin, or the other way round. */
const NEXT_OUTPUT = /<\/(?:bash|local-command)-std(?:out|err)>\s*<(?:bash|local-command)-std(?:out|err)>/;

/** Output and errors each begin a line. */
function outputIn(text: string): string | null {
  const parts = text.split(NEXT_OUTPUT).map((part) => withoutEmptyEdges(part.replace(OUTPUT_TAGS, '')));
  const output = parts.filter((part) => part !== '').join('\n');
  return output === '' ? null : output;
}

/** The first line keeps its indent: tables are printed. */
const withoutEmptyEdges = (text: string): string => text.trimEnd().replace(/^[\r\n]+/, '');

/** What ended and what came of it; the rest are paths and ids. */
function notification(text: string): string {
  const said = ['summary', 'result'].flatMap((tag) => inTag(tag, text) ?? []);
  return unescaped(said.length === 0 ? withoutTags(text) : said.join('\n\n'));
}

const ESCAPED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Claude Code escapes what it puts between the tags. Once: what was said may have been about escapes. */
const unescaped = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|apos);/g, (all, name: string) => ESCAPED[name] ?? all);

function withoutTags(text: string): string {
  return text.replace(/<\/?[a-z][a-z0-9_-]*(?:\s[^<>]*)?>/g, '').trim();
}

/** Not a regular expression: those take forever on tags that are never closed. */
function inTag(tag: string, text: string): string | null {
  const start = text.indexOf(`<${tag}>`) + tag.length + 2;
  const end = start < tag.length + 2 ? -1 : text.indexOf(`</${tag}>`, start);
  return end < 0 ? null : text.slice(start, end).trim();
}
