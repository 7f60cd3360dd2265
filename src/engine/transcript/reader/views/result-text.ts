import { isObject } from '../../../files.ts';
import { jsonText } from '../json-text.ts';
import { documentText, isMedia } from '../media.ts';
import { textAt } from './shapes.ts';

/**
 * All that came back as text: a string as it is, a list of blocks as its texts, and of what is neither the JSON, so that
 * nothing is lost. Pictures and documents are shown beside it.
 */
export function resultText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (content === undefined || content === null) return '';
  const blocks: unknown[] = Array.isArray(content) ? content : [content];
  if (!blocks.some(hasText)) return blocks.every(isMedia) ? '' : jsonText(content);
  const texts = blocks.map((block) => textOf(block) ?? (isMedia(block) || !isObject(block) ? '' : jsonText(block)));
  return texts.filter((text) => text !== '').join('\n');
}

/** Whether `resultText` is what a face gets that asks for the content itself: its string, its texts joined. */
export function isPlainContent(content: unknown): boolean {
  if (typeof content === 'string') return true;
  const isPlain = (block: unknown): boolean => isMedia(block) || (hasText(block) && documentText(block) === null);
  return Array.isArray(content) && content.some(hasText) && content.every(isPlain);
}

/** The texts among a content's blocks, which may be bare strings; none of them empty. */
export function blockTexts(content: unknown): string[] {
  const blocks: unknown[] = Array.isArray(content) ? content : [content];
  return blocks.flatMap((block) => {
    const text = textOf(block);
    return text === null || text === '' ? [] : [text];
  });
}

const hasText = (block: unknown): boolean => textOf(block) !== null;

function textOf(block: unknown): string | null {
  if (typeof block === 'string') return block;
  return isObject(block) && block['type'] === 'text' ? textAt(block, 'text') : documentText(block);
}
