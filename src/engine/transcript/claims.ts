const NEXT = 0;
const STOPPED = 1;

/** Hands out the numbers 0, 1, 2 … to several threads, each number once. */
export class Claims {
  /** What the other threads need to take part. */
  readonly shared: SharedArrayBuffer;
  readonly #cells: Int32Array;
  readonly #count: number;

  /** `count` is how many numbers there are. */
  constructor(count: number, shared = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.#count = count;
    this.shared = shared;
    this.#cells = new Int32Array(shared);
  }

  /** Returns null if no number is left, or after `stop`. */
  next(): number | null {
    if (Atomics.load(this.#cells, STOPPED) === 1) return null;
    const claimed = Atomics.add(this.#cells, NEXT, 1);
    return claimed < this.#count ? claimed : null;
  }

  stop(): void {
    Atomics.store(this.#cells, STOPPED, 1);
  }
}
