import { useCallback, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { boundsOf, chunkAround, chunkOf, FIRST_CHUNK, LAST_CHUNK, nextChunk, type Chunk } from './chunk.ts';
import type { FeedHandle, GoTo } from './feed.tsx';
import { branchesOf, keepBranches, placeOf } from './place.ts';
import type { Reading, ReadingState } from './reading/reading.ts';
import { branchOf, indexOfRow, listRows, rowKey, type RowKey, type Rows } from './rows.ts';
import { setMetadata } from './view.ts';

export interface Listed {
  /** What is laid out. */
  rows: Rows;
  /** There is more before that, or after it: leads there. Null where there is not. */
  before: (() => void) | null;
  after: (() => void) | null;
  openBranches: ReadonlySet<number>;
  setBranch: (from: number, open: boolean) => void;
  /** Goes to an entry; where it has no row, makes one first. */
  lead: (entry: number | null, how?: GoTo) => void;
  toBeginning: () => void;
  toEnd: () => void;
}

/** What is listed of a reading, and the way to each of its entries. */
export function useListed(
  reading: Reading,
  { layoutVersion: version }: ReadingState,
  metadata: boolean,
  feed: RefObject<FeedHandle | null>,
): Listed {
  const [openBranches, setOpenBranches] = useState<ReadonlySet<number>>(() => branchesOf(reading.name));
  const [chunk, setChunk] = useState<Chunk>(() => chunkOf(placeOf(reading.name)));
  const all = useMemo(
    () => listRows(reading.layout, { version, metadata, openBranches }),
    [reading, version, metadata, openBranches],
  );
  const bounds = useMemo(() => boundsOf(all, reading.layout, chunk), [all, reading, chunk]);
  const rows = useMemo(() => all.subarray(...bounds), [all, bounds]);
  const setBranch = useCallback(
    (from: number, open: boolean) => {
      setOpenBranches((before) => {
        const next = new Set(before);
        if (open) next.add(from);
        else next.delete(from);
        keepBranches(reading.name, next);
        return next;
      });
    },
    [reading],
  );

  /** What to do once the rows are there that it needs. */
  const waiting = useRef<{ row: RowKey; then: (feed: FeedHandle) => void } | null>(null);
  const go = (row: RowKey, then: (feed: FeedHandle) => void): void => {
    if (hasRow(rows, row) && feed.current !== null) then(feed.current);
    else waiting.current = { row, then };
  };
  useLayoutEffect(() => {
    if (waiting.current === null || feed.current === null || !hasRow(rows, waiting.current.row)) return;
    const { then } = waiting.current;
    waiting.current = null;
    then(feed.current);
  }, [rows, feed]);

  const lead = (entry: number | null, how: GoTo = {}): void => {
    if (entry === null) return;
    const row = rowKey('entry', entry);
    go(row, (there) => there.goTo(entry, how));
    if (hasRow(rows, row)) return;
    const branch = branchOf(reading.layout.branches, entry);
    if (branch !== undefined && !openBranches.has(branch.from)) setBranch(branch.from, true);
    if (reading.layout.kind(entry) === 'metadata') setMetadata(true);
    if (bounds[0] > 0 || bounds[1] < all.length) setChunk(chunkAround(all, row));
  };
  const [hasBefore, hasAfter] = [bounds[0] > 0, bounds[1] < all.length];
  return {
    rows,
    before: hasBefore ? () => setChunk(nextChunk(all, bounds, -1)) : null,
    after: hasAfter ? () => setChunk(nextChunk(all, bounds, 1)) : null,
    openBranches,
    setBranch,
    lead,
    toBeginning: () => {
      go(all[0] ?? 0, (there) => there.toBeginning());
      if (hasBefore) setChunk(FIRST_CHUNK);
    },
    toEnd: () => {
      go(all.at(-1) ?? 0, (there) => there.toEnd());
      if (hasAfter) setChunk(LAST_CHUNK);
    },
  };
}

const hasRow = (rows: Rows, row: RowKey): boolean => rows[indexOfRow(rows, row)] === row;
