import fs from 'node:fs';
import { isObject, stringAt } from '../files.ts';
import { isMainChain, timeOf } from './line.ts';
import type { Line } from './line.ts';
import { openPlainFile } from './plain-file.ts';
import { printable } from './printable.ts';
import { blocksOf, readText, readUserLine } from './prompt.ts';
import { readLines } from './read-lines.ts';
import { mentionTool } from './tool-mention.ts';
import type { WindowSizes } from './windows.ts';

/** One thing to read in a conversation. */
export interface Entry {
  /** Said by the person, said by the model, a tool that the model called, or a word about the conversation itself. */
  kind: 'prompt' | 'reply' | 'tool' | 'note';
  /** Epoch milliseconds; null where the file does not say. */
  at: number | null;
  /** Never empty, and safe to print: no control characters but newline and tab. A tool's is one line. */
  text: string;
}

type Said = Pick<Entry, 'kind' | 'text'>;

const SUMMARISED = 'Earlier conversation was summarised here';
const INTERRUPTED = 'You interrupted Claude here';
/** What Claude Code answers itself where nothing is to be said. */
const NO_ANSWER = 'No response requested.';

/**
 * Reads a conversation in file order: parents are no guide, since following them loses what came before a compaction
 * and parallel tool calls (transcripts.md, section 2.4). Lines that were written twice are read once. Throws what the
 * file system throws.
 */
export function* readConversation(path: string, sizes?: WindowSizes): Generator<Entry> {
  const file = openPlainFile(path);
  const isNew = onceEach();
  let note = '';
  try {
    for (const { line, elided } of readLines(file, sizes)) {
      const said = line === null ? [leftOut(elided)] : isMainChain(line) ? saidIn(line) : [];
      if (said.length === 0 || (line !== null && !isNew(line))) continue;
      for (const { kind, text } of said) {
        const safe = printable(text);
        const isRepeated = kind === 'note' && safe === note;
        note = kind === 'note' ? safe : '';
        if (safe !== '' && !isRepeated) yield { kind, at: line === null ? null : timeOf(line), text: safe };
      }
    }
  } finally {
    fs.closeSync(file.fd);
  }
}

function onceEach(): (line: Line) => boolean {
  const seen = new Set<string>();
  return (line) => {
    const uuid = stringAt(line, 'uuid');
    if (uuid === null) return true;
    const isNew = !seen.has(uuid);
    seen.add(uuid);
    return isNew;
  };
}

function leftOut(bytes: number): Said {
  return { kind: 'note', text: `A line of ${Math.max(1, Math.round(bytes / 1e6))} MB is left out here` };
}

function saidIn(line: Line): Said[] {
  switch (line['type']) {
    case 'user':
      return saidByPerson(line);
    case 'assistant':
      return saidByModel(line);
    case 'attachment':
      return saidMeanwhile(line);
    case 'system':
      return saidBySystem(line);
    default:
      return [];
  }
}

function saidByPerson(line: Line): Said[] {
  const said = readUserLine(line);
  if (said.is === 'interruption') return [{ kind: 'note', text: INTERRUPTED }];
  if (said.is === 'command') return [{ kind: 'prompt', text: said.text }];
  if (said.is === 'shell') return [{ kind: 'prompt', text: `! ${said.text}` }];
  if (said.is !== 'prompt') return [];
  const message = line['message'];
  const text = isObject(message) ? promptIn(message['content']) : '';
  return [{ kind: 'prompt', text }];
}

/** All that the person put into one prompt. */
function promptIn(content: unknown): string {
  const parts = blocksOf(content).map((block) => {
    if (block['type'] === 'image') return '[Image]';
    if (block['type'] === 'document') return '[Document]';
    const said = readText(stringAt(block, 'text') ?? '');
    return said.is === 'prompt' ? said.text : null;
  });
  return parts.filter((part) => part !== null).join('\n');
}

/** What was typed while Claude worked is stored as an attachment (transcripts.md, section 1.2). */
function saidMeanwhile(line: Line): Said[] {
  const attachment = line['attachment'];
  if (!isObject(attachment) || attachment['type'] !== 'queued_command') return [];
  return [{ kind: 'prompt', text: promptIn(attachment['prompt']) }];
}

function saidByModel(line: Line): Said[] {
  const message = line['message'];
  if (!isObject(message)) return [];
  const kind = line['isApiErrorMessage'] === true ? 'note' : 'reply';
  return blocksOf(message['content']).flatMap((block): Said[] => {
    if (block['type'] === 'tool_use') return [{ kind: 'tool', text: mentionTool(block) }];
    const text = block['type'] === 'text' ? stringAt(block, 'text') : null;
    return text === null || text === NO_ANSWER ? [] : [{ kind, text }];
  });
}

function saidBySystem(line: Line): Said[] {
  if (line['subtype'] === 'compact_boundary') return [{ kind: 'note', text: SUMMARISED }];
  if (line['subtype'] !== 'api_error') return [];
  const error = line['error'];
  const why = isObject(error) ? (stringAt(error, 'formatted') ?? stringAt(error, 'message')) : null;
  return [{ kind: 'note', text: why === null ? 'The request failed' : `The request failed: ${why}` }];
}
