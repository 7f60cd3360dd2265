import { Worker } from 'node:worker_threads';
import type { Answer, Operation, Request, Settings } from '../../shared/contract.ts';
import type { Call, FromService, Push, Reply, ServiceStart } from './messages.ts';
import type { ExportOrder } from './exports.ts';
import type { Emit, EngineOperation, ServiceOptions } from './options.ts';
import type { Continuation } from './service.ts';
import { tableOf } from './table.ts';

/** The service as a face's own thread has it. */
export interface ServiceClient {
  /** `request` is checked on the other side. Never rejects: a service that died answers with an error. */
  ask: <K extends EngineOperation>(operation: K, request: Request<K>) => Promise<Answer<K>>;
  /** The transcript of a conversation that the service knows, to show it in a file manager. */
  pathOf: (id: string) => Promise<string | null>;
  /** Folders that the person added, all of them; they are looked at from now on. */
  setFolders: (folders: Settings['folders']) => Promise<void>;
  /** Writes conversations into files of a folder that the shell chose. Never rejects. */
  export: (order: ExportOrder) => Promise<Answer<'export.run'>>;
  /** Ends the export that is going on; it then answers with what is finished. */
  cancelExport: () => Promise<void>;
  dispose: () => Promise<void>;
}

/** What a look reads is kept: room for what is short-lived would only grow, and taking memory takes time. */
const LITTLE_THAT_IS_SHORT_LIVED = { maxYoungGenerationSizeMb: 6 };

/** From source the worker is TypeScript beside this file; in a bundle it is a file beside the bundle. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './service-worker.js', import.meta.url);

/** Starts the service in a worker thread. Its events arrive through `emit`. `file`: another worker, for tests. */
export function startService(options: ServiceOptions, emit: Emit, file: URL = WORKER): ServiceClient {
  return new ThreadClient(options, emit, file);
}

type CallBody = Call extends infer C ? (C extends Call ? Omit<C, 'number'> : never) : never;

const DIED_ONCE = 'The part of Ghostlight that reads the disk stopped unexpectedly and was started again.';
const DIED_TWICE =
  'The part of Ghostlight that reads the disk stopped unexpectedly. Close Ghostlight and open it again.';

class ThreadClient implements ServiceClient {
  #options: ServiceOptions;
  readonly #emit: Emit;
  readonly #file: URL;
  readonly #waiting = new Map<number, (reply: Reply | null) => void>();
  #count = 0;
  #revision = 0;
  #worker: Worker | null;
  #deaths = 0;
  /** Why there is no service any more. */
  #failure: string | null = null;

  constructor(options: ServiceOptions, emit: Emit, file: URL) {
    this.#options = options;
    this.#emit = emit;
    this.#file = file;
    this.#worker = this.#start({ revision: 0, problems: [] });
  }

  async ask<K extends EngineOperation>(operation: K, request: Request<K>): Promise<Answer<K>> {
    return this.#answered<K>(await this.#call({ kind: 'ask', operation, request }));
  }

  async export(order: ExportOrder): Promise<Answer<'export.run'>> {
    return this.#answered<'export.run'>(await this.#call({ kind: 'export', order }));
  }

  async cancelExport(): Promise<void> {
    await this.#call({ kind: 'cancel-export' });
  }

  #answered<K extends Operation>(reply: Reply | null): Answer<K> {
    if (reply?.kind === 'answer') return reply.answer as Answer<K>;
    const code = this.#failure === null ? 'internal' : 'unavailable';
    return { ok: false, error: { code, message: this.#failure ?? DIED_ONCE } };
  }

  async pathOf(id: string): Promise<string | null> {
    const reply = await this.#call({ kind: 'path-of', id });
    return reply?.kind === 'path' ? reply.path : null;
  }

  async setFolders(folders: Settings['folders']): Promise<void> {
    this.#options = { ...this.#options, folders };
    await this.#call({ kind: 'set-folders', folders });
  }

  async dispose(): Promise<void> {
    const worker = this.#worker;
    await this.#call({ kind: 'dispose' });
    this.#worker = null;
    await worker?.terminate();
    this.#giveUp('Ghostlight is closing.');
  }

  #start(from: Continuation): Worker {
    const workerData: ServiceStart = { options: this.#options, from };
    const worker = new Worker(this.#file, { workerData, execArgv: [], resourceLimits: LITTLE_THAT_IS_SHORT_LIVED });
    worker.on('message', (message: FromService) => this.#receive(message));
    worker.on('error', (error) => process.emitWarning(error instanceof Error ? (error.stack ?? '') : String(error)));
    worker.on('exit', () => {
      if (this.#worker === worker) this.#restart();
    });
    return worker;
  }

  /** The null of a call that nobody answers any more. */
  #call(body: CallBody): Promise<Reply | null> {
    const worker = this.#worker;
    if (worker === null) return Promise.resolve(null);
    this.#count += 1;
    const call: Call = { ...body, number: this.#count };
    return new Promise((resolve) => {
      this.#waiting.set(call.number, resolve);
      try {
        worker.postMessage(call);
      } catch {
        // What is no data cannot cross. The other side then refuses what is left of it.
        worker.postMessage({ ...call, request: null });
      }
    });
  }

  #receive(message: FromService): void {
    switch (message.kind) {
      case 'event':
        return this.#push(message);
      case 'failed':
        return this.#giveUp(message.message);
      default:
        this.#waiting.get(message.number)?.(message);
        this.#waiting.delete(message.number);
    }
  }

  #push({ event, payload }: Push): void {
    if (event === 'state.changed') this.#revision = payload.revision;
    this.#emit(event, payload);
  }

  /** Once: what kills a service twice will kill it again. */
  #restart(): void {
    this.#deaths += 1;
    this.#worker = null;
    this.#settleAll();
    if (this.#deaths > 1) return this.#giveUp(DIED_TWICE);
    // A gap in the revisions: every face asks for the whole state.
    const problems = [{ path: this.#options.stateDir, problem: DIED_ONCE }];
    this.#worker = this.#start({ revision: this.#revision + 1, problems });
  }

  /** Every face asks for the state, and is told why there is none. */
  #giveUp(why: string): void {
    this.#failure = why;
    this.#worker = null;
    this.#settleAll();
    const upserted = tableOf([]);
    this.#emit('state.changed', { revision: this.#revision + 2, rest: null, upserted, removed: [] });
  }

  #settleAll(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const settle of waiting) settle(null);
  }
}
