import type { UndoResult } from '../../shared/model.ts';
import { Failure, type Context } from '../context.ts';
import { complain, paint, plain, plural, print, printJson } from '../output.ts';

export async function undoCommand({ engine, json }: Context, receipt: string | null, yes: boolean): Promise<void> {
  const plan = engine.planUndo(receipt);
  if (!json) printPlan(plan);
  const result = yes && plan.actions.length > 0 ? await engine.undo(plan.receipt) : plan;
  if (json) printJson(result);
  else if (!result.dryRun) print(paint.green('Undone: the files are as they were before.'));
  else if (plan.actions.length > 0) print('Nothing was changed. Add --yes to do this.');
  for (const { session, why } of result.refused) complain(`Left as it is: ${session}: ${plain(why)}`);
  if (result.refused.length > 0) throw new Failure('');
}

function printPlan({ receipt, actions }: UndoResult): void {
  const removed = actions.filter(({ kind }) => kind === 'remove').length;
  const put = actions.length - removed;
  const parts = [
    ...(removed > 0 ? [`${plural(removed, 'entry', 'entries')} will be taken out of Claude’s sidebar again`] : []),
    ...(put > 0
      ? [`${plural(put, 'entry', 'entries')} will be put back as ${put === 1 ? 'it was' : 'they were'}`]
      : []),
  ];
  print(
    `Receipt ${receipt ?? ''}: ${parts.length === 0 ? 'nothing is left to undo' : parts.join(', ')}. No conversation is touched.`,
  );
}
