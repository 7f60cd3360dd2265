import type { Answers, Operation, Request } from '../../../shared/contract.ts';
import type {
  FindResult,
  FoundInAgent,
  LayoutGrowth,
  OpenedTail,
  OutlineItem,
  PageSize,
  ReaderFacts,
  ReaderPage,
  ReaderPart,
} from '../../../shared/reading.ts';
import { ask, on, toAskError, type AskError } from '../../api/index.ts';
import { FoldStore } from '../folds.ts';
import { Layout } from './layout.ts';
import { Pages } from './pages.ts';
import { PartCache } from './part-cache.ts';

/** What a view draws from; another object whenever something in it is other than it was. */
export interface ReadingState {
  phase: 'opening' | 'open' | 'failed';
  /** Grows whenever the layout did. */
  layoutVersion: number;
  count: number;
  /** How much of the file has been read. */
  read: LayoutGrowth['read'];
  leftOut: LayoutGrowth['leftOut'];
  error: AskError | null;
  outline: readonly OutlineItem[] | null;
  facts: ReaderFacts | null;
}

const FIRST_STATE: ReadingState = {
  phase: 'opening',
  layoutVersion: 0,
  count: 0,
  read: { bytes: 0, of: 0, done: false },
  leftOut: { lines: 0, bytes: 0, duplicates: 0 },
  error: null,
  outline: null,
  facts: null,
};

/** How much has been read of a file that is not read to its end. */
export const percentOf = ({ bytes, of }: ReadingState['read']): number => Math.min(99, Math.floor((bytes / of) * 100));

/** A file that is being written has another end after a while. */
const TAIL_FRESH_MS = 3_000;
/** How often outline and facts are asked for again while a file is read or written. */
const AFTER_GROWTH_MS = 700;
/** A reading that is lost more often than this is not opened again by itself. */
const REOPEN_MS = 5_000;

/**
 * One conversation that is being read, or a subagent's own: its layout, the contents around what is shown, what is
 * unfolded in it. Lives outside of React; views subscribe to what they draw.
 */
export class Reading {
  readonly id: string;
  readonly agent: string | null;
  /** Tells it apart from the other readings of the conversation that somebody scrolls in. */
  readonly name: string;
  readonly layout = new Layout();
  readonly folds = new FoldStore();
  readonly pages: Pages;
  readonly #parts = new PartCache((got: ReaderPart) => (got.is === 'text' ? got.text : got.data).length);
  readonly #drawn = new PartCache((got: ReaderPage) => (got.is === 'page' ? got.data.length : 0));
  readonly #stateListeners = new Set<() => void>();
  readonly #pageListeners = new Set<() => void>();
  #state = FIRST_STATE;
  #reading: string | null = null;
  /** Growth of readings whose opening is not answered yet. */
  #early: LayoutGrowth[] = [];
  #ends: (() => void)[] = [];
  #reopenedAt = -Infinity;
  #opening: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  readonly #isTail: boolean;
  /** The end of the conversation, asked for before anybody wants it. */
  #tail: { opening: Promise<Reading | null>; at: number } | null = null;

