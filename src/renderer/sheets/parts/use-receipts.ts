import type { Receipt, Receipts } from '../../../shared/model.ts';
import { useStore } from '../../store/index.ts';
import { useAnswer, type Loaded } from './use-answer.ts';

/** The receipts, asked for again with every change on the disk: a confirmation by Claude is such a change. */
export function useReceipts(): [Loaded<Receipts>, () => void] {
  const revision = useStore(({ live }) => live?.revision ?? null);
  return useAnswer('receipts.list', {}, revision);
}

/** The newest restore that can be undone. */
export const lastUndoable = (receipts: readonly Receipt[]): Receipt | undefined =>
  receipts.filter(({ state }) => state === 'done').reduce<Receipt | undefined>(newer, undefined);

const newer = (best: Receipt | undefined, receipt: Receipt): Receipt =>
  best === undefined || receipt.at >= best.at ? receipt : best;
