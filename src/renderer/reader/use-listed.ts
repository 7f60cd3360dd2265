import { useCallback, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { FeedHandle, GoTo } from './feed.tsx';
import { keepBranches, branchesOf } from './place.ts';
import type { Reading, ReadingState } from './reading/reading.ts';
import { branchOf, indexOfRow, listRows, rowKey, type Rows } from './rows.ts';
import { setMetadata } from './view.ts';

interface Listed {
  rows: Rows;
  openBranches: ReadonlySet<number>;
  setBranch: (from: number, open: boolean) => void;
  /** Goes to an entry; where it has no row, makes one first. */
  lead: (entry: number | null, how?: GoTo) => void;
}

/** What is listed of a reading, and the way to each of its entries. */
export function useListed(
  reading: Reading,
  { layoutVersion: version }: ReadingState,
  metadata: boolean,
  feed: RefObject<FeedHandle | null>,
): Listed {
  const [openBranches, setOpenBranches] = useState<ReadonlySet<number>>(() => branchesOf(reading.id));
  const rows = useMemo(
    () => listRows(reading.layout, { version, metadata, openBranches }),
    [reading, version, metadata, openBranches],
  );
  const setBranch = useCallback(
    (from: number, open: boolean) => {
      setOpenBranches((before) => {
        const next = new Set(before);
        if (open) next.add(from);
        else next.delete(from);
        keepBranches(reading.id, next);
        return next;
      });
    },
    [reading],
  );
  const waiting = useRef<{ entry: number; how: GoTo } | null>(null);
  const lead = (entry: number | null, how: GoTo = {}): void => {
    if (entry === null) return;
    if (rows[indexOfRow(rows, rowKey('entry', entry))] === rowKey('entry', entry)) feed.current?.goTo(entry, how);
    else {
      waiting.current = { entry, how };
      const branch = branchOf(reading.layout.branches, entry);
      if (branch !== undefined && !openBranches.has(branch.from)) setBranch(branch.from, true);
      if (reading.layout.kind(entry) === 'metadata') setMetadata(true);
    }
  };
  useLayoutEffect(() => {
    if (waiting.current === null) return;
    const { entry, how } = waiting.current;
    if (rows[indexOfRow(rows, rowKey('entry', entry))] !== rowKey('entry', entry)) return;
    waiting.current = null;
    feed.current?.goTo(entry, how);
  }, [rows, feed]);
  return { rows, openBranches, setBranch, lead };
}
