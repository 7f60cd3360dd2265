import { setImmediate } from 'node:timers/promises';
import type { LayoutGrowth } from '../../../shared/reading.ts';
import { describeError, errorCode } from '../../files.ts';
import { openReading, openTail } from '../../transcript/reader/open-reading.ts';
import { AnswerFailure } from '../answer.ts';
import type { Reading } from '../../transcript/reader/reading.ts';
import type { ReaderAnswers, ReaderOperation, ReaderRequests, WhereToRead } from './messages.ts';
import { OpenOne } from './open-one.ts';

/** A person looks at one or two; what is older is opened again when it is asked for. */
const MOST_OPEN = 6;
/**
 * How long a conversation is read before the first answer: most are read whole by then, and a second of reading would be
 * a second of waiting.
 */
const FIRST_MS = 20;
/** How many entries go with the first answer: more than fit on a screen. */
const FIRST_ENTRIES = 50;
/** The same of the last ones: a face keeps them by pages, and the last page may hold but one. */
const LAST_ENTRIES = 100;
/** Then whoever asked draws it, and has the processor to themselves for as long as that takes. */
const REST_MS = 150;
/** How long it is read on then before others have their turn. */
const TURN_MS = 10;
/** How often it is looked whether a file has grown. */
const LOOK_MS = 500;

const CLOSED = 'This conversation is no longer open. Open it again to read on.';

type Handlers = {
  [K in ReaderOperation]: (request: ReaderRequests[K]) => ReaderAnswers[K] | Promise<ReaderAnswers[K]>;
};

/**
 * The conversations that are open for reading. They are read on, a little at a time, so that whoever asks for a page
 * never waits for more than a turn.
 */
export class Library {
  readonly handlers: Handlers;
  readonly #onGrowth: (growth: LayoutGrowth) => void;
  /** The least recently used first. */
  readonly #open = new Map<string, OpenOne>();
  /** Never counts from the beginning, or a name from before a restart would be another reading's. */
  #count = Date.now();
  #isReading = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(onGrowth: (growth: LayoutGrowth) => void) {
    this.#onGrowth = onGrowth;
    this.handlers = {
      open: (where) => this.#openOne(where),
      tail: (where) => this.#openTail(where),
      close: ({ reading }) => {
        this.#close(reading);
        return null;
      },
      entries: ({ reading, from, count }) => this.#of(reading).reading.entries(from, count),
      part: ({ reading, part }) => {
        const found = this.#of(reading).reading.part(part);
        if (found === null)
          throw new AnswerFailure('not-found', 'This part of the conversation is not there any more.');
        return found;
      },
      outline: ({ reading }) => this.#of(reading).reading.outline(),
      facts: ({ reading }) => this.#of(reading).reading.facts(),
      find: ({ reading, query, matchCase, metadata }) =>
        this.#of(reading).find({ text: query, matchCase, metadata }, () => setImmediate()),
      findInAgents: ({ reading, query, matchCase }) =>
        this.#of(reading).findInAgents({ text: query, matchCase }, () => setImmediate()),
      locate: ({ reading, uuid }) => ({ entry: this.#of(reading).reading.locate(uuid) }),
    };
  }

  /** Closes all. */
  dispose(): void {
    for (const name of [...this.#open.keys()]) this.#close(name);
  }

  #openOne({ path, ...options }: WhereToRead): ReaderAnswers['open'] {
    const reading = failing(path, () => openReading(path, options));
    const one = this.#keep(reading);
    try {
      return failing(path, () => {
        one.readOn(FIRST_MS);
        return { reading: one.name, layout: one.layout(), entries: reading.entries(0, FIRST_ENTRIES) };
      });
    } catch (error) {
      this.#close(one.name);
      throw error;
    } finally {
      setTimeout(() => this.#follow(), REST_MS);
    }
  }

  /** Of a file that is open as well: what is behind in reading that goes on behind it. */
  #openTail({ path, ...options }: WhereToRead): ReaderAnswers['tail'] {
    return failing(path, () => {
      const reading = openTail(path, options);
      if (reading === null) return null;
      const one = this.#keep(reading);
      one.isBehind = false;
      const from = Math.max(0, reading.count - LAST_ENTRIES);
      const entries = reading.entries(from, reading.count - from);
      return { reading: one.name, layout: one.layout(), first: reading.first, entries };
    });
  }

  #keep(reading: Reading): OpenOne {
    this.#count += 1;
    const one = new OpenOne(`reading-${this.#count}`, reading);
    this.#open.set(one.name, one);
    for (const oldest of [...this.#open.keys()].slice(0, -MOST_OPEN)) this.#close(oldest);
    return one;
  }

  /** As long as anything is open. */
  #follow(): void {
    if (this.#open.size === 0) return;
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS).unref();
    void this.#readOn();
  }

  #of(name: string): OpenOne {
    const one = this.#open.get(name);
    if (one === undefined) throw new AnswerFailure('stale', CLOSED);
    this.#open.delete(name);
    this.#open.set(name, one);
    return one;
  }

  #close(name: string): void {
    this.#open.get(name)?.close();
    this.#open.delete(name);
    if (this.#open.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #look(): void {
    for (const one of this.#open.values()) {
      if (!one.isBehind) this.#try(one, () => one.look());
    }
    void this.#readOn();
  }

  /** Reads all that is behind, the one that was asked for last first. */
  async #readOn(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    for (let one = this.#next(); one !== undefined; one = this.#next()) {
      await setImmediate();
      const current = one;
      if (!this.#open.has(current.name)) continue;
      this.#try(current, () => {
        current.readOn(TURN_MS);
        const news = current.news();
        if (news !== null) this.#onGrowth(news);
      });
    }
    this.#isReading = false;
  }

  #next(): OpenOne | undefined {
    return [...this.#open.values()].findLast(({ isBehind }) => isBehind);
  }

  /** A file that cannot be read any more stays as far as it was read; whoever asks for more is told why. */
  #try(one: OpenOne, work: () => void): void {
    try {
      work();
    } catch {
      one.isBehind = false;
    }
  }
}

/** Throws what the file system says as a sentence that says what to do. */
function failing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new AnswerFailure('not-found', 'This conversation was moved or deleted meanwhile. Refresh to look again.');
    }
    throw new AnswerFailure('disk', `${path} ${describeError(error)}. Try again once that is put right.`);
  }
}
