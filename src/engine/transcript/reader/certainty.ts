import { isObject, stringAt } from '../../files.ts';
import type { Line } from '../line.ts';
import type { Lines } from './lines.ts';

/**
 * Finds the entry from which on a reading that begins in the middle of a file is sure to equal a reading of the whole
 * file. What comes before is unknown: the call of a result, the beginning of a message, whether a line is a repetition,
 * or whether the person took it back. So the certain part begins after the last line that leaves a doubt.
 */
export class Certainty {
  /** The first certain entry. */
  from = 0;
  readonly #lines: Lines;
  /** All lines of the conversation behind this line descend from it, so none of them is on an abandoned branch. */
  #root = 0;
  /**
   * The uuid of that line. The caller has to check that it does not occur before the tail, where it would make the line
   * a repetition.
   */
  rootUuid: string | null = null;
  /** The newest time so far, in epoch milliseconds. A repeated line is older than the lines before it. */
  #latest = -Infinity;
  /** The id of the model's first message behind `#root`. It may have begun before the tail. */
  #message: string | null = null;
  #isDoubtful = false;
  /** True once an entry is certain. */
  #hasBegun = false;

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  /** Takes the next line. `entries`: the number of entries before it. */
  see(number: number, line: Line, at: number | null, entries: number): void {
    const uuid = stringAt(line, 'uuid');
    if (uuid !== null) this.#seeChained(uuid, number, line, at, entries);
    const message = isObject(line['message']) ? stringAt(line['message'], 'id') : null;
    this.#message ??= message;
    if (message !== null && message === this.#message) this.doubt();
  }

  /** The latest line depends on something unknown. */
  doubt(): void {
    this.#isDoubtful = true;
  }

  /**
   * Called after the latest line was indexed. `entries`: the number of entries now. `isShown`: the line has an entry
   * that is shown.
   */
  taken(entries: number, isShown: boolean): void {
    if (this.#isDoubtful || !this.#hasBegun) this.from = entries;
    this.#hasBegun ||= isShown && !this.#isDoubtful;
    this.#isDoubtful = false;
  }

  /**
   * True if the conversation goes on from a line that belongs to the certain part. `leaf`: the uuid of that line; null
   * if the file names none.
   */
  goesOnFrom(leaf: string | null): boolean {
    return leaf === null || (this.#lines.byUuid.get(leaf) ?? -1) >= this.#root;
  }

  #seeChained(uuid: string, number: number, line: Line, at: number | null, entries: number): void {
    const isOld = at === null || at < this.#latest;
    if (!isOld) this.#latest = at;
    // A child of a line in the tail is new there, or the tail shows that it is a repetition.
    if (this.#hangsOnRoot(line)) return;
    if (isOld) this.doubt();
    this.#root = isOld ? number + 1 : number;
    this.rootUuid = uuid;
    this.from = entries;
    this.#message = null;
    this.#hasBegun = false;
  }

  /** The parent of a compaction is the last line that it summarised. */
  #hangsOnRoot(line: Line): boolean {
    const parent = stringAt(line, line['subtype'] === 'compact_boundary' ? 'logicalParentUuid' : 'parentUuid');
    return parent !== null && (this.#lines.byUuid.get(parent) ?? -1) >= this.#root;
  }
}
