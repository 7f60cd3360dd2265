import { expect, test } from 'vitest';
import type { ProcessInfo } from '../../../src/engine/claude/process.ts';
import { askClaudeToQuit, canAskClaude } from '../../../src/main/quit-claude.ts';
import type { Execute } from '../../../src/main/quit-claude.ts';

/** Writes down what would be run, and runs nothing. */
function recorder(): { ran: string[][]; execute: Execute } {
  const ran: string[][] = [];
  return { ran, execute: (program, args) => Promise.resolve(ran.push([program, ...args])) };
}

const APP = 'C:\\Users\\ana\\AppData\\Local\\AnthropicClaude\\app-1.2.0\\claude.exe';
const CLI = 'C:\\Users\\ana\\.local\\bin\\claude.exe';
const running = (...processes: [number, string, string][]): (() => Promise<ProcessInfo[]>) => {
  const infos = processes.map(([pid, path, more]) => ({
    pid,
    parentPid: null,
    path,
    command: `"${path}"${more}`,
    startedAt: 0,
  }));
  return () => Promise.resolve(infos);
};

test('Windows: the app’s main process is sent a close, never a kill, and the CLI and helpers are left alone', async () => {
  const { ran, execute } = recorder();
  const list = running([10, APP, ''], [11, APP, ' --type=renderer'], [12, CLI, ' --continue']);
  expect(await askClaudeToQuit('win32', execute, list)).toBe(true);
  expect(ran).toEqual([['taskkill.exe', '/PID', '10']]);
});

test('Windows: nothing is run where Claude is not, or it cannot be told', async () => {
  const { ran, execute } = recorder();
  expect(await askClaudeToQuit('win32', execute, running([12, CLI, ' --continue']))).toBe(false);
  expect(await askClaudeToQuit('win32', execute, () => Promise.resolve(null))).toBe(false);
  expect(ran).toEqual([]);
});

test('macOS: it is asked by an Apple event, and not started by being asked', async () => {
  const { ran, execute } = recorder();
  expect(await askClaudeToQuit('darwin', execute)).toBe(true);
  expect(ran).toEqual([['/usr/bin/osascript', '-e', 'if application "Claude" is running then quit app "Claude"']]);
});

test('a refusal is told as one', async () => {
  expect(await askClaudeToQuit('darwin', () => Promise.reject(new Error('not allowed')))).toBe(false);
});

test('Linux: there is no way of asking, so nothing is done', async () => {
  const { ran, execute } = recorder();
  expect(canAskClaude('linux')).toBe(false);
  expect(await askClaudeToQuit('linux', execute)).toBe(false);
  expect(ran).toEqual([]);
});
