import fs from 'node:fs';
import { isObject } from '../files.ts';
import { isMainChain, isMessage } from './line.ts';
import { withPlainFile } from './plain-file.ts';
import { messageKeyOf } from './uuids.ts';

/**
 * What is left of a transcript that a crash wrote blocks of zeros into: its good lines, byte for byte. Claude leaves such
 * a transcript out of its sidebar (docs/formats/claude-desktop.md 5.4 and 12.10); a copy of its good lines it opens.
 */

/** What was left out, counted while the lines are read. */
export interface LeftOut {
  /** Bytes. */
  zeros: number;
  /** Lines of which at least a part is no JSON. */
  unreadable: number;
  /** Good lines. */
  kept: number;
  /** Those of them that the person or the model said. */
  messages: number;
}

export const nothingLeftOut = (): LeftOut => ({ zeros: 0, unreadable: 0, kept: 0, messages: 0 });

const NEWLINE = 0x0a;
const ZERO = 0x00;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
/** A longer line cannot be made a text of at all. */
const LONGEST_LINE = 256 * 1024 * 1024;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** Where two lines were written without a newline between them. No text in JSON holds these bytes. */
const SPLICE = Buffer.from('}{"');

/**
 * The good lines of a transcript, without their newlines, in order: what is a JSON object once zeros, and newlines that
 * were not written, count as the ends of lines. `chunks` are its bytes.
 */
export function* goodLines(chunks: Iterable<Buffer>, leftOut: LeftOut): Generator<Buffer> {
  for (const segment of segmentsOf(chunks, leftOut)) {
    let isWhole = !segment.tooLong;
    for (const piece of segment.pieces.flatMap(piecesOf)) {
      const value = parse(piece);
      // What stands beside zeros may be the inside of a line: only what has a type is a line.
      const isGood = segment.isSound ? value !== undefined : isObject(value) && typeof value['type'] === 'string';
      if (isGood) {
        leftOut.kept += 1;
        if (isObject(value) && isMessage(value) && isMainChain(value)) leftOut.messages += 1;
        yield piece;
      } else isWhole = false;
    }
    if (!isWhole) leftOut.unreadable += 1;
  }
}

/** What stands between two newlines: the pieces between zeros. */
interface Segment {
  pieces: Buffer[];
  /** One piece, and no zeros. */
  isSound: boolean;
  tooLong: boolean;
}

function* segmentsOf(chunks: Iterable<Buffer>, leftOut: LeftOut): Generator<Segment> {
  let segment = newSegment();
  let parts: Buffer[] = [];
  let length = 0;
  const endPiece = (): void => {
    const piece = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    if (piece !== undefined && !isBlank(piece)) segment.pieces.push(piece);
    [parts, length] = [[], 0];
  };
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      const end = nextEnd(chunk, at);
      if (length + end - at > LONGEST_LINE) [segment.tooLong, parts, length] = [true, [], 0];
      else if (end > at && !segment.tooLong) {
        parts.push(chunk.subarray(at, end));
        length += end - at;
      }
      at = end;
      if (at === chunk.length) break;
      endPiece();
      if (chunk[at] === NEWLINE) {
        yield segment;
        segment = newSegment();
        at += 1;
        continue;
      }
      const zerosEnd = endOfZeros(chunk, at);
      leftOut.zeros += zerosEnd - at;
      segment.isSound = false;
      at = zerosEnd;
    }
  }
  endPiece();
  yield segment;
}

const newSegment = (): Segment => ({ pieces: [], isSound: true, tooLong: false });

/** Where the next newline or zero is, or the end of the chunk. */
function nextEnd(chunk: Buffer, from: number): number {
  const newline = chunk.indexOf(NEWLINE, from);
  const until = newline < 0 ? chunk.length : newline;
  const zero = chunk.subarray(from, until).indexOf(ZERO);
  return zero < 0 ? until : from + zero;
}

function endOfZeros(chunk: Buffer, from: number): number {
  let at = from;
  while (at < chunk.length && chunk[at] === ZERO) at += 1;
  return at;
}

const isBlank = (piece: Buffer): boolean => piece.length < 64 && piece.toString('latin1').trim() === '';

