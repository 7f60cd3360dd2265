import { isObject, stringAt } from '../../files.ts';
import type { Line } from '../line.ts';
import type { Lines } from './lines.ts';

/**
 * From which entry on a reading that begins in the middle of a file is sure to say what a reading of all of it says. What
 * came before is not known: the call of a result, the beginning of a message, whether a line is a repetition, or whether
 * what it says was taken back. So each line that leaves a doubt is left behind, and what is certain begins after it.
 */
export class Certainty {
  /** The first entry that is certain. */
  from = 0;
  readonly #lines: Lines;
  /** The line that all lines of the conversation from there on hang on: then none of them is on a branch that was left. */
  #root = 0;
  /** Its uuid. That it stands nowhere before the tail is for others to see; it may be a repetition otherwise. */
  rootUuid: string | null = null;
  /** Lines that were written again are older than what stands before them. */
  #latest = -Infinity;
  /** The first message of the model from there on: it may have begun earlier. */
  #message: string | null = null;
  #isDoubtful = false;
  /** Something is certain. */
  #hasBegun = false;

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  /** A line is next of which there are `entries` before it. */
  see(number: number, line: Line, at: number | null, entries: number): void {
    const uuid = stringAt(line, 'uuid');
    if (uuid !== null) this.#seeChained(uuid, number, line, at, entries);
    const message = isObject(line['message']) ? stringAt(line['message'], 'id') : null;
    this.#message ??= message;
    if (message !== null && message === this.#message) this.doubt();
  }

  /** What the line becomes that was seen last depends on what is not known. */
  doubt(): void {
    this.#isDoubtful = true;
  }

  /** The line that was seen last was taken in; there are so many entries now, and whether one of it is shown. */
  taken(entries: number, isShown: boolean): void {
    if (this.#isDoubtful || !this.#hasBegun) this.from = entries;
    this.#hasBegun ||= isShown && !this.#isDoubtful;
    this.#isDoubtful = false;
  }

  /** Whether the conversation goes on from a line that is known to be of it. */
  goesOnFrom(leaf: string | null): boolean {
    return leaf === null || (this.#lines.byUuid.get(leaf) ?? -1) >= this.#root;
  }

  #seeChained(uuid: string, number: number, line: Line, at: number | null, entries: number): void {
    const isOld = at === null || at < this.#latest;
    if (!isOld) this.#latest = at;
    // What hangs on a line of the tail stands there for the first time, or is known from there as a repetition.
    if (this.#hangsOnRoot(line)) return;
    if (isOld) this.doubt();
    this.#root = isOld ? number + 1 : number;
    this.rootUuid = uuid;
    this.from = entries;
    this.#message = null;
    this.#hasBegun = false;
  }

  /** A compaction hangs on nothing but what it summarised. */
  #hangsOnRoot(line: Line): boolean {
    const parent = stringAt(line, line['subtype'] === 'compact_boundary' ? 'logicalParentUuid' : 'parentUuid');
    return parent !== null && (this.#lines.byUuid.get(parent) ?? -1) >= this.#root;
  }
}
