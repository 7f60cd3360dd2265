import type { EntryKind, ExportOptions, Media, ReaderEntry, ToolEntry, ToolView } from '../../shared/reading.ts';
import { isPersonalLine, mapTexts, redactJson, type Redact } from './personal.ts';

/**
 * Decides which parts of a conversation an export holds, by the person's choice. Every format asks here and nowhere
 * else.
 */
export interface Choice {
  options: ExportOptions;
  redact: Redact;
}

/** The kinds of entries that have to be read from the disk at all. */
export const wantedKinds =
  ({ thinking, personal }: ExportOptions) =>
  (kind: EntryKind): boolean => {
    if (kind === 'thinking') return thinking;
    return kind === 'metadata' ? personal : true;
  };

/**
 * Returns the entry as it is written, or null if it is left out. An export never holds what Claude keeps for itself.
 */
export function chosen(entry: ReaderEntry, { options, redact }: Choice): ReaderEntry | null {
  if (!wantedKinds(options)(entry.kind)) return null;
  if (entry.kind === 'metadata' && !isPersonalLine(entry.name)) return null;
  const kept = withoutImages(withoutOutput(entry, options), options);
  return options.personal ? kept : withoutPersonal(kept, redact);
}

function withoutPersonal(entry: ReaderEntry, redact: Redact): ReaderEntry {
  const safe = mapTexts(entry, redact);
  if (entry.kind !== 'tool' || safe.kind !== 'tool') return safe;
  const text = redactJson(entry.input.text, redact);
  return { ...safe, input: { text, length: text.length, part: null } };
}

const NOTHING = { text: '', length: 0, part: null };

function withoutOutput(entry: ReaderEntry, { toolOutput }: ExportOptions): ReaderEntry {
  if (toolOutput) return entry;
  if (entry.kind === 'tool') return { ...entry, output: null, media: [], view: withoutResult(entry.view) };
  const isOutput = entry.kind === 'note' && (entry.note === 'command-output' || entry.note === 'shell-output');
  return isOutput ? { ...entry, text: null } : entry;
}

function withoutResult(view: ToolView): ToolView {
  switch (view.is) {
    case 'command':
      return { ...view, stdout: NOTHING, stderr: NOTHING };
    case 'read':
      return { ...view, content: null };
    case 'search':
      return { ...view, results: null };
    case 'agent':
    case 'web':
      return { ...view, result: null };
    default:
      return view;
  }
}

/** The export still says that there was a picture. */
function withoutImages(entry: ReaderEntry, { images }: ExportOptions): ReaderEntry {
  if (images || !hasMedia(entry)) return entry;
  return { ...entry, media: entry.media.map((media): Media => ({ ...media, part: null })) };
}

const hasMedia = (entry: ReaderEntry): entry is Extract<ReaderEntry, { media: Media[] }> => 'media' in entry;

/**
 * Returns the subagent whose own conversation belongs to a tool call; null if there is none, or if the person did not
 * ask for subagents.
 */
export function agentOf(entry: ToolEntry, { subagents }: ExportOptions): string | null {
  return subagents && entry.view.is === 'agent' ? entry.view.agent : null;
}
