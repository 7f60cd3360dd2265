import { isObject, stringAt } from '../../../files.ts';
import { blocksOf } from '../../prompt.ts';
import type { ToolCall, ToolResult } from '../tool-call.ts';

/** The id that a call and its result share; null where the file has none. */
export function toolUseId(call: ToolCall, result: ToolResult | null): string | null {
  const made = blocksIn(call.line).find(
    (block) => block['input'] === call.input && stringAt(block, 'name') === call.name,
  );
  const answered = blocksIn(result?.line).find((block) => block['content'] === result?.content);
  return stringAt(made, 'id') ?? stringAt(answered, 'tool_use_id');
}

function blocksIn(line: unknown): Readonly<Record<string, unknown>>[] {
  const message = isObject(line) ? line['message'] : null;
  return isObject(message) ? blocksOf(message['content']) : [];
}
