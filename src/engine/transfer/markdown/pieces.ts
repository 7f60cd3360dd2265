import type { Media, Question } from '../../../shared/reading.ts';
import { unified } from '../diff.ts';
import { mediaName } from '../media-name.ts';
import type { Piece } from '../tool-pieces.ts';
import { words } from '../words.ts';
import { fenced, plainText, quoted } from './inline.ts';
import { tame, tameQuotation } from './tame.ts';

/** How pieces are written in Markdown. */
export interface PieceOptions {
  /** True for the person's own words, which are written as quotations. */
  quote: boolean;
  /** Returns the link to a picture, or null if there is none. */
  linkTo: (media: Media) => string | null;
}

/** Writes paragraphs. None of them can affect what follows. */
export function piecesToMarkdown(pieces: readonly Piece[], options: PieceOptions): string {
  return pieces.map((piece) => oneToMarkdown(piece, options)).join('\n\n');
}

function oneToMarkdown(piece: Piece, { quote, linkTo }: PieceOptions): string {
  switch (piece.is) {
    case 'prose':
      return labelled(piece.label, quote ? tameQuotation(piece.text) : tame(piece.text));
    case 'words':
      return plainText(piece.text);
    case 'code':
      return labelled(piece.label, fenced(piece.text, piece.language));
    case 'diff':
      return labelled(piece.label, fenced(unified(piece.hunks), 'diff'));
    case 'todos':
      return piece.todos
        .map(({ text, state }) => `- [${state === 'done' ? 'x' : ' '}] ${todo(text, state)}`)
        .join('\n');
    case 'questions':
      return piece.questions.map(questionToMarkdown).join('\n\n');
    case 'media':
      return mediaToMarkdown(piece.media, linkTo(piece.media));
  }
}

const labelled = (label: string | null, text: string): string =>
  label === null ? text : `*${plainText(label)}*\n\n${text}`;

const todo = (text: string, state: string): string =>
  state === 'doing' ? `${plainText(text)} *(in progress)*` : plainText(text);

function questionToMarkdown({ header, question, options, answer }: Question): string {
  const head = header === null ? '' : `${plainText(header)}: `;
  const choices = options.map(({ label, description, chosen }) => {
    const told = description === null ? '' : `: ${plainText(description)}`;
    return `- [${chosen ? 'x' : ' '}] ${plainText(label)}${told}`;
  });
  return [`**${head}${plainText(question)}**`, ...(choices.length === 0 ? [] : [choices.join('\n')]), answered(answer)]
    .filter((part) => part !== '')
    .join('\n\n');
}

const answered = (answer: string | null): string => quoted(plainText(answer ?? words.noAnswer));

function mediaToMarkdown(media: Media, link: string | null): string {
  const name = plainText(mediaName(media));
  if (link === null) return `*${name}, ${words.notIncluded}*`;
  return media.is === 'image' ? `![${name}](${link})` : `[${name}](${link})`;
}
