import { knownPairs, sameId, speaksFor, type AccountEvidence, type AccountSource, type PairIds } from './accounts.ts';

/** Whose sidebar Claude shows now, by what its files say about accounts (docs/formats/claude-desktop.md 4). */

/**
 * Sources that say who Claude uses now. Where one of them speaks against a pair, that pair is not chosen. The other
 * sources only know whom Claude has met: they confirm, and rule out nobody.
 */
const DECISIVE: ReadonlySet<AccountSource> = new Set(['log', 'config', 'plan-usage']);

export interface Decision {
  active: PairIds | null;
  /** Sentences: why no pair was chosen. Empty where one was. */
  doubts: string[];
}

/**
 * The pair that two sources agree on, with nobody decisive against it, and that the app itself names. Where an account
 * is known with several organizations, one of the agreeing sources must name the organization and know what Claude uses
 * now; likewise the account where several are known. Anything less is a doubt, and the person chooses
 * (docs/design.md rule 10).
 */
export function decideActivePair(evidence: readonly AccountEvidence[]): Decision {
  const current = withoutStale(evidence);
  // The command line can be signed in to another organization than the app: it confirms, and names no pair by itself.
  const pairs = knownPairs(current.filter(({ source }) => source !== 'command-line-login'));
  if (pairs.length === 0) {
    return { active: null, doubts: ['No file here says which account Claude uses: it may never have been signed in.'] };
  }
  const agreed = pairs.filter((pair) => isAgreed(pair, current));
  if (agreed.length === 1) return { active: agreed[0] ?? null, doubts: [] };
  return { active: null, doubts: doubtsAbout(pairs, current) };
}

/** What says nothing about now: a log that something overtook, and a plan-usage sample from before Claude's last start. */
function withoutStale(evidence: readonly AccountEvidence[]): AccountEvidence[] {
  const log = evidence.find(({ source }) => source === 'log');
  const isOvertaken = log !== undefined && (wasUsedSince(log, evidence) || wasSettledSince(log, evidence));
  const start = isOvertaken && !isOpenChange(log) ? null : (log?.at ?? null);
  return evidence.filter(
    (statement) =>
      !(isOvertaken && statement === log) &&
      (statement.source !== 'plan-usage' || start === null || statement.at === null || statement.at >= start),
  );
}

/** A log has local times without a zone, and may be read in another one. */
const ZONES_MS = 26 * 60 * 60_000;

/**
 * Whether another pair has conversations that are newer than the log's last start and than all of the pair it names:
 * then the start of that other pair is missing from the log, which was cut or moved.
 */
function wasUsedSince(log: AccountEvidence, evidence: readonly AccountEvidence[]): boolean {
  if (log.at === null || log.accountId === null || log.organizationId === null) return false;
  const pair = { accountId: log.accountId, organizationId: log.organizationId };
  const newest = (own: boolean): number =>
    evidence
      .filter((statement) => statement.source === 'records' && speaksFor(statement, pair) === own)
      .reduce((at, statement) => Math.max(at, statement.at ?? 0), 0);
  return newest(false) > Math.max(log.at, newest(true)) + ZONES_MS;
}

/** A change to nobody knows whom counts until Claude noted under which organization it is used. */
function wasSettledSince(log: AccountEvidence, evidence: readonly AccountEvidence[]): boolean {
  const { at } = log;
  if (at === null || !isOpenChange(log)) return false;
  return evidence.some((statement) => statement.source === 'plan-usage' && (statement.at ?? 0) > at);
}

/** The pair of the last start is the active one no more, and no other is named: whatever the other files agree on is of before. */
const isOpenChange = ({ source, accountId, organizationId }: AccountEvidence): boolean =>
  source === 'log' && accountId === null && organizationId === null;

function isAgreed(pair: PairIds, evidence: readonly AccountEvidence[]): boolean {
  const decisive = evidence.filter(({ source }) => DECISIVE.has(source));
  if (decisive.some((statement) => !speaksFor(statement, pair))) return false;
  const agreeing = evidence.filter((statement) => speaksFor(statement, pair));
  if (new Set(agreeing.map(({ source }) => source)).size < 2) return false;
  const isSole = evidence.every(({ accountId }) => accountId === null || sameId(accountId, pair.accountId));
  const hasSoleOrganization = evidence.every(
    ({ accountId, organizationId }) =>
      accountId === null ||
      organizationId === null ||
      !sameId(accountId, pair.accountId) ||
      sameId(organizationId, pair.organizationId),
  );
  const accountSettled = isSole || decisive.some(({ accountId }) => accountId !== null);
  const organizationSettled = hasSoleOrganization || decisive.some(({ organizationId }) => organizationId !== null);
  return accountSettled && organizationSettled;
}

/** What is not decisive speaks of "it", beside the account that it is about; alone it would say nothing. */
function doubtsAbout(pairs: readonly PairIds[], evidence: readonly AccountEvidence[]): string[] {
  const decisive = evidence.filter(({ source }) => DECISIVE.has(source));
  return [...new Set([whyDoubtful(pairs, evidence, decisive), ...decisive.map(({ sentence }) => sentence)])];
}

function whyDoubtful(
  pairs: readonly PairIds[],
  evidence: readonly AccountEvidence[],
  decisive: readonly AccountEvidence[],
): string {
  const change = decisive.find(isOpenChange);
  if (change !== undefined) return change.sentence;
  if (pairs.every((pair) => decisive.some((statement) => !speaksFor(statement, pair)))) {
    return 'Claude’s own files contradict each other about the account in use.';
  }
  if (pairs.length > 1) {
    return `Claude was used with ${pairs.length} accounts or organizations here, and too few files say which one is in use now.`;
  }
  const sources = evidence.filter((statement) => pairs.some((pair) => speaksFor(statement, pair)));
  return new Set(sources.map(({ source }) => source)).size < 2
    ? 'Only one file says which account Claude uses, and a second one has to agree.'
    : 'Other accounts or organizations are known here, too, and too few files say which one Claude uses now.';
}
