import {
  Ban,
  Bot,
  Check,
  CircleDashed,
  CircleStop,
  CircleX,
  ClipboardList,
  FilePen,
  FilePlus,
  FileText,
  Globe,
  Hourglass,
  ListTodo,
  MessageCircleQuestionMark,
  Plug,
  Search,
  SquareTerminal,
  Wrench,
} from 'lucide-react';
import type { ToolEntry, ToolView } from '../../../../shared/reading.ts';
import { folderName, formatCount, t } from '../../../strings/index.ts';
import type { Icon } from '../../../ui/index.ts';

const { tools: verbs, ...words } = t.blocks;

/** A tool call in one line. */
export interface Summary {
  icon: Icon;
  verb: string;
  /** What it was used on; empty where the verb says all. */
  about: string;
  /** `about` is a command or a path, set in the one measure of code. */
  isCode: boolean;
  /** All of `about`, where it is shortened. */
  hint: string | null;
  /** Short facts after it. */
  facts: string[];
}

export const STATUS_ICONS: Readonly<Record<ToolEntry['status'], Icon>> = {
  done: Check,
  failed: CircleX,
  denied: Ban,
  interrupted: CircleStop,
  waiting: Hourglass,
  none: CircleDashed,
};

interface Parts {
  icon: Icon;
  verb: keyof typeof verbs;
  about?: string | null;
  isCode?: boolean;
  hint?: string;
  facts?: (string | null)[];
}

export function summaryOf({ view, about, name, status }: ToolEntry): Summary {
  const parts = partsOf(view, about, name);
  return {
    icon: parts.icon,
    verb: spellVerb(parts.verb, status),
    about: parts.about ?? '',
    isCode: parts.isCode === true,
    hint: parts.hint ?? null,
    facts: (parts.facts ?? []).filter((fact) => fact !== null),
  };
}

/** A command that failed did run; what was not allowed or has no result may never have been done. */
function spellVerb(verb: keyof typeof verbs, status: ToolEntry['status']): string {
  const { done, doing, tried } = verbs[verb];
  if (status === 'waiting') return doing;
  if (status === 'done') return done;
  const happens = verb === 'command' || verb === 'background' || verb === 'agent' || verb === 'other';
  return happens && (status === 'failed' || status === 'interrupted') ? done : tried;
}

function partsOf(view: ToolView, about: string, name: string): Parts {
  switch (view.is) {
    case 'command':
      return command(view, about);
    case 'read':
      return { icon: FileText, verb: 'read', ...fileParts(view.file), facts: [readLines(view)] };
    case 'edit':
      return {
        icon: view.created ? FilePlus : FilePen,
        verb: view.created ? 'create' : 'edit',
        ...fileParts(view.file),
      };
    case 'search':
      return {
        icon: Search,
        verb: 'search',
        about: view.pattern,
        isCode: true,
        facts: [
          view.place === null ? null : words.searchedIn(folderName(view.place)),
          view.found === null ? null : words.found(view.found),
        ],
      };
    case 'agent':
      return { icon: Bot, verb: 'agent', about: view.description ?? about, facts: [view.type] };
    case 'todos': {
      const done = view.todos.filter(({ state }) => state === 'done').length;
      return { icon: ListTodo, verb: 'todos', facts: [words.todosDone(done, view.todos.length)] };
    }
    case 'web':
      return view.query === null
        ? { icon: Globe, verb: 'fetch', about: view.url ?? about, isCode: true }
        : { icon: Globe, verb: 'webSearch', about: view.query };
    case 'questions':
      return { icon: MessageCircleQuestionMark, verb: 'questions', about: view.questions[0]?.question ?? about };
    case 'plan':
      return { icon: ClipboardList, verb: 'plan', facts: [planFact(view.accepted)] };
    case 'mcp':
      return { icon: Plug, verb: 'other', about: `${view.server} · ${spelled(view.tool)}`, facts: [factOf(about)] };
    case 'other':
      return { icon: Wrench, verb: 'other', about: name, facts: [factOf(about)] };
  }
}

function command(view: Extract<ToolView, { is: 'command' }>, about: string): Parts {
  const first = view.command.text.trim().split('\n')[0] ?? '';
  const base = { icon: SquareTerminal, verb: view.background ? 'background' : 'command' } as const;
  return view.description === null || view.description === ''
    ? { ...base, about: first === '' ? about : first, isCode: true, hint: view.command.text }
    : { ...base, about: first, isCode: true, hint: view.command.text, facts: [] };
}

/** The file's name; its whole path on hover. */
const fileParts = (file: string): Pick<Parts, 'about' | 'isCode' | 'hint'> => ({
  about: folderName(file),
  isCode: true,
  hint: file,
});

function readLines({ from, lines, total }: Extract<ToolView, { is: 'read' }>): string | null {
  if (lines === null || lines === 0) return null;
  const first = from ?? 1;
  const span = words.linesOf(first, first + lines - 1);
  return total !== null && total > lines ? `${span} ${words.ofLines(total)}` : span;
}

const planFact = (accepted: boolean | null): string | null =>
  accepted === null ? null : accepted ? words.planAccepted : words.planDeclined;

const factOf = (about: string): string | null => (about === '' ? null : about);

/** `search_issues` as people write it. */
const spelled = (name: string): string => name.replaceAll('_', ' ');

/** "12.4k" would be jargon: whole numbers, grouped. */
export const tokensOf = (tokens: number | null): string | null => (tokens === null ? null : formatCount(tokens));
