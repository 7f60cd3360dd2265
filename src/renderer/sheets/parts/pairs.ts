import type { Pair, PairId } from '../../../shared/model.ts';
import { t } from '../../strings/index.ts';

export const pairKey = ({ accountId, organizationId }: Omit<PairId, 'dataRoot'>): string =>
  `${accountId}/${organizationId}`;

/** How a person knows an account: by its address; where no file names one, by the beginning of its id. */
export const accountName = ({ accountId, label }: Pick<Pair, 'accountId' | 'label'>): string =>
  label ?? t.account.unnamed(shortId(accountId));

export const shortId = (id: string): string => id.slice(0, 8);

export const initialOf = ({ label }: Pick<Pair, 'label'>): string => label?.slice(0, 1).toUpperCase() ?? '';

/** Installations may share accounts; a choice is between accounts. The one in use comes first, then the fullest. */
export function distinctPairs(pairs: readonly Pair[]): Pair[] {
  const byKey = new Map<string, Pair>();
  for (const pair of pairs) {
    const known = byKey.get(pairKey(pair));
    if (known === undefined || (pair.active && !known.active)) byKey.set(pairKey(pair), pair);
  }
  return [...byKey.values()].sort((a, b) => Number(b.active) - Number(a.active) || b.records - a.records);
}

export const findPair = (pairs: readonly Pair[], id: PairId | null): Pair | undefined =>
  id === null
    ? undefined
    : (pairs.find((pair) => pairKey(pair) === pairKey(id) && pair.dataRoot === id.dataRoot) ??
      pairs.find((pair) => pairKey(pair) === pairKey(id)));
