import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import type { RecordJson } from '../../shared/model.ts';
import { errorCode, isObject } from '../files.ts';
import { isSessionId, isUuid } from '../ids.ts';
import type { FileStat, StatCache } from '../stat-cache.ts';
import { emailAt } from './email.ts';

/**
 * One record, one row of Claude's sidebar: how Claude reads it and why it would not
 * (docs/formats/claude-desktop.md 2.1).
 */

/** Claude skips a larger file without a word. */
export const RECORD_MAX_BYTES = 10 * 1024 * 1024;
/** Beyond this a file is not even read to save something from it. */
const SALVAGE_MAX_BYTES = 256 * 1024 * 1024;

export type Damage =
  | 'empty'
  | 'zero-filled'
  | 'byte-order-mark'
  | 'not-json'
  | 'not-an-object'
  | 'too-large'
  | 'no-session-id'
  | 'dates-missing'
  | 'dates-not-numbers'
  | 'wrong-name'
  | 'link'
  | 'no-file'
  | 'unreadable';

/** Why Claude would not load it, to stand behind the file's name. */
export const DAMAGE_SENTENCES: Readonly<Record<Damage, string>> = {
  empty: 'is empty',
  'zero-filled': 'holds only zeros, as after a power loss',
  'byte-order-mark': 'begins with a byte order mark, which Claude refuses',
  'not-json': 'is not readable as JSON: it was cut off or overwritten',
  'not-an-object': 'holds something else than an entry of the sidebar',
  'too-large': 'is larger than 10 MB, which Claude skips',
  'no-session-id': 'has no session id',
  'dates-missing': 'has no dates; some builds of Claude show an empty list because of it',
  'dates-not-numbers': 'has dates that are not numbers',
  'wrong-name': 'carries another id than its file name',
  link: 'is a link to another file, which Claude refuses',
  'no-file': 'is no file',
  unreadable: 'cannot be read by this user, or not at the moment',
};

/** What the inventory needs to know of a record; the whole of it is read again when a plan uses it. */
export interface RecordFields {
  sessionId: string | null;
  /** The transcript it opens: `cliSessionId`, else `unarchivedCliSessionId` (docs/formats/claude-desktop.md 2.2). */
  transcriptId: string | null;
  /** Earlier transcripts of the same conversation, the one before a `/clear` last. */
  earlierIds: string[];
  /** The one of them that the person cleared away. */
  clearedId: string | null;
  cwd: string | null;
  originCwd: string | null;
  title: string | null;
  titleSource: 'user' | 'auto';
  createdAt: number | null;
  lastActivityAt: number | null;
  lastFocusedAt: number | null;
  model: string | null;
  isArchived: boolean;
  transcriptUnavailable: boolean;
  /** Runs on another machine; its transcript may be there only. */
  remote: boolean;
  emailAddress: string | null;
  /** Only Cowork's records have it (docs/formats/claude-desktop.md 3). */
  processName: string | null;
}

export interface ParsedRecord {
  /** Null where Claude would load it. */
  damage: Damage | null;
  /** What could be read, also of a damaged one. */
  fields: RecordFields | null;
  /** The whole record as it stands, where it is a JSON object. */
  json: RecordJson | null;
}

/** Reads a record's bytes as Claude's loader would. `stem`: the file name without `.json` or `.json.tmp`. Never throws. */
export function parseRecord(bytes: Buffer, stem: string): ParsedRecord {
  if (bytes.length === 0) return { damage: 'empty', fields: null, json: null };
  if (bytes.every((byte) => byte === 0)) return { damage: 'zero-filled', fields: null, json: null };
  const text = bytes.toString('utf8');
  const marked = text.startsWith('\uFEFF');
  let value: unknown;
  try {
    value = JSON.parse(marked ? text.slice(1) : text);
  } catch {
    return { damage: 'not-json', fields: salvage(text), json: null };
  }
  if (!isObject(value)) return { damage: 'not-an-object', fields: null, json: null };
  const damage = bytes.length > RECORD_MAX_BYTES ? 'too-large' : marked ? 'byte-order-mark' : damageOf(value, stem);
  return { damage, fields: fieldsOf(value), json: value };
}

