import type {
  AppCheck,
  Diagnosis,
  Include,
  Problem,
  Receipts,
  RestoreResult,
  Scan,
  UndoResult,
} from '../shared/model.ts';
import type { PairIds } from './claude/accounts.ts';
import type { RootFacts } from './claude/data-root.ts';
import { findDataRoots } from './claude/locations.ts';
import type { Machine } from './claude/machine.ts';
import type { GatherOptions } from './inventory/evidence.ts';
import { isStillInUse, takeInventory, type Inventory } from './inventory/inventory.ts';
import { realDisk, type Disk } from './restore/disk.ts';
import type { Journal } from './restore/journal.ts';
import type { Plan, Selection } from './restore/plan.ts';
import { wasEverBegun } from './restore/receipts-folder.ts';
import type { Recovery } from './restore/recover.ts';
import type { World } from './world.ts';

/** All that a face can ask of the engine. */
export interface Engine {
  /** Finishes what a crash interrupted; every face calls it once at its start. */
  recover: () => Promise<Recovery[]>;
  scan: (options?: GatherOptions) => Promise<Scan>;
  inventory: (options?: GatherOptions) => Promise<Inventory>;
  doctor: (options?: GatherOptions) => Promise<Diagnosis>;
  /** What the installed Claude says about itself. */
  installedApp: (inventory: Inventory) => Promise<AppCheck>;
  planRestore: (request: RestoreRequest, options?: GatherOptions) => Promise<Plan>;
  restore: (plan: Plan, options?: WriteOptions) => Promise<RestoreResult>;
  planUndo: (receipt: string | null) => Promise<UndoResult>;
  undo: (receipt: string | null) => Promise<UndoResult>;
  receipts: () => Promise<Receipts>;
}

export interface RestoreRequest extends Selection {
  include: readonly Include[];
  /** The pair that the person chose; null for the active one. */
  chosen: PairIds | null;
  /** What was read of the disk just now, of the active pair: it need not be read again unless another one is chosen. */
  inventory?: Inventory;
}

export interface WriteOptions {
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/** What looking at the disk does not need is loaded when it is asked for: most starts only look. */
const restoring = () => import('./restore/index.ts');

const APP_CHANGED =
  'Nothing was changed: since this plan was made Claude was updated, or its program can no longer be found. Make a new plan.';

/** `disk`: what a restore writes with; only tests pass another. */
export function createEngine(world: World, disk: Disk = realDisk): Engine {
  const { stateDir } = world;
  const running = async (): Promise<boolean | null> => (await import('./claude/process.ts')).isClaudeRunning(world);
  const machine = async ({ evidence }: Inventory): Promise<Machine> =>
    (await import('./claude/machine.ts')).askMachine(world, evidence.live?.place.kind ?? null);
  const ownRows = async (paths: readonly string[]): Promise<ReadonlySet<string>> =>
    wasEverBegun(stateDir) ? (await restoring()).ownRowsAmong(paths, stateDir, disk) : new Set();
  const inventory = (options: GatherOptions = {}): Promise<Inventory> => takeInventory(world, { ownRows, ...options });
  const dataRoots = (): string[] => findDataRoots(world, []).map(({ path }) => path);
  const runRecovery = async (): Promise<Recovery[]> => {
    if (!wasEverBegun(stateDir)) return [];
    const { recover } = await restoring();
    return recover({ stateDir, disk, dataRoots: dataRoots(), isClaudeRunning: running });
  };
  return {
    inventory,
    recover: runRecovery,
    scan: async (options) => (await inventory(options)).scan,
    doctor: async (options) => {
      const { diagnoseInstallation } = await import('./inventory/doctor.ts');
      const found = await inventory(options);
      return diagnoseInstallation(found, await machine(found));
    },
    installedApp: async (found) => (await machine(found)).app,
    planRestore: async ({ chosen, inventory: known, ...selection }, options) => {
      const { planRestore } = await restoring();
      const found = chosen === null ? (known ?? (await inventory(options))) : await inventory({ ...options, chosen });
      return planRestore(found, selection, await machine(found), disk);
    },
    restore: async (plan, options) => {
      const { applyPlan, RestoreError, StalePlanError } = await restoring();
      const waiting = (await runRecovery()).find(({ outcome }) => outcome === 'waiting');
      if (waiting !== undefined) throw new RestoreError(waiting.sentence);
      if (plan.files.length === 0) return planned(plan);
      if (plan.blocked !== null) throw new RestoreError(`Nothing was changed. ${plan.blocked}`);
      const { checkAgain } = await import('./claude/app/app-check.ts');
      const app = await checkAgain(plan.app, world);
      if (app.kind !== plan.app.kind || app.version !== plan.app.version) throw new StalePlanError(APP_CHANGED);
      if (!plan.isChosen && !isStillInUse(plan.target, world)) {
        throw new StalePlanError(
          'Nothing was changed: since this plan was made Claude has gone over to another account or installation, or it can no longer be told which one it uses. Make a new plan.',
        );
      }
      const journal = await applyPlan(plan, { stateDir, disk, isClaudeRunning: running, now: world.now, ...options });
      return { ...planned(plan), dryRun: false, receipt: journal.id };
    },
    planUndo: async (receipt) => {
      const { findReceipt, planUndo } = await restoring();
      const { journal, actions, refused } = planUndo(findReceipt(stateDir, receipt, dataRoots()), disk, stateDir);
      return { schema: 1, dryRun: true, receipt: journal.id, actions, refused };
    },
    undo: async (receipt) => {
      const { applyUndo, findReceipt, planUndo } = await restoring();
      const roots = dataRoots();
      const plan = planUndo(findReceipt(stateDir, receipt, roots), disk, stateDir);
      const journal = await applyUndo(plan, { stateDir, disk, isClaudeRunning: running, dataRoots: roots });
      // What was changed at the last moment was left, whatever the plan said.
      const refused = journal.state === 'undone' ? [] : planUndo(journal, disk, stateDir).refused;
      const actions = plan.actions.filter(({ session }) => !refused.some((left) => left.session === session));
      return { schema: 1, dryRun: false, receipt: journal.id, actions, refused };
    },
    receipts: async () => {
      const { isOneOf, readJournals, receiptOf } = await restoring();
      const problems: Problem[] = [];
      const journals = readJournals(stateDir, problems);
      if (journals.length === 0) return { receipts: [], problems };
      const { evidence } = await inventory();
      const rootOf = ({ target }: Journal): RootFacts | null =>
        evidence.roots.find(({ place }) => isOneOf(target.dataRoot, [place.path])) ?? null;
      return { receipts: journals.map((journal) => receiptOf(journal, rootOf(journal), disk, journals)), problems };
    },
  };
}

/** A plan as the answer of a dry run. */
export function planned({ target, files, copies, refused, warnings, app, blocked }: Plan): RestoreResult {
  const originals = new Map(copies.map(({ session, original }) => [session, original]));
  const askedFor = (session: string): string => originals.get(session) ?? session;
  return {
    schema: 1,
    dryRun: true,
    target,
    actions: [
      ...copies.map(({ original, copy: { path }, leftOut }) => ({
        kind: 'transcript' as const,
        session: original,
        path,
        record: null,
        leftOut,
      })),
      ...files.map(({ kind, session, path, record }) => ({ kind, session: askedFor(session), path, record })),
    ],
    refused,
    warnings,
    app,
    blocked,
    receipt: null,
  };
}
