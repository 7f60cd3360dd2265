const WORDS = 'harbour lantern keeper ledger tide rope signal wharf cargo brass chart storm beacon quay anchor'.split(
  ' ',
);
const HEX = '0123456789abcdef';
const POOL = 200;
const POOL_TEXT = 20_000;

/** Numbers, ids and texts that look random and are the same on every run. */
export class Random {
  #state: number;
  readonly #pool: string[];

  constructor(seed: number) {
    this.#state = seed;
    this.#pool = Array.from({ length: POOL }, () => this.#sentence(POOL_TEXT));
  }

  /** From 0 up to 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  uuid(): string {
    const digits = Array.from({ length: 32 }, (_, i) => (i === 12 ? '4' : i === 16 ? '8' : HEX[this.below(16)])).join(
      '',
    );
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  /** A text of `length` letters, ready to stand in JSON. */
  text(length: number): string {
    const text = this.#pool[this.below(POOL)] ?? '';
    const start = this.below(Math.max(1, POOL_TEXT - length));
    // Neither half of an escape may be left at an edge.
    return text
      .slice(start, start + length)
      .replace(/^n/, 'x')
      .replace(/\\$/, 'x');
  }

  #sentence(length: number): string {
    let text = '';
    while (text.length < length) text += `${WORDS[this.below(WORDS.length)] ?? ''}${this.next() < 0.1 ? '\\n' : ' '}`;
    return `${text.slice(0, length - 1)}x`;
  }
}
