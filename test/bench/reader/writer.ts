import fs from 'node:fs';
import { Random } from '../random.ts';
import { picture, Prose } from './prose.ts';
import { anyTool } from './tools.ts';
import type { MadeTool } from './tools.ts';

type Json = Record<string, unknown>;

const FIRST_DAY = Date.UTC(2026, 8, 1);
const AT_ONCE = 1 << 20;
/** How often a line has the word that is looked for. */
const LOOKED_FOR_EVERY = 200;

export interface Sizes {
  lines: number;
  bytes: number;
}

/** Writes one long conversation line by line: as long as is wanted in both lines and bytes. */
export class LongWriter {
  /** How many blocks of text hold the word, branches and all. */
  needles = 0;
  lines = 0;
  bytes = 0;
  readonly #fd: number;
  readonly #sizes: Sizes;
  readonly #needle: string;
  readonly #random = new Random(4711);
  readonly #prose = new Prose(this.#random);
  readonly #id: string;
  #pending = '';
  #time = FIRST_DAY;
  #parent: string | null = null;
  #message = 0;
  #tool = 0;
  #cost = 0;
  #sinceNeedle = 0;
  /** The last few lines of the chain: a compaction writes some of them again. */
  #recent: string[] = [];

  constructor(fd: number, id: string, needle: string, sizes: Sizes) {
    this.#fd = fd;
    this.#id = id;
    this.#needle = needle;
    this.#sizes = sizes;
  }

  write(): void {
    this.#preamble();
    const compactAt = [0.25, 0.5, 0.75].map((share) => Math.round(share * this.#sizes.lines));
    const rewindAt = Math.round(0.6 * this.#sizes.lines);
    let isRewound = false;
    while (this.lines < this.#sizes.lines) {
      this.#fit();
      this.#turn();
      if (this.lines > (compactAt[0] ?? Infinity)) {
        compactAt.shift();
        this.#compact();
      }
      if (!isRewound && this.lines > rewindAt) {
        isRewound = true;
        this.#rewind();
      }
    }
    this.#flush();
  }

  /** The texts are made longer while there are too few bytes for the lines, and shorter while too many. */
  #fit(): void {
    const wanted = (this.lines * this.#sizes.bytes) / this.#sizes.lines;
    const next = this.#prose.scale * (this.bytes < wanted ? 1.05 : 0.95);
    this.#prose.scale = Math.min(4, Math.max(0.2, next));
  }

  #line(line: Json): string {
    const text = JSON.stringify(line);
    this.#pending += `${text}\n`;
    this.lines += 1;
    this.bytes += Buffer.byteLength(text) + 1;
    if (this.#pending.length > AT_ONCE) this.#flush();
    return text;
  }

  #flush(): void {
    fs.writeSync(this.#fd, this.#pending);
    this.#pending = '';
  }

  #flat(type: string, more: Json): void {
    this.#line({ type, ...more, sessionId: this.#id });
  }

  #chain(more: Json, parent: string | null = this.#parent): string {
    const uuid = this.#random.uuid();
    this.#time += this.#random.below(4000);
    const text = this.#line({
      parentUuid: parent,
      isSidechain: false,
      ...more,
      uuid,
      timestamp: new Date(this.#time).toISOString(),
      userType: 'external',
      entrypoint: 'claude-desktop',
      cwd: '/home/keeper/code/harbour',
      sessionId: this.#id,
      version: '2.1.328',
      gitBranch: this.lines < this.#sizes.lines / 2 ? 'main' : 'lanterns',
    });
    this.#parent = uuid;
    this.#recent = [...this.#recent.slice(-5), text];
    return uuid;
  }

