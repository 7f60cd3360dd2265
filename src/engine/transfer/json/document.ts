import type { Excerpted, Media, ReaderEntry, ToolView } from '../../../shared/reading.ts';
import { agentOf } from '../chosen.ts';
import type { Source } from '../source.ts';
import { chosenEntries, factsOf, mediaBytes, type Writing } from '../writing.ts';
import { json, Raw } from './raw.ts';

/** The form of the document: docs/export-format.md, docs/export.schema.json. */
const SCHEMA = 1;

/** A conversation as one JSON object; an entry a line, so that it is written and can be read bit by bit. */
export function* writeJson(writing: Writing): Generator<string> {
  const { heading, source, choice, version, now } = writing;
  const { format: _format, ...options } = choice.options;
  const head = {
    schema: SCHEMA,
    exportedBy: `Ghostlight ${version}`,
    exportedAt: now,
    options,
    conversation: heading,
    facts: factsOf(source, choice),
    leftOut: source.leftOut(),
  };
  yield `${json(head).slice(0, -1)},\n"branches":${JSON.stringify(source.branches())},\n"entries":[`;
  const agents = new Set<string>();
  yield* entries(source, writing, agents);
  yield '],\n"subagents":[';
  yield* subagents(writing, agents);
  yield ']}\n';
}

function* entries(source: Source, writing: Writing, agents: Set<string>): Generator<string> {
  let separator = '\n';
  for (const entry of chosenEntries(source, writing.choice)) {
    const agent = entry.kind === 'tool' ? agentOf(entry, writing.choice.options) : null;
    if (agent !== null) agents.add(agent);
    yield separator + json(entryToJson(entry, source));
    separator = ',\n';
  }
}

/** Each once, in the order in which they are named; those that nothing names come last. */
function* subagents(writing: Writing, agents: Set<string>): Generator<string> {
  if (!writing.choice.options.subagents) return;
  const known = factsOf(writing.source, writing.choice).subagents;
  for (const { agent } of writing.source.facts().subagents) agents.add(agent);
  let separator = '\n';
  // A subagent may have had some of its own, which are added while this goes on.
  for (const agent of agents) {
    const source = yield* writing.openAgent(agent);
    if (source === null) continue;
    const { type = null, description = null } = known.find((subagent) => subagent.agent === agent) ?? {};
    try {
      yield `${separator}${json({ agent, type, description }).slice(0, -1)},"entries":[`;
      yield* entries(source, writing, agents);
      yield ']}';
    } finally {
      source.close();
    }
    separator = ',\n';
  }
}

/** Nothing is cut any more, so a text is a string. */
function entryToJson({ entry, kind, at, uuid, ...rest }: ReaderEntry, source: Source): object {
  const members = Object.entries(rest).map(([key, value]: [string, unknown]): [string, unknown] => {
    if (key === 'media') return [key, (value as Media[]).map((media) => mediaToJson(media, source))];
    if (key === 'view') return ['did', viewToJson(value as ToolView)];
    const text = isExcerpted(value) ? value.text : value;
    // What a tool was given, and a line of Claude's own.
    return key === 'input' || key === 'json' ? [key, valueOf(String(text))] : [key, text];
  });
  return { entry, kind, at, uuid, ...Object.fromEntries(members) };
}

/** `diff` is all of a change where `hunks` are only its beginning. */
function viewToJson(view: ToolView): object {
  if (view.is !== 'edit') return plain(view);
  const { more, ...rest } = view;
  return { ...rest, diff: more?.text ?? null };
}

/** Texts as strings, where the entry has them cut or whole. */
function plain(value: object): object {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [key, isExcerpted(inner) ? inner.text : inner]),
  );
}

const isExcerpted = (value: unknown): value is Excerpted =>
  typeof value === 'object' && value !== null && 'text' in value && 'length' in value && 'part' in value;

function mediaToJson(media: Media, source: Source): object {
  const { part: _part, ...rest } = media;
  return { ...rest, data: mediaBytes(media, source)?.toString('base64') ?? null };
}

/** The text itself, once it is known to be JSON: it may be nested deeper than can be written again. */
function valueOf(text: string): Raw | string {
  try {
    JSON.parse(text);
    return new Raw(text);
  } catch {
    return text;
  }
}
