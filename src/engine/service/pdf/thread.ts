import { Worker } from 'node:worker_threads';
import type { PageSize, ReaderPage } from '../../../shared/reading.ts';
import { missing } from '../../pdf/missing.ts';
import { Serial } from '../serial.ts';

/** A page that takes longer is given up: some documents never come to an end. */
const MOST_MS = 10_000;
/** How long the thread is kept for the next page. With it goes all memory that documents took. */
const IDLE_MS = 30_000;

/** From source the worker is TypeScript beside this file; in a bundle it is a file beside the bundle. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './pdf-worker.js', import.meta.url);

/** What the thread is told. Its answer is a ReaderPage. */
export interface DrawOrder {
  /** base64; null for the document that it drew last. */
  document: string | null;
  page: number;
  size: PageSize;
}

/** A document: its name, which no other has, and how to get its bytes as base64. */
export interface DocumentToDraw {
  name: string;
  read: () => Promise<string>;
}

/** The thread that draws pages of PDF documents, one after the other. It is there while pages are asked for. */
export class PdfThread {
  readonly #serial = new Serial();
  readonly #limits: { mostMs: number; idleMs: number };
  #worker: Worker | null = null;
  /** The document that the thread has open. */
  #open: string | null = null;
  #answer: ((drawn: ReaderPage) => void) | null = null;
  #idle: NodeJS.Timeout | undefined;

  /** `limits`: other ones, for tests. */
  constructor(limits = { mostMs: MOST_MS, idleMs: IDLE_MS }) {
    this.#limits = limits;
  }

  get isRunning(): boolean {
    return this.#worker !== null;
  }

  /** Rejects with what `read` rejects with. */
  draw(document: DocumentToDraw, page: number, size: PageSize): Promise<ReaderPage> {
    return this.#serial.run(async () => {
      clearTimeout(this.#idle);
      try {
        const bytes = this.#open === document.name ? null : await document.read();
        const drawn = await this.#ask({ document: bytes, page, size });
        // What could make nothing of one document is not trusted with the next.
        if (drawn.is === 'missing') await this.stop();
        else this.#open = document.name;
        return drawn;
      } finally {
        this.#idle = setTimeout(() => void this.stop(), this.#limits.idleMs).unref();
      }
    });
  }

  /** Documents may be other than they were: their bytes are asked for again. */
  forget(): void {
    this.#open = null;
  }

  /** Whoever waits for a page is told that there is none. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#open = null;
    await worker?.terminate();
  }

  #ask(order: DrawOrder): Promise<ReaderPage> {
    this.#worker ??= this.#begin();
    const worker = this.#worker;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#answer?.(missing('too-slow')), this.#limits.mostMs);
      this.#answer = (drawn) => {
        clearTimeout(timer);
        this.#answer = null;
        resolve(drawn);
      };
      worker.postMessage(order);
    });
  }

  #begin(): Worker {
    const worker = new Worker(WORKER, { execArgv: [], stdout: true, stderr: true });
    // What the library says to itself is nobody's business here.
    worker.stdout.resume();
    worker.stderr.resume();
    worker.on('message', (drawn: ReaderPage) => {
      if (this.#worker === worker) this.#answer?.(drawn);
    });
    worker.on('error', (error) => process.emitWarning(error instanceof Error ? (error.stack ?? '') : String(error)));
    worker.on('exit', () => {
      const isReplaced = this.#worker !== null && this.#worker !== worker;
      if (isReplaced) return;
      this.#worker = null;
      this.#open = null;
      this.#answer?.(missing('damaged'));
    });
    return worker;
  }
}