  /** `tail`: the end of the conversation, opened already. It does not grow. */
  constructor(id: string, agent: string | null, tail: OpenedTail | null = null) {
    this.id = id;
    this.agent = agent;
    this.name = tail === null ? id : `${id} ${tail.reading}`;
    this.#isTail = tail !== null;
    this.pages = new Pages({
      fetch: (from, count) => this.#ask('reader.entries', { from, count }),
      count: () => this.layout.count,
      onChange: () => tell(this.#pageListeners),
      onError: (error) => this.#fail(toAskError(error)),
    });
    if (tail !== null) {
      this.#reading = tail.reading;
      this.layout.first = tail.first;
      this.#take(tail.layout);
      this.pages.take(tail.entries);
    }
  }

  state = (): ReadingState => this.#state;
  subscribe = (listener: () => void): (() => void) => added(this.#stateListeners, listener);
  subscribePages = (listener: () => void): (() => void) => added(this.#pageListeners, listener);

  readPart = (part: string): Promise<ReaderPart> => this.#parts.read(part, () => this.#ask('reader.part', { part }));
  readPage = (part: string, page: number, size: PageSize): Promise<ReaderPage> =>
    this.#drawn.read(`${part} ${page} ${size}`, () => this.#ask('reader.page', { part, page, size }));
  find = (query: string, matchCase: boolean, metadata: boolean): Promise<FindResult> =>
    this.#ask('reader.find', { query, matchCase, ...(metadata ? { metadata } : {}) });
  findInAgents = (query: string, matchCase: boolean): Promise<FoundInAgent[]> =>
    this.#ask('reader.findInAgents', { query, matchCase });
  locate = async (uuid: string): Promise<number | null> => (await this.#ask('reader.locate', { uuid })).entry;

  /** Opens it, also again after it failed. */
  open(): Promise<void> {
    this.#opening ??= this.#open().finally(() => (this.#opening = null));
    return this.#opening;
  }

  /** The end of the conversation, ahead of the rest. Null where too little of it is certain. Throws AskError. */
  openTail(): Promise<Reading | null> {
    const ahead = this.#tail;
    if (ahead === null || performance.now() - ahead.at > TAIL_FRESH_MS) return this.#askTail();
    this.#tail = null;
    return ahead.opening;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#dropTail();
    if (this.#reading !== null) void ask('reader.close', { reading: this.#reading }).catch(() => undefined);
    this.#reading = null;
  }

  async #open(): Promise<void> {
    if (this.#ends.length === 0) {
      this.#ends = [on('reader.grew', (growth) => this.#hear(growth))];
    }
    if (this.#state.phase === 'failed') this.#set({ phase: 'opening', error: null });
    try {
      const { reading, layout, entries } = await ask('reader.open', { id: this.id, agent: this.agent });
      if (this.#closed) {
        void ask('reader.close', { reading }).catch(() => undefined);
        return;
      }
      this.#reading = reading;
      this.#take(layout);
      this.pages.take(entries);
      this.pages.want([0]);
      if (!layout.read.done && this.agent === null) this.#openTailAhead();
      for (const growth of this.#early.splice(0)) if (growth.reading === reading) this.#take(growth);
    } catch (error) {
      this.#reading = null;
      this.#set({ phase: 'failed', error: toAskError(error) });
    }
  }

  async #askTail(): Promise<Reading | null> {
    const opened = await ask('reader.tail', { id: this.id });
    return opened === null ? null : new Reading(this.id, null, opened);
  }

  /** The engine has it ready while the first screen is drawn. */
  #openTailAhead(): void {
    this.#dropTail();
    const opening = this.#askTail();
    // Whoever presses End hears of it.
    opening.catch(() => undefined);
    this.#tail = { opening, at: performance.now() };
  }

  #dropTail(): void {
    const ahead = this.#tail;
    this.#tail = null;
    ahead?.opening.then(
      (tail) => tail?.close(),
      () => undefined,
    );
  }

  #hear(growth: LayoutGrowth): void {
    if (growth.reading === this.#reading) this.#take(growth);
    else if (this.#opening !== null) this.#early.push(growth);
  }

  #take(growth: LayoutGrowth): void {
    // From before the end: what was there is other than it was, all of it where another file stands in its place.
    if (growth.from < this.layout.count) this.#forget(growth.from);
    if (!this.layout.take(growth)) {
      this.#reopen(this.#reading);
      return;
    }
    this.#set({
      phase: 'open',
      error: null,
      layoutVersion: this.#state.layoutVersion + 1,
      count: this.layout.count,
      read: growth.read,
      leftOut: growth.leftOut,
    });
    this.pages.changed(growth.changed);
    this.pages.grown();
    if (growth.read.done) this.#dropTail();
    this.#refreshSoon(growth.read.done);
  }

  #forget(from: number): void {
    this.#parts.clear();
    this.#drawn.clear();
    this.pages.cut(from);
    tell(this.#pageListeners);
  }

  /** Outline and facts follow the file at some distance. */
  #refreshSoon(now: boolean): void {
    if (this.#isTail) return;
    clearTimeout(this.#timer);
    const wait = now && this.#state.facts?.complete !== true ? 0 : AFTER_GROWTH_MS;
    this.#timer = setTimeout(() => {
      const failed = (): undefined => undefined; // What is there stays; the next growth asks again.
      this.#ask('reader.outline', {}).then((outline) => this.#set({ outline }), failed);
      this.#ask('reader.facts', {}).then((facts) => this.#set({ facts }), failed);
    }, wait);
  }

  /** Asks about this reading; where the engine has lost it, opens it again, once, and asks again. */
  async #ask<K extends About>(operation: K, request: Omit<Request<K>, 'reading'>): Promise<Answers[K]> {
    // Without a detour where it is open: the first contents are asked for before anything is drawn.
    if (this.#reading === null) await this.#opening;
    const reading = this.#reading;
    if (reading === null) throw this.#state.error ?? new Error('It is not open.');
    try {
      return await ask(operation, { ...request, reading });
    } catch (error) {
      if (!isLost(operation, toAskError(error)) || !this.#reopen(reading)) throw error;
      await this.#opening;
      if (this.#reading === null) throw error;
      return ask(operation, { ...request, reading: this.#reading });
    }
  }

  /** False where that was tried a moment ago. */
  #reopen(lost: string | null): boolean {
    if (this.#isTail) return false;
    if (this.#opening !== null || lost !== this.#reading) return true;
    if (performance.now() - this.#reopenedAt < REOPEN_MS) return false;
    this.#reopenedAt = performance.now();
    void this.open();
    return true;
  }

  #fail(error: AskError): void {
    if (!this.#closed) this.#set({ phase: 'failed', error });
  }

  #set(change: Partial<ReadingState>): void {
    if (this.#closed) return;
    this.#state = { ...this.#state, ...change };
    tell(this.#stateListeners);
  }
}

/** What can be asked about an open reading. */
type About = Exclude<Extract<Operation, `reader.${string}`>, 'reader.open' | 'reader.tail' | 'reader.close'>;

/** The engine does not know the reading any more: it was started again, or the reading was long unused. */
const isLost = (operation: About, { code }: AskError): boolean =>
  code === 'stale' || (operation === 'reader.entries' && (code === 'internal' || code === 'not-found'));

function tell(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) listener();
}

function added(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