/** Two lines that were written as one are two. */
function piecesOf(piece: Buffer): Buffer[] {
  const own = piece.subarray(0, 3).equals(BYTE_ORDER_MARK) ? piece.subarray(3) : piece;
  if (parse(own) !== undefined) return [own];
  const pieces: Buffer[] = [];
  let start = 0;
  for (let at = own.indexOf(SPLICE); at >= 0; at = own.indexOf(SPLICE, at + 1)) {
    pieces.push(own.subarray(start, at + 1));
    start = at + 1;
  }
  return [...pieces, own.subarray(start)];
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * The bytes of a repaired copy: the good lines of the transcript `from`, each with a newline, and the new id in the place
 * of its own where a line says in whose transcript it is. What a line says of another transcript stays. Ids are lower case
 * uuids.
 */
export function* repairedBytes(
  chunks: Iterable<Buffer>,
  { from, to }: { from: string; to: string },
  leftOut: LeftOut,
): Generator<Buffer> {
  for (const line of goodLines(chunks, leftOut)) {
    yield withSessionId(line, from, to);
    yield Buffer.from([NEWLINE]);
  }
}

const SESSION_ID = Buffer.from('"sessionId"');
const ID_LENGTH = 36;

/** A line with another `sessionId`, where it has this one. All other bytes, and what is inside of its values, stay. */
export function withSessionId(line: Buffer, from: string, to: string): Buffer {
  if (!line.includes(SESSION_ID)) return line;
  const places = sessionIdPlaces(line).filter(
    (at) => line.toString('latin1', at, at + ID_LENGTH).toLowerCase() === from,
  );
  if (places.length === 0) return line;
  const changed = Buffer.from(line);
  for (const at of places) changed.write(to, at, 'latin1');
  return changed;
}

/** Where the values of the outermost `sessionId` keys begin that are texts as long as an id. `line` is JSON. */
function sessionIdPlaces(line: Buffer): number[] {
  const places: number[] = [];
  let depth = 0;
  for (let at = 0; at < line.length; at += 1) {
    const byte = line[at];
    if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    else if (byte === QUOTE) {
      const end = endOfText(line, at);
      const isKey = depth === 1 && line.subarray(at, end + 1).equals(SESSION_ID);
      const colon = isKey ? skipBlanks(line, end + 1) : -1;
      const value = isKey && line[colon] === COLON ? skipBlanks(line, colon + 1) : -1;
      if (value >= 0 && line[value] === QUOTE && endOfText(line, value) === value + 1 + ID_LENGTH)
        places.push(value + 1);
      at = end;
    }
  }
  return places;
}

/** The closing quote of the text that begins at `start`. */
function endOfText(line: Buffer, start: number): number {
  for (let at = line.indexOf(QUOTE, start + 1); at >= 0; at = line.indexOf(QUOTE, at + 1)) {
    let backslashes = 0;
    while (line[at - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return line.length;
}

function skipBlanks(line: Buffer, from: number): number {
  let at = from;
  while (line[at] === 0x20 || line[at] === 0x09 || line[at] === 0x0d) at += 1;
  return at;
}

const CHUNK = 1024 * 1024;

/** The messages in the good lines of a transcript (uuids.ts), in order. Throws what the file system throws. */
export function readGoodKeys(path: string): Set<string> {
  return withPlainFile(path, ({ fd }) => {
    const keys = new Set<string>();
    const read = (buffer: Buffer, position: number): number => fs.readSync(fd, buffer, 0, buffer.length, position);
    for (const bytes of goodLines(chunksOf(read), nothingLeftOut())) {
      const line = parse(bytes);
      const key = isObject(line) ? messageKeyOf(line) : null;
      if (key !== null) keys.add(key);
    }
    return keys;
  });
}

/** A file's bytes from its beginning to its end, each chunk in memory of its own. */
export function* chunksOf(read: (buffer: Buffer, position: number) => number): Generator<Buffer> {
  for (let position = 0; ;) {
    const buffer = Buffer.allocUnsafe(CHUNK);
    const length = read(buffer, position);
    if (length === 0) return;
    position += length;
    yield buffer.subarray(0, length);
  }
}
