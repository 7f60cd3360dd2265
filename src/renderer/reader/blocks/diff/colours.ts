import { linesOf, type Run } from '../code/runs.ts';
import type { DiffRow } from './rows.ts';

/** A piece of a line of a diff in one colour. */
export interface Colour extends Run {
  /** It differs from the line that this one stands against. */
  changed: boolean;
}

/** The code of a hunk as it was, or as it is now: lines of the other side left out. */
export const sideOf = (rows: readonly DiffRow[], side: 'old' | 'new'): string =>
  rows
    .filter(({ is }) => is !== (side === 'old' ? 'added' : 'removed'))
    .map(({ pieces }) => pieces.map(({ text }) => text).join(''))
    .join('\n');

/** The lines of a hunk in the colours of both its sides. */
export function coloured(rows: readonly DiffRow[], before: readonly Run[], after: readonly Run[]): Colour[][] {
  const [old, now] = [linesOf(before), linesOf(after)];
  let [oldLine, newLine] = [0, 0];
  return rows.map(({ is, pieces }) => {
    const line = is === 'removed' ? old[oldLine] : now[newLine];
    if (is !== 'added') oldLine += 1;
    if (is !== 'removed') newLine += 1;
    return crossed(pieces, line ?? []);
  });
}

/** Two ways to cut the same line, as one. */
function crossed(pieces: DiffRow['pieces'], runs: readonly Run[]): Colour[] {
  const crossings: Colour[] = [];
  let [run, taken] = [0, 0];
  for (const { text, changed } of pieces) {
    for (let at = 0; at < text.length;) {
      const { kind = null, text: colour = '' } = runs[run] ?? {};
      const length = Math.min(text.length - at, colour.length - taken);
      if (length <= 0) {
        if (run < runs.length) [run, taken] = [run + 1, 0];
        else {
          crossings.push({ kind: null, text: text.slice(at), changed });
          break;
        }
        continue;
      }
      crossings.push({ kind, text: text.slice(at, at + length), changed });
      at += length;
      taken += length;
    }
  }
  return crossings;
}
