import fs from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Digest } from '../../../../src/engine/transcript/digest.ts';
import type { MessageKeys } from '../../../../src/engine/transcript/uuids.ts';

type Json = Record<string, unknown>;

/**
 * What a digest should say, found the slow and simple way: every line of the file is parsed, and each question is asked
 * of all of them. It shares no code with the engine, so that the two can check each other.
 */
export function naiveDigest(path: string): Digest {
  const { lines, badLines } = parseAll(fs.readFileSync(path, 'utf8'));
  const folder = basename(dirname(path));
  const main = lines.filter((line) => line['isSidechain'] !== true && (isString(line['uuid']) || isMessage(line)));
  const messages = lines.filter(isMessage);
  const mainMessages = messages.filter((line) => line['isSidechain'] !== true);
  const cwds = main.map((line) => line['cwd']).filter(isFilled);
  const entrypoints = main.map((line) => line['entrypoint']).filter(isFilled);
  const times = lines.map(time).filter((at) => at !== null);
  const uuids = new Set(lines.map((line) => line['uuid']));
  const cwd = texts(lines, 'relocated', 'relocatedCwd').findLast(isFilled) ?? cwds[0] ?? null;
  const said = prompts(mainMessages, basename(path, '.jsonl').toLowerCase());
  const answers = mainMessages.filter((line) => line['type'] === 'assistant');
  return {
    kind: kindOf(messages, mainMessages, said.real, answers),
    cwd,
    folderCwd: folderCwd(folder, [cwd, ...cwds]),
    worktree: worktree(lines),
    createdAt: times[0] ?? null,
    lastActivityAt: times.length === 0 ? null : Math.max(...times),
    model: answers.map((line) => (line['message'] as Json)['model']).findLast(isModel) ?? null,
    entrypoint: entrypoints.find((entrypoint) => entrypoint === 'claude-desktop') ?? entrypoints[0] ?? null,
    customTitle: lastName(lines, 'custom-title', 'customTitle'),
    aiTitle: lastName(lines, 'ai-title', 'aiTitle'),
    agentName: lastName(lines, 'agent-name', 'agentName'),
    summary: lastName(
      lines.filter((line) => isFilled(line['leafUuid']) && uuids.has(line['leafUuid'])),
      'summary',
      'summary',
    ),
    firstPrompt: said.real.map((text) => clean(text ?? '')).find((text) => text !== '') ?? null,
    firstCommand: said.commands.map(clean).find((name) => name !== '') ?? null,
    queuedPrompt: queued(lines),
    lastPrompt: lastName(lines, 'last-prompt', 'lastPrompt'),
    firstUuid: orNull(mainMessages[0]?.['uuid']),
    promptMarks: said.uuids.map((uuid) => uuid.slice(-8).padEnd(8)).join(''),
    turns: said.turns,
    badLines,
    elidedLines: 0,
    zeroBytes: fs.readFileSync(path).filter((byte) => byte === 0).length,
  };
}

