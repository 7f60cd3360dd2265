import type { DataRoot, Include, Pair, RestoreResult } from '../../shared/model.ts';
import type { PairIds } from '../../engine/claude/accounts.ts';
import { planned } from '../../engine/engine.ts';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import type { Plan } from '../../engine/restore/plan.ts';
import { findSession, refuseHalfAnswer, requireStateDir, type Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { printJson } from '../output.ts';
import { startProgress } from '../progress.ts';
import {
  blockedSentence,
  printDone,
  printHowTo,
  printInstallations,
  printPairs,
  printPlan,
  printRefusals,
  type RestoreView,
} from '../views/restore.ts';

export interface RestoreOptions {
  all: boolean;
  include: Include[];
  pair: PairIds | null;
  /** Write one although the installed Claude is not known. */
  anyway: boolean;
  yes: boolean;
}

export async function restoreCommand(context: Context, ids: string[], options: RestoreOptions): Promise<void> {
  const { engine, json } = context;
  const progress = startProgress('Reading conversations');
  const inventory = await engine.inventory({ onProgress: progress.report }).finally(progress.end);
  const selected = options.all ? null : ids.map((id) => findSession(inventory.sessions.values(), id).id);
  const chosen = choosePair(inventory, options.pair);
  const plan = await engine.planRestore({
    ids: selected,
    include: options.include,
    anyway: options.anyway,
    chosen,
    inventory,
  });
  const shown = planned(plan);
  const { pairs, problems } = inventory.scan;
  const isWhole = !problems.some(({ unread }) => unread === true);
  const view = { pairs, sessions: inventory.sessions, options: context.options, isWhole };
  if (!json) printPlan(shown, view);
  if (shown.blocked !== null && shown.actions.length > 0) {
    if (json) printJson(shown);
    throw new Failure(blockedSentence(shown.blocked));
  }
  if (!options.yes || shown.actions.length === 0) {
    if (json) printJson(shown);
    else if (shown.actions.length > 0) printHowTo();
    return finish(shown, view, inventory);
  }
  requireStateDir(context.world);
  const result = await applyWithProgress(plan, context);
  if (json) printJson(result);
  else printDone(result, view);
  return finish(result, view, inventory);
}

/**
 * The pair to restore into; null for the one that Claude uses, or where Claude was never used at all. Where it is in
 * doubt, the person has to choose.
 */
function choosePair({ scan, target, evidence }: Inventory, wanted: PairIds | null): PairIds | null {
  const { live } = evidence;
  if (live === null) return scan.dataRoots.length === 0 ? wanted : askForInstallation(scan.dataRoots);
  const pairs = scan.pairs.filter(({ dataRoot }) => dataRoot === live.place.path);
  if (pairs.length === 0) return wanted;
  if (wanted === null) return target === null ? askForPair(live.decision.doubts[0] ?? '', pairs) : null;
  const known = pairs.find((pair) => isSame(pair, wanted));
  if (known === undefined) return askForPair('Claude was never used with this account and organization here.', pairs);
  return { accountId: known.accountId, organizationId: known.organizationId };
}

const isSame = (a: PairIds, b: PairIds): boolean =>
  a.accountId.toLowerCase() === b.accountId.toLowerCase() &&
  a.organizationId.toLowerCase() === b.organizationId.toLowerCase();

function askForPair(doubt: string, pairs: readonly Pair[]): never {
  printPairs(doubt, pairs);
  throw new Failure('');
}

function askForInstallation(dataRoots: readonly DataRoot[]): never {
  printInstallations(dataRoots);
  throw new Failure('');
}

/** Ctrl-C takes back what was done so far. */
async function applyWithProgress(plan: Plan, { engine }: Context): Promise<RestoreResult> {
  const progress = startProgress('Adding entries');
  const cancel = new AbortController();
  const stop = (): void => cancel.abort();
  process.once('SIGINT', stop);
  try {
    return await engine.restore(plan, { onProgress: progress.report, signal: cancel.signal });
  } finally {
    process.off('SIGINT', stop);
    progress.end();
  }
}

/** What was refused goes to stderr, one sentence each, and makes the exit code 1. */
async function finish({ refused }: RestoreResult, view: RestoreView, { scan }: Inventory): Promise<void> {
  printRefusals(refused, view);
  await refuseHalfAnswer(scan.problems);
  if (refused.length > 0) throw new Failure('');
}
