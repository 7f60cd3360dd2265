/**
 * Patterns of personal data: addresses and ids that tell who somebody is. An export removes them
 * (docs/export-format.md).
 */

/** The at sign, also as it is written in web addresses and in escaped JSON. */
export const AT = String.raw`(?:@|%40|\\{1,4}u0040)`;
/** The part of an address before the at sign. */
export const MAILBOX = String.raw`[\p{L}\p{N}_][\p{L}\p{N}._+'-]{0,63}`;
const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?`;
export const EMAIL = new RegExp(
  String.raw`${MAILBOX}${AT}(?:${LABEL}\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})(?![\p{L}\p{N}])`,
  'giu',
);

/** Found anywhere, also behind the letter of an escape (`\\n`). */
export const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** The beginning of a word, also behind the letter of an escape. */
export const WORD_START = String.raw`(?:\b|(?<=\\[bfnrt]))`;

/** The name that remote control gives a conversation (docs/formats/claude-desktop.md 2.2 and 4). */
export const BRIDGE_ID = new RegExp(String.raw`${WORD_START}(?:cse_[0-9A-Za-z]{4,}|session_01[0-9A-Za-z]{10,})`, 'g');

/** Names of ids: a whole key, or its end. */
const ID_NAME = String.raw`(account|organi[sz]ation|org|bridge(?:[_ -]?session)?)[_ -]?(?:uu)?ids?`;

const ID_KEY = new RegExp(`${ID_NAME}$`, 'i');

/** Returns `account` for `ownerAccountId`: the kind of id that a key holds; null if the key holds none. */
export const idKindOf = (key: string): string | null => ID_KEY.exec(key)?.[1] ?? null;

/** A key of an id with its value: `"accountUuid": "…"`, `organization_id=…`, `\"bridgeSessionId\":\"…\"`. */
export const KEYED = new RegExp(
  String.raw`(${ID_NAME}\\*["']?\s{0,4}[:=]\s{0,4}\[?\\*["']?)([0-9A-Za-z][0-9A-Za-z_-]{5,})`,
  'gi',
);

/** A quick test: a text without an at sign needs no search for addresses, which takes longer. */
export const mayHoldEmail = (text: string): boolean =>
  text.includes('@') || text.includes('%40') || text.includes('\\u0040');
