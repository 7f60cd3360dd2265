import type { OutlineItem, ReaderEntry } from '../../../shared/reading.ts';
import { agentName } from '../agents.ts';
import { agentOf } from '../chosen.ts';
import { headLines } from '../head.ts';
import { present, type Block } from '../present.ts';
import type { Source } from '../source.ts';
import { count, words } from '../words.ts';
import { mediaBytes, stepsOf, type Writing } from '../writing.ts';
import { escapeHtml } from './escape.ts';
import { piecesToHtml } from './pieces.ts';
import { STYLE, STYLE_HASH } from './style.ts';

/** Writes a conversation as one HTML file that needs nothing else: no script, nothing to fetch, light and dark. */
export function* writeHtml(writing: Writing): Generator<string> {
  const { heading, source, choice } = writing;
  yield head(heading.title);
  const outline = source.outline();
  yield outlineOf(
    choice.options.personal ? outline : outline.map((item) => ({ ...item, text: choice.redact(item.text) })),
  );
  const isLong = source.count > MOST_DRAWN ? ' class="long"' : '';
  yield `<main id="conversation"${isLong}>\n<header>\n<h1 lang="" dir="auto">${escapeHtml(heading.title)}</h1>\n${factsOf(writing)}</header>\n`;
  const seen = new Set<string>();
  yield* conversation(source, { writing, seen, prefix: 'e', depth: 0 });
  yield* otherAgents({ writing, seen, prefix: 'e', depth: 0 });
  yield '</main>\n</body>\n</html>\n';
}

/** If there are more entries, the browser draws only what is near the view. */
const MOST_DRAWN = 500;

/** Nothing is loaded. The only style allowed is ours, by its hash. */
const POLICY = `default-src 'none'; img-src data:; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

const head = (title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#conversation">Skip to the conversation</a>
`;

function outlineOf(items: readonly OutlineItem[]): string {
  if (items.length < 2) return '';
  const links = items.map(
    ({ entry, text }) =>
      `<li><a href="#e${entry}" lang="" dir="auto">${escapeHtml(text === '' ? words.image : text)}</a></li>\n`,
  );
  return `<nav aria-label="${words.outline}"><details><summary>${words.outline} <span class="quiet">${items.length}</span></summary>\n<ol>\n${links.join('')}</ol>\n</details></nav>\n`;
}

const factsOf = (writing: Writing): string =>
  `<dl>\n${headLines(writing)
    .map(({ label, value, exact }) => {
      const told = escapeHtml(value);
      return `<div><dt>${label}</dt><dd>${exact ? `<code>${told}</code>` : told}</dd></div>\n`;
    })
    .join('')}</dl>\n`;

interface Part {
  writing: Writing;
  /** Subagents whose own conversations were written already. */
  seen: Set<string>;
  /** Prefix of the ids of entries. Each subagent has one, so ids stay unique. */
  prefix: string;
  /** 0 for the conversation itself, 1 for its subagents, 2 for theirs. */
  depth: number;
}

const DEEPEST = 5;

function* conversation(source: Source, part: Part): Generator<string> {
  const { writing } = part;
  const steps = stepsOf(source, writing.choice);
  let speaker: Speaker | null = null;
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) {
    const { entry, opens, closes } = step.value;
    const block = present(entry);
    const next = speakerOf(entry, block);
    const isNew = next !== null && (next === 'person' || next !== speaker);
    if (speaker !== null && (isNew || next === null || closes || opens !== null)) {
      yield '</article>\n';
      speaker = null;
    }
    if (closes) yield '</details>\n';
    if (opens !== null) {
      yield `<details class="branch"><summary>${words.takenBack}: ${count(opens.prompts, 'prompt', 'prompts')}</summary>\n`;
    }
    if (next !== null && speaker === null) yield openArticle(next, entry, block, part);
    speaker = next;
    yield* blockToHtml(entry, block, source, part);
  }
  if (speaker !== null) yield '</article>\n';
  if (step.value) yield '</details>\n';
}

