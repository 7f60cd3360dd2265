import type { Hunk } from '../../shared/reading.ts';

/** As every tool that reads diffs expects it, without the lines that name files. */
export const unified = (hunks: readonly Hunk[]): string =>
  hunks.map((hunk) => [rangeOf(hunk), ...hunk.lines].join('\n')).join('\n');

/** Without numbers where it is not known which lines these are. */
export function rangeOf({ oldStart, newStart, lines }: Hunk): string {
  if (oldStart === 0 && newStart === 0) return '@@';
  const removed = lines.filter((line) => !line.startsWith('+')).length;
  const added = lines.filter((line) => !line.startsWith('-')).length;
  return `@@ -${oldStart},${removed} +${newStart},${added} @@`;
}
