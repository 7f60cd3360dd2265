import type { Excerpted } from '../../../shared/reading.ts';

/** The most of a text that is sent at once, in UTF-16 units. The rest is asked for by its part. */
export interface Limits {
  /** For texts of the person and the model, which people read from beginning to end. */
  prose: number;
  /** For inputs and outputs of tools, which people skim. */
  output: number;
}

export const USUAL_LIMITS: Limits = { prose: 20_000, output: 6_000 };
/** For an export, which cuts nothing. */
export const UNCUT: Limits = { prose: Infinity, output: Infinity };

/** A quick test: nearly every text has nothing that must be made safe. */
const SUSPICIOUS = /[^\t\n\x20-\x7e\u00a0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\uffff]/;
/** Control characters except newline and tab, and bidirectional overrides, which show a text in another order. */
const UNSAFE = /(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
const OTHER_NEWLINES = /\r\n?|[\u2028\u2029]/g;
const ESCAPE = '\u001b';
/**
 * Escape sequences of a terminal: colours, movements, titles, links. No part of the pattern crosses the next escape
 * character, so a text full of unfinished sequences is scanned once. Node's `stripVTControlCharacters` takes hours for
 * such a text.
 */
const FOR_A_TERMINAL =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)|[ -/]*[0-~])|\u009b[0-?]*[ -/]*[@-~]/g;
/** In UTF-16 units. Longer sequences are titles and links, where a cut does no harm. */
const LONGEST_ESCAPE = 32;

/** Makes a text safe to show. Lines, tabs and indents stay; escape sequences of a terminal are removed. */
export function safeText(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return text.replace(FOR_A_TERMINAL, '').replace(OTHER_NEWLINES, '\n').replace(UNSAFE, '').toWellFormed();
}

/**
 * Makes a text safe, and cuts it if it is longer than `most` UTF-16 units. `part` is the name by which the whole is
 * asked for. If `part` is null, the rest cannot be had, so that is only for texts that are elsewhere, too.
 */
export function excerpt(text: string, part: string | null, most: number = USUAL_LIMITS.output): Excerpted {
  if (text.length <= most) {
    const whole = safeText(text);
    return { text: whole, length: whole.length, part: null };
  }
  return { text: safeText(text.slice(0, cutBefore(text, most))), length: text.length, part };
}

/** Cuts between characters, never inside one or inside an escape sequence. */
function cutBefore(text: string, most: number): number {
  const escape = text.lastIndexOf(ESCAPE, most - 1);
  if (escape >= 0 && escape > most - LONGEST_ESCAPE) return escape;
  const isHigh = (text.charCodeAt(most - 1) & 0xfc00) === 0xd800;
  return isHigh ? most - 1 : most;
}
