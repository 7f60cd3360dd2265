import type { PairId } from '../../shared/model.ts';

/**
 * Takes account ids, organization ids, bridge ids and e-mail addresses out of texts, and puts a mark in their place.
 * What exactly is found stands in docs/export-format.md; nothing else is promised.
 */

export type Redact = (text: string) => string;

/** Ids that are known from Claude's own files: removed wherever they stand. */
export interface KnownIds {
  accounts: readonly string[];
  organizations: readonly string[];
}

/** Of every account and organization that Claude's folders name. */
export const knownIds = (pairs: readonly PairId[]): KnownIds => ({
  accounts: pairs.map(({ accountId }) => accountId),
  organizations: pairs.map(({ organizationId }) => organizationId),
});

export const MARKS = {
  account: '[account id]',
  organization: '[organization id]',
  bridge: '[bridge id]',
  email: '[e-mail address]',
} as const;

/** The at sign, also as it stands in an address of the web or in escaped JSON. */
const AT = String.raw`(?:@|%40|\\u0040)`;
const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?`;
const EMAIL = new RegExp(
  String.raw`[\p{L}\p{N}_][\p{L}\p{N}._+'-]{0,63}${AT}(?:${LABEL}\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})(?![\p{L}\p{N}])`,
  'giu',
);
/** Of the form of an address, and none: how git reaches a server, and pictures for sharp screens. */
const NO_EMAIL = /^git(?:@|%40|\\u0040)|[@0]\dx\.(?:png|jpe?g|gif|webp|avif|svg|pdf)$/i;

const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;

/** As remote control names a conversation (claude-desktop.md, section 5). */
const BRIDGE_ID = /\b(?:cse_[0-9A-Za-z]{4,}|session_01[0-9A-Za-z]{10,})/g;

/** `"accountUuid": "…"`, `organization_id=…`, `\"bridgeSessionId\":\"…\"`: whatever value stands behind such a key. */
const KEYED =
  /((account|organi[sz]ation|org|bridge(?:[_ -]?session)?)[_ -]?(?:uu)?ids?\\*["']?\s{0,4}[:=]\s{0,4}\[?\\*["']?)([0-9A-Za-z][0-9A-Za-z_-]{5,})/gi;

const markOf = (key: string): string => {
  const word = key.toLowerCase();
  if (word.startsWith('bridge')) return MARKS.bridge;
  return word.startsWith('account') ? MARKS.account : MARKS.organization;
};

export function withoutPersonal(known: KnownIds): Redact {
  const marks = new Map<string, string>();
  for (const id of known.organizations) marks.set(id.toLowerCase(), MARKS.organization);
  for (const id of known.accounts) marks.set(id.toLowerCase(), MARKS.account);
  return (text) => {
    let safe = text;
    if (mayHoldEmail(text)) safe = safe.replace(EMAIL, (found) => (NO_EMAIL.test(found) ? found : MARKS.email));
    if (marks.size > 0) safe = safe.replace(UUID, (id) => marks.get(id.toLowerCase()) ?? id);
    return safe
      .replace(BRIDGE_ID, MARKS.bridge)
      .replace(KEYED, (_all, before: string, key: string) => before + markOf(key));
  };
}

const mayHoldEmail = (text: string): boolean => text.includes('@') || text.includes('%40') || text.includes('\\u0040');

/** The same value with every text in it changed; keys are left as they are. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts<unknown>(inner, change)])) as T;
}

/** Lines that say whose a conversation is, by the names of their metadata entries (transcripts.md, sections 1.1 to 1.5). */
const PERSONAL_LINES = ['bridge-session', 'bridge_status', 'credential_org', 'remote_session_change'];

export const isPersonalLine = (name: string): boolean => PERSONAL_LINES.some((line) => name.includes(line));
