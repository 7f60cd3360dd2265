import type { Hunk } from '../../shared/reading.ts';

/** The unified form that tools for diffs read, without the lines that name files. */
export const unified = (hunks: readonly Hunk[]): string =>
  hunks.map((hunk) => [rangeOf(hunk), ...hunk.lines].join('\n')).join('\n');

/** The header of a hunk. It has no numbers if the line numbers are not known. */
export function rangeOf({ oldStart, newStart, lines }: Hunk): string {
  if (oldStart === 0 && newStart === 0) return '@@';
  const removed = lines.filter((line) => !line.startsWith('+')).length;
  const added = lines.filter((line) => !line.startsWith('-')).length;
  return `@@ -${oldStart},${removed} +${newStart},${added} @@`;
}
