import type { FoundEntry, FoundInAgent } from '../../../shared/reading.ts';
import { toAskError } from '../../api/index.ts';
import type { Reading } from '../reading/reading.ts';
import type { Query } from './pattern.ts';

/** A pause in typing. */
const TYPING_MS = 120;
/** How often a file that is still being read is searched again. */
const AGAIN_MS = 1_000;

export interface SearchState {
  query: Query;
  /** What was found of that, in what is listed; null until there is an answer. */
  found: readonly FoundEntry[] | null;
  total: number;
  /** What was found in subagents' own conversations; null until there is an answer. */
  inAgents: readonly FoundInAgent[] | null;
  isComplete: boolean;
  /** The match at hand: in which of the found entries, and there the how-manieth. */
  now: { entry: number; nth: number } | null;
  /** Which of all it is, from 1; 0 where none is. */
  position: number;
  isSearching: boolean;
  error: string | null;
}

const NOTHING: Omit<SearchState, 'query'> = {
  found: null,
  total: 0,
  inAgents: [],
  isComplete: true,
  now: null,
  position: 0,
  isSearching: false,
  error: null,
};

/** The search in one conversation. */
export class Search {
  readonly #reading: Reading;
  readonly #listeners = new Set<() => void>();
  #state: SearchState = { ...NOTHING, query: { text: '', matchCase: false } };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDue = false;
  #asked = 0;
  /** The version of the layout that was looked in. */
  #version = 0;
  #metadata = false;
  /** Where somebody is: the first match is the first one from there on. */
  #from = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  state = (): SearchState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  look(query: Query, from: number): void {
    this.#from = from;
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.#isDue = false;
    if (query.text === '') this.#set({ ...NOTHING, query });
    else {
      this.#set({ query, inAgents: null, isSearching: true, error: null });
      this.#askIn(TYPING_MS);
    }
  }

  /** The file was read on or grew, or what is listed is another part of it. */
  again(metadata: boolean): void {
    const isOther = metadata !== this.#metadata;
    this.#metadata = metadata;
    const { query, found } = this.#state;
    if (query.text === '' || found === null) return;
    if (isOther) this.#askIn(0);
    else if (!this.#isDue && this.#version !== this.#reading.state().layoutVersion) this.#askIn(AGAIN_MS);
  }

  go(by: 1 | -1): void {
    const { found, total, position } = this.#state;
    if (found === null || total === 0) return;
    const next = ((position - 1 + by + total) % total) + 1;
    this.#set({ position: next, now: matchAt(found, next) });
  }

  stop(): void {
    this.#asked += 1;
    clearTimeout(this.#timer);
  }

  #askIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#isDue = true;
    this.#timer = setTimeout(() => void this.#ask(), ms);
  }

  async #ask(): Promise<void> {
    const asked = (this.#asked += 1);
    const { query } = this.#state;
    this.#isDue = false;
    this.#version = this.#reading.state().layoutVersion;
    this.#set({ isSearching: true });
    try {
      const result = await this.#reading.find(query.text, query.matchCase, this.#metadata);
      if (asked !== this.#asked) return;
      const found = result.found.filter(
        ({ entry }) => this.#metadata || this.#reading.layout.kind(entry) !== 'metadata',
      );
      const total = found.reduce((sum, { count }) => sum + count, 0);
      const position = this.#positionIn(found);
      const now = matchAt(found, position);
      this.#set({ found, total, isComplete: result.complete, position, now, isSearching: false, error: null });
      this.again(this.#metadata);
      void this.#askInAgents(asked, query);
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#set({ isSearching: false, error: toAskError(error).message });
    }
  }

  /** Where it fails, what is not known stays unknown: the conversation's own matches are there. */
  async #askInAgents(asked: number, { text, matchCase }: Query): Promise<void> {
    const inAgents = await this.#reading.findInAgents(text, matchCase).catch(() => null);
    if (asked === this.#asked && inAgents !== null) this.#set({ inAgents });
  }

  /** The match at hand stays at hand; where there was none, the first one from where somebody is. */
  #positionIn(found: readonly FoundEntry[]): number {
    const { now } = this.#state;
    const [from, nth] = now === null ? [this.#from, 0] : [now.entry, now.nth];
    let before = 0;
    for (const { entry, count } of found) {
      if (entry >= from) return before + 1 + (entry === from ? Math.min(nth, count - 1) : 0);
      before += count;
    }
    return found.length === 0 ? 0 : 1;
  }

  #set(change: Partial<SearchState>): void {
    const isOther = change.query !== undefined && change.query !== this.#state.query;
    this.#state = { ...this.#state, ...(isOther ? { now: null, position: 0 } : {}), ...change };
    for (const listener of this.#listeners) listener();
  }
}

function matchAt(found: readonly FoundEntry[], position: number): SearchState['now'] {
  let before = 0;
  for (const { entry, count } of found) {
    if (position <= before + count && position > 0) return { entry, nth: position - before - 1 };
    before += count;
  }
  return null;
}
