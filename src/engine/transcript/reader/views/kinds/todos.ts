import type { ToolView } from '../../../../../shared/reading.ts';
import type { JsonObject } from '../../../../files.ts';
import { at, firstTextAt, listAt, objectsAt, textAt } from '../shapes.ts';
import { paragraph } from '../words.ts';
import type { Work } from '../work.ts';
import { few } from '../work.ts';

type Todo = Extract<ToolView, { is: 'todos' }>['todos'][number];

const MOST = 500;
const STATES: Readonly<Record<string, Todo['state']>> = { pending: 'open', in_progress: 'doing', completed: 'done' };
/** A task as it is listed for the model. */
const LISTED = /^#(\S+) \[(\w+)\] (.*)$/gm;

/** TodoWrite: the list as it is from now on. */
export function viewTodos(work: Work): ToolView | null {
  const { input, sidecar } = work;
  const list = listAt(sidecar, 'newTodos') === null ? objectsAt(input, 'todos') : objectsAt(sidecar, 'newTodos');
  const isList = listAt(sidecar, 'newTodos') !== null || listAt(input, 'todos') !== null;
  return isList ? shown(work, list.map(todoOf)) : null;
}

/** TaskCreate and TaskUpdate: the one task they are about. */
export function viewTask(work: Work): ToolView | null {
  const { input, sidecar, call } = work;
  const isNew = call.name === 'TaskCreate';
  const status = textAt(input, 'status') ?? textAt(at(sidecar, 'statusChange'), 'to') ?? (isNew ? 'pending' : '');
  const state = stateOf(status);
  const id = textAt(input, 'taskId');
  const text = firstTextAt(input, ['subject', 'activeForm']) ?? (id === null ? null : `#${id}`);
  return state === null || text === null ? null : shown(work, [{ text: paragraph(text), state }]);
}

/** TaskList and TaskGet. */
export function viewTasks(work: Work): ToolView | null {
  const { sidecar, text, isDone } = work;
  const told = listAt(sidecar, 'tasks') === null ? [at(sidecar, 'task')] : objectsAt(sidecar, 'tasks');
  const tasks = told.map((task) => todoOf(task)).filter(({ text: subject }) => subject !== '');
  if (tasks.length > 0) return shown(work, tasks);
  const listed = isDone ? [...text.matchAll(LISTED)] : [];
  const found = listed.map(([, , status = '', subject = '']) => todoOf({ subject, status }));
  return found.length > 0 ? shown(work, found) : null;
}

const shown = (work: Work, todos: Todo[]): ToolView => ({ is: 'todos', todos: few(work, todos, MOST) });

function todoOf(todo: unknown): Todo {
  const text = firstTextAt(todo, ['content', 'subject', 'text', 'activeForm']) ?? '';
  return { text: paragraph(text), state: stateOf(textAt(todo, 'status') ?? '') ?? 'open' };
}

const stateOf = (status: JsonObject[string]): Todo['state'] | null =>
  typeof status === 'string' && Object.hasOwn(STATES, status) ? (STATES[status] ?? null) : null;
