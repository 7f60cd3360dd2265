import type { Hunk } from '../../../../shared/reading.ts';

const HEAD = /^@@ (?:-(\d+) \+(\d+) )?@@$/;

/** The hunks of a whole diff as the engine writes it. Every line but a head begins with its sign. */
export function hunksIn(diff: string): Hunk[] {
  const hunks: Hunk[] = [];
  for (const line of diff.split('\n')) {
    const head = HEAD.exec(line);
    if (head !== null) hunks.push({ oldStart: Number(head[1] ?? 0), newStart: Number(head[2] ?? 0), lines: [] });
    else if (line !== '') hunks.at(-1)?.lines.push(line);
  }
  return hunks;
}