/** What the messages of the main chain are compared by, found the same way. */
export function naiveMessageKeys(path: string): MessageKeys {
  const { lines } = parseAll(fs.readFileSync(path, 'utf8'));
  const main = lines.filter((line) => isMessage(line) && line['isSidechain'] !== true);
  const named = main.filter((line) => isFilled(line['uuid']));
  return {
    keys: new Set(
      named.map((line) => `${String(line['uuid'])} ${isFilled(line['timestamp']) ? line['timestamp'] : ''}`),
    ),
    sessions: new Set(
      main
        .map((line) => line['sessionId'])
        .filter(isFilled)
        .map((id) => id.toLowerCase()),
    ),
  };
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isFilled = (value: unknown): value is string => isString(value) && value !== '';
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const isModel = (value: unknown): value is string => isFilled(value) && value !== '<synthetic>';
const orNull = (value: unknown): string | null => (isFilled(value) ? value : null);

function isMessage(line: Json): boolean {
  return (line['type'] === 'user' || line['type'] === 'assistant') && isJson(line['message']);
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function parseAll(content: string): { lines: Json[]; badLines: number } {
  const raw = content.split('\n');
  let badLines = 0;
  const values = raw.flatMap((text, i) => {
    if (tryParse(text) !== undefined) return [tryParse(text)];
    const clean = text
      .replace(/\0/g, '')
      .replace(/^\uFEFF/, '')
      .trim();
    if (clean === '' && !text.includes('\0')) return [];
    const pieces = clean.split(/(?<=\})(?=\{")/).map(tryParse);
    if (pieces.includes(undefined) && i < raw.length - 1) badLines++;
    return pieces;
  });
  return { lines: values.filter(isJson), badLines };
}

function time(line: Json): number | null {
  const text = line['timestamp'];
  if (!isString(text) || !/^\d\d\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const at = new Date(text);
  const year = at.getUTCFullYear();
  return Number.isNaN(at.getTime()) || year < 2000 || year > 2100 ? null : at.getTime();
}

function clean(text: string): string {
  const characters = (text.match(/[^]/gu) ?? []).map((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (/\s/.test(character) || code < 0x20 || (code >= 0x7f && code < 0xa0)) return ' ';
    const isHalf = code >= 0xd800 && code < 0xe000;
    const turns = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    return isHalf || turns ? '' : character;
  });
  const line = characters.join('').replace(/ +/g, ' ').trim();
  if (line.length <= 200) return line;
  const head = line.slice(0, 200);
  return `${(/[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head).trimEnd()}…`;
}

function texts(lines: Json[], type: string, key: string): unknown[] {
  return lines.filter((line) => line['type'] === type).map((line) => line[key]);
}

function lastName(lines: Json[], type: string, key: string): string | null {
  return (
    texts(lines, type, key)
      .filter(isFilled)
      .map(clean)
      .findLast((text) => text !== '') ?? null
  );
}

function worktree(lines: Json[]): Digest['worktree'] {
  const states = texts(lines, 'worktree-state', 'worktreeSession').filter((state) => {
    return state === null || (isJson(state) && isFilled(state['worktreePath']) && isFilled(state['originalCwd']));
  });
  const last = states.at(-1);
  return isJson(last) ? { path: String(last['worktreePath']), originalCwd: String(last['originalCwd']) } : null;
}

function blocks(content: unknown): Json[] {
  const list: unknown[] = Array.isArray(content) ? content : [content];
  return list.flatMap((item) => (isString(item) ? [{ type: 'text', text: item }] : isJson(item) ? [item] : []));
}

function queued(lines: Json[]): string | null {
  const said = lines
    .filter((line) => line['type'] === 'queue-operation' && line['operation'] === 'enqueue')
    .flatMap((line) => blocks(line['content']))
    .map((block) => (isFilled(block['text']) ? classify(block['text']) : null))
    .filter((text) => text?.is === 'prompt')
    .map((text) => clean(text?.text ?? ''));
  return said.find((text) => text !== '') ?? null;
}

interface Said {
  is: 'prompt' | 'command' | 'output' | 'shell' | 'interruption' | 'nothing';
  text: string | null;
}

const MACHINE_TAGS = [
  'local-command-caveat',
  'bash-stdout',
  'bash-stderr',
  'task-notification',
  'system-reminder',
  'user-prompt-submit-hook',
  'session-start-hook',
  'tick',
  'goal',
  'teammate-message',
  'ide_opened_file',
  'ide_selection',
];

function classify(text: string): Said {
  let rest = text.trim();
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/^<(ide_opened_file|ide_selection|system-reminder)>[\s\S]*?<\/\1>/, '').trim();
  }
  if (rest === '') return { is: 'nothing', text: null };
  if (/^\[Request interrupted by user[^\]]*\]$/.test(rest)) return { is: 'interruption', text: null };
  if (/^<command-(name|message|args|contents)>[\s\S]*<\/command-\1>/.test(rest)) {
    return { is: 'command', text: /<command-name>([\s\S]*?)<\/command-name>/.exec(rest)?.[1] ?? '' };
  }
  if (/^<local-command-std(out|err)>/.test(rest)) return { is: 'output', text: null };
  if (/^<bash-input>[\s\S]*<\/bash-input>/.test(rest)) return { is: 'shell', text: null };
  const isMachine =
    MACHINE_TAGS.some((tag) => rest.startsWith(`<${tag}>`) || rest.startsWith(`<${tag} `)) ||
    rest.startsWith('Caveat: The messages below') ||
    rest.startsWith('This session is being continued from a previous conversation');
  return isMachine ? { is: 'nothing', text: null } : { is: 'prompt', text: rest };
}

function whatUserSaid(line: Json): Said {
  const nothing: Said = { is: 'nothing', text: null };
  const origin = line['origin'];
  const sender = isJson(origin) ? origin['kind'] : null;
  if (line['isMeta'] === true || line['isCompactSummary'] === true || isFilled(line['teamName'])) return nothing;
  if (sender === 'task-notification' || sender === 'coordinator' || sender === 'peer') return nothing;
  const parts = blocks((line['message'] as Json)['content']);
  if (parts.some((part) => part['type'] === 'tool_result')) return nothing;
  const spoken = parts
    .filter((part) => part['type'] === 'text')
    .map((part) => classify(isString(part['text']) ? part['text'] : ''))
    .find((text) => text.is !== 'nothing');
  if (spoken !== undefined) return spoken;
  return parts.some((part) => part['type'] === 'image' || part['type'] === 'document')
    ? { is: 'prompt', text: null }
    : nothing;
}

function prompts(
  messages: Json[],
  session: string,
): { real: (string | null)[]; commands: string[]; uuids: string[]; turns: number } {
  const said = messages
    .filter((line) => line['type'] === 'user')
    .map((line) => ({ line, ...whatUserSaid(line) }))
    .filter(({ is }) => is === 'prompt' || is === 'command' || is === 'output');
  const seen = new Set<unknown>();
  const fresh = said.map(({ line, is }) => {
    const uuid = line['uuid'];
    if (is === 'output' || (isFilled(uuid) && seen.has(uuid))) return false;
    seen.add(uuid);
    return true;
  });
  const asked = said.filter(({ is }, i) => {
    const printed = is === 'command' && said[i + 1]?.is === 'output';
    return fresh[i] === true && !printed;
  });
  return {
    real: said.filter(({ is }) => is === 'prompt').map(({ text }) => text),
    commands: said.filter(({ is }) => is === 'command').map(({ text }) => text ?? ''),
    uuids: asked.map(({ line }) => line['uuid']).filter(isFilled),
    turns: asked.filter(({ line }) => !isFilled(line['sessionId']) || line['sessionId'].toLowerCase() === session)
      .length,
  };
}

function kindOf(messages: Json[], main: Json[], real: (string | null)[], answers: Json[]): Digest['kind'] {
  if (main.length === 0) return messages.length > 0 ? 'sidechain' : 'empty';
  if (isFilled(messages[0]?.['teamName'])) return 'teammate';
  if (real.length === 0 && answers.length === 0) return 'empty';
  return real[0] === 'Warmup' ? 'warm-up' : 'conversation';
}

function folderCwd(folder: string, cwds: readonly (string | null)[]): string | null {
  const said = cwds.filter((cwd) => cwd !== null);
  const similar = (cwd: string): boolean => fitsFolder(folder.toLowerCase(), cwd.toLowerCase());
  return said.find((cwd) => fitsFolder(folder, cwd)) ?? said.find(similar) ?? null;
}

function fitsFolder(folder: string, cwd: string): boolean {
  const isRoot = /^([A-Za-z]:)?[/\\]$/.test(cwd);
  const isWindows = /^([A-Za-z]:|[/\\]{2})/.test(cwd);
  const path = isRoot ? cwd : cwd.replace(isWindows ? /[/\\]+$/ : /\/+$/, '');
  const name = path.normalize('NFC').replace(/[^A-Za-z0-9]/g, '-');
  return name.length <= 200 ? folder === name : folder.startsWith(`${name.slice(0, 200)}-`) && folder.length > 201;
}
