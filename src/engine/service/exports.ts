import type { Request } from '../../shared/contract.ts';
import type { Session } from '../../shared/model.ts';
import type { ExportResult } from '../../shared/reading.ts';
import { AnswerFailure } from './answer.ts';
import type { Emit } from './options.ts';
import type { Site } from './site.ts';
import type { StateKeeper } from './state.ts';

/** What a face's shell adds to the request of a page: pages name no paths. Plain data. */
export interface ExportOrder extends Request<'export.run'> {
  /** Where the files go. */
  folder: string;
  /** Where they go while the sample or another home is shown; null for the same. */
  elsewhere: string | null;
}

const PROGRESS_MS = 50;

/** Writes conversations into files, one export at a time. */
export class Exports {
  readonly #site: Site;
  readonly #keeper: StateKeeper;
  readonly #version: string;
  readonly #emit: Emit;
  #running: { cancel: AbortController; ended: Promise<unknown> } | null = null;

  constructor(site: Site, keeper: StateKeeper, version: string, emit: Emit) {
    this.#site = site;
    this.#keeper = keeper;
    this.#version = version;
    this.#emit = emit;
  }

  /** Throws AnswerFailure, and DestinationError where nothing can go into that folder. */
  async run(order: ExportOrder): Promise<ExportResult> {
    if (this.#running !== null) {
      throw new AnswerFailure('busy', 'An export is going on. Wait until it has finished, or cancel it.');
    }
    const cancel = new AbortController();
    const result = this.#write(order, cancel.signal);
    this.#running = { cancel, ended: result.catch(() => undefined) };
    try {
      return await result;
    } finally {
      this.#running = null;
    }
  }

  /** What is finished stays. Without an export, nothing happens. */
  cancel(): void {
    this.#running?.cancel.abort();
  }

  /** Cancels, and resolves when nothing is written any more. */
  async stop(): Promise<void> {
    this.cancel();
    await this.#running?.ended;
  }

  async #write({ ids, options, folder, elsewhere }: ExportOrder, signal: AbortSignal): Promise<ExportResult> {
    await this.#site.inventory();
    const world = this.#site.world();
    const known = new Map(this.#keeper.sessions.map((session) => [session.id, session]));
    const wanted = [...new Set(ids)];
    const sessions = wanted.map((id) => known.get(id)).filter((session): session is Session => session !== undefined);
    // The writers bring a highlighter of half a megabyte.
    const [{ exportConversations }, { knownIds }] = await Promise.all([
      import('../transfer/export.ts'),
      import('../transfer/personal.ts'),
    ]);
    const result = await exportConversations(
      {
        sessions,
        folder: world.foreign ? (elsewhere ?? folder) : folder,
        options,
        world,
        known: knownIds(this.#keeper.rest.pairs),
        version: this.#version,
      },
      { signal, onProgress: this.#progress() },
    );
    const gone = wanted
      .filter((id) => !known.has(id))
      .map((session) => ({ session, why: 'This conversation is no longer here.' }));
    return { ...result, failed: [...result.failed, ...gone] };
  }

  #progress(): (progress: { done: number; total: number; title: string; share: number }) => void {
    let toldAt = 0;
    return (progress) => {
      if (progress.done < progress.total && performance.now() - toldAt < PROGRESS_MS) return;
      toldAt = performance.now();
      this.#emit('export.progress', progress);
    };
  }
}
