const MOST_CHARACTERS = 8_000_000;

/** Wholes and pictures that were had lately, so that rows which come back show them at once. */
export class PartCache<T> {
  readonly #sizeOf: (got: T) => number;
  readonly #kept = new Map<string, Promise<T>>();
  readonly #sizes = new Map<string, number>();

  /** `sizeOf`: in characters. */
  constructor(sizeOf: (got: T) => number) {
    this.#sizeOf = sizeOf;
  }

  read(key: string, fetch: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const coming = fetch();
    this.#kept.set(key, coming);
    coming.then(
      (got) => this.#weigh(key, coming, this.#sizeOf(got)),
      () => this.#kept.delete(key),
    );
    return coming;
  }

  clear(): void {
    this.#kept.clear();
    this.#sizes.clear();
  }

  #weigh(key: string, coming: Promise<T>, size: number): void {
    if (this.#kept.get(key) !== coming) return;
    this.#sizes.set(key, size);
    let all = 0;
    for (const one of this.#sizes.values()) all += one;
    for (const [old, its] of this.#sizes) {
      if (all <= MOST_CHARACTERS) return;
      this.#kept.delete(old);
      this.#sizes.delete(old);
      all -= its;
    }
  }
}
