import { entryKinds, type EntryKind } from '../../shared/reading.ts';
import type { Branch, Excerpted, LayoutGrowth, OutlineItem, ReaderEntry, ReaderFacts } from '../../shared/reading.ts';
import type { ReaderPart } from '../../shared/reading.ts';
import { withoutCutEnd } from '../transcript/cut-text.ts';
import { UNCUT } from '../transcript/reader/excerpt.ts';
import { MOST_BYTES } from '../transcript/reader/tool-results.ts';
import type { Reading } from '../transcript/reader/reading.ts';
import { leftOutRest } from './words.ts';

/** A conversation, or a subagent's own, as an export reads it: from the beginning to the end, nothing cut. */
export interface Source {
  /** How many entries there are, of all kinds. */
  readonly count: number;
  /** How much of it was read out, from 0 to 1. */
  share: () => number;
  facts: () => ReaderFacts;
  outline: () => OutlineItem[];
  branches: () => Branch[];
  leftOut: () => LayoutGrowth['leftOut'];
  /** Those that are wanted, in order. */
  entries: (wanted: (kind: EntryKind) => boolean) => Generator<ReaderEntry>;
  /** Null where the part is not there any more. */
  part: (id: string) => ReaderPart | null;
  close: () => void;
}

/** Entries are read in pages of about so much text, so that memory is bounded however long a conversation is. */
const PAGE_CHARACTERS = 200_000;
const PAGE_ENTRIES = 50;

/** The reading must have been indexed to its end. */
export function sourceOf(reading: Reading): Source {
  const { kinds, lengths, branches, leftOut } = reading.layout(0);
  const count = kinds.length;
  let facts: ReaderFacts | null = null;
  let reached = 0;
  return {
    count,
    share: () => (count === 0 ? 1 : reached / count),
    facts: () => (facts ??= reading.facts()),
    outline: () => reading.outline(),
    branches: () => branches,
    leftOut: () => leftOut,
    part: (id) => reading.part(id),
    close: () => reading.close(),
    *entries(wanted) {
      const isWanted = (n: number): boolean => {
        const kind = entryKinds[kinds[n] ?? -1];
        return kind !== undefined && wanted(kind);
      };
      for (let from = 0; from < count;) {
        if (!isWanted(from)) {
          from += 1;
          continue;
        }
        const page = pageFrom(from, lengths, isWanted);
        for (const entry of reading.entries(from, page, UNCUT)) {
          reached = entry.entry + 1;
          yield whole(entry, reading);
        }
        from += page;
      }
    },
  };
}

/** How many wanted entries stand behind one another from here on and may be in memory at once. */
function pageFrom(from: number, lengths: readonly number[], isWanted: (n: number) => boolean): number {
  let characters = lengths[from] ?? 0;
  let to = from + 1;
  while (to < lengths.length && to - from < PAGE_ENTRIES && isWanted(to)) {
    characters += lengths[to] ?? 0;
    if (characters > PAGE_CHARACTERS) break;
    to += 1;
  }
  return to - from;
}

/** The lines that are too long even to be read stay as the beginning of them. */
function whole(entry: ReaderEntry, reading: Reading): ReaderEntry {
  if (entry.kind !== 'left-out') return completed(entry, (part) => reading.part(part));
  const { text } = entry;
  return text.part === null ? entry : { ...entry, text: { ...text, text: `${withoutCutEnd(text.text)}…` } };
}

/** Every text that was cut all the same is replaced by the whole of it. */
function completed<T>(value: T, part: Source['part']): T {
  if (Array.isArray(value)) return value.map((item: unknown) => completed(item, part)) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (isCut(value)) {
    const all = part(value.part);
    const isWhole = all?.is === 'text' && all.whole;
    const text = isWhole ? all.text : beginning(value);
    return { text, length: text.length, part: null } as T;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, completed<unknown>(inner, part)])) as T;
}

/** What is read of a file of tool results at most, and how much is left out. */
function beginning({ text, length }: Excerpted): string {
  const kept = withoutCutEnd(text);
  const bytes = Math.max(0, length - MOST_BYTES) + Buffer.byteLength(text.slice(kept.length));
  return `${kept}\n${leftOutRest(bytes)}`;
}

const isCut = (value: object): value is Excerpted & { part: string } =>
  'text' in value && 'length' in value && 'part' in value && typeof value.part === 'string';
