import { stripVTControlCharacters } from 'node:util';

/** Control characters, but not newline and tab, and bidirectional overrides, which show a text in another order. */
const UNSAFE = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/** A text that is safe to print on a terminal: its lines and tabs are kept, nothing in it commands the terminal. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(UNSAFE, (character) => (character === '\n' || character === '\t' ? character : ''))
    .toWellFormed()
    .trim();
}
