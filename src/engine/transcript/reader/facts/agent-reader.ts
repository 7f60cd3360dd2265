import fs from 'node:fs';
import { parseLine } from '../../line.ts';
import type { Line } from '../../line.ts';
import { LineFeed } from '../line-feed.ts';

/** Without it a link is followed; Windows does not have it, so links are looked for before, too. */
const NO_LINKS = (fs.constants as Partial<typeof fs.constants>).O_NOFOLLOW ?? 0;
const DONT_WAIT = (fs.constants as Partial<typeof fs.constants>).O_NONBLOCK ?? 0;
const SIZES = { window: 1 << 18, longestLine: 8 << 20 };
/** What a line must hold to say anything about tokens or changed files. */
const TELLING = ['"usage"', '"tool_result"'];
/** Lines between two looks at the clock. */
const PATIENCE = 32;

/** Reads subagents' files in slices, each as far as it goes, and on where it has grown. None stays open in between. */
export class AgentReader {
  /** Bytes that were read, by path. */
  readonly #readTo = new Map<string, number>();
  #toRead: string[] = [];

  /** Begins anew with these; what was read of them stays read. */
  look(paths: readonly string[]): void {
    this.#toRead = paths.filter((path) => sizeOf(path) > (this.#readTo.get(path) ?? 0));
  }

  /** Hands on the lines that count for about so long; true once all files are read. */
  read(ms: number, use: (line: Line) => void): boolean {
    const until = performance.now() + ms;
    for (let path = this.#toRead.at(-1); path !== undefined; path = this.#toRead.at(-1)) {
      if (!this.#readOne(path, until, use)) return false;
      this.#toRead.pop();
    }
    return true;
  }

  /** Whether its end was reached, or it cannot be read. */
  #readOne(path: string, until: number, use: (line: Line) => void): boolean {
    let fd: number;
    try {
      fd = fs.openSync(path, fs.constants.O_RDONLY | NO_LINKS | DONT_WAIT);
    } catch {
      return true;
    }
    try {
      if (!fs.fstatSync(fd).isFile()) return true;
      const feed = new LineFeed(fd, SIZES, this.#readTo.get(path) ?? 0);
      const isDone = readLines(feed, until, use);
      this.#readTo.set(path, feed.position);
      return isDone;
    } catch {
      return true;
    } finally {
      fs.closeSync(fd);
    }
  }
}

function readLines(feed: LineFeed, until: number, use: (line: Line) => void): boolean {
  for (let count = 1; ; count++) {
    const line = feed.next();
    if (line === 'end') return true;
    if (line !== 'more' && !line.tooLong) {
      const bytes = line.bytes.subarray(line.start, line.end);
      if (TELLING.some((word) => bytes.includes(word))) parseLine(bytes.toString()).objects.forEach(use);
    }
    // A first line is always read, so that there is an end to it.
    if (line !== 'more' && count % PATIENCE === 0 && performance.now() > until) return false;
  }
}

/** 0 where there is no plain file. */
function sizeOf(path: string): number {
  try {
    const stat = fs.lstatSync(path);
    return stat.isFile() ? stat.size : 0;
  } catch {
    return 0;
  }
}
