import type { Excerpted, Hunk, Media, Question, ToolEntry, ToolView } from '../../shared/reading.ts';
import { formatDuration, words, count } from './words.ts';

/** What a block consists of. Every text in it is somebody else's, and each format has to make it safe in its own way. */
export type Piece =
  | { is: 'prose'; label: string | null; /** Markdown. */ text: string }
  | { is: 'words'; text: string }
  | { is: 'code'; label: string | null; text: string; language: string | null }
  | { is: 'diff'; label: string | null; hunks: Hunk[] }
  | { is: 'todos'; todos: Todo[] }
  | { is: 'questions'; questions: Question[] }
  | { is: 'media'; media: Media };

type Todo = Extract<ToolView, { is: 'todos' }>['todos'][number];

/** What a tool was given and what came of it. */
export function toolPieces(entry: ToolEntry): Piece[] {
  const own = viewPieces(entry.view, entry);
  return [...own, ...fallback(entry, own), ...entry.media.map((media): Piece => ({ is: 'media', media }))];
}

function viewPieces(view: ToolView, { about, input }: ToolEntry): Piece[] {
  switch (view.is) {
    case 'command':
      return commandPieces(view);
    case 'read':
      return code(null, view.content, languageOf(view.file));
    case 'edit':
      return editPieces(view);
    case 'search':
      return [...plain(view.place), ...code(null, view.results, null)];
    case 'agent':
      return agentPieces(view);
    case 'todos':
      return [{ is: 'todos', todos: view.todos }];
    case 'web':
      return [
        ...plain(unsaid(view.url ?? view.query, about)),
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

/** `more` is all of the change where `hunks` are only its beginning. */
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

const TELLS_ALL: readonly ToolView['is'][] = ['edit', 'todos', 'questions', 'plan'];

/** What came back as text, where the view holds nothing of it and it says more than that all went well. */
function fallback({ output, status, view, input }: ToolEntry, own: readonly Piece[]): Piece[] {
  const isTold = own.some((piece) => 'text' in piece && piece.text !== input.text && piece.text === output?.text);
  if (output === null || isTold || hasResult(view)) return [];
  if (status === 'done' && (TELLS_ALL.includes(view.is) || isElsewhere(view))) return [];
  return code(words.commandOutput, output, null);
}

/** What a subagent that works in the background answers at once is for Claude alone. */
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

/** What stands in the line above is not said again. */
const unsaid = (text: string | null, about: string): string | null => (text === about ? null : text);

const plain = (text: string | null): Piece[] => (text === null || text.trim() === '' ? [] : [{ is: 'words', text }]);

const prose = (label: string | null, text: Excerpted | null): Piece[] =>
  text === null || text.text.trim() === '' ? [] : [{ is: 'prose', label, text: text.text }];

const code = (label: string | null, text: Excerpted | null, language: string | null): Piece[] =>
  text === null || text.text.trim() === '' ? [] : [{ is: 'code', label, text: text.text, language }];

/** The ending of a file's name, as highlighters know languages by; null where there is none. */
export const languageOf = (file: string): string | null =>
  /\.([a-z0-9+#]{1,12})$/i.exec(file)?.[1]?.toLowerCase() ?? null;
