import type { OutlineItem } from '../../../shared/reading.ts';
import { oneLine } from '../one-line.ts';

const LONGEST = 120;

/** What the person said, a line for each. */
export class Outline {
  readonly #texts = new Map<number, string>();

  /** Entries come in order, but one may change later. */
  set(entry: number, text: string): void {
    this.#texts.set(entry, outlineText(text));
  }

  /** `at`: epoch milliseconds of an entry; 0 where the file does not say. */
  items(at: (entry: number) => number): OutlineItem[] {
    return [...this.#texts].map(([entry, text]) => ({ entry, at: at(entry) || null, text }));
  }
}

/** A copy: a piece of a string keeps all of it in memory. */
function outlineText(text: string): string {
  const line = oneLine(text.slice(0, 2 * LONGEST)) ?? '';
  const short =
    line.length <= LONGEST
      ? line
      : `${line
          .slice(0, LONGEST - 1)
          .toWellFormed()
          .replace(/\uFFFD$/, '')}…`;
  return Buffer.from(short).toString();
}
