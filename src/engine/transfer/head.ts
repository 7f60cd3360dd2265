import type { ExportOptions, ReaderFacts } from '../../shared/reading.ts';
import { formatBytes } from '../format-bytes.ts';
import { count } from './words.ts';
import { factsOf, type Writing } from './writing.ts';

/** One line of the head of an exported conversation. */
export interface HeadLine {
  label: string;
  /** May be text from the transcript: each format has to make it safe. */
  value: string;
  /** True for a path, an id and the like, which people copy. */
  exact: boolean;
}

/** The facts that a reader wants first. Lines without a value are left out. */
export function headLines(writing: Writing): HeadLine[] {
  const { heading, times, source, choice } = writing;
  const facts = factsOf(source, choice);
  const lines: [label: string, value: string | null, exact?: boolean][] = [
    ['Folder', heading.cwd, true],
    ['Branch', facts.branches.join(', ') || null, true],
    ['When', span(facts, writing)],
    ['Model', facts.models.map(({ model }) => model).join(', ') || heading.model, true],
    ['Said', `${count(facts.prompts, 'prompt', 'prompts')}, ${count(facts.replies, 'reply', 'replies')}`],
    ['Tools', toolsIn(facts)],
    ['Files changed', facts.files.length === 0 ? null : count(facts.files.length, 'file', 'files')],
    ['Tokens', tokensIn(facts)],
    ['Cost', facts.costUsd === null ? null : `US$ ${facts.costUsd.toFixed(2)}`],
    ['Typed, and never taken up', facts.queued.map(({ text }) => `“${text}”`).join(' ')],
    ['Not included', omitted(choice.options)],
    ['Left out', leftOut(writing)],
    ['Conversation', heading.id, true],
    ['Exported', `${times.moment(writing.now)} by Ghostlight ${writing.version}; times are those of ${times.zone}`],
  ];
  return lines.flatMap(([label, value, exact = false]) =>
    value === null || value === '' ? [] : [{ label, value, exact }],
  );
}

function span({ startedAt, endedAt }: ReaderFacts, { heading, times }: Writing): string {
  const [from, to] = [startedAt ?? heading.createdAt, endedAt ?? heading.lastActivityAt];
  if (from === null || to === null || times.moment(from) === times.moment(to)) return times.moment(from ?? to);
  const end = times.day(from) === times.day(to) ? times.clock(to) : times.moment(to);
  return `${times.moment(from)} – ${end}`;
}

const MOST_TOOLS = 8;

function toolsIn({ tools }: ReaderFacts): string {
  const often = [...tools].sort((a, b) => b.uses - a.uses).slice(0, MOST_TOOLS);
  const told = often.map(({ name, uses }) => `${name} ${uses.toLocaleString('en')}×`);
  return [...told, ...(tools.length > MOST_TOOLS ? ['…'] : [])].join(', ');
}

function tokensIn({ tokens }: ReaderFacts): string | null {
  if (tokens === null) return null;
  const { input, output, cacheRead, cacheWrite } = tokens;
  const told = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}`;
  return [
    told(input, 'in'),
    told(output, 'out'),
    told(cacheRead, 'read from the cache'),
    told(cacheWrite, 'written to it'),
  ].join(', ');
}

/** Lists what the person chose to leave out, so that nobody takes the document for complete. */
function omitted({ toolOutput, thinking, subagents, images, personal }: ExportOptions): string {
  const parts = [
    toolOutput ? null : 'what tools answered',
    thinking ? null : 'thinking',
    subagents ? null : 'the subagents’ own conversations',
    images ? null : 'images',
    personal ? null : 'account ids, organization ids, remote-control ids and e-mail addresses',
  ];
  return parts.filter((part) => part !== null).join('; ');
}

function leftOut({ source }: Writing): string | null {
  const { lines, bytes } = source.leftOut();
  return lines === 0 ? null : `${count(lines, 'line', 'lines')} that could not be read (${formatBytes(bytes)})`;
}
