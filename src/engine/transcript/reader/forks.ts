import { isObject, stringAt } from '../../files.ts';
import { isUuid } from '../../ids.ts';
import type { Line } from '../line.ts';

/**
 * Finds where a conversation left the one that it was copied from (docs/formats/transcripts.md 2.6 and 8). Copied lines
 * say so by `forkedFrom`, or name the other conversation; `--fork-session` rewrites that name, and leaves only the one
 * that asked the model.
 */
export class ForkFinder {
  readonly #own: string | null;
  /** When the first line of the file was written that is no copy: the flat ones come first. */
  #begunAt: number | null = null;
  #seen: 'nothing' | 'chain' | 'marked-copies' | 'asked-elsewhere' | 'own' = 'nothing';

  /** `name`: of the file, without its ending. */
  constructor(name: string) {
    this.#own = isUuid(name) ? name : null;
  }

  /** Whether this line is the first of its own after copied ones. Asked for each line of the run; `at` is its time. */
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

  /** A person's copied lines do not say who asked the model: they are older than the file. */
  #isOwn(type: string, at: number | null): boolean {
    if (this.#seen === 'marked-copies') return true;
    if (this.#seen !== 'asked-elsewhere') return false;
    return type === 'assistant' || (at !== null && this.#begunAt !== null && at >= this.#begunAt);
  }
}
