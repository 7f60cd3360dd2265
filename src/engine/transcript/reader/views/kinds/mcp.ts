import type { ToolView } from '../../../../../shared/reading.ts';
import { label } from '../words.ts';

const NAME = /^mcp__(.+?)__(.+)$/s;

/** A tool of a server that the person connected: `mcp__server__tool`. */
export function viewMcp(name: string): ToolView | null {
  const found = NAME.exec(name);
  return found === null ? null : { is: 'mcp', server: label(found[1] ?? ''), tool: label(found[2] ?? '') };
}
