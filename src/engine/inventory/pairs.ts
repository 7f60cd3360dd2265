import type { Pair } from '../../shared/model.ts';
import { knownPairs, speaksFor, type PairIds } from '../claude/accounts.ts';
import type { RootFacts } from '../claude/data-root.ts';
import type { Evidence } from './evidence.ts';

export const sameIds = (a: PairIds, b: PairIds): boolean =>
  a.accountId.toLowerCase() === b.accountId.toLowerCase() &&
  a.organizationId.toLowerCase() === b.organizationId.toLowerCase();

/** Every pair that this data root knows of. */
export const pairIds = (root: RootFacts): PairIds[] => knownPairs(root.accounts);

/** The pairs of a data root for a person to see: which is active, and what speaks for each. */
export function describePairs(root: RootFacts, evidence: Evidence): Pair[] {
  const labels = labelsOf(evidence);
  return pairIds(root).map((pair) => ({
    ...pair,
    dataRoot: root.place.path,
    active: root === evidence.live && root.decision.active !== null && sameIds(root.decision.active, pair),
    label: labels.get(pair.accountId) ?? null,
    records:
      root.folders.find((folder) => sameIds(folder, pair))?.records.filter(({ damage }) => damage === null).length ?? 0,
    evidence: [
      ...new Set(root.accounts.filter((statement) => speaksFor(statement, pair)).map(({ sentence }) => sentence)),
    ],
  }));
}

/** E-mail addresses by account, from the command line's login and from records that carry one (section 4). */
export function labelsOf(evidence: Evidence): Map<string, string> {
  const labels = new Map<string, string>();
  for (const { pair, file } of [...evidence.cowork, ...evidence.records]) {
    const address = file.fields?.emailAddress;
    if (pair !== null && address != null) labels.set(pair.accountId, address);
  }
  for (const { accountId, emailAddress } of evidence.logins) {
    if (emailAddress !== null) labels.set(accountId, emailAddress);
  }
  return labels;
}
