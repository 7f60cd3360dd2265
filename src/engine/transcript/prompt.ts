import { isObject, stringAt } from '../files.ts';
import type { Line } from './line.ts';

/** The meaning of a `user` line of the main chain (docs/formats/transcripts.md 1.2). */
export type UserLine =
  /** The person said something. `text` is null if it is only an image or a document. */
  | { is: 'prompt'; text: string | null }
  /** The person ran a slash command. `name` is as in `/compact`; `text` has the arguments, too. */
  | { is: 'command'; name: string; text: string }
  /** The person ran a shell command, past Claude. */
  | { is: 'shell'; text: string }
  /** The output of a slash command that did not ask Claude. */
  | { is: 'command-output' }
  /** The person stopped Claude. */
  | { is: 'interruption' }
  /** A tool's result, or a text that Claude Code wrote in the person's name. */
  | { is: 'other' };

const OTHER: UserLine = { is: 'other' };

/** Every text that is not simply a prompt begins like this. */
const UNUSUAL = /^(?:[<[]|Caveat:|This session is)/;
const INTERRUPTION = /^\[Request interrupted by user[^\]]*\]$/;
const COMMAND = /^<(command-(?:name|message|args|contents))>/;
const COMMAND_OUTPUT = /^<local-command-std(?:out|err)>/;
const SHELL = /^<(bash-input)>/;
const MACHINE =
  /^(?:<(?:local-command-[a-z]+|bash-(?:stdout|stderr)|task-notification|system-reminder|[a-z]+(?:-[a-z]+)*-hook|tick|goal|teammate-message|ide_[a-z_]+)[\s>]|Caveat: The messages below|This session is being continued from a previous conversation)/;
/** Blocks that an editor or Claude Code puts before what the person typed. */
const PREFIX = /^<(ide_[a-z_]+|system-reminder)>[^]*?<\/\1>/;

/** Senders of prompts that are not people (docs/formats/transcripts.md 1.2). */
const MACHINE_ORIGINS = new Set(['task-notification', 'coordinator', 'peer']);

/** Says what a `user` line is. Does not check whether it is on the main chain. */
export function readUserLine(line: Line): UserLine {
  const message = line['message'];
  if (!isObject(message) || isMachineWritten(line)) return OTHER;
  const blocks = blocksOf(message['content']);
  if (blocks.some((block) => block['type'] === 'tool_result')) return OTHER;
  for (const block of blocks) {
    const text = block['type'] === 'text' ? stringAt(block, 'text') : null;
    const found = text === null ? OTHER : readText(text);
    if (found.is !== 'other') return found;
  }
  return blocks.some((block) => block['type'] === 'image' || block['type'] === 'document')
    ? { is: 'prompt', text: null }
    : OTHER;
}

/** Says what a text in the place of a prompt is. */
export function readText(text: string): UserLine {
  const typed = withoutPrefixes(text);
  if (typed === '') return OTHER;
  if (!UNUSUAL.test(typed)) return { is: 'prompt', text: typed };
  if (INTERRUPTION.test(typed)) return { is: 'interruption' };
  if (isTagged(typed, COMMAND)) return readCommand(typed);
  if (COMMAND_OUTPUT.test(typed)) return { is: 'command-output' };
  if (isTagged(typed, SHELL)) return { is: 'shell', text: inside('bash-input', typed) };
  return MACHINE.test(typed) ? OTHER : { is: 'prompt', text: typed };
}

/** Returns the blocks of a message's content. The content may also be a string, or an array that holds strings. */
export function blocksOf(content: unknown): Line[] {
  const items: unknown[] = Array.isArray(content) ? content : [content];
  return items.map((item) => (typeof item === 'string' ? { type: 'text', text: item } : item)).filter(isObject);
}

function isMachineWritten(line: Line): boolean {
  if (line['isMeta'] === true || line['isCompactSummary'] === true || stringAt(line, 'teamName') !== null) return true;
  const origin = line['origin'];
  return isObject(origin) && MACHINE_ORIGINS.has(stringAt(origin, 'kind') ?? '');
}

/** True if the text begins with such a tag and closes it. A person may also ask what the tag means. */
function isTagged(text: string, opening: RegExp): boolean {
  const tag = opening.exec(text)?.[1];
  return tag !== undefined && text.includes(`</${tag}>`);
}

function readCommand(typed: string): UserLine {
  const name = inside('command-name', typed);
  return { is: 'command', name, text: `${name} ${inside('command-args', typed)}`.trim() };
}

/**
 * Returns the text in the first such tag, or an empty text. A regular expression would take very long on a tag that is
 * never closed.
 */
function inside(tag: string, text: string): string {
  const opening = text.indexOf(`<${tag}>`);
  const start = opening + tag.length + 2;
  const end = opening < 0 ? -1 : text.indexOf(`</${tag}>`, start);
  return end < 0 ? '' : text.slice(start, end).trim();
}

function withoutPrefixes(text: string): string {
  let rest = text.trim();
  while (rest.startsWith('<')) {
    const prefix = PREFIX.exec(rest);
    if (prefix === null) break;
    rest = rest.slice(prefix[0].length).trim();
  }
  return rest;
}
