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
 * Replaces account ids, organization ids, bridge ids and e-mail addresses in texts by marks. docs/export-format.md says
 * exactly what is found; nothing else is promised.
 */

export type Redact = (text: string) => string;

/** Ids that Claude's own files name. They are removed everywhere. */
export interface KnownIds {
  accounts: readonly string[];
  organizations: readonly string[];
}

/** The ids of every account and organization that Claude's folders name. */
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

/** These look like addresses and are none: `git@host`, and names of pictures such as `icon@2x.png`. */
const NO_EMAIL = /^git(?:@|%40|\\+u0040)|[@0]\dx\.(?:png|jpe?g|gif|webp|avif|svg|pdf)$/i;

/** Marks the place where Claude Code, or a program that prints tables, cut a text off. */
const CUT_OFF = /…|\.{3}(?!\.)/g;
/** In UTF-16 units: how far before a cut an address may begin. */
const REACH = 400;
/** The beginning of an address that is cut off behind its at sign. */
const CUT_EMAIL = new RegExp(String.raw`${MAILBOX}${AT}[\p{L}\p{N}.-]{0,255}$`, 'iu');
/** The beginning of an id that is cut off: compared with the beginnings of the known ids. */
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

/** If the id was a number in JSON, the mark needs quotes, because it is text. */
function markAsValue(before: string, key: string, id: string): string {
  const quote = /^\d+$/.test(id) ? (/(\\*["'])\s*:\s*\[?$/.exec(before)?.[1] ?? '') : '';
  return quote + markOf(key) + quote;
}

const markEmail = (found: string): string => (NO_EMAIL.test(found) ? found : MARKS.email);

/** Removes the beginnings of addresses and ids whose rest is cut off. */
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

/** Redacts JSON value by value: its text has escapes, and a mark in the place of a number would break it. */
export function redactJson(text: string, redact: Redact): string {
  const value = parsed(text);
  // A text that is JSON only by chance is redacted as text.
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

/** Shorter values are not ids. */
const ID = /^[0-9A-Za-z][0-9A-Za-z_-]{5,}/;

/** Marks the value of a key such as `accountId`: a text, a number, or a list of them. */
function withoutId(value: unknown, mark: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withoutId(item, mark));
  if (typeof value === 'number') return ID.test(String(Math.abs(value)).replace('.', '')) ? mark : value;
  return typeof value === 'string' ? value.replace(ID, mark) : value;
}

/** Two keys that were addresses would become the same key, so later ones get a number. */
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

/** Returns the same value with every text in it changed. Keys stay as they are. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts<unknown>(inner, change)])) as T;
}

/** Names of metadata entries that say to whom a conversation belongs (docs/formats/transcripts.md 1.1 to 1.5). */
const PERSONAL_LINES = ['bridge-session', 'bridge_status', 'credential_org', 'remote_session_change'];

export const isPersonalLine = (name: string): boolean => PERSONAL_LINES.some((line) => name.includes(line));
