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
  return isMediaAlone(content) ? '' : jsonText(content);
}

/** Whether `resultText` is what a face gets that asks for the content itself: its string, its texts joined. */
export const isPlainContent = (content: unknown): boolean =>
  typeof content === 'string' || blockTexts(content).length > 0;

/** The texts among a content's blocks, which may be bare strings. */
export function blockTexts(content: unknown): string[] {
  const blocks: unknown[] = Array.isArray(content) ? content : [content];
  return blocks.flatMap((block) => {
    if (typeof block === 'string') return [block];
    const text = isObject(block) && block['type'] === 'text' ? textAt(block, 'text') : null;
    return text === null ? [] : [text];
  });
}

export const isMedia = (block: unknown): boolean =>
  isObject(block) && (block['type'] === 'image' || block['type'] === 'document');

function isMediaAlone(content: unknown): boolean {
  return Array.isArray(content) ? content.every(isMedia) : isMedia(content);
}
