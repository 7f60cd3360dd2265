import { WINDOW } from '../windows.ts';
import type { Room } from '../windows.ts';
import { SCANNER_WASM } from './scanner.wasm.ts';
import { webAssembly } from './web-assembly.ts';
import type { WasmMemory, WasmModule } from './web-assembly.ts';

/** Why a line was pointed at, as bits; the same numbers stand in scanner.as.ts. */
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

/** Bytes of a line, without its newline, in `Scanner.bytes`. */
export interface Span {
  start: number;
  end: number;
}

/** A line that may matter. `kinds` are bits of `Kind`. */
export interface Hit extends Span {
  kinds: number;
}

/** What scanner.as.ts exports. */
interface Exports {
  newest: { value: number };
  newestLine: { value: number };
  newestLineEnd: { value: number };
  found: { value: number };
  scan: (start: number, end: number, hits: number, limit: number) => number;
}

const PAGE = 64 << 10;
/** The first page holds the scanner's own data, the second what it found. */
const HITS = PAGE;
const HIT_LIMIT = 4096;
const WORDS_OF_A_HIT = 3;
const BASE = 2 * PAGE;
const TIMESTAMP_LENGTH = '2026-11-20T10:09:02.905Z'.length;

let compiled: WasmModule | null = null;

/** The compiled scanner. A worker is handed the one of its parent, which saves it compiling. */
export function scannerModule(): WasmModule {
  compiled ??= new webAssembly.Module(Buffer.from(SCANNER_WASM, 'base64'));
  return compiled;
}

export function useScannerModule(module: WasmModule): void {
  compiled = module;
}

/** The byte scanner, and the memory that windows are read into for it. */
export class Scanner implements Room {
  bytes: Buffer;
  readonly base = BASE;
  capacity: number;
  /** What the last scan found, in file order. */
  hits: Hit[] = [];
  /** The newest timestamp of the last scan, if it is newer than the one it was told, and its line. It may be nested. */
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
   * Scans whole lines for what may matter and for timestamps later than `newest` (epoch milliseconds). Returns how far
   * it came: before `end` only where it found too much for one go.
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

  /** A page behind the room stays free: the scanner reads a little further than it looks. */
  #roomFor(bytes: Buffer): number {
    return bytes.length - BASE - PAGE;
  }
}
