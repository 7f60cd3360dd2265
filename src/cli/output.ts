import { stripVTControlCharacters } from 'node:util';
import colors from 'picocolors';

/** What every command prints with. Only the answer goes to standard output; with `--json` that is one JSON object. */

/** No terminal, no colours, whatever the environment says: a pipe is read by programs. */
const painted = (stream: NodeJS.WriteStream) => colors.createColors(stream.isTTY ? colors.isColorSupported : false);

export const paint = painted(process.stdout);
export const paintError = painted(process.stderr);

export const print = (text = ''): void => void process.stdout.write(`${text}\n`);

/** How much is written at a time, in bytes. */
const CHUNK = 1 << 16;
/** Of one unit of a JavaScript string in UTF-8. */
const MOST_BYTES = 3;

/** One object on one line. A list in it can be long, and is written piece by piece: never all of it at once in memory. */
export function printJson(value: object): void {
  let chunk = Buffer.allocUnsafe(CHUNK);
  let used = 0;
  for (const piece of jsonPieces(value)) {
    const most = piece.length * MOST_BYTES;
    if (used + most > chunk.length) {
      process.stdout.write(chunk.subarray(0, used));
      chunk = Buffer.allocUnsafe(Math.max(CHUNK, most));
      used = 0;
    }
    used += chunk.write(piece, used);
  }
  process.stdout.write(chunk.subarray(0, used));
  print();
}

/** What `JSON.stringify` makes of it, in pieces. */
function* jsonPieces(value: object): Generator<string> {
  let before = '{';
  for (const [key, part] of Object.entries(value) as [string, unknown][]) {
    if (part === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    if (Array.isArray(part)) yield* listPieces(part);
    else yield JSON.stringify(part);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  let before = '[';
  for (const item of list) {
    yield before + JSON.stringify(item ?? null);
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

/** Everything that moves the cursor, turns the writing around or cannot be seen, but for what joins emoji and letters. */
const UNSEEN = /(?:(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+/gu;

/** Text from a conversation or a file name, safe for a terminal and on one line. */
export const plain = (text: string): string =>
  stripVTControlCharacters(text.toWellFormed()).replace(UNSEEN, ' ').trim();

export const plural = (n: number, one: string, many: string): string => `${n.toLocaleString()} ${n === 1 ? one : many}`;
