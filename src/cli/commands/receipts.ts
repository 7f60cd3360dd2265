import type { Confirmation, Receipt } from '../../shared/model.ts';
import type { Context } from '../context.ts';
import { formatMoment, paint, print, printJson, printTable } from '../output.ts';
import { RECEIPT_STATES } from '../words.ts';

export async function receiptsCommand({ engine, json }: Context): Promise<void> {
  const receipts = await engine.receipts();
  if (json) return printJson({ schema: 1, receipts });
  if (receipts.length === 0) return print('Nothing was restored yet.');
  printTable(
    [
      { head: 'receipt', width: 24 },
      { head: 'when', width: 24 },
      { head: 'entries', width: 9 },
      { head: 'state', share: 2 },
      { head: 'what Claude made of it', share: 4 },
    ],
    receipts.map((receipt) => [
      receipt.id,
      formatMoment(receipt.at),
      String(receipt.actions.length),
      RECEIPT_STATES[receipt.state],
      confirmationOf(receipt),
    ]),
  );
  for (const { id, confirmation } of receipts) {
    for (const note of confirmation.notes) print(paint.dim(`${id}: ${note}`));
  }
}

function confirmationOf({ state, confirmation }: Receipt): string {
  return state === 'done' ? describe(confirmation) : '–';
}

function describe({ state, confirmed, total }: Confirmation): string {
  switch (state) {
    case 'waiting':
      return 'Claude was not started since';
    case 'confirmed':
    case 'partly':
      return `confirmed by Claude: ${confirmed} of ${total}`;
    case 'unknown':
      return `taken by Claude for certain: ${confirmed} of ${total}`;
  }
}
