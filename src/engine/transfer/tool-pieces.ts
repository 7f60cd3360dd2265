import type { Excerpted, Hunk, Media, Question, ToolEntry, ToolView } from '../../shared/reading.ts';
import { isObject } from '../files.ts';
import { jsonText } from '../transcript/reader/json-text.ts';
import { formatDuration, words, count } from './words.ts';

/** A part of a block. Every text in it comes from the transcript, so each format has to make it safe in its own way. */
export type Piece =
  | { is: 'prose'; label: string | null; /** Markdown. */ text: string }
  | { is: 'words'; text: string }
  | { is: 'code'; label: string | null; text: string; language: string | null }
  | { is: 'diff'; label: string | null; hunks: Hunk[] }
  | { is: 'todos'; todos: Todo[] }
  | { is: 'questions'; questions: Question[] }
  | { is: 'media'; media: Media };

type Todo = Extract<ToolView, { is: 'todos' }>['todos'][number];

/** A tool's input and result. */
export function toolPieces(entry: ToolEntry): Piece[] {
  const own = [...viewPieces(entry.view, entry), ...alsoGiven(entry)];
  return [...own, ...fallback(entry, own), ...entry.media.map((media): Piece => ({ is: 'media', media }))];
}

function viewPieces(view: ToolView, { about, input }: ToolEntry): Piece[] {
  switch (view.is) {
    case 'command':
      return commandPieces(view);
    case 'read':
      return [...plain(unsaid(view.file, about)), ...code(null, view.content, languageOf(view.file))];
    case 'edit':
      return [...plain(unsaid(view.file, about)), ...editPieces(view)];
    case 'search':
      return [...plain(unsaid(view.pattern, about)), ...plain(view.place), ...code(null, view.results, null)];
    case 'agent':
      return [...plain(unsaid(view.description, about)), ...agentPieces(view)];
    case 'todos':
      return [{ is: 'todos', todos: view.todos }];
    case 'web':
      return [
        ...plain(unsaid(view.url, about)),
        ...plain(unsaid(view.query, about)),
        ...plain(view.prompt),
        ...prose(words.result, view.result),
      ];
    case 'questions':
      return [{ is: 'questions', questions: view.questions }];
    case 'plan':
      return [...prose(null, view.plan), ...plain(acceptance(view.accepted))];
    case 'mcp':
    case 'other':
      return code(words.input, input.text === '{}' ? null : input, 'json');
  }
}

function commandPieces(view: Extract<ToolView, { is: 'command' }>): Piece[] {
  return [
    ...plain(view.description),
    ...code(null, view.command, 'sh'),
    ...code(words.commandOutput, view.stdout, null),
    ...code(words.commandErrors, view.stderr, null),
    ...plain(view.exit),
    ...plain(view.background ? words.background : null),
  ];
}

/** If `hunks` are only the beginning of the change, `more` is the whole change. */
function editPieces({ hunks, more }: Extract<ToolView, { is: 'edit' }>): Piece[] {
  const whole = code(null, more, 'diff');
  if (whole.length > 0) return whole;
  return hunks.length === 0 ? [] : [{ is: 'diff', label: null, hunks }];
}

function agentPieces(view: Extract<ToolView, { is: 'agent' }>): Piece[] {
  const facts = [
    view.type,
    view.toolUses === null ? null : count(view.toolUses, 'tool used', 'tools used'),
    view.tokens === null ? null : count(view.tokens, 'token', 'tokens'),
    formatDuration(view.durationMs),
  ];
  const told = facts.filter((fact) => fact !== null).join(', ');
  return [...plain(told), ...prose(words.prompt, view.prompt), ...prose(words.result, view.result)];
}

function acceptance(accepted: boolean | null): string | null {
  if (accepted === null) return null;
  return accepted ? words.accepted : words.refused;
}

/** Names of inputs that the view, or the line above it, already shows. */
const TOLD: Readonly<Record<ToolView['is'], readonly string[]>> = {
  command: ['command', 'description', 'run_in_background', 'bash_id', 'shell_id', 'task_id'],
  read: ['file_path', 'notebook_path', 'path'],
  edit: ['file_path', 'notebook_path', 'old_string', 'new_string', 'content', 'edits', 'new_source'],
  search: ['pattern', 'query'],
  agent: ['description', 'prompt', 'subagent_type'],
  todos: ['todos', 'subject', 'status'],
  web: ['url', 'query', 'prompt'],
  questions: ['questions', 'answers', 'annotations'],
  plan: ['plan'],
  mcp: [],
  other: [],
};

/** The inputs that the view does not show, for example a task's description. */
function alsoGiven({ view, input }: ToolEntry): Piece[] {
  if (view.is === 'mcp' || view.is === 'other') return [];
  const given = membersOf(input.text).filter(([key, value]) => {
    const isNothing = value === null || value === false || value === '';
    return !isNothing && !TOLD[view.is].includes(key) && !(view.is === 'search' && value === view.place);
  });
  if (given.length === 0) return [];
  const text = jsonText(Object.fromEntries(given));
  return [{ is: 'code', label: words.alsoGiven, text, language: 'json' }];
}

/** Returns no members if the text is not a JSON object. */
function membersOf(json: string): [string, unknown][] {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? Object.entries(value) : [];
  } catch {
    return [];
  }
}

const TELLS_ALL: readonly ToolView['is'][] = ['edit', 'todos', 'questions', 'plan'];

/** Returns the output if the view does not show it and it says more than that all went well. */
function fallback(entry: ToolEntry, own: readonly Piece[]): Piece[] {
  const { output, status, view, input } = entry;
  const isTold = own.some((piece) => 'text' in piece && piece.text !== input.text && piece.text === output?.text);
  if (output === null || isTold) return [];
  if (!tellsMore(entry)) {
    if (hasResult(view)) return [];
    if (status === 'done' && (TELLS_ALL.includes(view.is) || isElsewhere(view))) return [];
  }
  return code(words.commandOutput, output, null);
}

/**
 * The view of a notebook has the sources of its cells but not their output; the view of a task does not have all of it.
 */
function tellsMore({ name, view }: ToolEntry): boolean {
  return (view.is === 'read' && /\.ipynb$/i.test(view.file)) || (view.is === 'todos' && name !== 'TodoWrite');
}

/** A subagent in the background answers at once, with a text that is only for Claude. */
const isElsewhere = (view: ToolView): boolean => view.is === 'agent' && view.agent !== null;

function hasResult(view: ToolView): boolean {
  switch (view.is) {
    case 'command':
      return view.stdout.text !== '' || view.stderr.text !== '';
    case 'read':
      return view.content !== null;
    case 'search':
      return view.results !== null;
    case 'agent':
    case 'web':
      return view.result !== null;
    default:
      return false;
  }
}

/** Returns null for a text that the line above already shows. */
const unsaid = (text: string | null, about: string): string | null => (text === about ? null : text);

const plain = (text: string | null): Piece[] => (text === null || text.trim() === '' ? [] : [{ is: 'words', text }]);

const prose = (label: string | null, text: Excerpted | null): Piece[] =>
  text === null || text.text.trim() === '' ? [] : [{ is: 'prose', label, text: text.text }];

const code = (label: string | null, text: Excerpted | null, language: string | null): Piece[] =>
  text === null || text.text.trim() === '' ? [] : [{ is: 'code', label, text: text.text, language }];

/** Returns the ending of a file's name, by which highlighters know languages; null if there is none. */
export const languageOf = (file: string): string | null =>
  /\.([a-z0-9+#]{1,12})$/i.exec(file)?.[1]?.toLowerCase() ?? null;
