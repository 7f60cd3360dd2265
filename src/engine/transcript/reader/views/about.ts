import type { ToolView } from '../../../../shared/reading.ts';
import { oneLine } from '../../one-line.ts';
import { idKindOf } from '../../personal-data.ts';
import { at, firstTextAt } from './shapes.ts';

/** What tells most about a call, the most telling first. */
const TELLING = [
  'file_path',
  'notebook_path',
  'command',
  'pattern',
  'url',
  'query',
  'subject',
  'title',
  'description',
  'skill',
  'name',
  'path',
  'uri',
  'question',
  'message',
  'prompt',
  'reason',
  'taskId',
  'task_id',
  'id',
];

/** One line: what a tool was used on. Empty where nothing tells. */
export function aboutOf(view: ToolView, input: unknown): string {
  return oneLine(toldBy(view) ?? anyTextOf(input) ?? '') ?? '';
}

function toldBy(view: ToolView): string | null {
  switch (view.is) {
    case 'command':
      return view.command.text;
    case 'read':
    case 'edit':
      return view.file;
    case 'search':
      return view.pattern;
    case 'agent':
      return view.description ?? view.prompt.text;
    case 'web':
      return view.url ?? view.query;
    case 'questions':
      return view.questions[0]?.question ?? null;
    case 'todos':
      return (view.todos.find(({ state }) => state === 'doing') ?? view.todos[0])?.text ?? '';
    case 'plan':
      return view.plan.text.replace(/^[#\s]+/, '').split('\n', 1)[0] ?? '';
    case 'mcp':
    case 'other':
      return null;
  }
}

/** Of a tool that nobody knows: the first text that is short enough to tell something. */
function anyTextOf(input: unknown): string | null {
  const telling = firstTextAt(input, TELLING);
  if (telling !== null || typeof input !== 'object' || input === null) return telling;
  // Whose id it is tells nothing without its name, and an export would not know it any more.
  const keys = Object.keys(input).filter((key) => idKindOf(key) === null);
  const texts = keys.map((key) => at(input, key));
  return (
    (texts.find((text) => typeof text === 'string' && text !== '' && text.length <= 200) as string | undefined) ?? null
  );
}
