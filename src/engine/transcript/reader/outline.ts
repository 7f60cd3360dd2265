import type { OutlineItem } from '../../../shared/reading.ts';
import { cutText } from '../cut-text.ts';
import { oneLine } from '../one-line.ts';

const LONGEST = 120;
/** Of a longer prompt only the beginning is looked at. */
const MOST_LOOKED_AT = 1000;

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
  const beginning = cutText(text, MOST_LOOKED_AT);
  const line = oneLine(beginning) ?? '';
  const isDone = line.length <= LONGEST && (beginning === text || line.endsWith('…'));
  return Buffer.from(isDone ? line : `${cutText(line, LONGEST - 1).trimEnd()}…`).toString();
}
