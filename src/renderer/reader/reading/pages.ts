import type { ReaderEntry } from '../../../shared/reading.ts';

/** How many entries are asked for at once. */
export const PAGE = 50;

/** How much of a conversation stays in memory: pages, and characters in them. What is far away is dropped first. */
const MOST_PAGES = 40;
const MOST_CHARACTERS = 6_000_000;
const AT_ONCE = 2;

interface Page {
  entries: ReaderEntry[];
  weight: number;
  /** Entries of it were changed since. It is shown until the new ones are there. */
  stale: boolean;
}

export interface PagesOptions {
  fetch: (from: number, count: number) => Promise<ReaderEntry[]>;
  /** How many entries there are now. */
  count: () => number;
  /** Contents came or changed. */
  onChange: () => void;
  onError: (error: unknown) => void;
}

/** Contents of the entries around what is shown. Asks for what is wanted now, and forgets what was wanted before. */
export class Pages {
  readonly #options: PagesOptions;
  /** From the longest unused to the one used last. */
  readonly #pages = new Map<number, Page>();
  readonly #asked = new Set<number>();
  /** Changed while they were on their way. */
  readonly #again = new Set<number>();
  #wanted: readonly number[] = [];
  #era = 0;

  constructor(options: PagesOptions) {
    this.#options = options;
  }

  get(entry: number): ReaderEntry | undefined {
    return this.#pages.get(Math.floor(entry / PAGE))?.entries[entry % PAGE];
  }

  /** Numbers of pages, the most urgent first. */
  want(pages: readonly number[]): void {
    this.#wanted = pages;
    for (const page of pages.toReversed()) this.#touch(page);
    this.#askOn();
  }

  /** Entries that nobody had to ask for; pages of which the beginning is missing are left out. */
  take(given: readonly ReaderEntry[]): void {
    for (const [place, { entry }] of given.entries()) {
      if (entry % PAGE !== 0) continue;
      const entries = given.slice(place, place + PAGE);
      this.#keep(entry / PAGE, { entries, weight: weigh(entries), stale: false });
    }
    this.#options.onChange();
  }

  changed(entries: readonly number[]): void {
    for (const entry of entries) {
      const number = Math.floor(entry / PAGE);
      const page = this.#pages.get(number);
      if (page !== undefined) page.stale = true;
      if (this.#asked.has(number)) this.#again.add(number);
    }
    this.#askOn();
  }

  /** More entries are known: the last page may be longer than what was got of it. */
  grown(): void {
    this.#askOn();
  }

  /** Drops all but what is wanted now. */
  trim(): void {
    for (const page of this.#pages.keys()) if (!this.#wanted.slice(0, 2).includes(page)) this.#pages.delete(page);
  }

  /** Drops all from an entry on; answers that are still on their way are those of another file. */
  cut(entry: number): void {
    this.#era += 1;
    for (const page of this.#pages.keys()) if ((page + 1) * PAGE > entry) this.#pages.delete(page);
    this.#asked.clear();
  }

  #touch(number: number): void {
    const page = this.#pages.get(number);
    if (page === undefined) return;
    this.#pages.delete(number);
    this.#pages.set(number, page);
  }

  #isMissing = (number: number): boolean => {
    if (this.#asked.has(number)) return false;
    const page = this.#pages.get(number);
    const due = Math.min(PAGE, this.#options.count() - number * PAGE);
    return due > 0 && (page === undefined || page.stale || page.entries.length < due);
  };

  #askOn(): void {
    while (this.#asked.size < AT_ONCE) {
      const next = this.#wanted.find(this.#isMissing);
      if (next === undefined) return;
      void this.#ask(next);
    }
  }

  async #ask(number: number): Promise<void> {
    const era = this.#era;
    this.#asked.add(number);
    this.#again.delete(number);
    try {
      const due = Math.min(PAGE, this.#options.count() - number * PAGE);
      const entries = await this.#options.fetch(number * PAGE, due);
      if (era !== this.#era) return;
      this.#asked.delete(number);
      // Fewer than were promised would be asked for again for ever.
      const kept = entries.length < due ? [...entries, ...missing(number * PAGE + entries.length, due)] : entries;
      this.#keep(number, { entries: kept, weight: weigh(kept), stale: this.#again.delete(number) });
      this.#options.onChange();
      this.#askOn();
    } catch (error) {
      if (era !== this.#era) return;
      this.#asked.delete(number);
      this.#wanted = [];
      this.#options.onError(error);
    }
  }

  #keep(number: number, page: Page): void {
    this.#pages.delete(number);
    this.#pages.set(number, page);
    let weight = 0;
    for (const kept of this.#pages.values()) weight += kept.weight;
    for (const [old, { weight: its }] of this.#pages) {
      if (this.#pages.size <= MOST_PAGES && weight <= MOST_CHARACTERS) return;
      if (old === number || this.#wanted.includes(old)) continue;
      this.#pages.delete(old);
      weight -= its;
    }
  }
}

/** What the engine did not give, as an entry that says so. */
const missing = (from: number, due: number): ReaderEntry[] =>
  Array.from({ length: due - (from % PAGE) }, (_, index) => ({
    entry: from + index,
    kind: 'left-out',
    uuid: null,
    at: null,
    why: 'damaged',
    bytes: 0,
    text: { text: '', length: 0, part: null },
  }));

/** How many characters of text are in it. */
function weigh(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  let weight = 8;
  for (const part of Object.values(value)) weight += weigh(part);
  return weight;
}
