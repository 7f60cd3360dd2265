import type { Excerpted } from '../../../../shared/reading.ts';
import { excerpt } from '../excerpt.ts';
import type { ToolResult, ViewContext } from '../tool-call.ts';
import { isToolResultName, readToolResult } from '../tool-results.ts';
import { textAt } from './shapes.ts';

const TAG = '<persisted-output>';
/** Claude Code's own words begin the text; what a command prints about such files is not believed. */
const SAID = /^(?:<tool_use_error>|Error: )?(?:<persisted-output>|[^\n]{0,200}\bOutput has been saved to )/;
const NAME = /tool-results[\\/]([\w.-]{1,200})/;
const ENOUGH = 4000;
/** Bytes that a character may take. */
const WIDEST = 4;

/**
 * The name of the file in `tool-results/` that has all of a result that was too long; null where it was not. The path
 * in the text is that of the machine it was written on, so only its last part counts (docs/formats/transcripts.md 4).
 */
export function persistedName({ sidecar }: ToolResult, text: string): string | null {
  const begin = text.slice(0, ENOUGH);
  const isSaid = textAt(sidecar, 'stdout') === null && SAID.test(begin);
  const path = textAt(sidecar, 'persistedOutputPath') ?? (isSaid ? begin : '');
  const name = NAME.exec(path)?.[1]?.replace(/\.+$/, '') ?? '';
  return isToolResultName(name) ? name : null;
}

/** The beginning of that file, or all of it for whoever wants texts uncut; null where it is gone. */
export function persistedExcerpt(context: ViewContext, name: string, most: number): Excerpted | null {
  const read = readToolResult(context.sessionDir, name, most === Infinity ? undefined : most * WIDEST);
  if (read === null) return null;
  const cut = excerpt(read.text, context.parts.file(name), most);
  return read.whole ? cut : { ...cut, length: Math.max(read.size, cut.length), part: context.parts.file(name) };
}

/** What stands in the transcript of a result whose file is gone. */
export function withoutWrapping(text: string): string {
  return text.startsWith(TAG) ? text.replace(TAG, '').replace('</persisted-output>', '').trim() : text;
}
