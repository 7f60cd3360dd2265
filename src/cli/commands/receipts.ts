import type { Confirmation } from '../../shared/model.ts';
import { formatMoment } from '../amounts.ts';
import type { Context } from '../context.ts';
import { printItem, say, sayCommand } from '../layout.ts';
import { paint, plain, plural, print, printJson } from '../output.ts';
import { typed } from '../typed.ts';
import { RECEIPT_STATES } from '../words.ts';

export async function receiptsCommand({ engine, json, options }: Context): Promise<void> {
  const { receipts, problems } = await engine.receipts();
  if (json) return printJson({ schema: 1, receipts, problems });
  for (const { path, problem } of problems) say(`A receipt cannot be used any more: ${plain(path)} ${plain(problem)}.`);
  if (receipts.length === 0 && problems.length === 0) return print('Nothing was restored yet.');
  for (const receipt of receipts) {
    const { id, at, state, actions, confirmation } = receipt;
    const { length } = actions.filter(({ kind }) => kind !== 'transcript');
    printItem('•', `${paint.bold(id)} (${formatMoment(at)}, ${plural(length, 'entry', 'entries')})`);
    say(state === 'done' ? `${whatClaudeMadeOf(confirmation)}.` : `${RECEIPT_STATES[state]}.`, 2);
    if (state === 'done') for (const note of confirmation.notes) say(paint.dim(plain(note)), 2);
  }
  const undoable = receipts.findLast(({ state }) => state === 'done');
  if (undoable === undefined) return;
  print();
  say('To see what taking one back would do:');
  sayCommand(typed(`undo ${undoable.id}`, options));
}

function whatClaudeMadeOf({ state, confirmed, total }: Confirmation): string {
  switch (state) {
    case 'waiting':
      return 'Brought back; Claude was not started since';
    case 'confirmed':
    case 'partly':
    case 'unknown':
      return `Brought back; confirmed by Claude: ${confirmed.toLocaleString()} of ${total.toLocaleString()}`;
  }
}
