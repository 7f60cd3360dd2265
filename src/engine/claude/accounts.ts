import { join } from 'node:path';
import type { Problem } from '../../shared/model.ts';
import { isObject, readJson, stringAt } from '../files.ts';
import { isPairId, isUuid } from '../ids.ts';
import type { World } from '../world.ts';
import type { LogFacts } from './log.ts';
import type { PairFolder } from './store.ts';

/** Who is signed in: what Claude's own files say about it, each with its weight (claude-desktop.md, section 4). */

export type AccountSource =
  | 'log'
  | 'config'
  | 'plan-usage'
  | 'records'
  | 'cowork-folder'
  | 'bridge-state'
  | 'cowork-owner'
  | 'device-registry'
  | 'command-line-login';

/** One source's statement. A source that knows only one of the two levels leaves the other null. */
export interface AccountEvidence {
  source: AccountSource;
  accountId: string | null;
  organizationId: string | null;
  /** Epoch milliseconds of the statement, where it carries a date. */
  at: number | null;
  sentence: string;
}

export interface PairIds {
  accountId: string;
  organizationId: string;
}

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

const pairKey = (pair: PairIds): string => `${pair.accountId}/${pair.organizationId}`;

/** Every pair that some source names in full: two halves from two sources need not belong together. */
export function knownPairs(evidence: readonly AccountEvidence[]): PairIds[] {
  const pairs = new Map<string, PairIds>();
  for (const { accountId, organizationId } of evidence) {
    if (accountId === null || organizationId === null) continue;
    const pair = { accountId, organizationId };
    pairs.set(pairKey(pair), pair);
  }
  return [...pairs.values()];
}

export const speaksFor = (evidence: AccountEvidence, pair: PairIds): boolean =>
  (evidence.accountId ?? pair.accountId) === pair.accountId &&
  (evidence.organizationId ?? pair.organizationId) === pair.organizationId;

/**
 * The pair that two sources agree on, with nobody decisive against it. Where an account is known with several
 * organizations, one of the agreeing sources must name the organization and know what Claude uses now; likewise the
 * account where several are known. Anything less is a doubt, and the person chooses (DESIGN, what must always hold, 10).
 */
export function decideActivePair(evidence: readonly AccountEvidence[]): Decision {
  const current = withoutStale(evidence);
  const pairs = knownPairs(current);
  if (pairs.length === 0) {
    return { active: null, doubts: ['No file here says which account Claude uses: it may never have been signed in.'] };
  }
  const agreed = pairs.filter((pair) => isAgreed(pair, pairs, current));
  if (agreed.length === 1) return { active: agreed[0] ?? null, doubts: [] };
  return { active: null, doubts: doubtsAbout(pairs, current) };
}

/** A plan-usage sample that is older than Claude's last start says nothing about it. */
function withoutStale(evidence: readonly AccountEvidence[]): AccountEvidence[] {
  const start = evidence.find(({ source }) => source === 'log')?.at ?? null;
  return evidence.filter(({ source, at }) => source !== 'plan-usage' || start === null || at === null || at >= start);
}

function isAgreed(pair: PairIds, pairs: PairIds[], evidence: AccountEvidence[]): boolean {
  const decisive = evidence.filter(({ source }) => DECISIVE.has(source));
  if (decisive.some((statement) => !speaksFor(statement, pair))) return false;
  const agreeing = evidence.filter((statement) => speaksFor(statement, pair));
  if (new Set(agreeing.map(({ source }) => source)).size < 2) return false;
  const accounts = new Set(pairs.map(({ accountId }) => accountId));
  const organizations = pairs.filter(({ accountId }) => accountId === pair.accountId);
  const accountSettled = accounts.size === 1 || decisive.some(({ accountId }) => accountId !== null);
  const organizationSettled =
    organizations.length === 1 || decisive.some(({ organizationId }) => organizationId !== null);
  return accountSettled && organizationSettled;
}

function doubtsAbout(pairs: PairIds[], evidence: AccountEvidence[]): string[] {
  const decisive = evidence.filter(({ source }) => DECISIVE.has(source));
  const contradicting = pairs.every((pair) => decisive.some((statement) => !speaksFor(statement, pair)));
  const sentences = (decisive.length > 0 ? decisive : evidence).map(({ sentence }) => sentence);
  const reason =
    decisive.length > 0 && contradicting
      ? 'Claude’s own files contradict each other about the account in use.'
      : pairs.length > 1
        ? `Claude was used with ${pairs.length} accounts or organizations here, and too few files say which one is in use now.`
        : 'Only one file says which account Claude uses, and a second one has to agree.';
  return [reason, ...sentences];
}

