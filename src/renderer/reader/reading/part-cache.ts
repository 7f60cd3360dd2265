import type { ReaderPart } from '../../../shared/reading.ts';

const MOST_CHARACTERS = 8_000_000;

/** Wholes and pictures that were had lately, so that rows which come back show them at once. */
export class PartCache {
  readonly #fetch: (part: string) => Promise<ReaderPart>;
  readonly #kept = new Map<string, Promise<ReaderPart>>();
  readonly #sizes = new Map<string, number>();

  constructor(fetch: (part: string) => Promise<ReaderPart>) {
    this.#fetch = fetch;
  }

  read(part: string): Promise<ReaderPart> {
    const kept = this.#kept.get(part);
    if (kept !== undefined) return kept;
    const coming = this.#fetch(part);
    this.#kept.set(part, coming);
    coming.then(
      (got) => this.#weigh(part, coming, got.is === 'text' ? got.text.length : got.data.length),
      () => this.#kept.delete(part),
    );
    return coming;
  }

  clear(): void {
    this.#kept.clear();
    this.#sizes.clear();
  }

  #weigh(part: string, coming: Promise<ReaderPart>, size: number): void {
    if (this.#kept.get(part) !== coming) return;
    this.#sizes.set(part, size);
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
