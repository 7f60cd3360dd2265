import { Column } from './column.ts';
import { KeyTable } from './key-table.ts';

/** The facts about each line, as columns of numbers: its position, and the entries that it became. */
export class Lines {
  readonly offsets = new Column(Float64Array);
  readonly lengths = new Column(Float64Array);
  /** If two objects share a line without a newline between them: which of them this is, from 0 on. */
  readonly places = new Column(Uint16Array);
  /** 1 + the entry that shows it; 0 if none does. */
  readonly entries = new Column(Uint32Array);
  /** The number of entries that it became, from that one on; 0 if it only belongs to that one. */
  readonly counts = new Column(Uint16Array);
  /** Lines by uuid. If several have the same uuid, the first. */
  readonly byUuid = new KeyTable();

  get count(): number {
    return this.offsets.length;
  }

  /** Returns the number of the new line. */
  add(offset: number, length: number, place: number): number {
    this.offsets.push(offset);
    this.lengths.push(length);
    this.places.push(Math.min(place, 0xffff));
    this.entries.push(0);
    this.counts.push(0);
    return this.count - 1;
  }
}
