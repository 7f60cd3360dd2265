import { entryKinds, type Branch, type EntryKind, type LayoutGrowth } from '../../../shared/reading.ts';

const FIRST_CAPACITY = 1024;

/** What is known of all entries of a reading, in columns: three numbers an entry. */
export class Layout {
  count = 0;
  /** Entries before this one are not shown: what they are is not certain. */
  first = 0;
  branches: readonly Branch[] = [];
  #kinds = new Uint8Array(FIRST_CAPACITY);
  #times = new Float64Array(FIRST_CAPACITY);
  #lengths = new Float64Array(FIRST_CAPACITY);

  kind(entry: number): EntryKind {
    return entryKinds[this.#kinds[entry] ?? 0] ?? 'metadata';
  }

  /** Epoch milliseconds; 0 where the file does not say. */
  at(entry: number): number {
    return this.#times[entry] ?? 0;
  }

  /** About how long its text is, in characters. */
  length(entry: number): number {
    return this.#lengths[entry] ?? 0;
  }

  /** False where entries in between are not known: something was missed, and the reading has to be opened again. */
  take({ from, kinds, times, lengths, branches }: LayoutGrowth): boolean {
    if (from > this.count) return false;
    const count = from + kinds.length;
    this.#reserve(count);
    this.#kinds.set(kinds, from);
    this.#times.set(times.slice(0, kinds.length), from);
    this.#lengths.set(lengths.slice(0, kinds.length), from);
    this.count = count;
    this.branches = branches;
    return true;
  }

  #reserve(count: number): void {
    if (count <= this.#kinds.length) return;
    const capacity = Math.max(count, this.#kinds.length * 2);
    this.#kinds = widened(this.#kinds, new Uint8Array(capacity));
    this.#times = widened(this.#times, new Float64Array(capacity));
    this.#lengths = widened(this.#lengths, new Float64Array(capacity));
  }
}

function widened<A extends Uint8Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
