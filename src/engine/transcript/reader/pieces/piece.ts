import type { AttachmentEntry, CompactionEntry, EntryKind, Note, PromptEntry } from '../../../../shared/reading.ts';
import type { Line } from '../../line.ts';

/**
 * What one line of a transcript says, taken apart. The same line always gives the same pieces in the same order: the
 * index remembers a piece by its place, and finds it there again when it is to be shown.
 */
export type Piece =
  | { kind: 'prompt'; how: PromptEntry['how']; text: string; media: unknown[] }
  | { kind: 'reply'; text: string; media: unknown[]; cutOff: boolean }
  /** The text is null where only a signature is there. */
  | { kind: 'thinking'; text: string | null }
  | { kind: 'tool'; id: string | null; name: string; input: unknown }
  | ({ kind: 'compaction' } & Pick<CompactionEntry, 'by' | 'tokensBefore' | 'tokensAfter'>)
  | NotePiece
  | { kind: 'attachment'; what: AttachmentEntry['what']; name: string; text: string | null }
  /** `value`: what is shown of it. */
  | { kind: 'metadata'; name: string; value: unknown }
  /** Belongs to a call of another line. */
  | { kind: 'result'; id: string | null; content: unknown; isError: boolean }
  /** Belongs to the compaction before it. */
  | { kind: 'summary'; text: string };

export interface NotePiece {
  kind: 'note';
  note: Note;
  text: string | null;
  /** A note that the file repeats is shown once as long as this stays the same; null where each counts. */
  once: string | null;
}

export type PieceKind = Piece['kind'];

/** What kind of entry a piece becomes that finds nothing to belong to. */
export function kindOf({ kind }: Piece): EntryKind {
  if (kind === 'result') return 'tool';
  return kind === 'summary' ? 'compaction' : kind;
}

export const note = (name: Note, text: string | null = null, once: string | null = null): NotePiece => ({
  kind: 'note',
  note: name,
  text,
  once,
});

/** The line's type, and whatever else says what sort of line it is: `system · turn_duration`. */
export function metadata(line: Line, detail?: string | null): Piece {
  const type = typeof line['type'] === 'string' && line['type'] !== '' ? line['type'] : 'line';
  const name = detail === undefined || detail === null ? type : `${type} · ${detail}`;
  return { kind: 'metadata', name: name.slice(0, 120), value: line };
}
