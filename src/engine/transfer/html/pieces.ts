import type { Media, Question, ToolView } from '../../../shared/reading.ts';
import { mediaName } from '../media-name.ts';
import type { Piece } from '../tool-pieces.ts';
import { words } from '../words.ts';
import { codeBlock, diffBlock } from './code.ts';
import { marked, TASKS } from './marks.ts';
import { escapeHtml } from './escape.ts';
import { markdownToHtml, wordsToHtml } from './markdown.ts';

/** Returns the bytes of a picture, or null if there are none. */
export type BytesOf = (media: Media) => Buffer | null;

export const piecesToHtml = (pieces: readonly Piece[], bytesOf: BytesOf): string =>
  pieces.map((piece) => oneToHtml(piece, bytesOf)).join('\n');

function oneToHtml(piece: Piece, bytesOf: BytesOf): string {
  switch (piece.is) {
    case 'prose':
      return `${label(piece.label)}<div class="prose" lang="" dir="auto">${markdownToHtml(piece.text)}</div>`;
    case 'words':
      return wordsToHtml(piece.text);
    case 'code':
      return `${label(piece.label)}${codeBlock(piece.text, piece.language)}`;
    case 'diff':
      return `${label(piece.label)}${diffBlock(piece.hunks)}`;
    case 'todos':
      return `<ul class="tasks">${piece.todos.map(todoToHtml).join('')}</ul>`;
    case 'questions':
      return piece.questions.map(questionToHtml).join('');
    case 'media':
      return mediaToHtml(piece.media, bytesOf(piece.media));
  }
}

const label = (text: string | null): string => (text === null ? '' : `<p class="label">${escapeHtml(text)}</p>`);

function todoToHtml({ text, state }: Extract<ToolView, { is: 'todos' }>['todos'][number]): string {
  return `<li class="${state}">${TASKS[state]} ${escapeHtml(text)}</li>`;
}

function questionToHtml({ header, question, options, answer }: Question): string {
  const choices = options.map(({ label: name, description, chosen }) => {
    const told = description === null ? '' : ` <span class="quiet">${escapeHtml(description)}</span>`;
    return `<li>${chosen ? marked('●', 'chosen') : marked('○', 'not chosen')} ${escapeHtml(name)}${told}</li>`;
  });
  const head = header === null ? '' : label(header);
  const list = choices.length === 0 ? '' : `<ul class="tasks">${choices.join('')}</ul>`;
  return `${head}<p><strong>${escapeHtml(question)}</strong></p>${list}<blockquote>${wordsToHtml(answer ?? words.noAnswer)}</blockquote>`;
}

function mediaToHtml(media: Media, bytes: Buffer | null): string {
  const name = escapeHtml(mediaName(media));
  if (bytes === null || media.mediaType === null) return `<p class="quiet">${name}, ${words.notIncluded}</p>`;
  // Encoded again, because the transcript's own text may be anything.
  const data = `data:${media.mediaType};base64,${bytes.toString('base64')}`;
  if (media.is === 'document') return `<p><a download="${name}" href="${data}">${name}</a></p>`;
  return `<figure><img alt="${name}" src="${data}" loading="lazy"><figcaption>${name}</figcaption></figure>`;
}
