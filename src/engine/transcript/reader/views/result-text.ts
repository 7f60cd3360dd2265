import { isObject } from '../../../files.ts';
import { jsonText } from '../json-text.ts';
import { textAt } from './shapes.ts';

/**
 * All that came back as text: a string as it is, a list of blocks as its texts, and of what is neither the JSON, so that
 * nothing is lost. Pictures and documents are shown beside it.
 */
export function resultText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (content === undefined || content === null) return '';
  const texts = blockTexts(content);
  if (texts.length > 0) return texts.join('\n');
  const blocks: unknown[] = Array.isArray(content) ? content : [content];
  return blocks.every((block) => isMedia(block) || isEmptyText(block)) ? '' : jsonText(content);
}

/** Whether `resultText` is what a face gets that asks for the content itself: its string, its texts joined. */
export const isPlainContent = (content: unknown): boolean =>
  typeof content === 'string' || blockTexts(content).length > 0;

/** The texts among a content's blocks, which may be bare strings; none of them empty. */
export function blockTexts(content: unknown): string[] {
  const blocks: unknown[] = Array.isArray(content) ? content : [content];
  return blocks.flatMap((block) => {
    const text = textOf(block);
    return text === null || text === '' ? [] : [text];
  });
}

export const isMedia = (block: unknown): boolean =>
  isObject(block) && (block['type'] === 'image' || block['type'] === 'document');

const isEmptyText = (block: unknown): boolean => textOf(block) === '';

function textOf(block: unknown): string | null {
  if (typeof block === 'string') return block;
  return isObject(block) && block['type'] === 'text' ? textAt(block, 'text') : null;
}
