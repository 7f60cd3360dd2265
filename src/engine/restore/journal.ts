import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import type { ActionKind, PairId, Problem, ReceiptState } from '../../shared/model.ts';
import { parseRecord } from '../claude/record.ts';
import { SESSIONS_FOLDER } from '../claude/store.ts';
import { describeError } from '../files.ts';
import { isPairId, isSessionId, isUuid } from '../ids.ts';
import { realDisk, type Disk } from './disk.ts';
import { createFile, replaceFile } from './durable.ts';

/**
 * The journal: one file for each restore, written whole before the first change, with the bytes of every file before
 * and after. It is the receipt afterwards. A person can read it: it is JSON, and the bytes of records are text.
 */

export interface JournalEntry {
  kind: ActionKind;
  /** The conversation's id. */
  session: string;
  path: string;
  /** The bytes before, base64; null where no file stood there. */
  before: string | null;
  /** The bytes after: a record. */
  after: string;
}

export interface Journal {
  schema: 1;
  id: string;
  /** Epoch milliseconds. */
  at: number;
  state: ReceiptState;
  target: PairId;
  /** The target's folder, and the folders that had to be made for it, outermost first. */
  folder: string;
  createdFolders: string[];
  entries: JournalEntry[];
}

const id = v.custom<string>(isPairId);

const isRecordText = (text: string): boolean => parseRecord(Buffer.from(text, 'utf8'), '').json !== null;

const JournalSchema = v.object({
  schema: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$/)),
  at: v.number(),
  state: v.picklist(['applying', 'done', 'undoing', 'undone', 'rolled-back']),
  target: v.object({ accountId: id, organizationId: id, dataRoot: v.string() }),
  folder: v.string(),
  createdFolders: v.array(v.string()),
  entries: v.array(
    v.object({
      kind: v.picklist(['create', 'copy', 'promote', 'replace', 'relink']),
      session: v.custom<string>(isUuid),
      path: v.string(),
      before: v.nullable(v.string()),
      after: v.pipe(v.string(), v.check(isRecordText, 'is no record')),
    }),
  ),
});

export const receiptsFolder = (stateDir: string): string => join(stateDir, 'receipts');

const pathOf = (stateDir: string, journalId: string): string => join(receiptsFolder(stateDir), `${journalId}.json`);

/** Sorts by time; the tail keeps two within a second apart. */
export function newJournalId(at: number, random: string): string {
  const [day = '', time = ''] = new Date(at).toISOString().split(/[T.]/);
  return `${day.replaceAll('-', '')}-${time.replaceAll(':', '')}-${random.slice(0, 6)}`;
}

const bytesOf = (journal: Journal): Buffer => Buffer.from(`${JSON.stringify(journal, null, 1)}\n`, 'utf8');

/** Writes a new journal, durably. Throws what the disk says: then nothing else may be written. */
export function openJournal(disk: Disk, stateDir: string, journal: Journal): void {
  mkdirSync(receiptsFolder(stateDir), { recursive: true, mode: 0o700 });
  createFile(disk, pathOf(stateDir, journal.id), bytesOf(journal));
}

/** Writes the journal's new state, durably. */
export function saveJournal(disk: Disk, stateDir: string, journal: Journal): void {
  replaceFile(disk, pathOf(stateDir, journal.id), bytesOf(journal));
}

/** All journals, oldest first. One that cannot be read is a problem, not an end. */
export function readJournals(stateDir: string, problems: Problem[]): Journal[] {
  return readNamed(stateDir, journalNames(stateDir), problems);
}

/** The journals of restores and undos that a crash interrupted; tells without reading the others whole. */
export function readInterrupted(stateDir: string): Journal[] {
  const names = journalNames(stateDir).filter((name) => {
    const beginning = realDisk.readEnds(join(receiptsFolder(stateDir), name), 512, 512).toString('utf8');
    return /"state": "(applying|undoing)"/.test(beginning);
  });
  return readNamed(stateDir, names, []);
}

function readNamed(stateDir: string, names: readonly string[], problems: Problem[]): Journal[] {
  return names.flatMap((name) => {
    const path = join(receiptsFolder(stateDir), name);
    try {
      const journal = v.parse(JournalSchema, JSON.parse(readFileSync(path, 'utf8')));
      if (staysInPlace(journal)) return [journal];
      problems.push({ path, problem: 'names a file outside the folder it is about and was left out' });
    } catch (error) {
      problems.push({ path, problem: error instanceof v.ValiError ? 'is no receipt' : describeError(error) });
    }
    return [];
  });
}

function journalNames(stateDir: string): string[] {
  try {
    return readdirSync(receiptsFolder(stateDir))
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
}

/** A journal's paths are used for writing: only records directly in its own pair's folder count. */
function staysInPlace({ target, folder, createdFolders, entries }: Journal): boolean {
  if (folder !== pairFolder(target)) return false;
  const above = [folder, dirname(folder), dirname(dirname(folder))];
  if (!createdFolders.every((path) => above.includes(path))) return false;
  return entries.every(
    ({ path }) => dirname(path) === folder && isSessionId(basename(path, '.json')) && path.endsWith('.json'),
  );
}

/** Where the records of a pair are (claude-desktop.md, section 1.2). */
export const pairFolder = ({ dataRoot, accountId, organizationId }: PairId): string =>
  join(dataRoot, SESSIONS_FOLDER, accountId, organizationId);
