import fs from 'node:fs';
import { join } from 'node:path';

/** In bytes: the most that is read of one file. */
export const MOST_BYTES = 16 << 20;
const FOLDER = 'tool-results';
/** Names that Claude Code gives, and none that leads elsewhere (docs/formats/transcripts.md 4). */
const NAME = /^[A-Za-z0-9_][\w.-]{0,200}\.(?:txt|json|md|csv|log|xml|html)$/;
/** Without this flag a link is followed. Windows does not have it, so links are also checked before. */
const NO_LINKS = (fs.constants as Partial<typeof fs.constants>).O_NOFOLLOW ?? 0;
const DONT_WAIT = (fs.constants as Partial<typeof fs.constants>).O_NONBLOCK ?? 0;

/** Output of a tool that Claude Code put into a separate file, because it was too long for the transcript. */
export interface ToolResultText {
  text: string;
  /** The size of the file in bytes. */
  size: number;
  /** False if the file has more than was asked for, or more than is ever read. */
  whole: boolean;
}

export const isToolResultName = (name: string): boolean => NAME.test(name);

/**
 * Reads a file of `tool-results/` by its name. The folder that the transcript names is not used: it is one of the
 * machine that wrote it. Returns null if the file is missing, a link, not a regular file, or if the name is not
 * allowed.
 */
export function readToolResult(sessionDir: string, name: string, mostBytes = MOST_BYTES): ToolResultText | null {
  const folder = join(sessionDir, FOLDER);
  const path = join(folder, name);
  if (!isToolResultName(name) || !isPlain(folder, 'folder') || !isPlain(path, 'file')) return null;
  try {
    const fd = fs.openSync(path, fs.constants.O_RDONLY | NO_LINKS | DONT_WAIT);
    try {
      return readBeginning(fd, Math.min(mostBytes, MOST_BYTES));
    } finally {
      fs.closeSync(fd);
    }
  } catch {
    return null;
  }
}

function isPlain(path: string, what: 'folder' | 'file'): boolean {
  try {
    const stat = fs.lstatSync(path);
    return what === 'folder' ? stat.isDirectory() : stat.isFile();
  } catch {
    return false;
  }
}

function readBeginning(fd: number, most: number): ToolResultText | null {
  const stat = fs.fstatSync(fd);
  if (!stat.isFile()) return null;
  const bytes = Buffer.alloc(Math.min(stat.size, most));
  let read = 0;
  while (read < bytes.length) {
    const more = fs.readSync(fd, bytes, read, bytes.length - read, read);
    if (more === 0) break;
    read += more;
  }
  const whole = read === stat.size;
  // In stream mode the decoder leaves out a character that the end cuts through.
  const text = new TextDecoder().decode(bytes.subarray(0, read), { stream: !whole });
  return { text, size: stat.size, whole };
}
