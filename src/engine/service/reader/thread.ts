import { Worker } from 'node:worker_threads';
import type { LayoutGrowth } from '../../../shared/reading.ts';
import { AnswerFailure } from '../answer.ts';
import type { FromReader, ReaderAnswers, ReaderOperation, ReaderRequests } from './messages.ts';

/** From source the worker is TypeScript beside this file; in a bundle it is a file beside the bundle. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './reader-worker.js', import.meta.url);

const DIED = 'The part of Ghostlight that reads conversations stopped unexpectedly. Open the conversation again.';
const ENDED = 'What is shown has changed. Open the conversation again.';

interface Waiting {
  resolve: (data: ReaderAnswers[ReaderOperation]) => void;
  reject: (failure: AnswerFailure) => void;
}

/** The thread of the readings, as the service has it: started with the first question, and again after it died. */
export class ReaderThread {
  readonly #onGrowth: (growth: LayoutGrowth) => void;
  readonly #file: URL;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  #worker: Worker | null = null;

  /** `file`: another worker, for tests. */
  constructor(onGrowth: (growth: LayoutGrowth) => void, file: URL = WORKER) {
    this.#onGrowth = onGrowth;
    this.#file = file;
  }

  /** Ahead of the first question. */
  start(): void {
    this.#worker ??= this.#begin();
  }

  /** Rejects with AnswerFailure. */
  ask<K extends ReaderOperation>(operation: K, request: ReaderRequests[K]): Promise<ReaderAnswers[K]> {
    this.#worker ??= this.#begin();
    const worker = this.#worker;
    this.#count += 1;
    const number = this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve: resolve as Waiting['resolve'], reject });
      worker.postMessage({ number, operation, request });
    });
  }

  /** Closes everything that is open. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#settleAll(ENDED);
    await worker?.terminate();
  }

  #begin(): Worker {
    const worker = new Worker(this.#file, { execArgv: [] });
    worker.on('message', (message: FromReader) => this.#receive(message));
    worker.on('error', (error) => process.emitWarning(error instanceof Error ? (error.stack ?? '') : String(error)));
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#settleAll(DIED);
    });
    return worker;
  }

  #receive(message: FromReader): void {
    if (message.kind === 'grew') return this.#onGrowth(message.growth);
    const waiting = this.#waiting.get(message.number);
    this.#waiting.delete(message.number);
    if (message.kind === 'answer') waiting?.resolve(message.data);
    else waiting?.reject(new AnswerFailure(message.error.code, message.error.message));
  }

  #settleAll(why: string): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new AnswerFailure('stale', why));
  }
}
