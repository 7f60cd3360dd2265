/** How that looks in a text which tells who somebody is; an export takes it out (docs/export-format.md). */

/** The at sign, also as it stands in an address of the web or in escaped JSON. */
export const AT = String.raw`(?:@|%40|\\{1,4}u0040)`;
/** What stands before the at sign. */
export const MAILBOX = String.raw`[\p{L}\p{N}_][\p{L}\p{N}._+'-]{0,63}`;
const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?`;
export const EMAIL = new RegExp(
  String.raw`${MAILBOX}${AT}(?:${LABEL}\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})(?![\p{L}\p{N}])`,
  'giu',
);

/** Wherever it stands, also behind the letter of an escape (`\\n`). */
export const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Where a word begins, also behind the letter of an escape. */
export const WORD_START = String.raw`(?:\b|(?<=\\[bfnrt]))`;

/** As remote control names a conversation (docs/formats/claude-desktop.md 5). */
export const BRIDGE_ID = new RegExp(String.raw`${WORD_START}(?:cse_[0-9A-Za-z]{4,}|session_01[0-9A-Za-z]{10,})`, 'g');

/** What ids are called; the whole of a name, or its end. */
const ID_NAME = String.raw`(account|organi[sz]ation|org|bridge(?:[_ -]?session)?)[_ -]?(?:uu)?ids?`;

const ID_KEY = new RegExp(`${ID_NAME}$`, 'i');

/** `account` of `ownerAccountId`: whose id stands behind such a key; null where it is none. */
export const idKindOf = (key: string): string | null => ID_KEY.exec(key)?.[1] ?? null;

/** `"accountUuid": "…"`, `organization_id=…`, `\"bridgeSessionId\":\"…\"`: whatever value stands behind such a key. */
export const KEYED = new RegExp(
  String.raw`(${ID_NAME}\\*["']?\s{0,4}[:=]\s{0,4}\[?\\*["']?)([0-9A-Za-z][0-9A-Za-z_-]{5,})`,
  'gi',
);

/** Without a sign of one, nobody needs to look for addresses, which takes longer. */
export const mayHoldEmail = (text: string): boolean =>
  text.includes('@') || text.includes('%40') || text.includes('\\u0040');
