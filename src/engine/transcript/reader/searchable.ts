import type { ReaderEntry, ToolView } from '../../../shared/reading.ts';

/** A text of an entry that a reader can see, and whether it is folded at first. */
export interface Searchable {
  text: string;
  folded: boolean;
}

/**
 * All words of an entry that are the transcript's own. The entry must be whole: what was cut off is not looked in. A
 * tool's line about itself is left out, since its view says the same in full.
 */
export function searchable(entry: ReaderEntry): Searchable[] {
  switch (entry.kind) {
    case 'prompt':
    case 'reply':
      return open([entry.text.text, ...entry.media.map(({ name }) => name)]);
    case 'thinking':
      return folded([entry.text?.text]);
    case 'tool': {
      const own = textsOf(entry.view);
      return folded(own ?? [entry.input.text, entry.output?.text]);
    }
    case 'compaction':
      return folded([entry.summary?.text]);
    case 'note':
      return open([entry.text?.text]);
    case 'attachment':
      return [...open([entry.name]), ...folded([entry.text?.text])];
    case 'metadata':
      return folded([entry.json.text]);
    case 'left-out':
      return folded([entry.text.text]);
  }
}

type Text = string | null | undefined;

const open = (texts: readonly Text[]): Searchable[] => marked(texts, false);
const folded = (texts: readonly Text[]): Searchable[] => marked(texts, true);

const marked = (texts: readonly Text[], isFolded: boolean): Searchable[] =>
  texts.flatMap((text) => (text == null || text === '' ? [] : [{ text, folded: isFolded }]));

/** Null where the view shows nothing but what went in and came out. */
function textsOf(view: ToolView): Text[] | null {
  switch (view.is) {
    case 'command':
      return [view.command.text, view.description, view.stdout.text, view.stderr.text, view.exit];
    case 'read':
      return [view.file, view.content?.text];
    case 'edit':
      return [view.file, ...view.hunks.map(({ lines }) => lines.map((line) => line.slice(1)).join('\n'))];
    case 'search':
      return [view.pattern, view.place, view.results?.text];
    case 'agent':
      return [view.description, view.prompt.text, view.result?.text];
    case 'todos':
      return view.todos.map(({ text }) => text);
    case 'web':
      return [view.url, view.query, view.prompt, view.result?.text];
    case 'questions':
      return view.questions.flatMap(({ header, question, options, answer }) => {
        const offered = options.flatMap(({ label, description }) => [label, description]);
        // An answer that was chosen is shown as the option that it is.
        const isOffered = options.some(({ label, chosen }) => chosen && label === answer);
        return [header, question, ...offered, isOffered ? null : answer];
      });
    case 'plan':
      return [view.plan.text];
    case 'mcp':
    case 'other':
      return null;
  }
}
