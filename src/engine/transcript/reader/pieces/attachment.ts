import { isObject, stringAt } from '../../../files.ts';
import type { Line } from '../../line.ts';
import { blocksOf, readText } from '../../prompt.ts';
import { machineText, mediaIn, promptText, textOf } from './of-text.ts';
import type { Piece } from './piece.ts';
import { metadata, note } from './piece.ts';

type What = Extract<Piece, { kind: 'attachment' }>['what'];

/** Attachments that a person wants to see; all others are hidden at first (docs/formats/transcripts.md 1.5). */
const SHOWN: Readonly<Record<string, What>> = {
  file: 'file',
  already_read_file: 'file',
  compact_file_reference: 'file',
  edited_text_file: 'file',
  pdf_reference: 'file',
  opened_file_in_ide: 'file',
  mcp_resource: 'file',
  directory: 'folder',
  selected_lines_in_ide: 'selection',
  plan_mode: 'plan',
  plan_mode_exit: 'plan',
  plan_mode_reentry: 'plan',
  plan_file_reference: 'plan',
  goal_status: 'goal',
};

const NAMES = ['filename', 'filePath', 'path', 'displayPath', 'planFilePath', 'uri', 'name', 'title'];
const TEXTS = ['snippet', 'planContent', 'plan', 'goal', 'status', 'text', 'content'];

export function attachmentPieces(line: Line): Piece[] {
  const attachment = line['attachment'];
  if (!isObject(attachment)) return [metadata(line)];
  const type = stringAt(attachment, 'type');
  if (type === 'queued_command') return queued(line, attachment);
  if (type === 'hook_blocking_error') return [note('hook-blocked', blockedBy(attachment))];
  const what = type !== null && Object.hasOwn(SHOWN, type) ? SHOWN[type] : undefined;
  if (what === undefined) return [metadata(line, type)];
  const name = firstString(attachment, NAMES) ?? '';
  return [{ kind: 'attachment', what, name, text: bodyOf(attachment) }];
}

/** What was typed while Claude worked stands here and nowhere else (docs/formats/transcripts.md 1.2). */
function queued(line: Line, attachment: Line): Piece[] {
  const { prompt } = attachment;
  const text = textOf(prompt);
  if (line['isMeta'] === true || attachment['isMeta'] === true) return [metadata(line, 'queued_command')];
  const media = mediaIn(prompt);
  const said = blocksOf(prompt)
    .map((block) => readText(stringAt(block, 'text') ?? ''))
    .find(({ is }) => is !== 'other');
  if (said?.is === 'command' || said?.is === 'shell') return [{ kind: 'prompt', how: said.is, text: said.text, media }];
  if (said?.is === 'interruption') return [note('interrupted')];
  const machine = machineText(text);
  if (attachment['commandMode'] === 'task-notification') return [machine ?? note('task-notification', text)];
  if (said?.is === 'prompt' || media.length > 0) {
    return [{ kind: 'prompt', how: 'queued', text: promptText(prompt), media }];
  }
  return [machine ?? metadata(line, 'queued_command')];
}

function blockedBy(attachment: Line): string | null {
  const error = attachment['blockingError'];
  return typeof error === 'string' ? error : (stringAt(error, 'blockingError') ?? stringAt(attachment, 'content'));
}

/** A file's text stands in `content.file.content`; other attachments are plainer. */
function bodyOf(attachment: Line): string | null {
  const { content } = attachment;
  if (isObject(content)) return stringAt(content['file'], 'content') ?? firstString(content, TEXTS);
  return Array.isArray(content) ? textOf(content) || null : firstString(attachment, TEXTS);
}

function firstString(from: Line, keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = stringAt(from, key);
    if (found !== null) return found;
  }
  return null;
}
