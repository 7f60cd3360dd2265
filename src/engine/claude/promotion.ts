import type { RecordFile } from './record.ts';
import type { PairFolder } from './store.ts';

const PROMOTION_MS = 30 * 24 * 60 * 60_000;

/**
 * Whether Claude makes a row of a half-done save by itself at its next start: builds since October 2026 do, of one that
 * is younger than 30 days and whose own record is missing or does not parse (docs/formats/claude-desktop.md 2.1). They
 * ask for no tombstone. What stands under its name and loads keeps them from it.
 */
export function isPromoted(leftover: RecordFile, { records }: Pick<PairFolder, 'records'>, now: number): boolean {
  const { kind, stem, damage, mtimeMs } = leftover;
  if (kind !== 'leftover' || damage !== null || now - mtimeMs >= PROMOTION_MS) return false;
  return !records.some((record) => record.stem === stem && record.damage === null);
}
