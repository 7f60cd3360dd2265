import type { Media, ReaderEntry } from '../../../shared/reading.ts';
import { agentOf } from '../chosen.ts';
import { headLines } from '../head.ts';
import { present, type Block } from '../present.ts';
import type { Source } from '../source.ts';
import { agentName } from '../agents.ts';
import { count, words } from '../words.ts';
import { mediaBytes, stepsOf, type KeepMedia, type Writing } from '../writing.ts';
import { codeSpan, htmlText, plainText } from './inline.ts';
import { piecesToMarkdown, type PieceOptions } from './pieces.ts';

/** Writes a conversation as Markdown, for viewers and for reading as it is. */
export function* writeMarkdown(writing: Writing, keep: KeepMedia): Generator<string> {
  yield `# ${plainText(writing.heading.title)}\n\n`;
  for (const { label, value, exact } of headLines(writing)) {
    yield `- **${label}:** ${exact ? codeSpan(value) : plainText(value)}\n`;
  }
  yield '\n---\n';
  const agents = new Set<string>();
  yield* conversation(writing.source, { writing, keep, agents, isAgent: false });
  // A subagent may have had subagents, which are added during this loop.
  for (const agent of agents) {
    const source = yield* writing.openAgent(agent);
    if (source === null) continue;
    try {
      yield `\n# ${words.subagent}: ${plainText(agentName(agent, writing))}\n`;
      yield* conversation(source, { writing, keep, agents, isAgent: true });
    } finally {
      source.close();
    }
  }
}

interface Part {
  writing: Writing;
  keep: KeepMedia;
  /** Subagents whose own conversations follow at the end. */
  agents: Set<string>;
  /** True in a subagent's conversation, where Claude writes the prompts. */
  isAgent: boolean;
}

function* conversation(source: Source, part: Part): Generator<string> {
  const { writing, agents, isAgent } = part;
  const { options } = writing.choice;
  const steps = stepsOf(source, writing.choice);
  let speaker: 'person' | 'claude' | null = null;
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) {
    const { entry, opens, closes } = step.value;
    const agent = entry.kind === 'tool' ? agentOf(entry, options) : null;
    const block = present(entry);
    const isBorder = closes || opens !== null;
    if (closes) yield '\n</details>\n';
    if (opens !== null) {
      yield `\n<details>\n<summary>${words.takenBack}: ${count(opens.prompts, 'prompt', 'prompts')}</summary>\n`;
    }
    const next = speakerOf(entry, block);
    const isNew = next !== null && (next === 'person' || isBorder || next !== speaker);
    if (isNew) yield headingOf(next, entry, block, part);
    speaker = block.is === 'divider' ? null : (next ?? speaker);
    yield blockToMarkdown(block, { quote: next === 'person' && !isAgent, linkTo: linker(source, part) });
    if (agent !== null) {
      agents.add(agent);
      yield `\n*${words.ownConversation} stands below, under “${words.subagent}: ${plainText(agentName(agent, writing))}”.*\n`;
    }
  }
  if (step.value) yield '\n</details>\n';
  if (isAgent || !options.subagents) return;
  for (const { agent } of source.facts().subagents) agents.add(agent);
}

function speakerOf({ kind }: ReaderEntry, block: Block): 'person' | 'claude' | null {
  if (block.is === 'said') return block.by;
  return kind === 'tool' || kind === 'thinking' ? 'claude' : null;
}

function headingOf(by: 'person' | 'claude', { at }: ReaderEntry, block: Block, { isAgent, writing }: Part): string {
  const who = by === 'person' ? (isAgent ? words.prompt : words.person) : isAgent ? words.subagent : words.claude;
  const time = by === 'person' ? writing.times.moment(at) : writing.times.clock(at);
  const how = block.is === 'said' ? block.how : null;
  return `\n## ${[who, time, how].filter((part) => part !== null && part !== '').join(' · ')}\n`;
}

function blockToMarkdown(block: Block, options: PieceOptions): string {
  const pieces = piecesToMarkdown(block.pieces, options);
  switch (block.is) {
    case 'said':
      return pieces === '' ? '' : `\n${pieces}\n`;
    case 'note':
      return `\n*${plainText(block.text)}*\n`;
    case 'divider':
      return `\n---\n\n*${plainText(block.text)}*\n${pieces === '' ? '' : details(words.summary, pieces)}`;
    case 'folded':
      return details(summaryOf(block), pieces);
  }
}

const details = (summary: string, pieces: string): string =>
  `\n<details>\n<summary>${summary}</summary>\n${pieces === '' ? '' : `\n${pieces}\n`}\n</details>\n`;

/** The line of a folded block is HTML, because Markdown cannot fold. */
function summaryOf({ title, about, facts }: Extract<Block, { is: 'folded' }>): string {
  const told = about === '' ? '' : ` <code>${htmlText(about)}</code>`;
  return `${htmlText(title)}${told}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
}

const linker =
  (source: Source, { keep }: Part) =>
  (media: Media): string | null => {
    const bytes = mediaBytes(media, source);
    return bytes === null ? null : keep(media, bytes);
  };
