import { isObject, stringAt } from '../../files.ts';
import { isUuid } from '../../ids.ts';
import type { Line } from '../line.ts';

/**
 * Finds where a forked conversation goes its own way (docs/formats/transcripts.md 2.6 and 8). Copied lines have
 * `forkedFrom`, or name the other conversation in `sessionId`. `--fork-session` rewrites `sessionId`, so only
 * `requestSessionId` of the model's lines still names the other one.
 */
export class ForkFinder {
  readonly #own: string | null;
  /**
   * The time of the first line that is not a copy, in epoch milliseconds. Flat records come first; null if there was
   * none.
   */
  #begunAt: number | null = null;
  #seen: 'nothing' | 'chain' | 'marked-copies' | 'asked-elsewhere' | 'own' = 'nothing';

  /** `name`: the file's name without its ending. */
  constructor(name: string) {
    this.#own = isUuid(name) ? name : null;
  }

  /**
   * Returns true for the first line of its own after copied ones. Must be called for each line of the run. `at`: the
   * line's time in epoch milliseconds.
   */
  isFork(line: Line, at: number | null): boolean {
    const type = line['type'];
    if (type !== 'user' && type !== 'assistant') {
      if (this.#seen === 'nothing' && line['uuid'] === undefined) this.#begunAt ??= at;
      return false;
    }
    const copied = this.#copied(line);
    if (copied !== null && this.#seen !== 'own') this.#seen = copied;
    if (this.#seen === 'nothing') this.#seen = 'chain';
    if (copied !== null || !this.#isOwn(type, at)) return false;
    this.#seen = 'own';
    return true;
  }

  #copied(line: Line): 'marked-copies' | 'asked-elsewhere' | null {
    const session = stringAt(line, 'sessionId');
    if (isObject(line['forkedFrom'])) return 'marked-copies';
    if (this.#own !== null && session !== null && session !== this.#own) return 'marked-copies';
    const asked = stringAt(line, 'requestSessionId');
    return asked !== null && asked !== session ? 'asked-elsewhere' : null;
  }

  /** Copied lines of the person have no `requestSessionId`, but they are older than the file. */
  #isOwn(type: string, at: number | null): boolean {
    if (this.#seen === 'marked-copies') return true;
    if (this.#seen !== 'asked-elsewhere') return false;
    return type === 'assistant' || (at !== null && this.#begunAt !== null && at >= this.#begunAt);
  }
}
