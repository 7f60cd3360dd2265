import type { UndoKind, UndoResult } from '../../shared/model.ts';
import { requireStateDir, type Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { complain, say, sayCommand } from '../layout.ts';
import { paint, plain, plural, print, printJson } from '../output.ts';
import { typed } from '../typed.ts';

export async function undoCommand(
  { engine, json, options, world }: Context,
  receipt: string | null,
  yes: boolean,
): Promise<void> {
  const plan = await engine.planUndo(receipt);
  if (!json) printPlan(plan);
  if (yes) requireStateDir(world);
  // Where nothing is left to take back, the receipt is done with, and the one before it comes next.
  const isLeft = plan.actions.length === 0 && plan.refused.length > 0;
  const result = yes && !isLeft ? await engine.undo(plan.receipt) : plan;
  if (json) printJson(result);
  else if (!result.dryRun) say(paint.green('Done: the entries are as they were before.'));
  else if (plan.actions.length > 0) {
    print();
    say('Nothing was changed yet. To do it, with Claude closed:');
    sayCommand(typed(`undo ${plan.receipt ?? ''} --yes`, options));
  }
  for (const { session, why } of result.refused) complain(`Left as it is: ${session.slice(0, 8)}: ${plain(why)}`);
  if (result.refused.length > 0) throw new Failure('');
}

function printPlan({ receipt, actions }: UndoResult): void {
  const count = (kind: UndoKind): number => actions.filter((action) => action.kind === kind).length;
  const [removed, put, copies] = [count('remove'), count('put-back'), count('remove-copy')];
  const parts = [
    ...(removed > 0 ? [`${plural(removed, 'entry', 'entries')} will be taken out of Claude’s sidebar again`] : []),
    ...(put > 0
      ? [`${plural(put, 'entry', 'entries')} will be put back as ${put === 1 ? 'it was' : 'they were'}`]
      : []),
    ...(copies > 0 ? [`${plural(copies, 'repaired copy', 'repaired copies')} will be removed`] : []),
  ];
  const what = parts.length === 0 ? 'nothing is left to take back' : parts.join(', ');
  say(`${paint.bold(`Undo of ${receipt ?? ''}: ${what}.`)} No conversation is touched.`);
}
