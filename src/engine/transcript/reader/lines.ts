import { Column } from './column.ts';
import { KeyTable } from './key-table.ts';

/** Of a line: where it lies, and what belongs to it. All of it in numbers. */
export class Lines {
  readonly offsets = new Column(Float64Array);
  readonly lengths = new Column(Float64Array);
  /** Where two lines stand in one, without a newline between them: which of them this is. */
  readonly places = new Column(Uint16Array);
  /** The entry that shows it, plus 1; 0 where none does. */
  readonly entries = new Column(Uint32Array);
  /** How many entries it became, from that one on; 0 where it only belongs to that one. */
  readonly counts = new Column(Uint16Array);
  /** Lines by their uuid: of those that have the same, the first. */
  readonly byUuid = new KeyTable();

  get count(): number {
    return this.offsets.length;
  }

  /** Answers its number. */
  add(offset: number, length: number, place: number): number {
    this.offsets.push(offset);
    this.lengths.push(length);
    this.places.push(Math.min(place, 0xffff));
    this.entries.push(0);
    this.counts.push(0);
    return this.count - 1;
  }
}
