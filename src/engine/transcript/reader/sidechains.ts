import { isObject, stringAt } from '../../files.ts';
import type { Line } from '../line.ts';
import { Column } from './column.ts';
import type { Lines } from './lines.ts';
import { textOf } from './pieces/of-text.ts';

const INLINE = /^inline-(\d{1,15})$/;

/** What a face calls a subagent by that begins at a line of the conversation's own file. */
export const inlineAgentName = (root: number): string => `inline-${root}`;

/** The line; null where this is no such name. */
export function inlineAgentRoot(agent: string): number | null {
  const line = INLINE.exec(agent)?.[1];
  return line === undefined ? null : Number(line);
}

/** Calls that wait for their subagent to begin; an old version never had more of them at once. */
const MOST_CALLS = 100;

/**
 * Subagents that an old version wrote into the conversation's own file (docs/formats/transcripts.md 2.1). Each is named
 * by the line that it begins with.
 */
export class Sidechains {
  readonly #lines: Lines;
  /** Of a line: the first of its subagent, plus 1. */
  readonly #roots = new Column(Uint32Array);
  #calls: { prompt: string; entry: number }[] = [];
  /** By its first line: the call that started a subagent. */
  readonly #started = new Map<number, number>();
  /** The same the other way round. */
  readonly #agents = new Map<number, number>();

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  /** A call of a tool. Only those with a prompt can start a subagent. */
  seeCall(entry: number, input: unknown): void {
    const prompt = stringAt(input, 'prompt');
    if (prompt === null || stringAt(input, 'description') === null) return;
    this.#calls.push({ prompt: keyOf(prompt), entry });
    if (this.#calls.length > MOST_CALLS) this.#calls.shift();
  }

  /** Takes in a line of a subagent. Answers the first line of it. */
  add(number: number, line: Line): number {
    const parent = stringAt(line, 'parentUuid');
    const before = parent === null ? null : this.#lines.byUuid.get(parent);
    const known = before === null ? 0 : this.#roots.at(before);
    while (this.#roots.length <= number) this.#roots.push(0);
    const root = known === 0 ? number : known - 1;
    this.#roots.set(number, root + 1);
    if (known === 0) this.#start(root, line);
    return root;
  }

  /** The entry of the call that started a subagent; null where that cannot be told. */
  callOf(root: number): number | null {
    return this.#started.get(root) ?? null;
  }

  /** The first line of the subagent that a call started. */
  agentOf(entry: number): number | null {
    return this.#agents.get(entry) ?? null;
  }

  #start(root: number, line: Line): void {
    const message = line['message'];
    const prompt = isObject(message) ? keyOf(textOf(message['content'])) : '';
    const call = this.#calls.find((one) => one.prompt === prompt);
    if (call === undefined) return;
    this.#calls = this.#calls.filter((one) => one !== call);
    this.#started.set(root, call.entry);
    this.#agents.set(call.entry, root);
  }
}

/** Enough to tell prompts apart, and copied, so that it keeps nothing of the line alive. */
function keyOf(prompt: string): string {
  const text = prompt.trim();
  return Buffer.from(`${text.length}:${text.slice(0, 500)}`).toString();
}
