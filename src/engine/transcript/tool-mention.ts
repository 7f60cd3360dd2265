import { isObject, stringAt } from '../files.ts';
import type { Line } from './line.ts';
import { oneLine } from './one-line.ts';

/** What tells most about a tool call, the most telling first. */
const TELLING = [
  'file_path',
  'notebook_path',
  'command',
  'pattern',
  'url',
  'query',
  'description',
  'path',
  'skill',
  'subject',
  'prompt',
];

/** One line about a `tool_use` block: the tool and what it was used on, as in `Read /home/keeper/ledger.py`. */
export function mentionTool(block: Line): string {
  const name = oneLine(stringAt(block, 'name') ?? '') ?? 'Tool';
  const input = block['input'];
  if (!isObject(input)) return name;
  const said = TELLING.map((key) => oneLine(stringAt(input, key) ?? '')).find((text) => text !== null);
  return said === undefined ? name : `${name} ${said}`;
}
