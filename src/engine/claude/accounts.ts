import { join } from 'node:path';
import type { Problem } from '../../shared/model.ts';
import { isObject, readJson, stringAt } from '../files.ts';
import { isPairId, isUuid } from '../ids.ts';
import type { World } from '../world.ts';
import { emailAt } from './email.ts';
import type { LogFacts, LogStart } from './log.ts';
import type { PairFolder } from './store.ts';

/** Who is signed in: what Claude's own files say about it, each with its weight (docs/formats/claude-desktop.md 4). */

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

/**
 * One source's statement. A source that knows only one of the two levels leaves the other null; the log leaves both where
 * it only says that what was so is so no more.
 */
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

const pairKey = (pair: PairIds): string => `${pair.accountId}/${pair.organizationId}`.toLowerCase();

const isPiece = (id: string): boolean => !isUuid(id);

/**
 * A gateway installation cuts ids to eight digits in places (docs/formats/claude-desktop.md 1.2): a piece of an id
 * agrees with the whole.
 */
export function sameId(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a === b || (isPiece(a) && b.startsWith(`${a}-`)) || (isPiece(b) && a.startsWith(`${b}-`));
}

/**
 * Every pair that some source names in full: two halves from two sources need not belong together. What is cut short
 * names a pair only where a folder of the Code tab has that name.
 */
export function knownPairs(evidence: readonly AccountEvidence[]): PairIds[] {
  const pairs = new Map<string, PairIds>();
  for (const { source, accountId, organizationId } of evidence) {
    if (accountId === null || organizationId === null) continue;
    if (source !== 'records' && (isPiece(accountId) || isPiece(organizationId))) continue;
    const pair = { accountId, organizationId };
    // A folder's name is the one to write under, whatever the case of the others.
    if (source === 'records' || !pairs.has(pairKey(pair))) pairs.set(pairKey(pair), pair);
  }
  return [...pairs.values()];
}

/** What names nobody speaks for nobody. */
export const speaksFor = ({ accountId, organizationId }: AccountEvidence, pair: PairIds): boolean =>
  (accountId !== null || organizationId !== null) &&
  (accountId === null || sameId(accountId, pair.accountId)) &&
  (organizationId === null || sameId(organizationId, pair.organizationId));

/** Everything that a data root says about accounts. `logins`: who Claude Code is signed in as in this home. */
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
      // A gateway installation cuts these two names short (docs/formats/claude-desktop.md 1.2); a piece of an id names
      // nobody.
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

function fromLog({ starts }: LogFacts): AccountEvidence[] {
  const last = starts.reduce<LogStart | null>(
    (newest, start) =>
      newest === null || newest.at === null || start.at === null || start.at >= newest.at ? start : newest,
    null,
  );
  if (last === null) return [];
  const { accountId, organizationId, at } = last;
  if (!isPairId(organizationId)) {
    const sentence = 'Claude’s log says last that it changes to another organization, and not to which.';
    return [statement('log', null, null, sentence, at)];
  }
  if (!isPairId(accountId)) {
    const sentence = 'Claude’s log says last that it changes to this organization.';
    return [statement('log', null, organizationId, sentence, at)];
  }
  return [statement('log', accountId, organizationId, 'Claude’s log names it at Claude’s last start.', at)];
}

function fromConfig(config: unknown): AccountEvidence[] {
  const id = stringAt(config, 'lastKnownAccountUuid');
  return isPairId(id) ? [statement('config', id, null, 'Claude’s settings name this account as the last one.')] : [];
}

/** Samples this close belong to one round. */
const SAME_ROUND_MS = 60_000;

function fromPlanUsage(history: unknown): AccountEvidence[] {
  const samples = isObject(history) && Array.isArray(history['samples']) ? history['samples'].filter(isObject) : [];
  const dated = samples.map((sample) => ({ org: stringAt(sample, 'org'), at: sampleDate(sample) }));
  const newest = dated.reduce((at, sample) => Math.max(at, sample.at ?? 0), 0);
  const last = newest === 0 ? dated.slice(-1) : dated.filter(({ at }) => (at ?? 0) > newest - SAME_ROUND_MS);
  const [org, ...others] = new Set(last.map((sample) => sample.org));
  // A round that names several organizations says of none that it is the one in use.
  if (!isPairId(org) || others.length > 0) return [];
  const sentence = 'Claude’s usage history names this organization last.';
  return [statement('plan-usage', null, org, sentence, newest === 0 ? null : newest)];
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
    return [statement('bridge-state', accountId, organizationId, 'Claude’s own file bridge-state.json lists it.')];
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

/** Who Claude Code is signed in as: a hint, and an e-mail address to show (docs/formats/claude-desktop.md 1.4). */
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
        emailAddress: emailAt(login, 'emailAddress'),
      },
    ];
  });
}
