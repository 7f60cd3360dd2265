import type { FindResult, FoundInAgent, LayoutGrowth } from '../../../shared/reading.ts';
import type { FindQuery, Reading } from '../../transcript/reader/reading.ts';

/** Growth is told this often while a file is being read: each telling draws the list anew. */
const TELL_MS = 120;

/** A reading that is open, and what a face knows of it. */
export class OpenOne {
  readonly name: string;
  readonly reading: Reading;
  /** There is more to read in the file. */
  isBehind = true;
  /** How many entries the face knows of. */
  #known = 0;
  #toldAt = 0;
  #wasDone = false;
  /** The file was replaced, and the face does not know it yet. */
  #isAnother = false;
  #finding = 0;

  constructor(name: string, reading: Reading) {
    this.name = name;
    this.reading = reading;
  }

  /** What there is now; from here on, only what is new is told. */
  layout(): LayoutGrowth {
    const layout = { reading: this.name, ...this.reading.layout(this.#known) };
    this.#known = layout.from + layout.kinds.length;
    this.#wasDone = layout.read.done;
    this.#toldAt = performance.now();
    return layout;
  }

  /** Reads on for so long. */
  readOn(ms: number): void {
    this.isBehind = !this.reading.index({ ms });
  }

  /** What the face does not know yet; null where that is nothing, or it was told just now. */
  news(): LayoutGrowth | null {
    if (this.isBehind && performance.now() - this.#toldAt < TELL_MS) return null;
    const [isAnother, wasDone] = [this.#isAnother, this.#wasDone];
    this.#isAnother = false;
    const layout = this.layout();
    const isNew = layout.kinds.length > 0 || layout.changed.length > 0 || layout.read.done !== wasDone;
    return isNew || isAnother ? layout : null;
  }

  /** Looks whether the file has grown. One that was replaced is told from its beginning. */
  look(): void {
    const growth = this.reading.grow();
    if (growth === 'same') return;
    this.isBehind = true;
    if (growth !== 'replaced') return;
    this.#known = 0;
    this.#isAnother = true;
  }

  /** `turn` lets others have theirs. Where another search began meanwhile, this one ends with nothing. */
  async find(query: FindQuery, turn: () => Promise<void>): Promise<FindResult> {
    return (await this.#search(this.reading.find(query), turn)) ?? { found: [], total: 0, complete: false };
  }

  /** The same in subagents' own conversations. */
  async findInAgents(query: FindQuery, turn: () => Promise<void>): Promise<FoundInAgent[]> {
    return (await this.#search(this.reading.findInAgents(query), turn)) ?? [];
  }

  /** Null where another one began meanwhile. */
  async #search<T>(search: Generator<undefined, T | null>, turn: () => Promise<void>): Promise<T | null> {
    this.#finding += 1;
    const own = this.#finding;
    for (let step = search.next(); ; step = search.next()) {
      if (step.done === true) return step.value;
      await turn();
      // What it opened is closed.
      if (own !== this.#finding) search.return(null);
    }
  }

  close(): void {
    this.#finding += 1;
    this.reading.close();
  }
}
