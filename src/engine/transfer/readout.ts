import type { ReaderEntry } from '../../shared/reading.ts';
import type { Source } from './source.ts';
import { ATTACHED, count, leftOutLine, noteWords, words } from './words.ts';
import { branchSteps } from './writing.ts';

/** One part of a conversation as plain text. */
export interface Said {
  /** `tool` is a call by the model; `note` says something about the conversation itself. */
  kind: 'prompt' | 'reply' | 'tool' | 'note';
  /** Epoch milliseconds; null if the file does not say. */
  at: number | null;
  /** Never empty. Safe to print: newline and tab are the only control characters. One line for a tool. */
  text: string;
}

/** Reads a conversation out for a terminal: what was said and which tools were used, without the tools' output. */
export function* readOut(source: Source): Generator<Said> {
  const entries = source.entries((kind) => kind !== 'thinking' && kind !== 'metadata');
  let note = '';
  for (const { entry, opens, closes } of branchSteps(entries, source.branches())) {
    const told = [
      closes ? noteOf(words.takenBackEnd) : null,
      opens === null ? null : noteOf(`${words.takenBack}: ${count(opens.prompts, 'prompt', 'prompts')}`),
      sayEntry(entry),
    ];
    for (const said of told) {
      if (said === null || said.text === '') continue;
      const isRepeated = said.kind === 'note' && said.text === note;
      note = said.kind === 'note' ? said.text : '';
      if (!isRepeated) yield { ...said, at: said === told[2] ? entry.at : null };
    }
  }
}

type Words = Pick<Said, 'kind' | 'text'>;

const noteOf = (text: string): Words => ({ kind: 'note', text });

function sayEntry(entry: ReaderEntry): Words | null {
  switch (entry.kind) {
    case 'prompt': {
      const text = entry.how === 'shell' ? `! ${entry.text.text}` : entry.text.text;
      const beside = entry.media.map(({ is }) => (is === 'image' ? '[Image]' : '[Document]'));
      return { kind: 'prompt', text: [text.trim(), ...beside].filter((part) => part !== '').join('\n') };
    }
    case 'reply':
      return { kind: 'reply', text: entry.text.text.trim() };
    case 'tool':
      return { kind: 'tool', text: `${entry.name} ${entry.about}`.trim() };
    case 'compaction':
      return noteOf(words.summarised);
    case 'note':
      return noteOf(noteWords(entry.note, entry.text?.text.trim() ?? ''));
    case 'attachment':
      return noteOf(`${ATTACHED[entry.what]} ${entry.name}`.trim());
    case 'left-out':
      return noteOf(entry.why === 'too-long' ? leftOutLine(entry.bytes) : words.damagedLine);
    case 'thinking':
    case 'metadata':
      return null;
  }
}
