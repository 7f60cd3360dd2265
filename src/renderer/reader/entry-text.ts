import type { Excerpted, ReaderEntry, ReaderPart, ToolEntry } from '../../shared/reading.ts';

type ReadPart = (part: string) => Promise<ReaderPart>;

/** An entry as text to paste: what was said, or what a tool was given and gave back. */
export async function entryText(entry: ReaderEntry, readPart: ReadPart): Promise<string> {
  const texts = await Promise.all(textsOf(entry).map((text) => wholeText(text, readPart)));
  return texts.filter((text) => text !== '').join('\n\n');
}

/** The whole of a text, where it was cut and the rest can be had. */
export async function wholeText(text: Excerpted | string | null, readPart: ReadPart): Promise<string> {
  if (text === null || typeof text === 'string') return text ?? '';
  if (text.part === null) return text.text;
  const part = await readPart(text.part);
  return part.is === 'text' ? part.text : text.text;
}

function textsOf(entry: ReaderEntry): (Excerpted | string | null)[] {
  switch (entry.kind) {
    case 'prompt':
    case 'reply':
    case 'thinking':
    case 'note':
    case 'left-out':
      return [entry.text];
    case 'compaction':
      return [entry.summary];
    case 'attachment':
      return [entry.name, entry.text];
    case 'metadata':
      return [entry.json];
    case 'tool':
      return toolTexts(entry);
  }
}

function toolTexts({ name, about, view, input, output }: ToolEntry): (Excerpted | string | null)[] {
  switch (view.is) {
    case 'command':
      return [view.command, output];
    case 'plan':
      return [view.plan];
    case 'agent':
      return [view.prompt, view.result];
    case 'edit':
      return [`${name} ${view.file}`, view.hunks.flatMap(({ lines }) => lines).join('\n'), view.more];
    default:
      return about === '' ? [name, input, output] : [`${name} ${about}`, output];
  }
}
