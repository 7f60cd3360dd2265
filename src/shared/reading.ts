/**
 * A conversation as it is read: an ordered run of entries. Types only.
 *
 * An entry's number is its place in file order and never changes while a reading is open: what is appended to the file
 * gets the next numbers, and what arrives late (a tool's result) changes an entry in place. A face knows of all entries
 * by the layout, one number or three for each, and asks for the contents of those it shows.
 */

/** What an entry is, by its place in this list: the layout carries the place, not the word. */
export const entryKinds = [
  /** Said by the person. */
  'prompt',
  /** Said by the model. */
  'reply',
  /** Thought by the model; often only the fact is in the file. */
  'thinking',
  /** A tool that the model called, with its result. */
  'tool',
  /** Where the conversation was summarised to go on. What came before stays readable. */
  'compaction',
  /** A word about the conversation: interrupted, failed, handed on, a command's own output. */
  'note',
  /** Something that was put before the model beside the words: a file, a folder, a plan. */
  'attachment',
  /** What Claude keeps for itself; hidden until asked for. */
  'metadata',
  /** A line that could not be shown: too long, or damaged. */
  'left-out',
] as const;

export type EntryKind = (typeof entryKinds)[number];

/** Text that may be longer than what is sent at once. Safe to show as text: no control characters but newline and tab. */
export interface Excerpted {
  text: string;
  /** Of the whole, in UTF-16 units of `text` or, where only that is known, in bytes. */
  length: number;
  /** What to ask `reader.part` for to get the whole; null where `text` is the whole. */
  part: string | null;
}

/** A picture or a document inside the transcript. Its bytes come by `reader.part`; nothing is ever fetched. */
export interface Media {
  is: 'image' | 'document';
  /** As the transcript says; one of those that a face may show: PNG, JPEG, GIF, WebP, PDF. Else null. */
  mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'application/pdf' | null;
  name: string | null;
  bytes: number;
  /** What to ask `reader.part` for; null where the data is not in the transcript. */
  part: string | null;
}

interface EntryBase {
  /** Its number: place in file order, from 0. */
  entry: number;
  /** Of the line it came from, for links; null where the line has none. */
  uuid: string | null;
  /** Epoch milliseconds; null where the file does not say. */
  at: number | null;
}

export interface PromptEntry extends EntryBase {
  kind: 'prompt';
  /** `typed`: as a message. `queued`: while Claude was working. `command`: a slash command. `shell`: past Claude. */
  how: 'typed' | 'queued' | 'command' | 'shell';
  /** Markdown, as a person may have typed it; empty where it is pictures alone. */
  text: Excerpted;
  media: Media[];
}

export interface ReplyEntry extends EntryBase {
  kind: 'reply';
  /** Markdown. */
  text: Excerpted;
  media: Media[];
  model: string | null;
  /** The same for all entries of one message of the model; null where the file does not say. */
  message: string | null;
  /** The first entry of its message, thinking and tools included. */
  opens: boolean;
  /** Cut off: the person or an error stopped it. */
  cutOff: boolean;
}

export interface ThinkingEntry extends EntryBase {
  kind: 'thinking';
  /** Null where only a signature is in the file: Claude hid it. */
  text: Excerpted | null;
  durationMs: number | null;
  model: string | null;
  message: string | null;
  opens: boolean;
}

export interface ToolEntry extends EntryBase {
  kind: 'tool';
  /** As the file names it: `Bash`, `mcp__github__search`. */
  name: string;
  /** `waiting`: no result in the file yet. `none`: there never was one. */
  status: 'done' | 'failed' | 'denied' | 'interrupted' | 'waiting' | 'none';
  /** One line: what it was used on. Empty where nothing tells. */
  about: string;
  view: ToolView;
  /** All that the model gave it, as indented JSON. */
  input: Excerpted;
  /** All that came back as text; null where nothing did. */
  output: Excerpted | null;
  /** Pictures that came back. */
  media: Media[];
  /** From the call to its result, in milliseconds. */
  durationMs: number | null;
  model: string | null;
  message: string | null;
  opens: boolean;
}

export interface CompactionEntry extends EntryBase {
  kind: 'compaction';
  /** By the person's `/compact`, or by itself. */
  by: 'person' | 'claude' | null;
  tokensBefore: number | null;
  tokensAfter: number | null;
  /** What Claude summarised, where the next line holds it. Markdown. */
  summary: Excerpted | null;
}

