import type { Include, RestoreResult, Session } from '../../shared/model.ts';
import type { PairIds } from '../../engine/claude/accounts.ts';
import { planned } from '../../engine/engine.ts';
import { Failure, findSession, type Context } from '../context.ts';
import { complain, paint, plain, plural, print, printJson, printTable } from '../output.ts';
import { startProgress } from '../progress.ts';
import { ACTIONS, projectName } from '../words.ts';

export interface RestoreOptions {
  all: boolean;
  include: Include[];
  pair: PairIds | null;
  yes: boolean;
}

export async function restoreCommand({ engine, json }: Context, ids: string[], options: RestoreOptions): Promise<void> {
  const progress = startProgress('Reading conversations');
  const inventory = await engine.inventory({ onProgress: progress.report });
  progress.end();
  const chosen = options.all ? null : ids.map((id) => findSession(inventory.sessions.values(), id).id);
  const plan = await engine.planRestore({ ids: chosen, include: options.include, chosen: options.pair });
  const shown = planned(plan);
  if (!json) printPlan(shown, inventory.sessions);
  if (!options.yes) {
    if (json) printJson(shown);
    else if (shown.actions.length > 0) print(`\nNothing was written. Add --yes to do this.`);
    return finish(shown);
  }
  const result = await applyWithProgress(plan, engine);
  if (json) printJson(result);
  else if (result.receipt !== null) printDone(result);
  finish(result);
}

type Engine = Context['engine'];

/** Ctrl-C takes back what was done so far. */
async function applyWithProgress(plan: Parameters<Engine['restore']>[0], engine: Engine): Promise<RestoreResult> {
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

function printPlan(
  { target, actions, refused, warnings }: RestoreResult,
  sessions: ReadonlyMap<string, Session>,
): void {
  if (actions.length === 0) {
    print(
      refused.length === 0
        ? 'Nothing to bring back: all of it is in Claude’s sidebar.'
        : 'Nothing can be brought back as it stands.',
    );
    return;
  }
  const replaced = actions.filter(({ kind }) => kind === 'replace' || kind === 'relink').length;
  const added = actions.length - replaced;
  const parts = [
    ...(added > 0 ? [`${plural(added, 'entry', 'entries')} will be added`] : []),
    ...(replaced > 0 ? [`${plural(replaced, 'entry', 'entries')} will be replaced (a copy is kept)`] : []),
  ];
  print(paint.bold(`${parts.join(', ')}; nothing else is touched.`));
  if (target !== null)
    print(
      `Into Claude’s sidebar of account ${target.accountId}, organization ${target.organizationId}\n(${target.dataRoot}).`,
    );
  print();
  printTable(
    [
      { head: 'id', width: 10 },
      { head: 'conversation', share: 5 },
      { head: 'project', share: 2 },
      { head: 'what will be done', share: 3 },
    ],
    actions.map(({ session, kind }) => {
      const found = sessions.get(session);
      return [session.slice(0, 8), found?.title ?? session, projectName(found?.originCwd ?? null), ACTIONS[kind]];
    }),
  );
  if (warnings.length > 0) print(`\n${warnings.map((warning) => `• ${warning}`).join('\n')}`);
}

function printDone({ actions, receipt }: RestoreResult): void {
  print(
    paint.green(`\n${plural(actions.length, 'conversation', 'conversations')} brought back, and read back to be sure.`),
  );
  print('Now quit Claude completely (on Windows also from the tray) and open it again: they are in its sidebar.');
  print(`If you change your mind: ghostlight undo ${receipt ?? ''} --yes`);
}

/** What was refused goes to stderr, one sentence each, and makes the exit code 1. */
function finish({ refused }: RestoreResult): void {
  for (const { session, why } of refused) complain(`Not brought back: ${session}: ${plain(why)}`);
  if (refused.length > 0) throw new Failure('');
}
