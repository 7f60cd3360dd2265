import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problem, ReceiptState } from '../../shared/model.ts';
import { describeError } from '../files.ts';
import type { Disk } from './disk.ts';
import { createFile, createMark, removeFile, syncFile, syncFolder } from './durable.ts';
import { createFolders, missingFolders } from './folders.ts';
import { checkJournal, JOURNAL_MAX_BYTES, type Journal } from './journal-form.ts';
import { receiptsFolder } from './receipts-folder.ts';

/**
 * Where journals are kept: `receipts/<id>.json` in the state dir, written whole before the first change in Claude's
 * folders and never changed again. How far a restore has come, empty files beside it say by their names:
 * `<id>.done`, `.undoing`, `.undone`, `.rolled-back`; without any, it was begun. So the bytes that a person may need
 * are never at risk, and a full disk still takes the note. `.cancelled` stands beside `.rolled-back` and says why: an
 * older Ghostlight, which does not know it, sees what was taken back and leaves it alone.
 */

export type { Journal, JournalEntry } from './journal-form.ts';

const pathOf = (stateDir: string, id: string): string => join(receiptsFolder(stateDir), `${id}.json`);

type Mark = Exclude<ReceiptState, 'applying'>;

/** The last thing that happened comes first. */
const MARKS: readonly Mark[] = ['cancelled', 'rolled-back', 'undone', 'undoing', 'done'];

const markOf = (stateDir: string, id: string, mark: Mark): string => join(receiptsFolder(stateDir), `${id}.${mark}`);

/** Sorts by time; the tail keeps two within a second apart. */
export function newJournalId(at: number, random: string): string {
  const [day = '', time = ''] = new Date(at).toISOString().split(/[T.]/);
  return `${day.replaceAll('-', '')}-${time.replaceAll(':', '')}-${random.slice(0, 6)}`;
}

/** Writes a new journal, durably. Throws what the disk says: then nothing else may be written. */
export function openJournal(disk: Disk, stateDir: string, journal: Journal): void {
  // What is stored is what will be read: all but the state.
  const { journal: stored, problem } = checkJournal(journal, journal.id);
  if (stored === null) throw new Error(`the receipt ${problem}`);
  const bytes = Buffer.from(`${JSON.stringify(stored, null, 1)}\n`, 'utf8');
  if (bytes.length > JOURNAL_MAX_BYTES) throw new Error('the entries are too large to keep a copy of');
  createFolders(disk, missingFolders(disk, receiptsFolder(stateDir)));
  syncFolders(disk, stateDir);
  createFile(disk, pathOf(stateDir, stored.id), bytes);
}

/** They may have been made a moment ago by something that needed no durability, or by a process that was killed. */
function syncFolders(disk: Disk, stateDir: string): void {
  for (const path of [dirname(stateDir), stateDir, receiptsFolder(stateDir)]) syncFolder(disk, path);
}

/** Makes sure of the journal that a killed process left, before anything is done by it. Throws what the disk says. */
export function secureJournal(disk: Disk, stateDir: string, { id }: Journal): void {
  syncFile(disk, pathOf(stateDir, id));
  syncFolders(disk, stateDir);
}

/** Notes how far a restore has come, durably. */
export function markJournal(disk: Disk, stateDir: string, journal: Journal, state: Mark): Journal {
  // An undo that left something is no undo that is under way, and the restore still stands in part.
  if (journal.state === 'undoing' && state === 'done') removeFile(disk, markOf(stateDir, journal.id, 'undoing'));
  else createMark(disk, markOf(stateDir, journal.id, state));
  return { ...journal, state };
}

/** Removes the journal of a restore that changed nothing. */
export function dropJournal(disk: Disk, stateDir: string, { id }: Journal): void {
  removeFile(disk, pathOf(stateDir, id));
}

const UNFINISHED = /^\.ghostlight-.*\.part$/;

/** Journals that were being prepared when a crash came: nothing rests on them. */
export function unfinishedFiles(stateDir: string): string[] {
  return namesIn(stateDir)
    .filter((name) => UNFINISHED.test(name))
    .map((name) => join(receiptsFolder(stateDir), name));
}

/** All journals, oldest first. One that cannot be read is a problem, not an end. */
export function readJournals(stateDir: string, problems: Problem[]): Journal[] {
  return read(stateDir, () => true, problems);
}

/** The journals of restores and undos that a crash interrupted; the others are not read. */
export function readInterrupted(stateDir: string): Journal[] {
  return read(stateDir, (state) => state === 'applying' || state === 'undoing', []);
}

/** How many receipts of other homes are passed over at most. */
const MOST_PASSED = 50;

/** The journal of the newest restore that was done and not undone, among those that are wanted. Null if there is none. */
export function newestDone(stateDir: string, isWanted: (journal: Journal) => boolean): Journal | null {
  const names = namesIn(stateDir);
  const known = new Set(names);
  const ids = names.flatMap((name) => JOURNAL_NAME.exec(name)?.[1] ?? []).reverse();
  const done = ids.filter((id) => MARKS.find((mark) => known.has(`${id}.${mark}`)) === 'done');
  for (const id of done.slice(0, MOST_PASSED)) {
    const [found] = readOne(stateDir, id, 'done', []);
    if (found !== undefined && isWanted(found.journal)) return found.journal;
  }
  return null;
}

const JOURNAL_NAME = /^([0-9]{8}-[0-9]{6}-[0-9a-f]{6})\.json$/;

function read(stateDir: string, wanted: (state: ReceiptState) => boolean, problems: Problem[]): Journal[] {
  const names = new Set(namesIn(stateDir));
  const journals = [...names].flatMap((name) => {
    const id = JOURNAL_NAME.exec(name)?.[1];
    if (id === undefined) return [];
    const state = MARKS.find((mark) => names.has(`${id}.${mark}`)) ?? 'applying';
    return wanted(state) ? readOne(stateDir, id, state, problems) : [];
  });
  return journals
    .sort((a, b) => a.journal.at - b.journal.at || a.writtenAt - b.writtenAt)
    .map(({ journal }) => journal);
}

function readOne(
  stateDir: string,
  id: string,
  state: ReceiptState,
  problems: Problem[],
): { journal: Journal; writtenAt: number }[] {
  const path = pathOf(stateDir, id);
  const refuse = (problem: string): [] => {
    problems.push({ path, problem });
    return [];
  };
  try {
    const stat = lstatSync(path);
    if (!stat.isFile()) return refuse('is no file');
    if (stat.size > JOURNAL_MAX_BYTES) return refuse('is larger than any receipt');
    const { journal, problem } = checkJournal(parse(readFileSync(path, 'utf8')), id);
    return journal === null ? refuse(problem) : [{ journal: { ...journal, state }, writtenAt: stat.mtimeMs }];
  } catch (error) {
    return refuse(describeError(error));
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function namesIn(stateDir: string): string[] {
  try {
    return readdirSync(receiptsFolder(stateDir)).sort();
  } catch {
    return [];
  }
}
