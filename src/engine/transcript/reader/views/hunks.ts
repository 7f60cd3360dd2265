import { structuredPatch } from 'diff';
import type { Hunk } from '../../../../shared/reading.ts';
import { safeText } from '../excerpt.ts';
import { countAt, objectsAt, textsAt } from './shapes.ts';

/** Beyond this, in UTF-16 units of both texts, lines are not compared but simply replaced. */
const LONGEST_COMPARED = 400_000;
/** The same where more lines than this are other: the time that comparing takes grows with their square. */
const MOST_CHANGED = 200;
const AROUND = 3;

/** What Claude Code wrote down (docs/formats/transcripts.md 1.7); null where it did not. */
export function hunksOf(sidecar: unknown): Hunk[] | null {
  const hunks = objectsAt(sidecar, 'structuredPatch').map((hunk) => ({
    oldStart: countAt(hunk, 'oldStart') ?? 0,
    newStart: countAt(hunk, 'newStart') ?? 0,
    lines: textsAt(hunk, 'lines').filter(isLine),
  }));
  const found = hunks.filter(({ lines }) => lines.length > 0);
  return found.length > 0 ? found : null;
}

/** Made of two texts. `first`: the line where both begin in their file, from 1; 0 where that is not known. */
export function compare(before: string, after: string, first: number): Hunk[] {
  if (before === after) return [];
  const isLong = before.length + after.length > LONGEST_COMPARED;
  const options = { context: AROUND, maxEditLength: MOST_CHANGED, stripTrailingCr: true };
  const patch = isLong ? undefined : structuredPatch('', '', closed(before), closed(after), '', '', options);
  if (patch === undefined) return replaced(before, after, first);
  const shift = (start: number): number => (first === 0 ? 0 : start + first - 1);
  return patch.hunks.map(({ oldStart, newStart, lines }) => ({
    oldStart: shift(oldStart),
    newStart: shift(newStart),
    lines: lines.filter(isLine),
  }));
}

export function countLines(hunks: readonly Hunk[]): { added: number; removed: number } {
  let [added, removed] = [0, 0];
  for (const { lines } of hunks) {
    for (const line of lines) {
      if (line.startsWith('+')) added += 1;
      else if (line.startsWith('-')) removed += 1;
    }
  }
  return { added, removed };
}

/** As much of them as is worth sending, safe to show. `isCut`: something is missing. */
export function beginningOf(
  hunks: readonly Hunk[],
  most: { lines: number; line: number },
): { hunks: Hunk[]; isCut: boolean } {
  const kept: Hunk[] = [];
  let left = most.lines;
  let isCut = false;
  for (const { oldStart, newStart, lines } of hunks) {
    if (left <= 0) return { hunks: kept, isCut: true };
    const taken = lines.slice(0, left);
    left -= taken.length;
    isCut ||= taken.length < lines.length || taken.some((line) => line.length > most.line);
    kept.push({ oldStart, newStart, lines: taken.map((line) => safeLine(line, most.line)) });
  }
  return { hunks: kept, isCut };
}

/** As a unified diff. */
export function diffText(hunks: readonly Hunk[]): string {
  return hunks
    .map(({ oldStart, newStart, lines }) => {
      const where = oldStart === 0 && newStart === 0 ? '' : `-${oldStart} +${newStart} `;
      return [`@@ ${where}@@`, ...lines.map((line) => safeLine(line, Infinity))].join('\n');
    })
    .join('\n');
}

/** Of a text: without the empty one behind its last newline. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function replaced(before: string, after: string, first: number): Hunk[] {
  const lines = [...linesOf(before).map((line) => `-${line}`), ...linesOf(after).map((line) => `+${line}`)];
  return [{ oldStart: first, newStart: first, lines }];
}

/** Without it, a last line that gets one more behind it would count as changed. */
const closed = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** A diff also has `\ No newline at end of file`. */
const isLine = (line: string): boolean => line.startsWith(' ') || line.startsWith('+') || line.startsWith('-');

function safeLine(line: string, most: number): string {
  const begin = line.length > most ? `${line.slice(0, most)}…` : line;
  return safeText(begin.replace(/\r$/, '')).replaceAll('\n', ' ');
}
