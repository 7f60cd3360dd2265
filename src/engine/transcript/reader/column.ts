type Cells = Uint8Array | Uint16Array | Uint32Array | Float64Array;

const FIRST = 1024;

/** A growing list of numbers. For a million entries, objects would take ten times the memory. */
export class Column<T extends Cells> {
  length = 0;
  #cells: T;
  readonly #make: new (length: number) => T;

  constructor(make: new (length: number) => T) {
    this.#make = make;
    this.#cells = new make(FIRST);
  }

  /** Returns 0 if there is no such index. */
  at(index: number): number {
    return index < this.length ? (this.#cells[index] ?? 0) : 0;
  }

  set(index: number, value: number): void {
    this.#cells[index] = value;
  }

  push(value: number): void {
    if (this.length === this.#cells.length) {
      const more = new this.#make(this.length * 2);
      more.set(this.#cells);
      this.#cells = more;
    }
    this.#cells[this.length] = value;
    this.length += 1;
  }

  /** Returns a plain array, which every border can pass. */
  from(index: number): number[] {
    return Array.from(this.#cells.subarray(Math.min(index, this.length), this.length));
  }
}
