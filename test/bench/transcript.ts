import type { Random } from './random.ts';

/** One made conversation. */
export interface Made {
  /** A uuid. */
  id: string;
  cwd: string;
  /** Epoch milliseconds. */
  createdAt: number;
  lastActivityAt: number;
  title: string;
  lines: string[];
}

/** A transcript of about so many bytes, with lines as the CLI 2.1.328 writes and mixes them. */
export function makeTranscript(random: Random, index: number, bytes: number): Made {
  return new Writer(random, index).write(bytes);
}

const FIRST_DAY = Date.UTC(2026, 8, 1);

class Writer {
  readonly #random: Random;
  readonly #lines: string[] = [];
  readonly #id: string;
  readonly #cwd: string;
  readonly #index: number;
  #size = 0;
  #time: number;
  #parent = 'null';

  constructor(random: Random, index: number) {
    this.#random = random;
    this.#index = index;
    this.#id = random.uuid();
    this.#cwd = `/home/keeper/code/project${index % 25}`;
    this.#time = FIRST_DAY + index * 3e6;
  }

  write(bytes: number): Made {
    const createdAt = this.#time;
    const titleAt = this.#random.next() * bytes;
    let titled = this.#index % 3 === 0;
    this.#flat('queue-operation', `"operation":"enqueue","timestamp":"${this.#now()}","content":"start"`);
    this.#prompt();
    for (const [type, length] of Object.entries(ATTACHMENTS)) this.#attachment(type, length);
    while (this.#size < bytes) {
      if (this.#size > 25_000) this.#prompt();
      const steps = 3 + this.#random.below(20);
      for (let i = 0; i < steps && this.#size < bytes; i++) this.#step();
      this.#flat('last-prompt', `"lastPrompt":"${this.#random.text(60)}"`);
      this.#flat('mode', '"mode":"normal"');
      if (!titled && this.#size > titleAt) {
        titled = true;
        this.#flat('ai-title', `"aiTitle":"Session ${this.#index}"`);
        if (this.#index % 3 === 1) this.#flat('custom-title', `"customTitle":"Custom ${this.#index}"`);
      }
    }
    return {
      id: this.#id,
      cwd: this.#cwd,
      createdAt,
      lastActivityAt: this.#time,
      title: `Session ${this.#index}`,
      lines: this.#lines,
    };
  }

  #push(line: string): void {
    this.#lines.push(line);
    this.#size += line.length + 1;
  }

  #flat(type: string, rest: string): void {
    this.#push(`{"type":"${type}",${rest},"sessionId":"${this.#id}"}`);
  }

  #now(): string {
    this.#time += this.#random.below(20_000);
    return new Date(this.#time).toISOString();
  }

  /** A line of the main chain. `body` is what stands before the keys that all of them end with. */
  #chain(body: string): void {
    const uuid = this.#random.uuid();
    this.#push(
      `{"parentUuid":${this.#parent},"isSidechain":false,${body},"uuid":"${uuid}","timestamp":"${this.#now()}",` +
        `"userType":"external","entrypoint":"claude-desktop","cwd":"${this.#cwd}","sessionId":"${this.#id}",` +
        `"version":"2.1.328","gitBranch":"main"}`,
    );
    this.#parent = `"${uuid}"`;
  }

  #prompt(): void {
    const text = this.#random.text(60 + this.#random.below(300));
    this.#chain(
      `"promptId":"${this.#random.uuid()}","type":"user","message":{"role":"user","content":"${text}"},` +
        `"permissionMode":"default","promptSource":"sdk"`,
    );
  }

  #attachment(type: string, length: number): void {
    this.#chain(`"attachment":{"type":"${type}","content":"${this.#random.text(length)}"},"type":"attachment"`);
  }

  #answer(block: string, stopReason: string): void {
    this.#chain(
      `"message":{"model":"claude-opus-5-5","id":"msg_${this.#random.below(1e9)}","type":"message","role":"assistant",` +
        `"content":[${block}],"stop_reason":${stopReason},"usage":{"input_tokens":10,"output_tokens":200}},` +
        `"requestId":"req_1","type":"assistant"`,
    );
  }

  /** Sometimes words, always a tool call and its result, which is large now and then. */
  #step(): void {
    const random = this.#random;
    if (random.next() < 0.4) this.#answer(`{"type":"text","text":"${random.text(200 + random.below(2000))}"}`, 'null');
    const tool = `toolu_${random.below(1e9)}`;
    const [before, after] = [random.text(100 + random.below(500)), random.text(100 + random.below(600))];
    const input = `{"file_path":"${this.#cwd}/src/a.ts","old_string":"${before}","new_string":"${after}"}`;
    this.#answer(`{"type":"tool_use","id":"${tool}","name":"Edit","input":${input}}`, '"tool_use"');
    const kind = random.next();
    const most = kind < 0.02 ? 18_000 : kind < 0.2 ? 8_000 : 1_500;
    const result = random.text(200 + random.below(most));
    const original = random.text(200 + random.below(most));
    this.#chain(
      `"promptId":"${random.uuid()}","type":"user","message":{"role":"user","content":[{"tool_use_id":"${tool}",` +
        `"type":"tool_result","content":"${result}"}]},"toolUseResult":{"filePath":"${this.#cwd}/src/a.ts",` +
        `"originalFile":"${original}","structuredPatch":[]}`,
    );
  }
}

/** What stands between the first prompt and the first answer, in bytes (docs/formats/transcripts.md 8). */
const ATTACHMENTS = { environment: 1_400, skill_listing: 13_000, prompt_snapshot: 7_500 };
