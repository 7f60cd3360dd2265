import { isObject } from '../files.ts';

/** One line of a transcript: a JSON object with any keys (docs/formats/transcripts.md 1). */
export type Line = Readonly<Record<string, unknown>>;

/** The result of parsing a line. It has several objects if lines were written into one another. */
export interface ParsedLine {
  objects: Line[];
  /** True if a part of the line is not JSON. */
  bad: boolean;
}

const NOTHING: ParsedLine = { objects: [], bad: false };

/**
 * Parses a line. A line that is not JSON is repaired where that is certain (docs/formats/transcripts.md 5): NUL bytes
 * are left out, and two objects without a newline between them are separated. Arrays, strings and numbers are ignored.
 * Never throws.
 */
export function parseLine(text: string): ParsedLine {
  const value = parse(text);
  if (value !== undefined) return isObject(value) ? { objects: [value], bad: false } : NOTHING;
  return mend(text);
}

/**
 * True if the line is not a subagent's. Old versions wrote subagents into the same file
 * (docs/formats/transcripts.md 2.1).
 */
export function isMainChain(line: Line): boolean {
  return line['isSidechain'] !== true && (typeof line['uuid'] === 'string' || isMessage(line));
}

/**
 * True for what the person or the model said. The type decides, because `api-request-blob` repeats messages under the
 * same key (docs/formats/transcripts.md 8).
 */
export function isMessage(line: Line): boolean {
  return (line['type'] === 'user' || line['type'] === 'assistant') && isObject(line['message']);
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2101, 0, 1);

/** Returns the line's own timestamp in epoch milliseconds; null if it has none, or an impossible one. */
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
