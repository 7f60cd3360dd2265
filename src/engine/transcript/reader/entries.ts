import { entryKinds, type EntryKind } from '../../../shared/reading.ts';
import { Column } from './column.ts';

/** The place of what stands in no line: the conversation was forked before it. */
export const FORK_MARK = 0xffffffff;

const KINDS = new Map<EntryKind, number>(entryKinds.map((kind, i) => [kind, i]));

/** What is known of each entry without reading it. */
export class Entries {
  readonly kinds = new Column(Uint8Array);
  readonly times = new Column(Float64Array);
  /** About how long its text is, in characters. */
  readonly lengths = new Column(Uint32Array);
  /** The line it comes from, and the place of its piece in there. */
  readonly lines = new Column(Uint32Array);
  readonly places = new Column(Uint32Array);
  /** The line that holds what belongs to it (a result, a summary), plus 1, and the place in there. */
  readonly otherLines = new Column(Uint32Array);
  readonly otherPlaces = new Column(Uint32Array);
  /** 1 where it is the first of its message. */
  readonly opens = new Column(Uint8Array);

  get count(): number {
    return this.kinds.length;
  }

  /** Answers its number. */
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

  /** The line that holds what belongs to an entry; null where there is none. */
  other(entry: number): { line: number; place: number } | null {
    const line = this.otherLines.at(entry);
    return line === 0 ? null : { line: line - 1, place: this.otherPlaces.at(entry) };
  }
}
