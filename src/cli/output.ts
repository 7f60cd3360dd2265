import { stripVTControlCharacters } from 'node:util';
import colors from 'picocolors';

/** What every command prints with. Only the answer goes to standard output; with `--json` that is one JSON object. */

/** No terminal, no colours, whatever the environment says: a pipe is read by programs. */
const painted = (stream: NodeJS.WriteStream) => colors.createColors(stream.isTTY ? colors.isColorSupported : false);

export const paint = painted(process.stdout);
export const paintError = painted(process.stderr);

export const print = (text = ''): void => void process.stdout.write(`${text}\n`);

export const printJson = (value: unknown): void => print(JSON.stringify(value));

/** Everything that moves the cursor, turns the writing around or cannot be seen, but for what joins emoji and letters. */
const UNSEEN = /(?:(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+/gu;

/** Text from a conversation or a file name, safe for a terminal and on one line. */
export const plain = (text: string): string =>
  stripVTControlCharacters(text.toWellFormed()).replace(UNSEEN, ' ').trim();

export const plural = (n: number, one: string, many: string): string => `${n.toLocaleString()} ${n === 1 ? one : many}`;
