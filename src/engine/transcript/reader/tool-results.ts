import fs from 'node:fs';
import { join } from 'node:path';

/** What is read of one file at most, in bytes. */
export const MOST_BYTES = 16 << 20;
const FOLDER = 'tool-results';
/** As Claude Code names them, and nothing that leads elsewhere (docs/formats/transcripts.md 4). */
const NAME = /^[A-Za-z0-9_][\w.-]{0,200}\.(?:txt|json|md|csv|log|xml|html)$/;
/** Without it a link is followed; Windows does not have it, so links are looked for before, too. */
const NO_LINKS = (fs.constants as Partial<typeof fs.constants>).O_NOFOLLOW ?? 0;
const DONT_WAIT = (fs.constants as Partial<typeof fs.constants>).O_NONBLOCK ?? 0;

/** What a tool printed and Claude Code put into a file of its own, since it was too long for the transcript. */
export interface ToolResultText {
  text: string;
  /** Bytes of the file. */
  size: number;
  /** False where there is more than was asked for, or than is ever read. */
  whole: boolean;
}

export const isToolResultName = (name: string): boolean => NAME.test(name);

/**
 * Reads a file of `tool-results/`, of which a transcript knows the name; its folder there is one of whoever wrote it.
 * Null where it is not to be had: gone, a link, no plain file, or no such name.
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
  // As a stream the decoder leaves out a character that the end cuts through.
  const text = new TextDecoder().decode(bytes.subarray(0, read), { stream: !whole });
  return { text, size: stat.size, whole };
}
