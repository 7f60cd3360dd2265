import { entryKinds, type EntryKind } from '../../../shared/reading.ts';
import { Column } from './column.ts';

/** The place of an entry that is in no line: the mark that the conversation was forked here. */
export const FORK_MARK = 0xffffffff;

const KINDS = new Map<EntryKind, number>(entryKinds.map((kind, i) => [kind, i]));

/** The facts about each entry that need no reading, as columns of numbers. */
export class Entries {
  readonly kinds = new Column(Uint8Array);
  readonly times = new Column(Float64Array);
  /** The approximate length of its text, in characters. */
  readonly lengths = new Column(Uint32Array);
  /** The line that it comes from, and the place of its piece in that line. */
  readonly lines = new Column(Uint32Array);
  readonly places = new Column(Uint32Array);
  /**
   * 1 + the line that holds what belongs to it (a result, a summary), and the place in that line; 0 if there is none.
   */
  readonly otherLines = new Column(Uint32Array);
  readonly otherPlaces = new Column(Uint32Array);
  /** 1 if it is the first entry of its message. */
  readonly opens = new Column(Uint8Array);

  get count(): number {
    return this.kinds.length;
  }

  /** Returns the number of the new entry. */
  add(
    kind: EntryKind,
    from: { line: number; place: number; at: number | null; length: number; opens: boolean },
  ): number {
    this.kinds.push(KINDS.get(kind) ?? 0);
    this.times.push(from.at ?? 0);
    this.lengths.push(Math.min(from.length, 0xffffffff));
    this.lines.push(from.line);
    this.places.push(from.place);
    this.otherLines.push(0);
    this.otherPlaces.push(0);
    this.opens.push(from.opens ? 1 : 0);
    return this.count - 1;
  }

  kind(entry: number): EntryKind {
    return entryKinds[this.kinds.at(entry)] ?? 'metadata';
  }

  setOther(entry: number, line: number, place: number): void {
    this.otherLines.set(entry, line + 1);
    this.otherPlaces.set(entry, place);
  }

  /** Returns the line that holds what belongs to an entry, and the place in it; null if there is none. */
  other(entry: number): { line: number; place: number } | null {
    const line = this.otherLines.at(entry);
    return line === 0 ? null : { line: line - 1, place: this.otherPlaces.at(entry) };
  }
}
