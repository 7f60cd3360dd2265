import { isObject, stringAt } from '../../../files.ts';
import type { Line } from '../../line.ts';
import { Column } from '../column.ts';
import { KeyTable } from '../key-table.ts';
import { at, countAt, textAt } from '../views/shapes.ts';

export interface Tokens {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
}

/** Written by Claude Code in the model's name (docs/formats/transcripts.md 1.3). */
const SYNTHETIC = '<synthetic>';

/** The model of an `assistant` line; null where none answered. */
export function modelOf(line: Line): string | null {
  const model = stringAt(line['message'], 'model');
  return model === SYNTHETIC || line['isApiErrorMessage'] === true ? null : model;
}

/** The counts of an `assistant` line, which is not written yet while a message is under way. */
export function usageOf(line: Line): Tokens | null {
  const usage = at(line['message'], 'usage');
  if (!isObject(usage) || textAt(line['message'], 'model') === SYNTHETIC) return null;
  const [input, output] = [countAt(usage, 'input_tokens'), countAt(usage, 'output_tokens')];
  if (input === null && output === null) return null;
  return {
    input: input ?? 0,
    output: output ?? 0,
    cacheRead: countAt(usage, 'cache_read_input_tokens') ?? 0,
    cacheWrite: countAt(usage, 'cache_creation_input_tokens') ?? 0,
  };
}

/**
 * The messages of the model. Each has several lines, which repeat its id and its counts, so that adding them up counts
 * two to three times too much (docs/formats/transcripts.md 2.3).
 */
export class Messages {
  readonly #places = new KeyTable();
  #count = 0;
  /** The lines of a message nearly always follow each other. */
  #last = { key: '', place: -1 };

  /** The number of the message that an `assistant` line belongs to, from 0 in order of appearance. */
  placeOf(line: Line): number {
    const key = keyOf(line);
    if (key === null) return this.#count++;
    if (key === this.#last.key) return this.#last.place;
    const place = this.#places.claim(key, this.#count) ?? this.#count++;
    this.#last = { key, place };
    return place;
  }
}

function keyOf(line: Line): string | null {
  const id = stringAt(line['message'], 'id');
  return id === null ? stringAt(line, 'uuid') : `${id} ${stringAt(line, 'requestId') ?? ''}`;
}

/** All tokens, each message once: of what its lines say the most output, since the first may be a mere beginning. */
export class TokenCount {
  readonly #input = new Column(Float64Array);
  readonly #output = new Column(Float64Array);
  readonly #cacheRead = new Column(Float64Array);
  readonly #cacheWrite = new Column(Float64Array);
  #any = false;
  readonly #total: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

  /** `place`: the message's number. */
  add(place: number, usage: Tokens): void {
    this.#any = true;
    this.#total.input += replace(this.#input, place, usage.input);
    this.#total.output += replace(this.#output, place, Math.max(usage.output, this.#output.at(place)));
    this.#total.cacheRead += replace(this.#cacheRead, place, usage.cacheRead);
    this.#total.cacheWrite += replace(this.#cacheWrite, place, usage.cacheWrite);
  }

  /** Null where nothing was counted. */
  get total(): Tokens | null {
    return this.#any ? { ...this.#total } : null;
  }
}

/** Returns by how much it grew. */
function replace(column: Column<Float64Array>, place: number, value: number): number {
  while (column.length <= place) column.push(0);
  const before = column.at(place);
  column.set(place, value);
  return value - before;
}
