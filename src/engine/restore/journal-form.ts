import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import * as v from 'valibot';
import type { ActionKind, PairId, ReceiptState, RowKind } from '../../shared/model.ts';
import { parseRecord } from '../claude/record.ts';
import { SESSIONS_FOLDER } from '../claude/store.ts';
import { isPairId, isSessionId, isUuid } from '../ids.ts';
import { idOf, type Copy } from './repaired-copy.ts';
import type { Seen } from './seen.ts';

/**
 * The journal of one restore: what it will do, with the bytes of every file before and after. It is the receipt
 * afterwards. A person can read it: it is JSON, and the records written are text.
 */
export interface Journal {
  schema: 1;
  id: string;
  /** Epoch milliseconds. */
  at: number;
  state: ReceiptState;
  target: PairId;
  /** The target's folder as Claude names it. */
  folder: string;
  /** Where it really was, behind all links; the same where there were none. All entries' paths are in it. */
  realFolder: string;
  /** The folders that had to be made for it, outermost first. */
  createdFolders: string[];
  /** The records that led to one of the conversations when the plan was made, by file name. */
  rows: string[];
  entries: JournalEntry[];
  /** Repaired copies of transcripts, made before the rows and taken back after them; each has a row among the entries. */
  copies: Copy[];
}

export interface JournalEntry {
  kind: RowKind;
  /** The conversation's id. */
  session: string;
  path: string;
  /** The bytes before, base64; null where no file stood there. */
  before: string | null;
  /** The bytes after: a record. */
  after: string;
  /** What the plan rests on beside the file itself. */
  sources: Seen[];
}

/**
 * Replacing, relinking and repointing change a file that a running Claude holds in memory and would write back
 * (docs/formats/claude-desktop.md 5.2).
 */
export const NEEDS_CLAUDE_CLOSED: ReadonlySet<ActionKind> = new Set(['replace', 'relink', 'repoint']);

/** Where Claude looks for the records of a pair (docs/formats/claude-desktop.md 1.2); there may be links on the way. */
export const pairFolder = ({ dataRoot, accountId, organizationId }: PairId): string =>
  join(dataRoot, SESSIONS_FOLDER, accountId, organizationId);

/** The folders in which a journal's files are, each once. */
export const foldersIn = ({ realFolder, copies }: Pick<Journal, 'realFolder' | 'copies'>): string[] => [
  ...new Set([realFolder, ...copies.map(({ path }) => dirname(path))]),
];

/** The folders of a pair within its data root, innermost first. */
export const foldersOf = (folder: string): string[] => [folder, dirname(folder), dirname(dirname(folder))];

/** Of a journal that is written as well as of one that is read. */
export const JOURNAL_MAX_BYTES = 256 * 1024 * 1024;
/** The last moment that a date can name. */
const LAST_MOMENT = 8_640_000_000_000_000;

const pairId = v.custom<string>(isPairId);
const isRecordText = (text: string): boolean => parseRecord(Buffer.from(text, 'utf8'), '').json !== null;
/** A byte more or less in an undone file would be a lie: what is no base64 through and through is none. */
const isBase64 = (text: string): boolean => Buffer.from(text, 'base64').toString('base64') === text;

const SeenSchema = v.object({
  path: v.string(),
  state: v.nullable(v.object({ size: v.number(), mtimeMs: v.number(), hash: v.string() })),
  of: v.picklist(['whole', 'ends']),
});

const JournalSchema = v.object({
  schema: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$/)),
  at: v.pipe(v.number(), v.minValue(0), v.maxValue(LAST_MOMENT)),
  target: v.object({ accountId: pairId, organizationId: pairId, dataRoot: v.string() }),
  folder: v.string(),
  // Receipts of old were refused where there were links.
  realFolder: v.optional(v.string()),
  createdFolders: v.array(v.string()),
  // Receipts of old did not say it, or named all records of the folder: those may be there.
  rows: v.optional(v.array(v.string()), []),
  entries: v.array(
    v.object({
      kind: v.picklist(['create', 'copy', 'promote', 'replace', 'relink', 'repoint']),
      session: v.custom<string>(isUuid),
      path: v.string(),
      before: v.nullable(v.pipe(v.string(), v.check(isBase64, 'is no base64'))),
      after: v.pipe(v.string(), v.check(isRecordText, 'is no record')),
      sources: v.array(SeenSchema),
    }),
  ),
  copies: v.optional(
    v.array(v.object({ path: v.string(), original: SeenSchema, size: v.number(), hash: v.string() })),
    [],
  ),
});

/** What is stored: the state stands beside it (journal.ts). */
export type StoredJournal = Omit<Journal, 'state'>;

/** Null where it is a receipt that may be followed, else why not, to stand behind the file's name. */
export type Checked = { journal: StoredJournal; problem: null } | { journal: null; problem: string };

/** Judges a value that was read from a file named after `id`. Never throws. */
export function checkJournal(value: unknown, id: string): Checked {
  const { success, output } = v.safeParse(JournalSchema, value);
  if (!success || output.id !== id) return { journal: null, problem: 'is no receipt' };
  const journal = { ...output, realFolder: output.realFolder ?? output.folder };
  if (staysInPlace(journal) && isConsistent(journal)) return { journal, problem: null };
  return { journal: null, problem: 'names a file outside the folder it is about and was left out' };
}

/**
 * A journal's paths are used for writing: only records directly in its own pair's folder count. That this is still
 * where the folder really is, is asked of the disk before anything is done (folders.ts).
 */
function staysInPlace({ target, folder, realFolder, createdFolders, entries, copies }: StoredJournal): boolean {
  const { dataRoot } = target;
  if (![dataRoot, realFolder].every((path) => isAbsolute(path) && resolve(path) === path)) return false;
  if (folder !== pairFolder(target)) return false;
  const own = foldersOf(realFolder);
  if (![...createdFolders].reverse().every((path, i) => path === own[i])) return false;
  return (
    copies.every(isCopy) &&
    entries.every(
      ({ path }) => dirname(path) === realFolder && path.endsWith('.json') && isSessionId(basename(path, '.json')),
    )
  );
}

/** A transcript under a new id. That its original lies beside it, and gives these bytes, is asked of the disk. */
function isCopy({ path, original }: Copy): boolean {
  const [id, from] = [path, original.path].map((file) => basename(file, '.jsonl').toLowerCase());
  const isWhole = [path, original.path].every(
    (file) => isAbsolute(file) && resolve(file) === file && file.endsWith('.jsonl'),
  );
  return isWhole && isUuid(id) && isUuid(from) && id !== from;
}

/** What is added has nothing before, what is replaced has; no file is written twice, and every copy has a row. */
function isConsistent({ entries, copies }: StoredJournal): boolean {
  return (
    copies.every(({ path }) => entries.some(({ session }) => session.toLowerCase() === idOf(path))) &&
    entries.every(({ kind, before }) => (before !== null) === NEEDS_CLAUDE_CLOSED.has(kind)) &&
    new Set(entries.map(({ path }) => path.toLowerCase())).size === entries.length
  );
}
