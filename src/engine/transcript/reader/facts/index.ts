import type { ReaderFacts } from '../../../../shared/reading.ts';
import type { Line } from '../../line.ts';
import { blocksOf } from '../../prompt.ts';
import { AgentFiles } from '../agent-files.ts';
import { listAgents } from '../agents.ts';
import type { Agent } from '../agents.ts';
import { at, countAt } from '../views/shapes.ts';
import { label } from '../views/words.ts';
import { AgentReader } from './agent-reader.ts';
import { ChangedFiles } from './changed-files.ts';
import { Queue } from './queue.ts';
import { Subagents } from './subagents.ts';
import { Talk } from './talk.ts';
import { Messages, TokenCount, usageOf } from './token-count.ts';
import { ToolUses } from './tool-uses.ts';

/** What stands above a conversation, gathered line by line while the file is read, in bounded memory. */
export class FactsBuilder {
  readonly #sessionDir: string;
  readonly #isAgent: boolean;
  readonly #messages = new Messages();
  readonly #tokens = new TokenCount();
  readonly #talk = new Talk();
  readonly #queue = new Queue();
  readonly #tools = new ToolUses();
  readonly #files = new ChangedFiles();
  readonly #subagents = new Subagents();
  readonly #agentReader = new AgentReader();
  #agentsListed = false;
  #costUsd: number | null = null;
  #requestsMs: number | null = null;
  #turnsMs: number | null = null;

  /**
   * `sessionDir`: the folder beside the transcript that has its name. `run`: with `agent` the file is a subagent's own,
   * and all lines in it are its conversation, though they are marked as no one's main one.
   */
  constructor(sessionDir: string, run: 'main' | 'agent' = 'main') {
    this.#sessionDir = sessionDir;
    this.#isAgent = run === 'agent';
  }

  /** Takes in a line. `entry`: the number of the first entry that it begins; -1 where it begins none. */
  add(line: Line, entry: number): void {
    const { type } = line;
    if (type === 'cost-state') this.#seeCost(line);
    const isOwn = this.#isAgent || line['isSidechain'] !== true;
    const place = this.#count(line);
    if (isOwn) this.#talk.see(line, place);
    if (isOwn) this.#queue.see(line);
    if (isOwn && type === 'system') this.#seeTurn(line);
    if (type !== 'user' && type !== 'assistant') return;
    const blocks = toolBlocksOf(line);
    if (blocks.length === 0) return;
    this.#files.see(line, blocks);
    if (isOwn) this.#tools.see(line, blocks);
    if (isOwn) this.#subagents.see(line, blocks, entry);
  }

  /**
   * Takes in what a line that was taken in says when it stands in the file again: it may have been written before all of
   * it was known. What has an id of its own, messages and calls, is not counted twice by that.
   */
  addAgain(line: Line): void {
    this.#count(line);
    const blocks = toolBlocksOf(line);
    this.#files.see(line, blocks);
    if (this.#isAgent || line['isSidechain'] !== true) this.#tools.see(line, blocks);
  }

  /** A subagent that an old version wrote into the same file, and the call that started it. */
  seeInlineAgent(agent: string, entry: number | null): void {
    this.#subagents.seeInline(agent, entry);
  }

  /**
   * Reads on in the subagents' own files for about so long; true once all are read. They may have been written to
   * since: ask again when the conversation has grown.
   */
  readAgents({ ms }: { ms: number }): boolean {
    if (this.#isAgent) return true;
    if (!this.#agentsListed) this.#listAgents();
    const isDone = this.#agentReader.read(ms, (line) => {
      this.#count(line);
      this.#files.see(line, toolBlocksOf(line));
    });
    this.#agentsListed = !isDone;
    return isDone;
  }

  /** As of the lines so far. The subagents' tokens are in it as far as their files were read. */
  facts(): Omit<ReaderFacts, 'complete'> {
    const talk = this.#talk;
    return {
      models: Array.from(talk.models, ([model, messages]) => ({ model: label(model), messages })).sort(
        (a, b) => b.messages - a.messages,
      ),
      prompts: talk.prompts,
      replies: talk.replies,
      tools: this.#tools.list().map((tool) => ({ ...tool, name: label(tool.name) })),
      tokens: this.#tokens.total,
      contextTokens: talk.contextTokens,
      costUsd: this.#costUsd,
      startedAt: talk.startedAt,
      endedAt: talk.endedAt,
      workedMs: (this.#turnsMs ?? this.#requestsMs) || null,
      branches: Array.from(talk.branches, label),
      files: this.#files.list().map((file) => ({ ...file, path: label(file.path) })),
      subagents: this.#subagents.list().map(({ agent, type, description, entry }) => ({
        agent,
        type: type === null ? null : label(type),
        description: description === null ? null : label(description),
        entry,
      })),
      queued: this.#queue.list(),
      compactions: talk.compactions,
      forkedFrom: talk.forkedFrom,
      continuedIn: talk.continuedIn,
    };
  }

  /** Subagents' messages count, too, wherever they are written. Returns the message's number. */
  #count(line: Line): number {
    if (line['type'] !== 'assistant') return -1;
    const place = this.#messages.placeOf(line);
    const usage = usageOf(line);
    if (usage !== null) this.#tokens.add(place, usage);
    return place;
  }

  /**
   * Each one has all that was before, so the last one holds; null where it does not know all
   * (docs/formats/transcripts.md 1.1).
   */
  #seeCost(line: Line): void {
    const cost = at(line, 'totalCostUSD');
    const isAll = line['hasUnknownModelCost'] !== true;
    if (typeof cost === 'number' && Number.isFinite(cost) && cost >= 0) this.#costUsd = isAll ? cost : null;
    this.#requestsMs = countAt(line, 'totalAPIDuration') ?? this.#requestsMs;
  }

  #seeTurn(line: Line): void {
    const ms = line['subtype'] === 'turn_duration' ? countAt(line, 'durationMs') : null;
    if (ms !== null) this.#turnsMs = (this.#turnsMs ?? 0) + ms;
  }

  #listAgents(): void {
    const agents = listAgents(this.#sessionDir);
    this.#subagents.seeFiles(agents);
    this.#agentsListed = true;
    this.#agentReader.look([...agents.map(({ path }) => path), ...this.#oldFiles(agents)]);
  }

  /** Old versions wrote them beside the transcript (docs/formats/transcripts.md 4). */
  #oldFiles(agents: readonly Agent[]): string[] {
    const files = new AgentFiles(this.#sessionDir);
    const known = new Set(agents.map(({ agent }) => agent));
    const others = [...this.#subagents.ids].filter((agent) => !known.has(agent));
    return others.map((agent) => files.find(agent)).filter((path) => path !== null);
  }
}

/** The calls and results in a line; nearly every line has at most one. */
function toolBlocksOf(line: Line): Line[] {
  return blocksOf(at(line['message'], 'content')).filter(({ type }) => {
    return typeof type === 'string' && (type.endsWith('tool_use') || type.endsWith('tool_result'));
  });
}