export interface NoteEntry extends EntryBase {
  kind: 'note';
  note: Note;
  /** Where there is more to say than `note` tells: an error's words, a command's output. */
  text: Excerpted | null;
}

export type Note =
  | 'interrupted'
  | 'api-error'
  | 'refused'
  | 'model-changed'
  | 'command-output'
  | 'shell-output'
  | 'away-summary'
  | 'task-notification'
  | 'continued-elsewhere'
  | 'moved'
  | 'hook-blocked'
  | 'information'
  | 'forked-here';

export interface AttachmentEntry extends EntryBase {
  kind: 'attachment';
  what: 'file' | 'folder' | 'selection' | 'plan' | 'goal' | 'other';
  /** A file's path, a plan's name. */
  name: string;
  text: Excerpted | null;
}

export interface MetadataEntry extends EntryBase {
  kind: 'metadata';
  /** The line's type, and its subtype or the attachment's type: `system · turn_duration`. */
  name: string;
  /** The line itself, as indented JSON. */
  json: Excerpted;
}

export interface LeftOutEntry extends EntryBase {
  kind: 'left-out';
  why: 'too-long' | 'damaged';
  bytes: number;
  /** The beginning of it, or all of it by its part. */
  text: Excerpted;
}

export type ReaderEntry =
  | PromptEntry
  | ReplyEntry
  | ThinkingEntry
  | ToolEntry
  | CompactionEntry
  | NoteEntry
  | AttachmentEntry
  | MetadataEntry
  | LeftOutEntry;

/** What a tool did, in the form that reads best. `other` for every tool that nobody knew when this was written. */
export type ToolView =
  | {
      is: 'command';
      command: Excerpted;
      description: string | null;
      stdout: Excerpted;
      stderr: Excerpted;
      /** It went on in the background. */
      background: boolean;
      /** What its exit meant, where Claude says. */
      exit: string | null;
    }
  | {
      is: 'read';
      file: string;
      from: number | null;
      lines: number | null;
      total: number | null;
      content: Excerpted | null;
    }
  | {
      is: 'edit';
      file: string;
      created: boolean;
      hunks: Hunk[];
      added: number;
      removed: number;
      more: Excerpted | null;
    }
  | { is: 'search'; pattern: string; place: string | null; found: number | null; results: Excerpted | null }
  | {
      is: 'agent';
      type: string | null;
      description: string | null;
      prompt: Excerpted;
      /** To read its own conversation: `reader.open` with it; null where that is not on the disk. */
      agent: string | null;
      result: Excerpted | null;
      tokens: number | null;
      toolUses: number | null;
      durationMs: number | null;
    }
  | { is: 'todos'; todos: { text: string; state: 'open' | 'doing' | 'done' }[] }
  | { is: 'web'; url: string | null; query: string | null; prompt: string | null; result: Excerpted | null }
  | { is: 'questions'; questions: Question[] }
  | { is: 'plan'; plan: Excerpted; accepted: boolean | null }
  | { is: 'mcp'; server: string; tool: string }
  | { is: 'other' };

export interface Question {
  header: string | null;
  question: string;
  options: { label: string; description: string | null; chosen: boolean }[];
  /** What the person said; null where there is no answer. */
  answer: string | null;
}

/** A run of changed lines with what stands around them, as in a unified diff. */
export interface Hunk {
  oldStart: number;
  newStart: number;
  /** Each begins with a space, `+` or `-`. */
  lines: string[];
}

/** A reading that was opened. */
export interface OpenedReading {
  /** Names it in further requests; ends with `reader.close`, or when it was long unused. */
  reading: string;
  layout: LayoutGrowth;
  /** Those that are nearly always shown first: from the beginning on, as many as were known at once. */
  entries: ReaderEntry[];
}

/** The end of a conversation, read before the rest. Its entries have numbers of their own. */
export interface OpenedTail extends OpenedReading {
  /** What stands before this entry is not certain without the rest, and not to be shown. */
  first: number;
  /** The last ones, up to the end. */
  entries: ReaderEntry[];
}

/**
 * What is known of all entries from number `from` on. Parallel arrays, one value an entry: with 100,000 entries a list
 * of objects costs more than the conversation that is on the screen.
 */
