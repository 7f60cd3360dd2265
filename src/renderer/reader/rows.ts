import type { Branch } from '../../shared/reading.ts';
import type { Layout } from './reading/layout.ts';

/**
 * What the reader lists, from top to bottom, as numbers that ascend: an entry, or a line above it. A row's number never
 * changes while the reading is open, so it is the row's key as well.
 */
export type Rows = Int32Array;

export type RowKey = number;
export type RowKind = 'day' | 'branch' | 'entry';

const STEP = 3;
const KINDS: readonly RowKind[] = ['day', 'branch', 'entry'];

export const rowKey = (kind: RowKind, entry: number): RowKey => entry * STEP + KINDS.indexOf(kind);
export const entryOf = (key: RowKey): number => Math.floor(key / STEP);
export const kindOf = (key: RowKey): RowKind => KINDS[key % STEP] ?? 'entry';

export interface RowOptions {
  /** Of the layout: with another one there are other rows. */
  version: number;
  /** What Claude keeps for itself is listed as well. */
  metadata: boolean;
  /** Abandoned branches that were opened, by their first entry. */
  openBranches: ReadonlySet<number>;
}

/** All rows: hidden kinds left out, abandoned branches folded to one row each, a line where a new day begins. */
export function listRows(layout: Layout, { metadata, openBranches }: RowOptions): Rows {
  const rows = new Int32Array(layout.count * 2 + layout.branches.length + 1);
  let length = 0;
  const push = (key: RowKey): void => void (rows[length++] = key);
  const isNewDay = dayCounter();
  let next = 0;
  for (let entry = layout.first; entry < layout.count; entry += 1) {
    while ((layout.branches[next]?.from ?? Infinity) < entry) next += 1;
    const branch = layout.branches[next];
    const opensBranch = branch?.from === entry;
    const isHidden = !metadata && layout.kind(entry) === 'metadata';
    if (isHidden && !opensBranch) continue;
    if (isNewDay(layout.at(entry))) push(rowKey('day', entry));
    if (opensBranch) push(rowKey('branch', entry));
    if (opensBranch && !openBranches.has(entry)) entry = Math.max(entry, branch.to);
    else if (!isHidden) push(rowKey('entry', entry));
  }
  return rows.slice(0, length);
}

/** Whether a time is of another day than the one before it. Times that are not known are of the same day. */
function dayCounter(): (at: number) => boolean {
  let [start, end] = [0, 0];
  return (at) => {
    if (at === 0 || (at >= start && at < end)) return false;
    const midnight = new Date(at);
    midnight.setHours(0, 0, 0, 0);
    start = midnight.getTime();
    midnight.setDate(midnight.getDate() + 1);
    end = midnight.getTime();
    return true;
  };
}

/** The place of the first row at or after this one; `rows.length` where there is none. */
export function indexOfRow(rows: Rows, key: RowKey): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The branch that an entry is in, folded or not. */
export const branchOf = (branches: readonly Branch[], entry: number): Branch | undefined =>
  branches.find(({ from, to }) => entry >= from && entry <= to);

/** The first listed entry at or after a time, by the times that the file gives; the last one where all are before it. */
export function entryAt(layout: Layout, rows: Rows, time: number): number | null {
  let last: number | null = null;
  for (const row of rows) {
    if (kindOf(row) !== 'entry') continue;
    last = entryOf(row);
    if (layout.at(last) >= time) return last;
  }
  return last;
}

/** The nearest listed prompt before or after an entry; null where there is none. */
export function nearbyPrompt(layout: Layout, rows: Rows, entry: number, step: 1 | -1): number | null {
  const from = indexOfRow(rows, rowKey('entry', entry)) + (step === 1 ? 0 : -1);
  for (let index = from; index >= 0 && index < rows.length; index += step) {
    const row = rows[index] ?? 0;
    const at = entryOf(row);
    if (at !== entry && kindOf(row) === 'entry' && layout.kind(at) === 'prompt') return at;
  }
  return null;
}

/** Whether Claude's turn begins at this row: what stands before it is not Claude's. */
export function beginsTurn(layout: Layout, rows: Rows, index: number): boolean {
  const [row, before] = [rows[index], rows[index - 1]];
  if (row === undefined || !isClaudes(layout, row)) return false;
  return before === undefined || !isClaudes(layout, before);
}

function isClaudes(layout: Layout, row: RowKey): boolean {
  if (kindOf(row) !== 'entry') return false;
  const kind = layout.kind(entryOf(row));
  return kind === 'reply' || kind === 'thinking' || kind === 'tool';
}
