import { isObject, stringAt } from '../../../files.ts';
import type { Line } from '../../line.ts';
import { assistantPieces } from './assistant.ts';
import { attachmentPieces } from './attachment.ts';
import type { Piece } from './piece.ts';
import { metadata, note } from './piece.ts';
import { systemPieces } from './system.ts';
import { userPieces } from './user.ts';

/**
 * What a line says, at least one piece, whatever it holds. The type alone decides: `api-request-blob` repeats messages
 * under the same key as the messages themselves (docs/formats/transcripts.md 8).
 */
export function piecesOf(line: Line): Piece[] {
  switch (line['type']) {
    case 'user':
      return userPieces(line);
    case 'assistant':
      return assistantPieces(line);
    case 'system':
      return systemPieces(line);
    case 'attachment':
      return attachmentPieces(line);
    case 'progress':
      return [metadata(line, stringAt(line['data'], 'type'))];
    case 'continued-in':
      return [movedTo(line, 'continued-elsewhere', stringAt(line, 'continuedInSessionId'))];
    case 'relocated':
      return [movedTo(line, 'moved', stringAt(line, 'relocatedCwd'))];
    case 'frame-link':
      return [artifact(line)];
    case 'fork-context-ref':
      return [note('forked-here')];
    default:
      return [metadata(line, detailOf(line))];
  }
}

/** Written again and again; an empty one says nothing (docs/formats/transcripts.md 1.1). */
function movedTo(line: Line, name: 'continued-elsewhere' | 'moved', where: string | null): Piece {
  return where === null ? metadata(line) : note(name, where, where);
}

/** Something that Claude made and published (docs/formats/transcripts.md 1.1). */
function artifact(line: Line): Piece {
  const url = stringAt(line, 'frameUrl');
  const title = stringAt(line, 'title') ?? stringAt(line, 'path');
  return url === null ? metadata(line) : note('information', title === null ? url : `${title}\n\n${url}`, url);
}

function detailOf(line: Line): string | null {
  const detail = stringAt(line, 'subtype') ?? stringAt(line, 'operation');
  return detail ?? (isObject(line['data']) ? stringAt(line['data'], 'type') : null);
}