export interface LayoutGrowth {
  reading: string;
  from: number;
  /** Places in `entryKinds`. */
  kinds: number[];
  /** Epoch milliseconds; 0 where the file does not say. */
  times: number[];
  /** About how long its text is, in characters, so that a list can guess its height. */
  lengths: number[];
  /** Entries before `from` that are other than they were: ask for them again. */
  changed: number[];
  /** All of them, each time: what was said and then taken back. In file order, never overlapping. */
  branches: Branch[];
  /** How much of the file has been read. `done` once its end was reached; a file that grows begins again. */
  read: { bytes: number; of: number; done: boolean };
  /** What is not shown, and why. */
  leftOut: { lines: number; bytes: number; duplicates: number };
}

/** Entries that the person went back before: from `from` to `to`, both within. */
export interface Branch {
  from: number;
  to: number;
  prompts: number;
}

/** A prompt of the person, as the outline lists it. */
export interface OutlineItem {
  entry: number;
  at: number | null;
  /** One line, at most 120 characters. */
  text: string;
}

export interface FoundEntry {
  entry: number;
  /** How often the words stand in it. */
  count: number;
  /** Whether some of them stand in what is folded at first: a tool's input or output, thinking, a summary. */
  folded: boolean;
}

export interface FindResult {
  found: FoundEntry[];
  /** All occurrences. */
  total: number;
  /** False where there were more than are counted, or the file is still being read. */
  complete: boolean;
}

/** Words that stand in a subagent's own conversation. */
export interface FoundInAgent {
  agent: string;
  type: string | null;
  description: string | null;
  /** How often. */
  count: number;
  /** Uuids of the lines that lead to the first of them: the calls of subagents, from the outermost on, then its own. */
  path: string[];
}

/** The whole of something that was cut, or a picture. */
export type ReaderPart =
  | { is: 'text'; text: string; /** False where even this is only the beginning. */ whole: boolean }
  | { is: 'media'; mediaType: NonNullable<Media['mediaType']>; /** base64 */ data: string };

/** How large a page of a document is drawn: to know it again, or to read it. */
export const pageSizes = ['thumbnail', 'large'] as const;
export type PageSize = (typeof pageSizes)[number];

/** A page of a PDF document as a picture, or why there is none. */
export type ReaderPage =
  | { is: 'page'; /** Of the whole document. */ pages: number; /** PNG, base64 */ data: string }
  | {
      is: 'missing';
      /** `locked`: by a password. `empty`: a document without pages. `too-large`, `too-slow`: more than is spent on it. */
      why: 'locked' | 'damaged' | 'empty' | 'too-large' | 'too-slow';
      /** Of the whole document; 0 where they could not be counted. */
      pages: number;
    };

/** What stands above a conversation. Each message counted once, however often the file has it. */
export interface ReaderFacts {
  models: { model: string; messages: number }[];
  prompts: number;
  replies: number;
  tools: { name: string; uses: number; failed: number }[];
  /** Of the conversation and its subagents (docs/formats/transcripts.md 2.3); null where the file has no counts. */
  tokens: { input: number; output: number; cacheRead: number; cacheWrite: number } | null;
  /** How much of the model's window the last message took. */
  contextTokens: number | null;
  /** US dollars, where Claude wrote it down; never reckoned by us. */
  costUsd: number | null;
  startedAt: number | null;
  endedAt: number | null;
  /** Time in which Claude worked, where the file says. */
  workedMs: number | null;
  /** Git branches, in order of appearance. */
  branches: string[];
  /** Files that tools wrote or edited, with lines added and removed where the file says. */
  files: { path: string; added: number | null; removed: number | null }[];
  subagents: { agent: string; type: string | null; description: string | null; entry: number | null }[];
  /** What the person typed while Claude worked, and what Claude never took up: it stands nowhere else. */
  queued: { text: string; at: number | null }[];
  compactions: number;
  /** The conversation this one was forked from, or that goes on elsewhere. Ids of conversations. */
  forkedFrom: string | null;
  continuedIn: string | null;
  /** False while the file is still being read. */
  complete: boolean;
}

export const exportFormats = ['md', 'html', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What goes into an export. Account ids, bridge ids and e-mail addresses only with `personal`. */
export interface ExportOptions {
  format: ExportFormat;
  toolOutput: boolean;
  thinking: boolean;
  subagents: boolean;
  images: boolean;
  personal: boolean;
}

export interface ExportResult {
  /** Where the files are; null where the person changed their mind before the first. */
  folder: string | null;
  files: { session: string; path: string; bytes: number }[];
  failed: { session: string; why: string }[];
  cancelled: boolean;
}