  #preamble(): void {
    this.#flat('queue-operation', { operation: 'enqueue', timestamp: new Date(this.#time).toISOString() });
    const systemPrompt = ['x'.repeat(60_000)];
    this.#chain({ type: 'attachment', attachment: { type: 'prompt_snapshot', systemPrompt } });
    this.#flat('ai-title', { aiTitle: 'Light the harbour' });
  }

  #turn(): void {
    this.#prompt();
    const steps = 2 + this.#random.below(14);
    for (let step = 0; step < steps; step++) {
      this.#step();
      if (step === 3 && this.#random.below(6) === 0) this.#queued();
    }
    this.#say(`msg_${this.#message++}`, this.#said(this.#prose.markdown(900)));
    this.#noise();
  }

  #prompt(parent: string | null = this.#parent): void {
    const text = this.#said(this.#prose.words(180));
    const isPicture = this.#random.below(25) === 0;
    const source = { type: 'base64', media_type: 'image/png', data: isPicture ? picture(this.#random, 60) : '' };
    const content = isPicture
      ? [
          { type: 'text', text: `[Image #1] ${text}` },
          { type: 'image', source },
        ]
      : text;
    this.#chain({ type: 'user', message: { role: 'user', content }, promptSource: 'typed', promptId: 'p' }, parent);
  }

  #queued(): void {
    this.#chain({ type: 'attachment', attachment: { type: 'queued_command', prompt: this.#prose.words(60) } });
  }

  /** Thinking, words, and one tool or several at once. */
  #step(): void {
    const id = `msg_${this.#message++}`;
    const thinks = this.#random.below(3);
    if (thinks === 0) {
      const thinking = this.#random.below(4) === 0 ? this.#prose.words(400) : '';
      this.#answer(id, { type: 'thinking', thinking, signature: 'c2lnbmF0dXJl'.repeat(20) });
    }
    if (this.#random.below(3) === 0) this.#say(id, this.#said(this.#prose.markdown(240)));
    const tools = Array.from({ length: this.#random.below(8) === 0 ? 3 : 1 }, () => anyTool(this.#random, this.#prose));
    const calls = tools.map((tool) => this.#call(id, tool));
    for (const { tool, callId, uuid } of this.#random.below(2) === 0 ? calls : calls.toReversed()) {
      this.#result(tool, callId, uuid);
    }
  }

  #say(id: string, text: string): void {
    this.#answer(id, { type: 'text', text });
  }

  #answer(id: string, block: Json): string {
    const usage = {
      input_tokens: 4,
      output_tokens: 200,
      cache_read_input_tokens: 40_000,
      cache_creation_input_tokens: 800,
    };
    const stop = block['type'] === 'tool_use' ? 'tool_use' : null;
    const message = { model: 'claude-opus-5-5', id, type: 'message', role: 'assistant', content: [block] };
    return this.#chain({
      message: { ...message, stop_reason: stop, usage },
      requestId: `req_${id}`,
      type: 'assistant',
    });
  }

  #call(id: string, tool: MadeTool): { tool: MadeTool; callId: string; uuid: string } {
    const callId = `toolu_${this.#tool++}`;
    return {
      tool,
      callId,
      uuid: this.#answer(id, { type: 'tool_use', id: callId, name: tool.name, input: tool.input }),
    };
  }

  #result({ content, isError = false, sidecar, line = {} }: MadeTool, callId: string, uuid: string): void {
    const block = { tool_use_id: callId, type: 'tool_result', content, is_error: isError };
    const message = { role: 'user', content: [block] };
    this.#chain({ type: 'user', message, toolUseResult: sidecar, sourceToolAssistantUUID: uuid, ...line }, uuid);
  }

  /** What Claude keeps for itself, after each turn. */
  #noise(): void {
    const timestamp = new Date(this.#time).toISOString();
    this.#cost += 0.01;
    this.#chain({ type: 'system', subtype: 'turn_duration', durationMs: 9000, isMeta: false });
    this.#flat('last-prompt', { lastPrompt: 'x', leafUuid: this.#parent });
    this.#flat('mode', { mode: 'normal' });
    this.#flat('tools-used', { tools: ['Bash', 'Read', 'Edit'] });
    this.#flat('cost-state', { totalCostUSD: this.#cost, totalAPIDuration: 1, hasUnknownModelCost: false });
    const message = { role: 'user', content: this.#prose.words(180) };
    this.#flat('api-request-blob', { hash: this.#random.uuid(), message });
    this.#flat('api-request', { id: this.#random.uuid(), timestamp, params: { model: 'claude-opus-5-5' }, keep: 1 });
    this.#flat('file-history-snapshot', { messageId: this.#parent, snapshot: { trackedFileBackups: {}, timestamp } });
  }

  #compact(): void {
    const kept = this.#recent.slice(-3);
    const compactMetadata = { trigger: 'auto', preTokens: 160_000, postTokens: 12_000 };
    const boundary = { type: 'system', subtype: 'compact_boundary', content: 'Conversation compacted' };
    this.#chain({ logicalParentUuid: this.#parent, ...boundary, compactMetadata }, null);
    const summary = `This session is being continued from a previous conversation.\n\n${this.#prose.markdown(2000)}`;
    this.#chain({ type: 'user', isCompactSummary: true, message: { role: 'user', content: summary } });
    // A compaction writes again what it keeps, with the same uuids.
    for (const line of kept) this.#line(JSON.parse(line) as Json);
  }

  /** The person goes back before what was said last, and says something else. */
  #rewind(): void {
    const before = this.#parent;
    this.#turn();
    this.#prompt(before);
    this.#step();
  }

  /** Puts the word that is looked for into a text now and then. */
  #said(text: string): string {
    if (this.lines - this.#sinceNeedle < LOOKED_FOR_EVERY) return text;
    this.#sinceNeedle = this.lines;
    this.needles += 1;
    return `${text} ${this.#needle}`;
  }
}
