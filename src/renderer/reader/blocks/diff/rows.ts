import { diffWordsWithSpace } from 'diff';
import type { Hunk } from '../../../../shared/reading.ts';

/** A line of a diff, with its numbers in the old and the new file. */
export interface DiffRow {
  is: 'same' | 'added' | 'removed';
  old: number | null;
  new: number | null;
  /** Pieces of the line; `changed` for what differs from the line it stands against. */
  pieces: { text: string; changed: boolean }[];
}

/** Longer lines are not compared word by word. */
const MOST = 400;
/** Lines that have less than this in common are other lines, not changed ones. */
const ALIKE = 0.4;

/** The rows of a hunk, numbered. A removed line and the added one that took its place are compared in themselves. */
export function rowsOf({ oldStart, newStart, lines }: Hunk): DiffRow[] {
  let [oldLine, newLine] = [oldStart, newStart];
  // Made from a snippet of the file: where it stands in it, nobody knows.
  const isPlaced = oldStart > 0 || newStart > 0;
  const rows = lines
    // "\ No newline at end of file" is a remark about the file, not a line of it.
    .filter((line) => !line.startsWith('\\'))
    .map((line): DiffRow => {
      const is = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same';
      return {
        is,
        old: is === 'added' || !isPlaced ? null : oldLine++,
        new: is === 'removed' || !isPlaced ? null : newLine++,
        pieces: [{ text: line.slice(1), changed: false }],
      };
    });
  for (const [before, after] of pairsOf(rows)) compare(before, after);
  return rows;
}

/** Runs of removed lines that as many added ones follow: line against line. */
function pairsOf(rows: readonly DiffRow[]): [DiffRow, DiffRow][] {
  const pairs: [DiffRow, DiffRow][] = [];
  for (let at = 0; at < rows.length;) {
    const removed = runOf(rows, at, 'removed');
    const added = runOf(rows, at + removed.length, 'added');
    if (removed.length === added.length) {
      for (const [index, row] of removed.entries()) {
        const other = added[index];
        if (other !== undefined) pairs.push([row, other]);
      }
    }
    at += Math.max(1, removed.length + added.length);
  }
  return pairs;
}

function runOf(rows: readonly DiffRow[], from: number, is: DiffRow['is']): DiffRow[] {
  let to = from;
  while (rows[to]?.is === is) to += 1;
  return rows.slice(from, to);
}

function compare(before: DiffRow, after: DiffRow): void {
  const [old, now] = [textOf(before), textOf(after)];
  if (old.length > MOST || now.length > MOST) return;
  const changes = diffWordsWithSpace(old, now);
  const common = changes.reduce(
    (sum, { added, removed, value }) => (added || removed ? sum : sum + value.trim().length),
    0,
  );
  if (common < ALIKE * Math.max(old.trim().length, now.trim().length)) return;
  const piecesWithout = (left: 'added' | 'removed'): DiffRow['pieces'] =>
    changes
      .filter((change) => !change[left])
      .map(({ added, removed, value }) => ({ text: value, changed: added || removed }));
  before.pieces = piecesWithout('added');
  after.pieces = piecesWithout('removed');
}

const textOf = ({ pieces }: DiffRow): string => pieces.map(({ text }) => text).join('');
