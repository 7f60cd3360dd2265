import { createHash } from 'node:crypto';

/** One line of a transcript. */
export type Line = Record<string, unknown>;

export interface ToolUse {
  name: string;
  input: Line;
  /** The text that came back, and the structured form beside it. */
  result: string;
  toolUseResult?: unknown;
  isError?: boolean;
}

/** One prompt of the person and what Claude made of it. */
export interface Turn {
  prompt: string;
  answer?: string;
  thinking?: string;
  tool?: ToolUse;
}

/** A turn with nothing but its prompt, or as it is. */
export function turnOf(prompt: string | Turn): Turn {
  return typeof prompt === 'string' ? { prompt } : prompt;
}

/** What every line of one session has in common. */
export interface Voice {
  sessionId: string;
  cwd: string;
  /** Null leaves the key out, as old builds did. */
  entrypoint: string | null;
  model: string;
  version: string;
  gitBranch: string;
  newId: () => string;
}

const TURN_MS = 60_000;

/**
 * Writes the lines of one session in the shapes of test/fixtures/real-cli-2.1.328, in order, a clock running along:
 * one minute a turn, the last answer 20 seconds after its prompt.
 */
export class Scribe {
  readonly lines: Line[] = [];
  /** Epoch milliseconds of the last line. */
  now: number;
  #parent: string | null = null;
  readonly #voice: Voice;
  #turns = 0;
  #requests = 0;

  constructor(voice: Voice, startedAt: number) {
    this.#voice = voice;
    this.now = startedAt;
  }

