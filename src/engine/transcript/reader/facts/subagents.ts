import type { ReaderFacts } from '../../../../shared/reading.ts';
import { stringAt } from '../../../files.ts';
import type { Line } from '../../line.ts';
import { isAgentId } from '../agents.ts';
import type { Agent } from '../agents.ts';
import { piecesOf } from '../pieces/pieces.ts';
import { firstTextAt, textAt } from '../views/shapes.ts';

type Subagent = ReaderFacts['subagents'][number];

const TOOLS = new Set<unknown>(['Task', 'Agent']);
const MOST = 5000;

/** The subagents of a conversation, by what calls, results and the files beside it say of them. */
export class Subagents {
  /** By the calls that started them. */
  readonly #calls = new Map<string, Omit<Subagent, 'agent'>>();
  readonly #known = new Map<string, Subagent>();

  /** `entry`: the first that the line begins; -1 where it begins none. */
  see(line: Line, blocks: readonly Line[], entry: number): void {
    const calls = blocks.filter(({ type, name }) => type === 'tool_use' && TOOLS.has(name));
    // Taking a line apart once is enough, however many calls it has; nearly every one has but one block.
    const entries = calls.length === 0 || entry < 0 ? null : entriesOf(line, entry);
    for (const call of calls) this.#seeCall(call, entries);
    for (const block of blocks) {
      if (block['type'] === 'tool_result') this.#seeResult(line, block);
    }
  }

  /** What stands beside their own files. */
  seeFiles(agents: readonly Agent[]): void {
    for (const { agent, type, description, toolUseId } of agents) {
      this.#add({ agent, ...this.#callOf(toolUseId) }, { type, description });
    }
  }

  /** One that an old version wrote into the conversation's own file. */
  seeInline(agent: string, entry: number | null): void {
    const call = [...this.#calls.values()].find((one) => one.entry === entry && entry !== null);
    this.#add({ agent, ...(call ?? { type: null, description: null, entry }) });
  }

  /** Ids that results name, whether there is a file or not. */
  get ids(): IterableIterator<string> {
    return this.#known.keys();
  }

  list(): Subagent[] {
    return [...this.#known.values()].sort((a, b) => (a.entry ?? Infinity) - (b.entry ?? Infinity) || 0);
  }

  #seeCall(block: Line, entries: Map<string, number> | null): void {
    const id = stringAt(block, 'id');
    if (id === null || this.#calls.size >= MOST) return;
    const { input } = block;
    this.#calls.set(id, {
      type: firstTextAt(input, ['subagent_type']),
      description: firstTextAt(input, ['description']),
      entry: entries?.get(id) ?? null,
    });
  }

  #seeResult(line: Line, block: Line): void {
    const sidecar = line['toolUseResult'];
    const agent = textAt(sidecar, 'agentId');
    if (agent === null || !isAgentId(agent)) return;
    const call = this.#callOf(stringAt(block, 'tool_use_id'));
    this.#add({ agent, ...call }, { type: firstTextAt(sidecar, ['agentType']), description: null });
  }

  #callOf(id: string | null): Omit<Subagent, 'agent'> {
    return this.#calls.get(id ?? '') ?? { type: null, description: null, entry: null };
  }

  #add(one: Subagent, told: { type: string | null; description: string | null } = one): void {
    const known = this.#known.get(one.agent);
    if (known === undefined && this.#known.size >= MOST) return;
    this.#known.set(one.agent, {
      agent: one.agent,
      type: known?.type ?? one.type ?? told.type,
      description: known?.description ?? one.description ?? told.description,
      entry: known?.entry ?? one.entry,
    });
  }
}

/** The numbers of a line's calls, by their ids. */
function entriesOf(line: Line, first: number): Map<string, number> {
  const found = new Map<string, number>();
  const own = piecesOf(line).filter(({ kind }) => kind !== 'result');
  own.forEach((piece, i) => {
    if (piece.kind === 'tool' && piece.id !== null) found.set(piece.id, first + i);
  });
  return found;
}