/** Everything that a data root says about accounts. `loginFiles`: the `.claude.json` files of this home. */
export function readAccountEvidence(
  dataRoot: string,
  log: LogFacts,
  folders: readonly PairFolder[],
  coworkFolders: readonly PairFolder[],
  logins: readonly AccountLogin[],
  problems: Problem[],
): AccountEvidence[] {
  const file = (name: string): unknown => readJson(join(dataRoot, name), problems);
  return [
    ...fromLog(log),
    ...fromConfig(file('config.json')),
    ...fromPlanUsage(file('plan-usage-history.json')),
    ...fromRecords(folders),
    ...coworkFolders
      // A gateway installation cuts these two names short (section 1.2); a piece of an id names nobody.
      .filter(({ accountId, organizationId }) => isUuid(accountId) && isUuid(organizationId))
      .map(({ accountId, organizationId }) =>
        statement('cowork-folder', accountId, organizationId, 'Cowork has a folder for it.'),
      ),
    ...fromBridgeState(file('bridge-state.json')),
    ...fromOwner(file('cowork-enabled-cli-ops.json')),
    ...fromDevices(file('ant-device-registry.json')),
    ...logins.map(({ accountId, organizationId }) =>
      statement('command-line-login', accountId, organizationId, 'Claude Code in the terminal is signed in to it.'),
    ),
  ];
}

function statement(
  source: AccountSource,
  accountId: string | null,
  organizationId: string | null,
  sentence: string,
  at: number | null = null,
): AccountEvidence {
  return { source, accountId, organizationId, at, sentence };
}

function fromLog(log: LogFacts): AccountEvidence[] {
  const last = log.starts.at(-1);
  if (last === undefined || !isPairId(last.accountId) || !isPairId(last.organizationId)) return [];
  const { accountId, organizationId, at } = last;
  return [statement('log', accountId, organizationId, 'Claude’s log names it at Claude’s last start.', at)];
}

function fromConfig(config: unknown): AccountEvidence[] {
  const id = stringAt(config, 'lastKnownAccountUuid');
  return isPairId(id) ? [statement('config', id, null, 'Claude’s settings name this account as the last one.')] : [];
}

function fromPlanUsage(history: unknown): AccountEvidence[] {
  const samples = isObject(history) && Array.isArray(history['samples']) ? history['samples'].filter(isObject) : [];
  const dated = samples.map((sample) => ({ org: stringAt(sample, 'org'), at: sampleDate(sample) }));
  const newest = dated.reduce<(typeof dated)[number] | null>(
    (best, sample) => (best === null || (sample.at ?? 0) >= (best.at ?? 0) ? sample : best),
    null,
  );
  if (newest === null || !isPairId(newest.org)) return [];
  const sentence = 'Claude’s usage history names this organization last.';
  return [statement('plan-usage', null, newest.org, sentence, newest.at)];
}

/** The name of the date in a sample is not known; the usual ones are tried. */
function sampleDate(sample: Record<string, unknown>): number | null {
  for (const key of ['timestamp', 'ts', 't', 'at', 'time', 'sampledAt']) {
    const value = sample[key];
    const at =
      typeof value === 'number'
        ? value < 1e11
          ? value * 1000
          : value
        : typeof value === 'string'
          ? Date.parse(value)
          : NaN;
    if (Number.isFinite(at)) return at;
  }
  return null;
}

/**
 * Every pair with a folder is known; the one with the newest conversation is the likeliest. Dates inside the records
 * count, not those of the files: Claude rewrites some records at every start.
 */
function fromRecords(folders: readonly PairFolder[]): AccountEvidence[] {
  return folders.map(({ accountId, organizationId, records }) => {
    const newest = records.reduce((at, { fields }) => Math.max(at, fields?.lastActivityAt ?? 0), 0);
    const sentence =
      newest > 0 ? 'Entries of the sidebar are kept for it.' : 'It has a folder for entries of the sidebar.';
    return statement('records', accountId, organizationId, sentence, newest > 0 ? newest : null);
  });
}

function fromBridgeState(state: unknown): AccountEvidence[] {
  const keys = isObject(state) ? Object.keys(state) : [];
  return keys.flatMap((key) => {
    const [accountId, organizationId, ...more] = key.split(':');
    if (more.length > 0 || !isPairId(accountId) || !isPairId(organizationId)) return [];
    return [statement('bridge-state', accountId, organizationId, 'Claude’s bridge state knows it.')];
  });
}

function fromOwner(operations: unknown): AccountEvidence[] {
  const id = stringAt(operations, 'ownerAccountId');
  return isPairId(id) ? [statement('cowork-owner', id, null, 'Cowork’s settings belong to this account.')] : [];
}

function fromDevices(registry: unknown): AccountEvidence[] {
  const ids = isObject(registry) ? Object.keys(registry).filter(isPairId) : [];
  return ids.map((id) => statement('device-registry', id, null, 'This device is registered for this account.'));
}

export interface AccountLogin {
  accountId: string;
  organizationId: string | null;
  emailAddress: string | null;
}

/** Who Claude Code is signed in as: a hint, and an e-mail address to show (section 1.4). */
export function readLogins(world: World, configDirs: readonly string[], problems: Problem[]): AccountLogin[] {
  const files = new Set([join(world.home, '.claude.json'), ...configDirs.map((path) => join(path, '.claude.json'))]);
  return [...files].flatMap((path) => {
    const account = readJson(path, problems);
    const login = isObject(account) ? account['oauthAccount'] : undefined;
    const accountId = stringAt(login, 'accountUuid');
    const organizationId = stringAt(login, 'organizationUuid');
    if (!isPairId(accountId)) return [];
    return [
      {
        accountId,
        organizationId: isPairId(organizationId) ? organizationId : null,
        emailAddress: stringAt(login, 'emailAddress'),
      },
    ];
  });
}
