import type { Excerpted, Question, ToolEntry, ToolView } from '../../../shared/reading.ts';
import { USUAL_LIMITS } from './excerpt.ts';

/** What a text is shown as; null and empty ones are not shown. */
export type Shown = { prose: string | null | undefined } | { plain: string | null | undefined };

export const prose = (text: Excerpted | null): Shown => ({ prose: text?.text });
export const plain = (text: Excerpted | string | null | undefined): Shown => ({
  plain: typeof text === 'object' ? text?.text : text,
});

type View<Is extends ToolView['is']> = Extract<ToolView, { is: Is }>;

/**
 * What the view of a tool shows; its line about itself says the same, and is left out. What came back stands there where
 * the view has no better place for it.
 */
export function toolTexts(entry: ToolEntry): Shown[] {
  const { view, status, output } = entry;
  const isDone = status === 'done';
  const unlessDone = isDone ? [] : [plain(output)];
  switch (view.is) {
    case 'command':
      return commandTexts(view, unlessDone);
    case 'read':
      return [plain(view.file), instead(view.content, plain, output)];
    case 'edit':
      return [plain(view.file), ...view.hunks.flatMap(changedLines), ...unlessDone];
    case 'search':
      return [plain(view.pattern), plain(view.place), instead(view.results, plain, output)];
    case 'agent':
      return [plain(view.description), prose(view.prompt), instead(view.result, prose, isDone ? null : output)];
    case 'todos':
      return view.todos.length === 0 ? [] : [...view.todos.map(({ text }) => plain(text)), ...unlessDone];
    case 'web':
      return [plain(view.url), plain(view.query), plain(view.prompt), instead(view.result, prose, output)];
    case 'questions':
      return [...view.questions.flatMap(questionTexts), ...unlessDone];
    case 'plan': {
      const isLeft = view.accepted === false || isEmpty(view.plan);
      return [prose(view.plan), ...(isLeft ? [plain(output)] : [])];
    }
    case 'mcp':
    case 'other':
      return [...givenTexts(entry.input), plain(output)];
  }
}

function commandTexts({ command, description, stdout, stderr, exit }: View<'command'>, unlessDone: Shown[]): Shown[] {
  const isSilent = isEmpty(stdout) && isEmpty(stderr);
  return [
    plain(description),
    plain(command),
    plain(stdout),
    plain(stderr),
    ...(isSilent ? unlessDone : []),
    plain(exit),
  ];
}

/** Each line for itself. */
const changedLines = ({ lines }: { lines: readonly string[] }): Shown[] => lines.map((line) => plain(line.slice(1)));

function questionTexts({ header, question, options, answer }: Question): Shown[] {
  // An answer that was chosen is shown as the option that it is.
  const isOffered = options.some(({ label, chosen }) => chosen && label === answer);
  const offered = options.flatMap(({ label, description }) => [label, description]);
  return [header, question, ...offered, isOffered ? null : answer].map(plain);
}

/** The same as `renderer/reader/blocks/tool/views/fields.ts`: what a tool was given, by name where that reads well. */
function givenTexts({ text }: Excerpted): Shown[] {
  const input = text.length > USUAL_LIMITS.output ? null : parsed(text);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return [plain(text)];
  const fields = Object.entries(input).map(([name, value]) => {
    return { name, value: typeof value === 'string' ? value : JSON.stringify(value) };
  });
  if (fields.length > MOST_FIELDS || fields.some(({ value }) => value.length > LONGEST_FIELD)) return [plain(text)];
  return fields.flatMap(({ name, value }) => [plain(name), plain(value)]);
}

const MOST_FIELDS = 20;
const LONGEST_FIELD = 2_000;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const instead = (text: Excerpted | null, as: (text: Excerpted) => Shown, output: Excerpted | null): Shown =>
  text === null || isEmpty(text) ? plain(output) : as(text);

const isEmpty = ({ text }: Excerpted): boolean => text.trim() === '';
