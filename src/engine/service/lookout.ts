import type { Problem } from '../../shared/model.ts';
import { createEngine } from '../engine.ts';
import { describeError } from '../files.ts';
import { sameFolders, watchedFolders } from '../guard/places.ts';
import { watchFolders, type Watch, type WatchedFolder } from '../guard/watch.ts';
import { displayFaultOf } from '../inventory/doctor.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { realDisk } from '../restore/disk.ts';
import { lastRestoreOf } from '../restore/last-restore.ts';
import type { World } from '../world.ts';
import { RunningWatch } from './running.ts';
import type { Serial } from './serial.ts';
import type { Rest, StateKeeper } from './state.ts';
import { asFound, type Where } from './where.ts';

/** A first look at a huge history takes a while: counts grow meanwhile, this often. */
const PROGRESS_MS = 100;
/** A first look that takes longer than this is preceded by a glance at the conversations that were written last. */
const GLANCE_AFTER_MS = 500;
const NEWEST = 200;
/** A conversation stops to be in use by time alone, which no file tells. */
const IN_USE_AGAIN_MS = 60_000;
/** What was seen first is drawn before the processor is wanted for anything else. */
const FIRST_LIST_MS = 1_000;
/** How many times as long as a look the rest after it is: a Claude that writes, writes for hours. */
const REST = 5;
const LONGEST_REST_MS = 2_000;

export interface LookoutOptions {
  /** Asked anew for every look. May throw FolderError. */
  where: () => Where;
  /** Sentences to show beside what is seen; asked for before each look. */
  notes: (world: World) => Promise<Problem[]>;
  keeper: StateKeeper;
  serial: Serial;
  /** For tests. */
  glanceAfterMs?: number;
}

/**
 * Keeps the state as the disk is: looks once, watches, and looks again when something changed. It is stopped and
 * replaced where another home is shown.
 */
export class Lookout {
  readonly where: () => Where;
  readonly #notes: LookoutOptions['notes'];
  readonly #keeper: StateKeeper;
  readonly #serial: Serial;
  readonly #glanceAfterMs: number;
  readonly #stopped = new AbortController();
  readonly #running = new RunningWatch(() => void this.look());
  readonly #unwatched = new Map<string, string>();
  #inventory: Inventory | null = null;
  #glancing: Promise<void> | null = null;
  #glimpse: Inventory | null = null;
  #next: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #inUseTimer: NodeJS.Timeout | null = null;
  #watchTimer: NodeJS.Timeout | null = null;
  #restUntil = 0;
  /** The newest last; an older one is kept until the newer one sees everything. */
  #watches: Watch[] = [];
  #watched: WatchedFolder[] = [];

  constructor({ where, notes, keeper, serial, glanceAfterMs = GLANCE_AFTER_MS }: LookoutOptions) {
    this.where = where;
    this.#notes = notes;
    this.#keeper = keeper;
    this.#serial = serial;
    this.#glanceAfterMs = glanceAfterMs;
  }

  /** The newest; null before the first look. */
  get inventory(): Inventory | null {
    return this.#inventory;
  }

  /** What is there to be read while a long first look goes on; nothing is to be concluded from it. */
  get glimpse(): Inventory | null {
    return this.#glimpse;
  }

