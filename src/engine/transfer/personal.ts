import type { PairId } from '../../shared/model.ts';
import { jsonText } from '../transcript/reader/json-text.ts';
import {
  AT,
  BRIDGE_ID,
  EMAIL,
  idKindOf,
  KEYED,
  MAILBOX,
  mayHoldEmail,
  UUID,
  WORD_START,
} from '../transcript/personal-data.ts';

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
const NO_EMAIL = /^git(?:@|%40|\\+u0040)|[@0]\dx\.(?:png|jpe?g|gif|webp|avif|svg|pdf)$/i;

/** Texts come cut off, by Claude Code and by programs that print tables. */
const CUT_OFF = /…|\.{3}(?!\.)/g;
/** How much before it may belong to one address. */
const REACH = 400;
/** Of an address, from the at sign on. */
const CUT_EMAIL = new RegExp(String.raw`${MAILBOX}${AT}[\p{L}\p{N}.-]{0,255}$`, 'iu');
/** A known id is known by its beginning, too. */
const CUT_ID = new RegExp(String.raw`${WORD_START}[0-9a-f][0-9a-f-]{5,34}$`, 'i');
const CUT_BRIDGE_ID = new RegExp(String.raw`${WORD_START}(?:cse_|session_01)[0-9A-Za-z]*$`);

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
      .replace(KEYED, (_all, before: string, key: string, id: string) => before + markAsValue(before, key, id));
  };
}

/** Where a number stood in JSON, a text stands now. */
function markAsValue(before: string, key: string, id: string): string {
  const quote = /^\d+$/.test(id) ? (/(\\*["'])\s*:\s*\[?$/.exec(before)?.[1] ?? '') : '';
  return quote + markOf(key) + quote;
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

/** Of JSON, by its values: the text of it has escapes, and no place for a mark where a number stands. */
export function redactJson(text: string, redact: Redact): string {
  const value = parsed(text);
  // What only happens to be JSON is a text.
  return value === undefined || jsonText(value) !== text ? redact(text) : jsonText(redactValue(value, redact));
}

function redactValue(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  const nameOf = uniqueNames();
  const members = Object.entries(value).map(([key, inner]: [string, unknown]): [string, unknown] => {
    const kind = idKindOf(key);
    const known = kind === null ? inner : withoutId(inner, markOf(kind));
    return [nameOf(redact(key)), redactValue(known, redact)];
  });
  return Object.fromEntries(members);
}

/** Shorter ones are no ids. */
const ID = /^[0-9A-Za-z][0-9A-Za-z_-]{5,}/;

/** What stands behind a name such as `accountId`: a text, a number, or a list of them. */
function withoutId(value: unknown, mark: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withoutId(item, mark));
  if (typeof value === 'number') return ID.test(String(Math.abs(value)).replace('.', '')) ? mark : value;
  return typeof value === 'string' ? value.replace(ID, mark) : value;
}

/** Two addresses that were keys would be one. */
function uniqueNames(): Redact {
  const counts = new Map<string, number>();
  return (name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same value with every text in it changed; keys are left as they are. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts<unknown>(inner, change)])) as T;
}

/**
 * Lines that say whose a conversation is, by the names of their metadata entries (docs/formats/transcripts.md 1.1 to
 * 1.5).
 */
const PERSONAL_LINES = ['bridge-session', 'bridge_status', 'credential_org', 'remote_session_change'];

export const isPersonalLine = (name: string): boolean => PERSONAL_LINES.some((line) => name.includes(line));
