import type { Pair } from '../../shared/model.ts';
import { knownPairs, speaksFor, type PairIds } from '../claude/accounts.ts';
import type { RootFacts } from '../claude/data-root.ts';
import type { FolderLink } from '../claude/linked-folder.ts';
import type { Evidence } from './evidence.ts';

export const sameIds = (a: PairIds, b: PairIds): boolean =>
  a.accountId.toLowerCase() === b.accountId.toLowerCase() &&
  a.organizationId.toLowerCase() === b.organizationId.toLowerCase();

/** Every pair that this data root knows of. */
export const pairIds = (root: RootFacts): PairIds[] => knownPairs(root.accounts);

/** Where the entries of a pair really are, one sentence for each link on the way. */
export const linkSentences = (links: readonly FolderLink[]): string[] =>
  links.map(({ path, leadsTo }) => `${path} is a link to ${leadsTo}.`);

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
      ...linkSentences(root.folders.find((folder) => sameIds(folder, pair))?.links ?? []),
    ],
  }));
}

/**
 * E-mail addresses by account, from the command line's login, else from the records that carry one
 * (docs/formats/claude-desktop.md 4). A record keeps its address when it is copied to another account, so that of
 * several the most frequent counts.
 */
export function labelsOf(evidence: Evidence): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { pair, file } of [...evidence.cowork, ...evidence.records]) {
    const address = file.fields?.emailAddress;
    if (pair === null || address == null) continue;
    const own = counts.get(pair.accountId) ?? new Map<string, number>();
    counts.set(pair.accountId, own.set(address, (own.get(address) ?? 0) + 1));
  }
  const labels = new Map([...counts].map(([accountId, own]) => [accountId, mostFrequent(own)]));
  for (const { accountId, emailAddress } of evidence.logins) {
    if (emailAddress !== null) labels.set(accountId, emailAddress);
  }
  return labels;
}

/** Where two are as frequent, the first by name: the same at every look. */
const mostFrequent = (counts: ReadonlyMap<string, number>): string =>
  [...counts].reduce(
    (best, one) => (one[1] > best[1] || (one[1] === best[1] && one[0] < best[0]) ? one : best),
    ['', 0],
  )[0];
