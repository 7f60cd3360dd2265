import { entryKinds, type EntryKind } from '../../shared/reading.ts';
import type { Branch, Excerpted, LayoutGrowth, OutlineItem, ReaderEntry, ReaderFacts } from '../../shared/reading.ts';
import type { ReaderPart } from '../../shared/reading.ts';
import { withoutCutEnd } from '../transcript/cut-text.ts';
import { UNCUT } from '../transcript/reader/excerpt.ts';
import { MOST_BYTES } from '../transcript/reader/tool-results.ts';
import type { Reading } from '../transcript/reader/reading.ts';
import { leftOutRest } from './words.ts';

/** A conversation, or a subagent's own, as an export reads it: from beginning to end, with no text cut. */
export interface Source {
  /** The number of entries of all kinds. */
  readonly count: number;
  /** The share that was read out, from 0 to 1. */
  share: () => number;
  facts: () => ReaderFacts;
  outline: () => OutlineItem[];
  branches: () => Branch[];
  leftOut: () => LayoutGrowth['leftOut'];
  /** The entries of the kinds that `wanted` accepts, in order. */
  entries: (wanted: (kind: EntryKind) => boolean) => Generator<ReaderEntry>;
  /** Returns null if the part no longer exists. */
  part: (id: string) => ReaderPart | null;
  close: () => void;
}

/**
 * In UTF-16 units: entries are read in pages of about this size, so memory stays bounded for a conversation of any
 * length.
 */
const PAGE_CHARACTERS = 200_000;
const PAGE_ENTRIES = 50;

/** The reading must be indexed to its end. */
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

/** Counts the wanted entries in a row from `from` on that may be in memory at once. */
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

/** Of a line that is too long to be read, the export has the beginning. */
function whole(entry: ReaderEntry, reading: Reading): ReaderEntry {
  if (entry.kind !== 'left-out') return completed(entry, (part) => reading.part(part));
  const { text } = entry;
  return text.part === null ? entry : { ...entry, text: { ...text, text: `${withoutCutEnd(text.text)}…` } };
}

/** Replaces every text that is still cut by the whole text. */
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

/** For a file of tool results that is too large: what was read of it, and a line that says how much is left out. */
function beginning({ text, length }: Excerpted): string {
  const kept = withoutCutEnd(text);
  const bytes = Math.max(0, length - MOST_BYTES) + Buffer.byteLength(text.slice(kept.length));
  return `${kept}\n${leftOutRest(bytes)}`;
}

const isCut = (value: object): value is Excerpted & { part: string } =>
  'text' in value && 'length' in value && 'part' in value && typeof value.part === 'string';
