import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export type Json = Record<string, unknown>;

export const SESSION = '5e551000-0000-4000-8000-000000000001';
export const CWD = '/home/keeper/harbour';

/** A uuid that is told apart by its number. */
export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** 2026-11-20, so many seconds after ten o'clock. */
export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 20, 10) + seconds * 1000).toISOString();
}

function envelope(n: number): Json {
  return {
    uuid: uuid(n),
    timestamp: at(n),
    userType: 'external',
    entrypoint: 'claude-desktop',
    cwd: CWD,
    sessionId: SESSION,
    version: '2.1.328',
  };
}

/** A `user` line, the n-th of the file. */
export function user(n: number, content: unknown, more: Json = {}): Json {
  return {
    parentUuid: null,
    isSidechain: false,
    type: 'user',
    message: { role: 'user', content },
    ...envelope(n),
    ...more,
  };
}

export function assistant(n: number, content: unknown, more: Json = {}): Json {
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  const message = { model: 'claude-opus-5-5', id: `msg_${n}`, type: 'message', role: 'assistant', content: blocks };
  return { parentUuid: null, isSidechain: false, message, type: 'assistant', ...envelope(n), ...more };
}

/** Another line of the main chain. */
export function chain(n: number, type: string, more: Json): Json {
  return { parentUuid: null, isSidechain: false, type, ...envelope(n), ...more };
}

/** A folder of its own for a test, gone when the test is. */
export function freshFolder(): string {
  const folder = fs.mkdtempSync(join(os.tmpdir(), 'ghostlight-transcript-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a transcript; what is not a text becomes one line of JSON. */
export function transcript(
  lines: (Json | string)[],
  options: { name?: string; folder?: string; end?: string } = {},
): string {
  const { name = SESSION, folder = '-home-keeper-harbour', end = '\n' } = options;
  const project = join(freshFolder(), 'projects', folder);
  fs.mkdirSync(project, { recursive: true });
  const path = join(project, `${name}.jsonl`);
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  fs.writeFileSync(path, texts.join('\n') + (texts.length > 0 ? end : ''));
  return path;
}
