import { isObject, stringAt } from '../../../files.ts';
import type { Line } from '../../line.ts';
import { readText } from '../../prompt.ts';
import { fromTo } from './assistant.ts';
import { machineText } from './of-text.ts';
import type { Piece } from './piece.ts';
import { metadata, note } from './piece.ts';

/** What a `system` line says; most of them are for Claude Code itself (docs/formats/transcripts.md 1.4). */
export function systemPieces(line: Line): Piece[] {
  const subtype = stringAt(line, 'subtype');
  return [readable(line, subtype) ?? metadata(line, subtype)];
}

function readable(line: Line, subtype: string | null): Piece | null {
  const content = stringAt(line, 'content');
  switch (subtype) {
    case 'compact_boundary':
      return compaction(line);
    case 'local_command':
      return content === null ? null : localCommand(content);
    case 'informational':
    case 'scheduled_task_fire':
    case 'agents_killed':
      return content === null || line['isMeta'] === true ? null : note('information', content);
    case 'away_summary':
      return note('away-summary', content);
    case 'api_error':
      return note('api-error', errorText(line['error']) ?? content);
    case 'api_refusal':
      return note('refused', content);
    case 'model_refusal_fallback':
      return note('model-changed', fromTo(line['originalModel'], line['fallbackModel']) ?? content);
    case 'stop_hook_summary':
      return line['preventedContinuation'] === true ? note('hook-blocked', stringAt(line, 'stopReason')) : null;
    default:
      return null;
  }
}

/** docs/formats/transcripts.md 2.5. */
function compaction(line: Line): Piece {
  const data = line['compactMetadata'];
  const trigger = stringAt(data, 'trigger');
  return {
    kind: 'compaction',
    by: trigger === 'manual' ? 'person' : trigger === 'auto' ? 'claude' : null,
    tokensBefore: countAt(data, 'preTokens'),
    tokensAfter: countAt(data, 'postTokens'),
  };
}

function countAt(data: unknown, key: string): number | null {
  const count = isObject(data) ? data[key] : null;
  return typeof count === 'number' && Number.isFinite(count) && count >= 0 ? count : null;
}

function localCommand(content: string): Piece | null {
  const said = readText(content);
  if (said.is === 'command') return { kind: 'prompt', how: 'command', text: said.text, media: [] };
  return machineText(content);
}

function errorText(error: unknown): string | null {
  return stringAt(error, 'formatted') ?? stringAt(error, 'message');
}
