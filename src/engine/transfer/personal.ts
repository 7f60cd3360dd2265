import type { PairId } from '../../shared/model.ts';
import { AT, BRIDGE_ID, EMAIL, KEYED, MAILBOX, mayHoldEmail, UUID } from '../transcript/personal-data.ts';

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

/** Of the form of an address, and none: how git reaches a server, and pictures for sharp screens. */
const NO_EMAIL = /^git(?:@|%40|\\u0040)|[@0]\dx\.(?:png|jpe?g|gif|webp|avif|svg|pdf)$/i;

/** Texts come cut off, by Claude Code and by programs that print tables. */
const CUT_OFF = /…|\.{3}(?!\.)/g;
/** How much before it may belong to one address. */
const REACH = 400;
/** Of an address, from the at sign on. */
const CUT_EMAIL = new RegExp(String.raw`${MAILBOX}${AT}[\p{L}\p{N}.-]{0,255}$`, 'iu');
/** A known id is known by its beginning, too. */
const CUT_ID = /\b[0-9a-f][0-9a-f-]{5,34}$/i;
const CUT_BRIDGE_ID = /\b(?:cse_|session_01)[0-9A-Za-z]*$/;

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
    let safe = withoutCutOff(text, marks);
    if (mayHoldEmail(text)) safe = safe.replace(EMAIL, markEmail);
    if (marks.size > 0) safe = safe.replace(UUID, (id) => marks.get(id.toLowerCase()) ?? id);
    return safe
      .replace(BRIDGE_ID, MARKS.bridge)
      .replace(KEYED, (_all, before: string, key: string) => before + markOf(key));
  };
}

const markEmail = (found: string): string => (NO_EMAIL.test(found) ? found : MARKS.email);

/** Takes out what is left of addresses and ids where the rest of them is cut off. */
function withoutCutOff(text: string, marks: ReadonlyMap<string, string>): string {
  let safe = '';
  let done = 0;
  for (const { index } of text.matchAll(CUT_OFF)) {
    if (index === done) continue;
    const from = Math.max(done, index - REACH);
    safe += text.slice(done, from) + withoutBeginning(text.slice(from, index), marks);
    done = index;
  }
  return safe + text.slice(done);
}

function withoutBeginning(text: string, marks: ReadonlyMap<string, string>): string {
  const markOfBeginning = (beginning: string): string => {
    for (const [id, mark] of marks) if (id.startsWith(beginning.toLowerCase())) return mark;
    return beginning;
  };
  const safe = mayHoldEmail(text) ? text.replace(CUT_EMAIL, markEmail) : text;
  return safe.replace(CUT_ID, markOfBeginning).replace(CUT_BRIDGE_ID, MARKS.bridge);
}

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
