import type { Excerpted, Media, ReaderEntry, ToolView } from '../../../shared/reading.ts';
import { agentOf } from '../chosen.ts';
import type { Source } from '../source.ts';
import { chosenEntries, factsOf, mediaBytes, type Writing } from '../writing.ts';
import { json, Raw } from './raw.ts';

/** Version of the format, which docs/export-format.md and docs/export.schema.json describe. */
const SCHEMA = 1;

/** Writes a conversation as one JSON object with one entry a line, so that it can be written and read bit by bit. */
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

/** Each subagent once, in the order in which entries name them. Those that no entry names come last. */
function* subagents(writing: Writing, agents: Set<string>): Generator<string> {
  if (!writing.choice.options.subagents) return;
  const known = factsOf(writing.source, writing.choice).subagents;
  for (const { agent } of writing.source.facts().subagents) agents.add(agent);
  let separator = '\n';
  // A subagent may have had subagents, which are added during this loop.
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

/** No text is cut in an export, so each one becomes a plain string. */
function entryToJson({ entry, kind, at, uuid, ...rest }: ReaderEntry, source: Source): object {
  const members = Object.entries(rest).map(([key, value]: [string, unknown]): [string, unknown] => {
    if (key === 'media') return [key, (value as Media[]).map((media) => mediaToJson(media, source))];
    if (key === 'view') return ['did', viewToJson(value as ToolView)];
    const text = isExcerpted(value) ? value.text : value;
    // The input of a tool, and a line of metadata: both are JSON already.
    return key === 'input' || key === 'json' ? [key, valueOf(String(text))] : [key, text];
  });
  return { entry, kind, at, uuid, ...Object.fromEntries(members) };
}

/** If `hunks` are only the beginning of a change, `diff` is the whole change. */
function viewToJson(view: ToolView): object {
  if (view.is !== 'edit') return plain(view);
  const { more, ...rest } = view;
  return { ...rest, diff: more?.text ?? null };
}

/** Turns texts with a length and a part into plain strings. */
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

/** Keeps the text itself if it is JSON, because it may be nested too deeply to be written again. */
function valueOf(text: string): Raw | string {
  try {
    JSON.parse(text);
    return new Raw(text);
  } catch {
    return text;
  }
}
