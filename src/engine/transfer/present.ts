import type { AttachmentEntry, Media, Note, ReaderEntry, ThinkingEntry, ToolEntry } from '../../shared/reading.ts';
import { toolPieces, type Piece } from './tool-pieces.ts';
import { ATTACHED, formatDuration, HOW, leftOutLine, NOTES, noteWords, STATES, words } from './words.ts';

/** An entry as Markdown and HTML both show it: said by somebody, folded, a note or a divider, with its pieces. */
export type Block =
  | { is: 'said'; by: 'person' | 'claude'; how: string | null; pieces: Piece[] }
  | { is: 'folded'; title: string; about: string; facts: string[]; pieces: Piece[] }
  | { is: 'note'; text: string; pieces: Piece[] }
  | { is: 'divider'; text: string; pieces: Piece[] };

export function present(entry: ReaderEntry): Block {
  switch (entry.kind) {
    case 'prompt':
      return { is: 'said', by: 'person', how: HOW[entry.how], pieces: said(entry) };
    case 'reply':
      return { is: 'said', by: 'claude', how: entry.cutOff ? 'cut off' : null, pieces: said(entry) };
    case 'thinking':
      return presentThinking(entry);
    case 'tool': {
      const facts = [STATES[entry.status], formatDuration(entry.durationMs)].filter((fact) => fact !== null);
      return { is: 'folded', title: titleOf(entry), about: entry.about, facts, pieces: toolPieces(entry) };
    }
    case 'compaction':
      return { is: 'divider', text: words.summarised, pieces: prose(entry.summary?.text ?? '') };
    case 'note':
      return presentNote(entry.note, entry.text?.text ?? '');
    case 'attachment':
      return presentAttachment(entry);
    case 'metadata':
      return folded(words.account, entry.name, [{ is: 'code', label: null, text: entry.json.text, language: 'json' }]);
    case 'left-out':
      return entry.why === 'too-long'
        ? { is: 'note', text: leftOutLine(entry.bytes), pieces: [] }
        : folded(words.damagedLine, '', code(entry.text.text));
  }
}

/** Tools of the Model Context Protocol are shown with the names of their server and tool. */
const titleOf = ({ name, view }: ToolEntry): string => (view.is === 'mcp' ? `${view.server}: ${view.tool}` : name);

const folded = (title: string, about: string, pieces: Piece[], facts: string[] = []): Block => ({
  is: 'folded',
  title,
  about,
  facts,
  pieces,
});

function said({ text, media }: { text: { text: string }; media: Media[] }): Piece[] {
  return [...prose(text.text), ...media.map((item): Piece => ({ is: 'media', media: item }))];
}

const prose = (text: string): Piece[] => (text.trim() === '' ? [] : [{ is: 'prose', label: null, text }]);

const code = (text: string): Piece[] => (text.trim() === '' ? [] : [{ is: 'code', label: null, text, language: null }]);

function presentThinking({ text, durationMs }: ThinkingEntry): Block {
  const took = formatDuration(durationMs);
  const facts = took === null ? [] : [took];
  if (text !== null) return folded(words.thinking, '', prose(text.text), facts);
  return { is: 'note', text: [words.hiddenThinking, ...facts].join(', '), pieces: [] };
}

function presentAttachment({ what, name, text }: AttachmentEntry): Block {
  if (text === null || text.text.trim() === '') return { is: 'note', text: `${ATTACHED[what]}: ${name}`, pieces: [] };
  return folded(ATTACHED[what], name, code(text.text));
}

/** In UTF-16 units: a note with a shorter text is one line. */
const SHORT = 200;

function presentNote(note: Note, text: string): Block {
  const isShort = text.length <= SHORT && !text.trim().includes('\n');
  return isShort ? { is: 'note', text: noteWords(note, text.trim()), pieces: [] } : folded(NOTES[note], '', code(text));
}
