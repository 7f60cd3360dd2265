import { isObject, stringAt } from '../../files.ts';
import type { Line } from '../line.ts';
import { Column } from './column.ts';
import type { Lines } from './lines.ts';
import { textOf } from './pieces/of-text.ts';

const INLINE = /^inline-(\d{1,15})$/;

/** The name of a subagent that begins at a line of the conversation's own file. */
export const inlineAgentName = (root: number): string => `inline-${root}`;

/** Returns the line; null if this is not such a name. */
export function inlineAgentRoot(agent: string): number | null {
  const line = INLINE.exec(agent)?.[1];
  return line === undefined ? null : Number(line);
}

/** The most calls that may wait for their subagent to begin. Old versions never had more at once. */
const MOST_CALLS = 100;

/**
 * Finds subagents that old versions wrote into the conversation's own file (docs/formats/transcripts.md 2.1). The line
 * that a subagent begins with names it.
 */
export class Sidechains {
  readonly #lines: Lines;
  /** For each line, 1 + the first line of its subagent; 0 if it is not a subagent's. */
  readonly #roots = new Column(Uint32Array);
  #calls: { prompt: string; entry: number }[] = [];
  /** The first line of a subagent → the entry of the call that started it. */
  readonly #started = new Map<number, number>();
  /** The entry of a call → the first line of its subagent. */
  readonly #agents = new Map<number, number>();

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  /** Takes a tool call. Only a call with a prompt can start a subagent. */
  seeCall(entry: number, input: unknown): void {
    const prompt = stringAt(input, 'prompt');
    if (prompt === null || stringAt(input, 'description') === null) return;
    this.#calls.push({ prompt: keyOf(prompt), entry });
    if (this.#calls.length > MOST_CALLS) this.#calls.shift();
  }

  /** Takes a line of a subagent. Returns the first line of that subagent. */
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

  /** Returns the entry of the call that started a subagent; null if it cannot be told. */
  callOf(root: number): number | null {
    return this.#started.get(root) ?? null;
  }

  /** Returns the first line of the subagent that a call started; null if there is none. */
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

/** Long enough to tell prompts apart. It is a copy, so that the line can be freed. */
function keyOf(prompt: string): string {
  const text = prompt.trim();
  return Buffer.from(`${text.length}:${text.slice(0, 500)}`).toString();
}
