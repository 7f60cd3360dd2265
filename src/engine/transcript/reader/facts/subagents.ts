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
    for (const block of blocks) {
      if (block['type'] === 'tool_use' && TOOLS.has(block['name'])) this.#seeCall(line, block, entry);
      else if (block['type'] === 'tool_result') this.#seeResult(line, block);
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

  #seeCall(line: Line, block: Line, entry: number): void {
    const id = stringAt(block, 'id');
    if (id === null || this.#calls.size >= MOST) return;
    const { input } = block;
    this.#calls.set(id, {
      type: firstTextAt(input, ['subagent_type']),
      description: firstTextAt(input, ['description']),
      entry: entry < 0 ? null : entry + placeIn(line, id),
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

/** Which of a line's entries a call is; nearly every line has but one. */
function placeIn(line: Line, id: string): number {
  const place = piecesOf(line)
    .filter(({ kind }) => kind !== 'result')
    .findIndex((piece) => piece.kind === 'tool' && piece.id === id);
  return Math.max(0, place);
}