  /** A line without uuid and parent: titles, prompts for the picker, costs. */
  flat(type: string, fields: Line = {}): this {
    this.lines.push({ type, ...fields, sessionId: this.#voice.sessionId });
    return this;
  }

  /** A line as it is: copied from elsewhere, or damaged on purpose. */
  raw(line: Line): this {
    this.lines.push(line);
    return this;
  }

  /** A line of the chain: gets the envelope and becomes the parent of the next one. Answers its uuid. */
  chain(fields: Line, overrides: Line = {}): string {
    const uuid = this.#voice.newId();
    const { sessionId, cwd, entrypoint, version, gitBranch } = this.#voice;
    this.lines.push({
      parentUuid: this.#parent,
      isSidechain: false,
      ...fields,
      uuid,
      timestamp: new Date(this.now).toISOString(),
      userType: 'external',
      ...(entrypoint === null ? {} : { entrypoint }),
      cwd,
      sessionId,
      version,
      gitBranch,
      ...overrides,
    });
    this.#parent = uuid;
    return uuid;
  }

  /** Goes on after a copied history: the next line of the chain hangs on its last one. */
  continueAfter(uuid: string | null, at: number, turns: number): this {
    this.#parent = uuid;
    this.now = at;
    this.#turns = turns;
    return this;
  }

  turn(turn: Turn, bulk = 0): this {
    if (this.#turns > 0) this.now += TURN_MS - 20_000;
    const promptId = this.#voice.newId();
    this.#queue(turn.prompt);
    this.prompt(turn.prompt, promptId);
    if (this.#turns === 0) this.#preamble(bulk);
    this.#turns += 1;
    this.#request(turn.prompt);
    this.#answer(turn, promptId);
    this.flat('last-prompt', { lastPrompt: turn.prompt, leafUuid: this.#parent });
    this.flat('cost-state', { totalCostUSD: 0.01628 * this.#turns, hasUnknownModelCost: false, modelUsage: {} });
    return this;
  }

  /** A prompt alone; `overrides` make it a machine's (`isMeta`, `isSidechain`, `teamName` …). */
  prompt(content: unknown, promptId = this.#voice.newId(), overrides: Line = {}): string {
    const message = { role: 'user', content };
    const position = { promptIndex: 0, turnIndex: this.#turns + 1 };
    const fields = { promptId, type: 'user', message, promptSource: 'sdk', turnOrigin: 'sdk', turnPosition: position };
    return this.chain({ ...fields, permissionMode: 'default' }, overrides);
  }

  /** One block of an answer; blocks of one answer share a message id and repeat its usage. */
  block(content: Line, messageId: string, overrides: Line = {}): string {
    const { model } = this.#voice;
    const stop = content['type'] === 'tool_use' ? 'tool_use' : 'end_turn';
    const message = { id: messageId, type: 'message', role: 'assistant', model, content: [content], stop_reason: stop };
    const fields = { message: { ...message, stop_sequence: null, usage: USAGE, stop_details: null } };
    return this.chain({ ...fields, requestedModel: model, type: 'assistant', effort: 'medium' }, overrides);
  }

  /** `/compact`: the boundary, the summary in the person's name, and the command's own three lines. */
  compact(summary: string): this {
    this.now += 5_000;
    const leaf = this.#parent;
    this.#parent = null;
    const boundary = { type: 'system', subtype: 'compact_boundary', content: 'Conversation compacted', isMeta: false };
    const compactMetadata = { trigger: 'manual', preTokens: 6548, postTokens: 2945, durationMs: 61 };
    this.chain({ logicalParentUuid: leaf, ...boundary, level: 'info', compactMetadata });
    const text = `This session is being continued from a previous conversation that ran out of context. ${summary}`;
    this.prompt(text, undefined, { isVisibleInTranscriptOnly: true, isCompactSummary: true });
    this.prompt('<local-command-caveat>Not sent to you.</local-command-caveat>', undefined, { isMeta: true });
    this.prompt('<command-name>/compact</command-name>\n<command-message>compact</command-message>');
    this.prompt('<local-command-stdout>Compacted</local-command-stdout>');
    return this;
  }

  #queue(prompt: string): void {
    const { sessionId } = this.#voice;
    const base = { type: 'queue-operation', timestamp: new Date(this.now).toISOString(), sessionId };
    this.raw({ ...base, operation: 'enqueue', content: prompt }).raw({ ...base, operation: 'dequeue' });
  }

  /** What stands between the first prompt and the first answer; `bulk` bytes of system prompt make it as long as real. */
  #preamble(bulk: number): void {
    const { cwd, model } = this.#voice;
    this.#attach({ type: 'environment', snapshot: { workingDirectory: cwd, isWorktree: false, isGitRepo: true } });
    this.#attach({ type: 'model', identity: { modelId: model, marketingName: 'Opus' }, text: 'x'.repeat(124) });
    this.flat('atis-latch', { atis: '' });
    this.#attach({ type: 'date', date: new Date(this.now).toISOString().slice(0, 10) });
    this.#attach({ type: 'prompt_snapshot', systemPrompt: ['x'.repeat(400 + bulk)], reminderFold: false });
  }

  #attach(attachment: Line): void {
    this.chain({ attachment, type: 'attachment', rendered: [{ content: 'x'.repeat(80) }], renderedRole: 'system' });
  }

  /** The wire log: its blobs carry a `message` that repeats the prompt and are no part of the conversation. */
  #request(prompt: string): void {
    this.#requests += 1;
    const { sessionId, model, version } = this.#voice;
    const hash = createHash('sha256').update(`${sessionId}:${this.#requests}`).digest('hex');
    const message = { role: 'user', content: [{ type: 'text', text: prompt }] };
    this.raw({ type: 'api-request-blob', sessionId, hash, message });
    const request = { id: this.#voice.newId(), timestamp: new Date(this.now).toISOString(), version };
    this.raw({
      type: 'api-request',
      sessionId,
      ...request,
      querySource: 'sdk',
      params: { model },
      keep: 0,
      tail: [hash],
    });
  }

  #answer(turn: Turn, promptId: string): void {
    this.now += 5_000;
    if (turn.tool) this.#useTool(turn.tool, promptId);
    this.now += 15_000;
    const messageId = `msg_${this.#turns}_${this.now}`;
    if (turn.thinking !== undefined)
      this.block({ type: 'thinking', thinking: turn.thinking, signature: 'c2lnbmF0dXJl' }, messageId);
    this.block({ type: 'text', text: turn.answer ?? `Done: ${turn.prompt}` }, messageId);
  }

  #useTool(tool: ToolUse, promptId: string): void {
    const messageId = `msg_${this.#turns}_${this.now}`;
    const id = `toolu_${this.#turns}_0_${messageId.slice(-8)}`;
    this.flat('tools-used', { tools: [tool.name] });
    this.block({ type: 'text', text: `I use ${tool.name}.` }, messageId);
    const used = this.block({ type: 'tool_use', id, name: tool.name, input: tool.input }, messageId);
    const result = { tool_use_id: id, type: 'tool_result', content: tool.result, is_error: tool.isError ?? false };
    const message = { role: 'user', content: [result] };
    const beside = { toolUseResult: tool.toolUseResult ?? tool.result, sourceToolAssistantUUID: used };
    this.chain({ promptId, type: 'user', message, ...beside });
  }
}

const USAGE = {
  input_tokens: 1200,
  cache_creation_input_tokens: 300,
  cache_read_input_tokens: 5000,
  output_tokens: 42,
  service_tier: 'standard',
};

/** The file's text: one line each, a newline at the end. */
export function toJsonl(lines: readonly Line[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
