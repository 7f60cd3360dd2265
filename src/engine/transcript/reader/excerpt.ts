import type { Excerpted } from '../../../shared/reading.ts';

/** How much of a text is sent at once, in UTF-16 units. The rest is asked for by its part. */
export interface Limits {
  /** Of what a person or the model wrote, which is read from end to end. */
  prose: number;
  /** Of what goes in and out of tools, which is looked over. */
  output: number;
}

export const USUAL_LIMITS: Limits = { prose: 20_000, output: 6_000 };
/** For an export: nothing is cut. */
export const UNCUT: Limits = { prose: Infinity, output: Infinity };

/** Whether there is anything at all to make safe: nearly every text is as it should be. */
const SUSPICIOUS = /[^\t\n\x20-\x7e\u00a0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\uffff]/;
/** Control characters but newline and tab, and bidirectional overrides, which show a text in another order. */
const UNSAFE = /(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
const OTHER_NEWLINES = /\r\n?|[\u2028\u2029]/g;
const ESCAPE = '\u001b';
/**
 * Colours, movements, titles and links of a terminal. No piece of it runs over the next escape, so that a text full of
 * sequences that never end is gone through once: `stripVTControlCharacters` of Node takes hours for such a one.
 */
const FOR_A_TERMINAL =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)|[ -/]*[0-~])|\u009b[0-?]*[ -/]*[@-~]/g;
/** Longer sequences that command a terminal are titles and links, which nobody cuts through. */
const LONGEST_ESCAPE = 32;

/** A text that is safe to show: its lines, tabs and indents are kept, its colours for a terminal are left out. */
export function safeText(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return text.replace(FOR_A_TERMINAL, '').replace(OTHER_NEWLINES, '\n').replace(UNSAFE, '').toWellFormed();
}

/**
 * A text made safe, and cut where it is longer than `most` UTF-16 units. `part` is what the whole of it is asked for by.
 * Null where there is none: then what is cut off is lost, so that is for texts that stand elsewhere, too.
 */
export function excerpt(text: string, part: string | null, most: number = USUAL_LIMITS.output): Excerpted {
  if (text.length <= most) {
    const whole = safeText(text);
    return { text: whole, length: whole.length, part: null };
  }
  return { text: safeText(text.slice(0, cutBefore(text, most))), length: text.length, part };
}

/** Cut between characters, never inside of one, nor inside of what commands a terminal. */
function cutBefore(text: string, most: number): number {
  const escape = text.lastIndexOf(ESCAPE, most - 1);
  if (escape >= 0 && escape > most - LONGEST_ESCAPE) return escape;
  const isHigh = (text.charCodeAt(most - 1) & 0xfc00) === 0xd800;
  return isHigh ? most - 1 : most;
}
