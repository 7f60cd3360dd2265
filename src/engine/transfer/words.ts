import type { AttachmentEntry, Note, PromptEntry, ToolEntry } from '../../shared/reading.ts';
import { formatBytes } from '../format-bytes.ts';

/** The sentences of exports and of `show`, in contrast to what was said in a conversation. */

export const NOTES: Readonly<Record<Note, string>> = {
  interrupted: 'You interrupted Claude here',
  'api-error': 'The request failed',
  refused: 'Claude declined to answer',
  'model-changed': 'Another model went on from here',
  'command-output': 'What the command said',
  'shell-output': 'What the shell said',
  'away-summary': 'What happened while you were away',
  'task-notification': 'A task in the background reported',
  'continued-elsewhere': 'The conversation goes on in another one',
  moved: 'The conversation moved to another folder',
  'hook-blocked': 'A hook stopped this',
  information: 'Note',
  'forked-here': 'From here on this conversation went its own way',
};

/** A note's sentence, followed by the text that the transcript has for it. */
export function noteWords(note: Note, text: string): string {
  if (text === '') return NOTES[note];
  const saysAll = note === 'information' || (note === 'api-error' && /^api error/i.test(text));
  return saysAll ? text : `${NOTES[note]}: ${text}`;
}

export const HOW: Readonly<Record<PromptEntry['how'], string | null>> = {
  typed: null,
  queued: 'while Claude was working',
  command: 'command',
  shell: 'shell, past Claude',
};

/** How a tool call ended; null if that needs no word. */
export const STATES: Readonly<Record<ToolEntry['status'], string | null>> = {
  done: null,
  failed: 'failed',
  denied: 'not allowed',
  interrupted: 'interrupted',
  waiting: 'no result yet',
  none: 'no result',
};

export const ATTACHED: Readonly<Record<AttachmentEntry['what'], string>> = {
  file: 'File',
  folder: 'Folder',
  selection: 'Selection',
  plan: 'Plan',
  goal: 'Goal',
  other: 'Attachment',
};

export const words = {
  person: 'You',
  claude: 'Claude',
  thinking: 'Thinking',
  hiddenThinking: 'Thinking, which Claude kept to itself',
  summarised: 'Earlier conversation was summarised here',
  summary: 'The summary',
  takenBack: 'Taken back',
  takenBackEnd: 'End of what was taken back',
  damagedLine: 'A damaged line',
  account: 'Account and remote control',
  commandOutput: 'Output',
  commandErrors: 'Errors',
  background: 'Went on in the background.',
  prompt: 'Task',
  result: 'Result',
  input: 'Input',
  alsoGiven: 'Also given',
  notIncluded: 'not included',
  ownConversation: 'Its own conversation',
  otherSubagents: 'Other subagents',
  subagent: 'Subagent',
  noAnswer: 'No answer.',
  accepted: 'You accepted the plan.',
  refused: 'You did not accept the plan.',
  outline: 'Your prompts',
  image: 'Image',
} as const;

/** A line of this many bytes that could not be shown. */
export const leftOutLine = (bytes: number): string =>
  `A line of ${Math.max(1, Math.round(bytes / 1e6))} MB is left out here`;

/** Replaces the rest of an output. */
export const leftOutRest = (bytes: number): string =>
  `[The rest of this output, ${formatBytes(bytes)}, is left out here]`;

export const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** In milliseconds. Shorter times are not worth telling. */
const LEAST_MS = 100;

/** `0.4 s`, `12 s`, `3 min 5 s`; null if the time is unknown or too short to notice. */
export function formatDuration(ms: number | null): string | null {
  if (ms === null || ms < LEAST_MS) return null;
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toLocaleString('en', { maximumFractionDigits: 1 })} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
