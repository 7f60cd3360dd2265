import { isObject } from '../files.ts';

/** One line of a transcript: a JSON object with whatever keys (docs/formats/transcripts.md 1). */
export type Line = Readonly<Record<string, unknown>>;

/** What a line's bytes turned out to be. More than one object where lines were spliced together. */
export interface ParsedLine {
  objects: Line[];
  /** Whether something stood there that is no JSON. */
  bad: boolean;
}

const NOTHING: ParsedLine = { objects: [], bad: false };

/**
 * Parses a line. One that is no JSON is mended where that is certain (docs/formats/transcripts.md 5): a run of NUL is
 * left out, and two objects without a newline between them are taken apart. Arrays, strings and numbers are no lines.
 */
export function parseLine(text: string): ParsedLine {
  const value = parse(text);
  if (value !== undefined) return isObject(value) ? { objects: [value], bad: false } : NOTHING;
  return mend(text);
}

/** Not a subagent's. Old versions wrote subagents into the same file (docs/formats/transcripts.md 2.1). */
export function isMainChain(line: Line): boolean {
  return line['isSidechain'] !== true && (typeof line['uuid'] === 'string' || isMessage(line));
}

/** What the person or the model said. `api-request-blob` repeats messages under the same key, so the type decides. */
export function isMessage(line: Line): boolean {
  return (line['type'] === 'user' || line['type'] === 'assistant') && isObject(line['message']);
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2101, 0, 1);

/** The line's own timestamp in epoch milliseconds; null where it has none, or one that cannot be true. */
export function timeOf(line: Line): number | null {
  const text = line['timestamp'];
  if (typeof text !== 'string' || !TIMESTAMP.test(text)) return null;
  const time = Date.parse(text);
  return time >= EARLIEST && time < LATEST ? time : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function mend(text: string): ParsedLine {
  const clean = text
    .replaceAll('\0', '')
    .replace(/^\uFEFF/, '')
    .trim();
  if (clean === '') return { objects: [], bad: text.includes('\0') };
  const pieces = clean.split('}{"').map((piece, i, all) => {
    return (i > 0 ? '{"' : '') + piece + (i < all.length - 1 ? '}' : '');
  });
  const values = pieces.map(parse);
  return { objects: values.filter(isObject), bad: values.includes(undefined) };
}
