import { useEffect, useState } from 'react';
import type { RowKey } from './rows.ts';

const SHOWN_MS = 2_500;

/** The row that somebody was led to, for a short while. */
export function useMark(): [RowKey | null, (row: RowKey) => void] {
  const [mark, setMark] = useState<{ row: RowKey } | null>(null);
  useEffect(() => {
    if (mark === null) return;
    const timer = setTimeout(() => setMark(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [mark]);
  return [mark?.row ?? null, (row) => setMark({ row })];
}
