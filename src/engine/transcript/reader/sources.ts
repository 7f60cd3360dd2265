import { stringAt } from '../../files.ts';
import type { Line } from '../line.ts';
import type { Entries } from './entries.ts';
import { FORK_MARK } from './entries.ts';
import type { LineStore } from './line-store.ts';
import type { Piece } from './pieces/piece.ts';
import { note } from './pieces/piece.ts';
import { piecesOf } from './pieces/pieces.ts';
import type { ToolCall, ToolResult } from './tool-call.ts';

/** A piece that was read again, and its line. */
export interface Found {
  line: Line;
  piece: Piece;
}

/** The name for a call that is not in the file, though its result is. */
const UNKNOWN_TOOL = 'Unknown tool';

/** Reads again what an entry is made from. */
export class Sources {
  readonly #entries: Entries;
  readonly #store: LineStore;
  /** A cache: a line may have a hundred thousand pieces, and each is asked for. */
  readonly #pieces = new WeakMap<Line, Piece[]>();

  constructor(entries: Entries, store: LineStore) {
    this.#entries = entries;
    this.#store = store;
  }

  /** Returns null if there is no such line, or if it is too long, damaged, or was changed. */
  of(entry: number): Found | null {
    return this.#find(this.#entries.lines.at(entry), this.#entries.places.at(entry));
  }

  /** Returns what belongs to an entry: the result of a call, the summary of a compaction. Null as in `of`. */
  belongingTo(entry: number): Found | null {
    const other = this.#entries.other(entry);
    return other === null ? null : this.#find(other.line, other.place);
  }

  /** Returns a call and its result, also if the file has only one of the two. Null for other entries, and as in `of`. */
  tool(entry: number): { call: ToolCall; result: ToolResult | null } | null {
    const found = this.of(entry);
    if (found === null) return null;
    const { piece, line } = found;
    if (piece.kind === 'result') {
      return { call: { name: UNKNOWN_TOOL, input: {}, line }, result: resultOf(found) };
    }
    if (piece.kind !== 'tool') return null;
    const result = this.belongingTo(entry);
    const call = { name: piece.name === '' ? UNKNOWN_TOOL : piece.name, input: piece.input, line };
    return { call, result: result === null ? null : resultOf(result) };
  }

  #find(number: number, place: number): Found | null {
    const line = this.#store.read(number);
    if (line === null) return null;
    const piece = place === FORK_MARK ? note('forked-here') : this.#piecesOf(line)[place];
    return piece === undefined ? null : { line, piece };
  }

  #piecesOf(line: Line): Piece[] {
    const known = this.#pieces.get(line);
    if (known !== undefined) return known;
    const pieces = piecesOf(line);
    this.#pieces.set(line, pieces);
    return pieces;
  }
}

function resultOf({ piece, line }: Found): ToolResult | null {
  if (piece.kind !== 'result') return null;
  const sidecar = line['toolUseResult'];
  return { content: piece.content, isError: piece.isError, sidecar, line };
}

/** The uuid of a line, for links. */
export const uuidOf = (line: Line): string | null => stringAt(line, 'uuid');