  /** Looks at the disk, all of it; who asks while a look waits for its turn gets that one. Never rejects. */
  look(): Promise<void> {
    this.#next ??= this.#serial.run(() => {
      this.#next = null;
      return this.#look();
    });
    return this.#next;
  }

  /** Looks, and takes nothing for known. Never rejects. */
  refresh(): Promise<void> {
    this.#running.forget();
    return this.look();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#running.stop();
    for (const timer of [this.#timer, this.#inUseTimer, this.#watchTimer]) if (timer !== null) clearTimeout(timer);
    await Promise.all(this.#watches.map((watch) => watch.close()));
  }

  async #look(): Promise<void> {
    if (this.#isStopped()) return;
    const begun = performance.now();
    try {
      const where = this.where();
      const notes = await this.#notes(where.world);
      const { signal } = this.#stopped;
      const onProgress = this.#progress(() => {
        this.#glancing ??= this.#glance(where);
      });
      const inventory = await createEngine(where.world).inventory({ onProgress, signal });
      await this.#glancing;
      const claudeRunning = await this.#running.ask(where.world);
      if (this.#isStopped()) return;
      const problems = [...notes, ...where.problems, ...this.#unwatchedProblems(), ...inventory.scan.problems];
      const dataRoots = asFound(inventory.scan.dataRoots, where);
      this.#show(inventory, { dataRoots, problems, claudeRunning, foreign: where.world.foreign });
      this.#watchSoon(where.world);
    } catch (error) {
      if (!this.#isStopped()) this.#fail(error);
    }
    const end = performance.now();
    this.#restUntil = end + Math.min(REST * (end - begun), LONGEST_REST_MS);
  }

  #isStopped(): boolean {
    return this.#stopped.signal.aborted;
  }

  /** Never rejects: what goes wrong in it goes wrong in the look as well. */
  async #glance(where: Where): Promise<void> {
    const { signal } = this.#stopped;
    const engine = createEngine(where.world);
    const glimpse = await engine.inventory({ newest: NEWEST, signal }).catch(() => null);
    if (glimpse === null || this.#isStopped()) return;
    this.#glimpse = glimpse;
    const { pairs, sessions, dataRoots } = glimpse.scan;
    // An entry whose conversation is not among the newest is not without one.
    const known = sessions.filter(({ status }) => status !== 'unavailable');
    this.#keeper.change({ pairs, dataRoots: asFound(dataRoots, where) }, known);
  }

  #show(inventory: Inventory, seen: Pick<Rest, 'dataRoots' | 'problems' | 'claudeRunning' | 'foreign'>): void {
    this.#inventory = inventory;
    this.#glimpse = null;
    const { platform, home, pairs, sessions, cowork, skipped } = inventory.scan;
    const displayFault = displayFaultOf(inventory);
    const claudeStart = startOf(inventory);
    const lastRestore = lastRestoreOf(inventory, realDisk);
    const rest = { platform, home, pairs, cowork, skipped, displayFault, claudeStart, lastRestore, ...seen };
    this.#keeper.change({ phase: 'ready', progress: null, failed: null, ...rest }, sessions);
    if (!sessions.some(({ inUse }) => inUse)) return;
    this.#inUseTimer ??= setTimeout(() => {
      this.#inUseTimer = null;
      void this.look();
    }, IN_USE_AGAIN_MS);
  }

  #fail(error: unknown): void {
    const problem = `could not be looked at: ${describeError(error)}`;
    this.#keeper.change({ phase: 'ready', progress: null, failed: { path: this.#keeper.rest.home, problem } });
  }

  /** Tells how far a look is, once it takes so long that somebody waits for it. `onLong`: the first one takes very long. */
  #progress(onLong: () => void): (done: number, total: number) => void {
    const begun = performance.now();
    const isFirst = this.#inventory === null;
    let toldAt = begun;
    return (done, total) => {
      if (this.#isStopped()) return;
      const now = performance.now();
      if (isFirst && done < total && total > NEWEST && now - begun >= this.#glanceAfterMs) onLong();
      if (now - toldAt < PROGRESS_MS) return;
      toldAt = now;
      this.#keeper.change({ progress: { done, total } });
    };
  }

  /** Watching begins after the first look, which somebody waits for; what happens in between is seen by another look. */
  #watchSoon(world: World): void {
    if (this.#watches.length > 0) return this.#watchWhere(world);
    if (this.#watchTimer !== null) clearTimeout(this.#watchTimer);
    this.#watchTimer = setTimeout(() => this.#watchWhere(world), FIRST_LIST_MS);
  }

  #watchWhere(world: World): void {
    const folders = watchedFolders(world);
    if (this.#watches.length > 0 && sameFolders(folders, this.#watched)) return;
    const before = this.#watches;
    const watch = watchFolders(folders, {
      onChange: () => this.#lookSoon(),
      onProblem: (path, problem) => {
        this.#unwatched.set(path, problem);
        this.#lookSoon();
      },
    });
    this.#watches = [...before, watch];
    this.#watched = folders;
    void watch.ready.then(async () => {
      this.#lookSoon();
      this.#watches = this.#watches.filter((other) => !before.includes(other));
      await Promise.all(before.map((other) => other.close()));
    });
  }

  /** After a rest, or a Claude that writes all the time would keep this thread busy all the time. */
  #lookSoon(): void {
    if (this.#isStopped()) return;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        void this.look();
      },
      Math.max(0, this.#restUntil - performance.now()),
    );
  }

  #unwatchedProblems(): Problem[] {
    return [...this.#unwatched].map(([path, problem]) => ({ path, problem }));
  }
}

/** Nothing else of the state may change when Claude starts and loads what was brought back. */
function startOf({ evidence }: Inventory): Rest['claudeStart'] {
  const start = evidence.live?.log.starts.at(-1);
  return start === undefined ? null : { at: start.at, loaded: start.loaded };
}