function damageOf(json: RecordJson, stem: string): Damage | null {
  if (typeof json['sessionId'] !== 'string') return 'no-session-id';
  const dates = [json['createdAt'], json['lastActivityAt']];
  if (dates.some((date) => date === undefined || date === null)) return 'dates-missing';
  if (dates.some((date) => typeof date !== 'number')) return 'dates-not-numbers';
  if (json['sessionId'] !== stem) return 'wrong-name';
  return null;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

const ISO_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
/** The last instant that a Date can hold. */
const END_OF_TIME = 8.64e15;

/** Epoch milliseconds; one tool claims to have seen ISO strings, so these are read too, and never written. */
function date(value: unknown): number | null {
  const at = typeof value === 'string' && ISO_DATE.test(value) ? Date.parse(value) : value;
  return typeof at === 'number' && at > 0 && at <= END_OF_TIME ? at : null;
}

function fieldsOf(json: RecordJson): RecordFields {
  const [cli, unarchived, beforeClear] = [
    json['cliSessionId'],
    json['unarchivedCliSessionId'],
    json['preClearCliSessionId'],
  ].map((id) => (isUuid(id) ? id.toLowerCase() : null));
  const prior = Array.isArray(json['priorCliSessionIds']) ? json['priorCliSessionIds'].filter(isUuid) : [];
  const transcriptId = cli ?? unarchived ?? null;
  const clearedId = beforeClear === transcriptId ? null : (beforeClear ?? null);
  const earlier = [...prior.map((id) => id.toLowerCase()), unarchived ?? null, clearedId];
  return {
    sessionId: isSessionId(json['sessionId']) ? json['sessionId'] : null,
    transcriptId,
    earlierIds: [...new Set(earlier.filter((id) => id !== null))].filter((id) => id !== transcriptId),
    clearedId,
    cwd: text(json['cwd']),
    originCwd: text(json['originCwd']),
    title: text(json['title']),
    titleSource: json['titleSource'] === 'user' ? 'user' : 'auto',
    createdAt: date(json['createdAt']),
    lastActivityAt: date(json['lastActivityAt']),
    lastFocusedAt: date(json['lastFocusedAt']),
    model: text(json['model']),
    isArchived: json['isArchived'] === true,
    transcriptUnavailable: json['transcriptUnavailable'] === true,
    remote: isObject(json['sshConfig']),
    emailAddress: emailAt(json, 'emailAddress'),
    processName: text(json['processName']),
  };
}

/** A record that was cut off still begins with its ids. Nothing else of it is trusted: it may end mid-word. */
function salvage(content: string): RecordFields | null {
  const id = (key: string): unknown =>
    new RegExp(`"${key}"\\s*:\\s*"([^"]{36,42})"`).exec(content.slice(0, 65_536))?.[1];
  const fields = fieldsOf({ sessionId: id('sessionId'), cliSessionId: id('cliSessionId') });
  return fields.sessionId === null && fields.transcriptId === null ? null : fields;
}

/** The kinds of file a record can be: a row, or what a failed save left behind. */
export type RecordFileKind = 'record' | 'leftover';

export interface RecordFile extends Omit<ParsedRecord, 'json'> {
  path: string;
  kind: RecordFileKind;
  /** `local_<uuid>`, from the file name. */
  stem: string;
  size: number;
  mtimeMs: number;
}

/** Claude looks for small letters, wherever the case of a file name counts. */
const RECORD_NAME = /^(local_[0-9A-Fa-f-]{36})\.json(\.tmp)?$/;

/** What a file name in a pair's folder means, or null where it is no record's. */
export function recordName(name: string): { stem: string; kind: RecordFileKind } | null {
  const [, stem, leftover] = RECORD_NAME.exec(name) ?? [];
  return stem === undefined || !isSessionId(stem)
    ? null
    : { stem, kind: leftover === undefined ? 'record' : 'leftover' };
}

/** What a record's file says, without where it is. */
export type RecordContent = Pick<ParsedRecord, 'damage' | 'fields'>;

/**
 * Records are mostly other programs' settings (35 KB a row, docs/formats/claude-desktop.md 2.2): what counts of an
 * unchanged one is remembered.
 */
export const RECORD_CACHE = { name: 'records', format: 2, isValue: isRecordContent };

/** Reads one record file. Never throws: what cannot be read is damage. Null where there is none. */
export function readRecord(path: string, cache: StatCache<RecordContent>): RecordFile | null {
  const name = recordName(basename(path));
  if (name === null) return null;
  let stat: Stats;
  try {
    stat = lstatSync(path);
  } catch {
    return null;
  }
  const file = { path, ...name, size: stat.size, mtimeMs: stat.mtimeMs };
  // Claude refuses a second name for a file as it refuses a symbolic link (docs/formats/claude-desktop.md 2.1).
  if (stat.isSymbolicLink() || (stat.isFile() && stat.nlink > 1)) return { ...file, damage: 'link', fields: null };
  if (!stat.isFile()) return { ...file, damage: 'no-file', fields: null };
  if (stat.size > SALVAGE_MAX_BYTES) return { ...file, damage: 'too-large', fields: null };
  try {
    return { ...file, ...cache.remember(statOf(path, stat), () => readContent(path, name.stem)) };
  } catch (error) {
    // Not remembered: another program may have held it for a moment.
    return errorCode(error) === 'ENOENT' ? null : { ...file, damage: 'unreadable', fields: null };
  }
}

const statOf = (path: string, { size, mtimeMs, ino }: Stats): FileStat => ({ path, size, mtimeMs, ino });

/** Throws what the file system throws. */
function readContent(path: string, stem: string): RecordContent {
  const { damage, fields } = parseRecord(readFileSync(path), stem);
  return { damage, fields };
}

const OPTIONAL_TEXTS = 'sessionId transcriptId clearedId cwd originCwd title model emailAddress processName'.split(' ');
const OPTIONAL_NUMBERS = 'createdAt lastActivityAt lastFocusedAt'.split(' ');
const FLAGS = 'isArchived transcriptUnavailable remote'.split(' ');

function isRecordContent(value: unknown): value is RecordContent {
  if (!isObject(value)) return false;
  const { damage, fields } = value;
  if (damage !== null && !(typeof damage === 'string' && Object.hasOwn(DAMAGE_SENTENCES, damage))) return false;
  if (fields === null) return true;
  const isOptional = (type: string) => (key: string) =>
    isObject(fields) && (fields[key] === null || typeof fields[key] === type);
  return (
    isObject(fields) &&
    OPTIONAL_TEXTS.every(isOptional('string')) &&
    OPTIONAL_NUMBERS.every(isOptional('number')) &&
    FLAGS.every((key) => typeof fields[key] === 'boolean') &&
    (fields['titleSource'] === 'user' || fields['titleSource'] === 'auto') &&
    Array.isArray(fields['earlierIds']) &&
    fields['earlierIds'].every(isUuid)
  );
}
