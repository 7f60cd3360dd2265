import type { ToolEntry } from '../../../../shared/reading.ts';
import { safeText } from '../excerpt.ts';
import type { ToolCall, ToolResult, ViewContext } from '../tool-call.ts';
import { aboutOf } from './about.ts';
import { mediaOf } from './media.ts';
import { inputText, make, viewOf } from './viewers.ts';
import { fromOutput, workOn } from './work.ts';

export type ToolSeen = Pick<ToolEntry, 'status' | 'about' | 'view' | 'output' | 'media' | 'input'>;

/**
 * What a tool did, as a face shows it. Of every value in a transcript any may be missing or of another type: what does
 * not fit its view becomes `other`, which shows what went in and what came back. Without a result its status is `waiting`.
 */
export function viewTool(call: ToolCall, result: ToolResult | null, context: ViewContext): ToolSeen {
  const work = workOn(call, result, context);
  const view = viewOf(work);
  return {
    status: work.status,
    about: aboutOf(view, call.input),
    view,
    input: context.cut(inputText(call.input), inputPart(call.input, context)),
    output: work.text === '' ? null : fromOutput(work, work.text, work.textPart),
    media: mediaOf(work),
  };
}

/** Of a list a part is its texts; here it is the JSON that is wanted. */
const inputPart = (input: unknown, { parts }: ViewContext): string =>
  Array.isArray(input) ? parts.made('input') : parts.input();

/** The whole of a text that a view made, by the name it gave to `parts.made`; null where it made none. */
export function makeToolPart(
  name: string,
  call: ToolCall,
  result: ToolResult | null,
  context: ViewContext,
): string | null {
  const text = make(name, workOn(call, result, context));
  return text === null ? null : safeText(text);
}
