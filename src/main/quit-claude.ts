import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Platform } from '../shared/model.ts';
import { claudeAppProcesses, listProcesses } from '../engine/claude/process.ts';
import type { ProcessInfo } from '../engine/claude/process.ts';

const run = promisify(execFile);
const PATIENCE_MS = 10_000;

/** Where there is a way of asking that leaves the answer to Claude. On Linux there is none: signals end a program. */
export function canAskClaude(platform: Platform): boolean {
  return platform === 'darwin' || platform === 'win32';
}

/**
 * Asks Claude to quit, as its own menu or the button of its window would; it may ask back, or stay. Whether it was
 * asked. Never kills it (docs/design.md rule 11).
 */
export async function askClaudeToQuit(
  platform: Platform,
  execute: Execute = run,
  list = listProcesses,
): Promise<boolean> {
  try {
    if (platform === 'darwin') return await askOnMac(execute);
    if (platform === 'win32') return await askOnWindows(execute, await list(platform));
    return false;
  } catch {
    return false;
  }
}

export type Execute = (
  program: string,
  args: string[],
  options: { timeout: number; windowsHide: boolean },
) => Promise<unknown>;

const OPTIONS = { timeout: PATIENCE_MS, windowsHide: true };

/** Without the condition, asking would start an app that does not run. */
const SCRIPT = 'if application "Claude" is running then quit app "Claude"';

async function askOnMac(execute: Execute): Promise<boolean> {
  await execute('/usr/bin/osascript', ['-e', SCRIPT], OPTIONS);
  return true;
}

/** Without `/F`, taskkill sends WM_CLOSE to the windows of a process and leaves the rest to it. */
async function askOnWindows(execute: Execute, processes: readonly ProcessInfo[] | null): Promise<boolean> {
  const apps = claudeAppProcesses(processes ?? [], 'win32').filter(({ command }) => !/\s--type=/.test(command));
  if (apps.length === 0) return false;
  await execute(
    'taskkill.exe',
    apps.flatMap(({ pid }) => ['/PID', String(pid)]),
    OPTIONS,
  );
  return true;
}
