import fs from 'node:fs';
import path from 'node:path';
import { setMtime } from './json-file.ts';

export type SaveError = 'EXDEV' | 'EEXIST' | 'ENOSPC' | 'EPERM' | 'EACCES' | 'EINVAL';

export interface LogLine {
  at: number;
  level: 'info' | 'warn' | 'error';
  text: string;
}

/** Appends to a log in the app's form: local time, level, text. The file's date is the latest line's. */
export function writeLog(file: string, lines: readonly LogLine[]): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const before = fs.existsSync(file) ? fs.statSync(file).mtimeMs : 0;
  fs.appendFileSync(file, lines.map(({ at, level, text }) => `${localTime(at)} [${level}] ${text}\n`).join(''));
  setMtime(file, Math.max(before, ...lines.map(({ at }) => at)));
}

/** The error of a failed save, in Node's words, for the folder as the platform names it. */
export function saveErrorText(sessionId: string, folder: string, separator: string, code: SaveError): string {
  const target = `${folder}${separator}${sessionId}.json`;
  const temp = `${target}.tmp`;
  const reasons: Record<SaveError, string> = {
    EXDEV: `EXDEV: cross-device link not permitted, rename '${temp}' -> '${target}'`,
    EEXIST: `EEXIST: file already exists, open '${temp}'`,
    ENOSPC: `ENOSPC: no space left on device, write\n    at async lE.writeSessionToDisk (app.asar/index.js:812:5)`,
    EPERM: `EPERM: operation not permitted, rename '${temp}' -> '${target}'`,
    EACCES: `EACCES: permission denied, open '${temp}'`,
    EINVAL: `EINVAL: invalid argument, open '${temp}'`,
  };
  return `Failed to save session ${sessionId}: ${reasons[code]}`;
}

function localTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
