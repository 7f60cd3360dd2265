import type { AttachmentEntry, Media, NoteEntry, PromptEntry, ReaderEntry } from '../../../shared/reading.ts';
import { plain, prose, toolTexts } from './searchable-tools.ts';
import type { Shown } from './searchable-tools.ts';

/** A text of an entry that a reader can see. */
export interface Searchable {
  text: string;
  /** Shown as what the markdown in it says, not as it stands. */
  isMarkdown: boolean;
  /** Not in sight at first. */
  folded: boolean;
}

/**
 * All words of an entry that are the transcript's own, as its view shows them (`renderer/reader/blocks/`): each is counted
 * as often as it is there. The entry must be whole: what was cut off is not looked in.
 */
export function searchable(entry: ReaderEntry): Searchable[] {
  switch (entry.kind) {
    case 'prompt':
      return [...open(promptText(entry)), ...open(...names(entry.media))];
    case 'reply':
      return [...open(prose(entry.text)), ...open(...names(entry.media))];
    case 'thinking':
      return folded(prose(entry.text));
    case 'tool':
      return [...folded(...toolTexts(entry)), ...open(...names(entry.media))];
    case 'compaction':
      return folded(prose(entry.summary));
    case 'note':
      return open(noteText(entry));
    case 'attachment':
      return [...open(plain(entry.name)), ...folded(attachmentText(entry))];
    case 'metadata':
      return folded(plain(entry.json));
    case 'left-out':
      return folded(plain(entry.text));
  }
}

const promptText = ({ how, text }: PromptEntry): Shown =>
  how === 'command' || how === 'shell' ? plain(text) : prose(text);

/** What a program printed is shown as it stands. */
const noteText = ({ note, text }: NoteEntry): Shown =>
  note === 'command-output' || note === 'shell-output' ? plain(text) : prose(text);

const attachmentText = ({ what, text }: AttachmentEntry): Shown =>
  what === 'plan' || what === 'goal' ? prose(text) : plain(text);

/** A picture that can be seen needs no name beside it. */
const names = (media: readonly Media[]): Shown[] =>
  media
    .filter(({ is, mediaType, part }) => is !== 'image' || part === null || mediaType?.startsWith('image/') !== true)
    .map(({ name }) => plain(name));

const open = (...texts: Shown[]): Searchable[] => texts.flatMap((text) => marked(text, false));
const folded = (...texts: Shown[]): Searchable[] => texts.flatMap((text) => marked(text, true));

function marked(shown: Shown, isFolded: boolean): Searchable[] {
  const isMarkdown = 'prose' in shown;
  const text = isMarkdown ? shown.prose : shown.plain;
  return text == null || text === '' ? [] : [{ text, isMarkdown, folded: isFolded }];
}
