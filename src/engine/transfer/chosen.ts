import type { EntryKind, ExportOptions, Media, ReaderEntry, ToolEntry, ToolView } from '../../shared/reading.ts';
import { isPersonalLine, mapTexts, redactJson, type Redact } from './personal.ts';

/** What of a conversation goes into an export, by the person's choice. Every format asks here, and nowhere else. */
export interface Choice {
  options: ExportOptions;
  redact: Redact;
}

/** Kinds that have to be read from the disk at all. */
export const wantedKinds =
  ({ thinking, personal }: ExportOptions) =>
  (kind: EntryKind): boolean => {
    if (kind === 'thinking') return thinking;
    return kind === 'metadata' ? personal : true;
  };

/** The entry as it is written; null where it is left out. What Claude keeps for itself never is part of an export. */
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

/** That there was a picture is still told. */
function withoutImages(entry: ReaderEntry, { images }: ExportOptions): ReaderEntry {
  if (images || !hasMedia(entry)) return entry;
  return { ...entry, media: entry.media.map((media): Media => ({ ...media, part: null })) };
}

const hasMedia = (entry: ReaderEntry): entry is Extract<ReaderEntry, { media: Media[] }> => 'media' in entry;

/** The subagent whose own conversation belongs to a tool call; null where there is none or it was not asked for. */
export function agentOf(entry: ToolEntry, { subagents }: ExportOptions): string | null {
  return subagents && entry.view.is === 'agent' ? entry.view.agent : null;
}
