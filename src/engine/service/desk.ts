import type { Request, RestorePlan } from '../../shared/contract.ts';
import type { RestoreResult, UndoResult } from '../../shared/model.ts';
import { createEngine, planned } from '../engine.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { readJournals } from '../restore/journal.ts';
import { NoTargetError, type Plan } from '../restore/plan.ts';
import type { World } from '../world.ts';
import { AnswerFailure } from './answer.ts';
import type { Emit } from './options.ts';
import type { Serial } from './serial.ts';

/** A person compares a plan or two; what is older they have left. */
const MOST_PLANS = 5;
const PROGRESS_MS = 50;

const FORGOTTEN = 'Ghostlight no longer has this plan. Look at a new one first. Nothing was changed.';

/**
 * Where plans lie between being shown and being done. Nothing is written that was not shown (docs/design.md rule 4),
 * and one thing at a time.
 */
export class Desk {
  readonly #emit: Emit;
  readonly #serial: Serial;
  /** Null where nothing could be planned. */
  readonly #plans = new Map<string, Plan | null>();
  readonly #shownUndos = new Set<string>();
  /** Never counts from the beginning, or an id from before a restart would be another plan's. */
  #count = Date.now();
  #writing: AbortController | null = null;

  constructor(emit: Emit, serial: Serial) {
    this.#emit = emit;
    this.#serial = serial;
  }

  /** Plans a restore. Without a target it says why there is none. Throws what planning throws but NoTargetError. */
  async plan(world: World, inventory: Inventory, request: Request<'restore.plan'>): Promise<RestorePlan> {
    const { ids, include, pair, anyway = false } = request;
    const engine = createEngine(world);
    const common = { plan: this.#nextId(), pairs: pairsToChoose(inventory), doubts: [] };
    try {
      const plan = await this.#serial.run(() => engine.planRestore({ ids, include, anyway, chosen: pair }));
      this.#keep(common.plan, plan);
      const shown = planned(plan);
      return { ...common, ...shown, refused: [...shown.refused, ...refuseUnknown(ids, inventory)] };
    } catch (error) {
      if (!(error instanceof NoTargetError)) throw error;
      this.#keep(common.plan, null);
      return { ...common, ...NOTHING_PLANNED, doubts: doubtsOf(inventory), app: await engine.installedApp(inventory) };
    }
  }

  /** Does a plan that was shown. Throws AnswerFailure and what a restore throws. */
  async apply(world: World, id: string): Promise<RestoreResult> {
    const plan = this.#plans.get(id);
    this.refuseWhileWriting();
    if (plan === undefined) throw new AnswerFailure('forgotten', FORGOTTEN);
    if (plan === null) throw new AnswerFailure('no-target', 'There is no sidebar chosen to bring anything back to.');
    return this.#alone(async (signal) => {
      const result = await createEngine(world).restore(plan, { signal, onProgress: this.#progress() });
      this.#plans.delete(id);
      return result;
    });
  }

  /** What was done of the restore that runs is taken back; without one, nothing happens. */
  cancel(): void {
    this.#writing?.abort();
  }

  /** Throws AnswerFailure and what planning an undo throws. */
  async planUndo(world: World, receipt: string): Promise<UndoResult> {
    refuseUnknownReceipt(world, receipt);
    const plan = await createEngine(world).planUndo(receipt);
    this.#shownUndos.add(receipt);
    return plan;
  }

  /** Undoes what was shown. Throws AnswerFailure and what an undo throws. */
  async undo(world: World, receipt: string): Promise<UndoResult> {
    refuseUnknownReceipt(world, receipt);
    if (!this.#shownUndos.has(receipt)) {
      throw new AnswerFailure('forgotten', 'Look at what the undo will do first. Nothing was changed.');
    }
    return this.#alone(async () => {
      const result = await createEngine(world).undo(receipt);
      this.#shownUndos.delete(receipt);
      return result;
    });
  }

  /** Throws AnswerFailure. */
  refuseWhileWriting(): void {
    if (this.#writing === null) return;
    throw new AnswerFailure('busy', 'A restore or an undo is going on. Wait until it has finished, then try again.');
  }

  /** Another home is shown: what was planned for this one is forgotten. */
  clear(): void {
    this.#plans.clear();
    this.#shownUndos.clear();
  }

  #nextId(): string {
    this.#count += 1;
    return `plan-${this.#count}`;
  }

  #keep(id: string, plan: Plan | null): void {
    this.#plans.set(id, plan);
    for (const old of [...this.#plans.keys()].slice(0, -MOST_PLANS)) this.#plans.delete(old);
  }

  async #alone<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.refuseWhileWriting();
    const writing = new AbortController();
    this.#writing = writing;
    try {
      return await this.#serial.run(() => work(writing.signal));
    } finally {
      this.#writing = null;
    }
  }

  #progress(): (done: number, total: number) => void {
    let toldAt = 0;
    return (done, total) => {
      if (done < total && performance.now() - toldAt < PROGRESS_MS) return;
      toldAt = performance.now();
      this.#emit('restore.progress', { done, total });
    };
  }
}

const NOTHING_PLANNED: Omit<RestoreResult, 'app'> = {
  schema: 1,
  dryRun: true,
  target: null,
  actions: [],
  refused: [],
  warnings: [],
  blocked: null,
  receipt: null,
};

/** Those of the installation in use; where that is in doubt, all. */
function pairsToChoose({ scan, evidence }: Inventory): RestorePlan['pairs'] {
  const live = evidence.live?.place.path;
  return live === undefined ? scan.pairs : scan.pairs.filter(({ dataRoot }) => dataRoot === live);
}

function doubtsOf({ evidence }: Inventory): string[] {
  if (evidence.roots.length === 0) {
    return ['No profile of Claude Desktop was found here, so there is no sidebar to bring anything back to.'];
  }
  if (evidence.live === null) return ['Nothing tells which of the installations of Claude is in use.'];
  return evidence.live.decision.doubts;
}

const refuseUnknown = (ids: readonly string[] | null, { conversations }: Inventory): RestorePlan['refused'] =>
  (ids ?? [])
    .filter((id) => !conversations.has(id))
    .map((session) => ({ session, why: 'This conversation is no longer on the disk.' }));

function refuseUnknownReceipt({ stateDir }: World, receipt: string): void {
  if (readJournals(stateDir, []).some(({ id }) => id === receipt)) return;
  throw new AnswerFailure('not-found', 'There is no such restore to undo.');
}
