import { WINDOW } from '../windows.ts';
import type { Room } from '../windows.ts';
import { SCANNER_WASM } from './scanner.wasm.ts';
import { webAssembly } from './web-assembly.ts';
import type { WasmMemory, WasmModule } from './web-assembly.ts';

/** Why the scanner points at a line, as bits. scanner.as.ts has the same numbers. */
export const Kind = {
  customTitle: 1,
  aiTitle: 2,
  agentName: 4,
  lastPrompt: 8,
  relocated: 16,
  worktree: 32,
  summary: 64,
  queue: 128,
  user: 256,
  oddTimestamp: 512,
} as const;

/** The bytes of a line in `Scanner.bytes`, without its newline. */
export interface Span {
  start: number;
  end: number;
}

/** A line that may matter. `kinds` are bits of `Kind`. */
export interface Hit extends Span {
  kinds: number;
}

/** The exports of scanner.as.ts. */
interface Exports {
  newest: { value: number };
  newestLine: { value: number };
  newestLineEnd: { value: number };
  found: { value: number };
  scan: (start: number, end: number, hits: number, limit: number) => number;
}

const PAGE = 64 << 10;
/** The first page holds the scanner's own data, the second its hits. */
const HITS = PAGE;
const HIT_LIMIT = 4096;
const WORDS_OF_A_HIT = 3;
const BASE = 2 * PAGE;
const TIMESTAMP_LENGTH = '2026-11-20T10:09:02.905Z'.length;

let compiled: WasmModule | null = null;

/** Returns the compiled scanner. A worker gets that of its parent and need not compile it. */
export function scannerModule(): WasmModule {
  compiled ??= new webAssembly.Module(Buffer.from(SCANNER_WASM, 'base64'));
  return compiled;
}

export function useScannerModule(module: WasmModule): void {
  compiled = module;
}

/** The byte scanner with the memory that windows are read into. */
export class Scanner implements Room {
  bytes: Buffer;
  readonly base = BASE;
  capacity: number;
  /** The hits of the last scan, in file order. */
  hits: Hit[] = [];
  /**
   * The newest timestamp of the last scan and its line; null if none is newer than the one that `scan` got. It may be
   * that of a nested object.
   */
  newest: { line: Span; text: string } | null = null;

  readonly #memory: WasmMemory;
  readonly #exports: Exports;

  constructor() {
    this.#memory = new webAssembly.Memory({ initial: (BASE + 2 * WINDOW) / PAGE + 1 });
    const { exports } = new webAssembly.Instance(scannerModule(), { env: { memory: this.#memory } });
    this.#exports = exports as Exports;
    this.bytes = Buffer.from(this.#memory.buffer);
    this.capacity = this.#roomFor(this.bytes);
  }

  grow(capacity: number): void {
    this.#memory.grow(Math.ceil((capacity - this.capacity) / PAGE));
    this.bytes = Buffer.from(this.#memory.buffer);
    this.capacity = this.#roomFor(this.bytes);
  }

  /**
   * Scans whole lines for those that may matter, and for timestamps later than `newest` (epoch milliseconds). Returns
   * where it stopped: before `end` only if there are more hits than it can hold.
   */
  scan(start: number, end: number, newest: number | null): number {
    const { newest: register, newestLine, newestLineEnd, found, scan } = this.#exports;
    const known = newest === null ? ' '.repeat(TIMESTAMP_LENGTH) : new Date(newest).toISOString();
    this.bytes.write(known, register.value, 'latin1');
    const stoppedAt = scan(start, end, HITS, HIT_LIMIT);
    this.hits = this.#readHits(found.value);
    this.newest = null;
    if (newestLine.value !== 0) {
      const text = this.bytes.toString('latin1', register.value, register.value + TIMESTAMP_LENGTH);
      this.newest = { line: { start: newestLine.value, end: newestLineEnd.value }, text };
    }
    return stoppedAt;
  }

  #readHits(count: number): Hit[] {
    const words = new Uint32Array(this.#memory.buffer, HITS, count * WORDS_OF_A_HIT);
    const hits: Hit[] = [];
    for (let i = 0; i < words.length; i += WORDS_OF_A_HIT) {
      hits.push({ start: words[i] ?? 0, end: words[i + 1] ?? 0, kinds: words[i + 2] ?? 0 });
    }
    return hits;
  }

  /** One page behind the room stays free, because the scanner reads a little beyond the end. */
  #roomFor(bytes: Buffer): number {
    return bytes.length - BASE - PAGE;
  }
}
