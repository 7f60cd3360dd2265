const FIRST = 1024;
const FULL = 0.7;

/**
 * A map from keys (uuids, ids of messages and of tool calls) to numbers. It keeps a hash of 64 bits instead of each
 * key, so a million take 20 MB. A caller that must be certain compares the key with the line that it led to.
 */
export class KeyTable {
  #slots = FIRST;
  #used = 0;
  /** Two words a slot. The first is never 0 if the slot is used. */
  #hashes = new Uint32Array(2 * FIRST);
  #values = new Uint32Array(FIRST);

  get(key: string): number | null {
    const slot = this.#slotOf(key);
    return this.#hashes[2 * slot] === 0 ? null : (this.#values[slot] ?? null);
  }

  /** `value` must be below 2 ** 32. */
  set(key: string, value: number): void {
    this.#put(this.#slotOf(key), value);
  }

  /** Returns the value of a key. A key without a value gets this one, and the result is null. */
  claim(key: string, value: number): number | null {
    const slot = this.#slotOf(key);
    if (this.#hashes[2 * slot] !== 0) return this.#values[slot] ?? null;
    this.#put(slot, value);
    return null;
  }

  #put(slot: number, value: number): void {
    if (this.#hashes[2 * slot] === 0) {
      this.#hashes[2 * slot] = low;
      this.#hashes[2 * slot + 1] = high;
      this.#used += 1;
    }
    this.#values[slot] = value;
    if (this.#used > this.#slots * FULL) this.#grow();
  }

  #slotOf(key: string): number {
    hash(key);
    return this.#probe(low, high);
  }

  #probe(first: number, second: number): number {
    const mask = this.#slots - 1;
    for (let slot = second & mask; ; slot = (slot + 1) & mask) {
      const found = this.#hashes[2 * slot];
      if (found === 0 || (found === first && this.#hashes[2 * slot + 1] === second)) return slot;
    }
  }

  #grow(): void {
    const [hashes, values] = [this.#hashes, this.#values];
    const before = this.#slots;
    this.#slots *= 2;
    this.#hashes = new Uint32Array(2 * this.#slots);
    this.#values = new Uint32Array(this.#slots);
    for (let old = 0; old < before; old++) {
      const [first, second] = [hashes[2 * old] ?? 0, hashes[2 * old + 1] ?? 0];
      if (first === 0) continue;
      const slot = this.#probe(first, second);
      this.#hashes[2 * slot] = first;
      this.#hashes[2 * slot + 1] = second;
      this.#values[slot] = values[old] ?? 0;
    }
  }
}

/** The result of `hash`. Returning two numbers as an object would allocate it a hundred thousand times. */
let low = 0;
let high = 0;
/** Different in every process, so that nobody can write a file whose keys all collide. */
const SEED = Math.floor(Math.random() * 2 ** 32);

function hash(key: string): void {
  let [a, b] = [0xdeadbeef ^ SEED, 0x41c6ce57 ^ SEED];
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  low = a >>> 0 || 1;
  high = b >>> 0;
}