type Speaker = 'person' | 'claude';

function speakerOf({ kind }: ReaderEntry, block: Block): Speaker | null {
  if (block.is === 'said') return block.by;
  return kind === 'tool' || kind === 'thinking' ? 'claude' : null;
}

/** Opens the article that holds everything one side says until the other side speaks. */
function openArticle(by: Speaker, entry: ReaderEntry, block: Block, { writing, prefix, depth }: Part): string {
  const isAgent = depth > 0;
  const who = by === 'person' ? (isAgent ? words.prompt : words.person) : isAgent ? words.subagent : words.claude;
  const level = Math.min(6, depth + 2);
  const id = `${prefix}${entry.entry}`;
  const how = block.is === 'said' && block.how !== null ? ` <span class="quiet">${block.how}</span>` : '';
  const time = entry.at === null ? '' : ` ${timeOf(entry.at, writing)}`;
  return `<article class="${by}" id="${id}" aria-labelledby="${id}-who">\n<h${level} class="who" id="${id}-who">${who}${how}${time}</h${level}>\n`;
}

const timeOf = (at: number, { times }: Writing): string =>
  `<time datetime="${new Date(at).toISOString()}">${times.moment(at)}</time>`;

function* blockToHtml(entry: ReaderEntry, block: Block, source: Source, part: Part): Generator<string> {
  const pieces = piecesToHtml(block.pieces, (media) => mediaBytes(media, source));
  switch (block.is) {
    case 'said':
      yield `${pieces}\n`;
      return;
    case 'note':
      yield `<p class="remark" lang="" dir="auto">${escapeHtml(block.text)}</p>\n`;
      return;
    case 'divider':
      yield `<div class="divider" role="separator">${escapeHtml(block.text)}</div>\n`;
      if (pieces !== '') yield `<details><summary>${words.summary}</summary>\n${pieces}\n</details>\n`;
      return;
    case 'folded':
      yield `<details class="${entry.kind}"><summary>${summaryOf(block)}</summary>\n${pieces}\n`;
      if (entry.kind === 'tool')
        yield* ownConversation(agentOf(entry, part.writing.choice.options), words.ownConversation, part);
      yield '</details>\n';
  }
}

function summaryOf({ title, about, facts }: Extract<Block, { is: 'folded' }>): string {
  const told = about === '' ? '' : ` <code lang="" dir="auto">${escapeHtml(about)}</code>`;
  const became = facts.length === 0 ? '' : ` <span class="facts">${facts.join(', ')}</span>`;
  return `<span class="what">${escapeHtml(title)}</span>${told}${became}`;
}

/** A subagent's own conversation, inside the call that started it. */
function* ownConversation(agent: string | null, title: string, part: Part): Generator<string> {
  if (agent === null || part.seen.has(agent) || part.depth >= DEEPEST) return;
  part.seen.add(agent);
  const source = yield* part.writing.openAgent(agent);
  if (source === null) return;
  try {
    yield `<details class="agent"><summary>${escapeHtml(title)}</summary>\n`;
    yield* conversation(source, { ...part, prefix: `a${part.seen.size}-`, depth: part.depth + 1 });
    yield '</details>\n';
  } finally {
    source.close();
  }
}

/** The subagents that no call in the conversation names. */
function* otherAgents(part: Part): Generator<string> {
  const { writing, seen } = part;
  if (!writing.choice.options.subagents) return;
  let isBegun = false;
  for (const { agent } of writing.source.facts().subagents.filter((other) => !seen.has(other.agent))) {
    for (const text of ownConversation(agent, agentName(agent, writing), part)) {
      if (!isBegun && text !== '') yield `<section>\n<h2>${words.otherSubagents}</h2>\n`;
      isBegun ||= text !== '';
      yield text;
    }
  }
  if (isBegun) yield '</section>\n';
}
