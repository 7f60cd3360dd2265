import { stringAt } from '../../../files.ts';
import type { Line } from '../../line.ts';
import { blocksOf } from '../../prompt.ts';
import { jsonText } from '../json-text.ts';
import { documentText } from '../media.ts';
import type { Piece } from './piece.ts';

/** What the other pieces of a message show. */
const SHOWN = new Set<unknown>(['text', 'image', 'document', 'tool_result']);

/** What stands beside a person's words: documents that are text, and blocks of kinds that nobody knew when this was written. */
export function otherBlocks(content: unknown): Piece[] {
  return blocksOf(content).flatMap((block) => {
    const document = documentPiece(block);
    if (document !== null) return [document];
    return SHOWN.has(block['type']) ? [] : [unknownBlock(block)];
  });
}

/** A document whose words stand in the transcript; null for every other block. */
export function documentPiece(block: Line): Piece | null {
  const text = documentText(block);
  return text === null ? null : { kind: 'attachment', what: 'file', name: stringAt(block, 'title') ?? '', text };
}

/** As it stands in the file, under the name of its kind. */
export const unknownBlock = (block: Line): Piece => ({
  kind: 'attachment',
  what: 'other',
  name: stringAt(block, 'type') ?? '',
  text: jsonText(block),
});
