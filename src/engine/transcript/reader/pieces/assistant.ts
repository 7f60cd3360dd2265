import { isObject, stringAt } from '../../../files.ts';
import type { Line } from '../../line.ts';
import { blocksOf } from '../../prompt.ts';
import { textOf } from './of-text.ts';
import { documentPiece, unknownBlock } from './other-blocks.ts';
import type { Piece } from './piece.ts';
import { metadata, note } from './piece.ts';

/** What Claude Code answers itself where nothing is to be said. */
const NO_ANSWER = 'No response requested.';
/** Written by Claude Code in the model's name (docs/formats/transcripts.md 1.3). */
const SYNTHETIC = '<synthetic>';

/** What an `assistant` line says: mostly one block of a message of the model (docs/formats/transcripts.md 1.3). */
export function assistantPieces(line: Line): Piece[] {
  const message = line['message'];
  if (!isObject(message)) return [metadata(line)];
  const { content } = message;
  if (line['isApiErrorMessage'] === true) return [note('api-error', orNull(textOf(content).trim()))];
  if (message['model'] === SYNTHETIC && textOf(content).trim() === NO_ANSWER) return [metadata(line)];
  const cutOff = line['isAbortedMidStream'] === true || message['stop_reason'] === 'max_tokens';
  const pieces = blocksOf(content).flatMap((block) => blockPieces(block, cutOff));
  if (message['stop_reason'] === 'refusal') pieces.push(note('refused'));
  return pieces.length > 0 ? pieces : [metadata(line)];
}

function blockPieces(block: Line, cutOff: boolean): Piece[] {
  const type = block['type'];
  switch (type) {
    case 'text': {
      const text = stringAt(block, 'text');
      return text === null ? [] : [{ kind: 'reply', text, media: [], cutOff }];
    }
    case 'thinking':
      return [{ kind: 'thinking', text: stringAt(block, 'thinking') }];
    case 'redacted_thinking':
      return [{ kind: 'thinking', text: null }];
    case 'image':
    case 'document':
      return [documentPiece(block) ?? { kind: 'reply', text: '', media: [block], cutOff }];
    case 'tool_use':
    case 'server_tool_use':
    case 'mcp_tool_use':
      return [{ kind: 'tool', id: stringAt(block, 'id'), name: stringAt(block, 'name') ?? '', input: block['input'] }];
    case 'fallback':
      return [note('model-changed', fromTo(block['from'], block['to']))];
    default:
      return typeof type === 'string' && type.endsWith('tool_result') ? [resultOf(block)] : [unknownBlock(block)];
  }
}

/** Of a tool that the model's own side ran: its result stands beside the call. */
const resultOf = (block: Line): Piece => ({
  kind: 'result',
  id: stringAt(block, 'tool_use_id'),
  content: block['content'],
  isError: block['is_error'] === true,
});

/** `one → other`, as far as the file says. */
export function fromTo(from: unknown, to: unknown): string | null {
  const names = [from, to].filter((name): name is string => typeof name === 'string' && name !== '');
  return orNull(names.join(' → '));
}

const orNull = (text: string): string | null => (text === '' ? null : text);
