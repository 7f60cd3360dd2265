import { stringAt } from '../../../files.ts';
import type { Line } from '../../line.ts';
import { Column } from '../column.ts';
import { KeyTable } from '../key-table.ts';
import { statusOf } from '../views/status.ts';

const MOST_TOOLS = 500;
/** The kinds of blocks that call a tool, here or on the model's own side (docs/formats/transcripts.md 1.3). */
const CALLS = new Set<unknown>(['tool_use', 'server_tool_use', 'mcp_tool_use']);

interface Uses {
  name: string;
  uses: number;
  failed: number;
}

/** How often which tool was called, and failed. Not allowed and interrupted is not failed. */
export class ToolUses {
  readonly #tools: Uses[] = [];
  readonly #byName = new Map<string, number>();
  /** By a call's id its number, and by that the number of its tool; each call is counted once, as is its result. */
  readonly #calls = new KeyTable();
  readonly #toolOf = new Column(Uint16Array);
  readonly #answered = new Column(Uint8Array);

  see(line: Line, blocks: readonly Line[]): void {
    for (const block of blocks) {
      if (CALLS.has(block['type'])) this.#seeCall(block);
      else this.#seeResult(line, block);
    }
  }

  /** The most used first. */
  list(): Uses[] {
    const used = this.#tools.filter(({ uses }) => uses > 0);
    return used.sort((a, b) => b.uses - a.uses).map((tool) => ({ ...tool }));
  }

  #seeCall(block: Line): void {
    const name = stringAt(block, 'name');
    const place = name === null ? null : this.#placeOf(name);
    const tool = place === null ? undefined : this.#tools[place];
    if (place === null || tool === undefined) return;
    const id = stringAt(block, 'id');
    if (id !== null && this.#calls.claim(id, this.#toolOf.length) !== null) return;
    tool.uses += 1;
    if (id === null) return;
    this.#toolOf.push(place);
    this.#answered.push(0);
  }

  #seeResult(line: Line, block: Line): void {
    const call = this.#calls.get(stringAt(block, 'tool_use_id') ?? '');
    if (call === null || this.#answered.at(call) === 1) return;
    this.#answered.set(call, 1);
    const tool = this.#tools[this.#toolOf.at(call)];
    if (tool === undefined) return;
    const sidecar = line['toolUseResult'];
    const result = { content: block['content'], isError: block['is_error'] === true, sidecar, line };
    if (statusOf({ name: tool.name, input: null, line }, result) === 'failed') tool.failed += 1;
  }

  #placeOf(name: string): number | null {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    if (this.#tools.length >= MOST_TOOLS) return null;
    this.#byName.set(name, this.#tools.length);
    return this.#tools.push({ name, uses: 0, failed: 0 }) - 1;
  }
}
