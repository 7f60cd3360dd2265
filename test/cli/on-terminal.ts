import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import stringWidth from 'string-width';
import { runCli } from '../support/cli.ts';
import type { CliRun } from '../support/cli.ts';

const CLI = path.join(import.meta.dirname, '..', '..', 'out', 'cli', 'index.js');

export interface Terminal {
  columns: number;
  rows?: number;
  env?: Record<string, string>;
}

/** Runs a command whose standard output believes that it is a terminal of that size. */
export async function runOnTerminal(args: readonly string[], terminal: Terminal): Promise<CliRun> {
  const { columns, rows = 40, env = {} } = terminal;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ghostlight-terminal-'));
  const program = path.join(folder, 'on-terminal.mjs');
  const size = JSON.stringify({ isTTY: true, columns, rows });
  fs.writeFileSync(
    program,
    `Object.assign(process.stdout, ${size});
     await import(${JSON.stringify(pathToFileURL(CLI).href)});`,
  );
  try {
    return await runCli(args, { program, env: { NO_COLOR: '', TERM: 'xterm-256color', ...env } });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const ESCAPE = String.fromCharCode(27);
const COLOURS = new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g');
const GO_TO = new RegExp(`${ESCAPE}\\[(\\d+)G`);

export const hasColours = (text: string): boolean => text.includes(`${ESCAPE}[`) && text.search(COLOURS) >= 0;

export const withoutColours = (text: string): string => text.replace(COLOURS, '');

/** The pieces of a line with the columns they take: text, then a jump to a column, then text … */
export function placed(line: string): { from: number; to: number; text: string }[] {
  const parts = withoutColours(line).split(GO_TO);
  const pieces = [{ from: 0, text: parts[0] ?? '' }];
  for (let i = 1; i < parts.length; i += 2) pieces.push({ from: Number(parts[i]) - 1, text: parts[i + 1] ?? '' });
  return pieces.map(({ from, text }) => ({ from, to: from + stringWidth(text), text }));
}
