import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { recordBytes } from '../claude/record-forms.ts';
import type { FileState } from './compare.ts';
import type { Disk } from './disk.ts';
import { entryState } from './entry.ts';
import {
  CancelledError,
  ConflictError,
  NameTakenError,
  nothingChanged,
  ReadBackError,
  reasonOf,
  RestoreError,
  SecondRowError,
  StalePlanError,
} from './errors.ts';
import { createFolders, missingFolders, realFolderOf, refuseMovedFolder } from './folders.ts';
import { perform, performCopy } from './forward.ts';
import { NEEDS_CLAUDE_CLOSED, type Journal, type JournalEntry } from './journal-form.ts';
import { dropJournal, markJournal, newJournalId, openJournal } from './journal.ts';
import { withLock } from './lock.ts';
import { patient } from './patience.ts';
import { newlyListed } from './new-rows.ts';
import type { Plan, PlannedFile } from './plan.ts';
import { stateOfCopy } from './repaired-copy.ts';
import { rollBack } from './rollback.ts';
import { hashOf, isUnchanged, readOrNull } from './seen.ts';

export { CancelledError, RestoreError, StalePlanError } from './errors.ts';

export interface ApplyOptions {
  stateDir: string;
  disk: Disk;
  /** Asked again just before the first write. Null where it cannot be told, which counts as running. */
  isClaudeRunning: () => Promise<boolean | null>;
  now: () => number;
  onProgress?: (done: number, total: number) => void;
  /** Once aborted, what was done is taken back. */
  signal?: AbortSignal;
}

/**
 * Does what the plan says, wholly or not at all: where one file fails, the ones before it are taken back. Returns the
 * receipt. Throws RestoreError (CancelledError, StalePlanError) or BusyError.
 */
export async function applyPlan(plan: Plan, given: ApplyOptions): Promise<Journal> {
  const options = { ...given, disk: patient(given.disk) };
  return withLock(options.disk, options.stateDir, async () => {
    const isSafe = await isSafeNow(plan, options);
    // Asked before any other refusal: a cancelled restore is told as that, whatever else is the matter.
    if (options.signal?.aborted === true) throw new CancelledError(CANCELLED);
    if (!isSafe) throw new RestoreError(NEEDS_CLOSED);
    const journal = begin(plan, options);
    await write(journal, options);
    return finish(journal, options);
  });
}

const CANCELLED = 'Cancelled. Nothing was changed.';

const NEEDS_CLOSED =
  'Nothing was changed: entries have to be replaced, and Claude is running or it could not be told whether it is. Quit Claude completely and try again.';

/** False if the plan replaces entries that a running Claude would write back. */
const isSafeNow = async ({ files }: Plan, { isClaudeRunning }: ApplyOptions): Promise<boolean> =>
  !files.some(({ kind }) => NEEDS_CLAUDE_CLOSED.has(kind)) || (await isClaudeRunning()) === false;

/** From the look at the disk to the journal nothing is waited for, so that nothing can come in between unnoticed. */
function begin(plan: Plan, { disk, stateDir, now }: ApplyOptions): Journal {
  const journal = sayNothingChanged(() => {
    refuseUnlessCurrent(plan, disk, stateDir);
    return newJournal(plan, disk, now());
  });
  try {
    openJournal(disk, stateDir, journal);
    return journal;
  } catch (error) {
    dropOrSay(disk, stateDir, journal, `the receipt cannot be written: ${reasonOf(error)}`);
    throw new RestoreError(`Nothing was changed: the receipt cannot be written: ${reasonOf(error)}.`, { cause: error });
  }
}

function sayNothingChanged<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RestoreError) throw error;
    throw nothingChanged(error);
  }
}

function refuseUnlessCurrent(plan: Plan, disk: Disk, stateDir: string): void {
  if (realFolderOf(disk, plan, stateDir) !== plan.realFolder) {
    throw new StalePlanError(
      `Nothing was changed: ${plan.folder} leads to another place than when this plan was made. Make a new plan.`,
    );
  }
  const moved = plan.files.find(
    ({ kind, before, sources }) =>
      (before.state !== null) !== NEEDS_CLAUDE_CLOSED.has(kind) ||
      ![before, ...sources].every((seen) => isUnchanged(disk, seen)),
  );
  const session = moved?.session ?? newlyListed({ ...plan, entries: plan.files }, disk)?.session;
  if (session === undefined) return;
  throw new StalePlanError(
    `Nothing was changed: the disk is no longer as the plan saw it (conversation ${session}). Make a new plan.`,
  );
}

function newJournal({ target, folder, realFolder, files, copies, rows }: Plan, disk: Disk, at: number): Journal {
  return {
    schema: 1,
    id: newJournalId(at, randomBytes(3).toString('hex')),
    at,
    state: 'applying',
    target,
    folder,
    realFolder,
    createdFolders: missingFolders(disk, realFolder),
    rows,
    entries: files.toSorted(closedFirst).map((file) => ({
      kind: file.kind,
      session: file.session,
      path: file.path,
      before: preImage(disk, file),
      after: recordBytes(file.record).toString('utf8'),
      sources: file.sources,
    })),
    copies: copies.map(({ copy }) => copy),
  };
}

/** What needs Claude closed is done first: as soon as can be after it was seen to be. */
const closedFirst = (a: PlannedFile, b: PlannedFile): number =>
  Number(NEEDS_CLAUDE_CLOSED.has(b.kind)) - Number(NEEDS_CLAUDE_CLOSED.has(a.kind));

/** The very bytes that the plan saw. */
function preImage(disk: Disk, { before: { state }, path }: PlannedFile): string | null {
  if (state === null) return null;
  const bytes = readOrNull(disk, path);
  if (bytes === null || hashOf(bytes) !== state.hash) throw new ConflictError(path);
  return bytes.toString('base64');
}

async function write(journal: Journal, options: ApplyOptions): Promise<void> {
  const { disk, stateDir, signal, onProgress } = options;
  const { entries } = journal;
  const begun: JournalEntry[] = [];
  try {
    createFolders(disk, journal.createdFolders);
    refuseMovedFolder(disk, journal, stateDir);
    // A row never leads to a copy that is not there yet.
    for (const copy of journal.copies) {
      if (signal?.aborted === true) throw new CancelledError('it was cancelled');
      performCopy(disk, copy);
    }
    for (const entry of entries) {
      if (signal?.aborted === true) throw new CancelledError('it was cancelled');
      begun.push(entry);
      perform(disk, entry);
      onProgress?.(begun.length, entries.length);
      if (begun.length % 16 === 0) await nextTurn();
    }
    verify(disk, journal);
  } catch (error) {
    // The file that stood in the way is not ours to take back.
    if (error instanceof NameTakenError || error instanceof ConflictError) begun.pop();
    takeBackAll(journal, begun, error, options);
  }
}

/** A Claude that was started a moment ago may have loaded a row and saved it in its own way: it would only do so again. */
const IN_PLACE: ReadonlySet<FileState> = new Set(['after', 'normalised']);

/** Reads every file back: the bytes are the planned ones, and nothing else leads to these conversations by now. */
function verify(disk: Disk, journal: Journal): void {
  for (const copy of journal.copies) if (stateOfCopy(disk, copy) !== 'after') throw new ReadBackError(copy.path);
  for (const entry of journal.entries) if (!IN_PLACE.has(entryState(disk, entry))) throw new ReadBackError(entry.path);
  const row = newlyListed(journal, disk);
  if (row !== null) throw new SecondRowError(row.path);
}

function takeBackAll(
  journal: Journal,
  begun: readonly JournalEntry[],
  error: unknown,
  { disk, stateDir }: ApplyOptions,
): never {
  const why = reasonOf(error);
  const left = takeBackOrSay(disk, journal, begun, why, stateDir);
  const isCancelled = error instanceof CancelledError;
  try {
    const takenBack = markJournal(disk, stateDir, journal, 'rolled-back');
    if (isCancelled) noteCancel(disk, stateDir, takenBack);
  } catch {
    dropOrSay(disk, stateDir, journal, why);
  }
  if (left.length === 0) throw isCancelled ? new CancelledError(CANCELLED) : nothingChanged(error);
  const sentence = `The restore was taken back: ${why}. Something else has changed these in the meantime, and they stay as they are: ${left.join(', ')}.`;
  throw isCancelled ? new CancelledError(sentence) : new RestoreError(sentence, { cause: error });
}

/** Without this note the receipt says that the restore failed: all is taken back either way. */
function noteCancel(disk: Disk, stateDir: string, journal: Journal): void {
  try {
    markJournal(disk, stateDir, journal, 'cancelled');
  } catch {
    return;
  }
}

function takeBackOrSay(
  disk: Disk,
  journal: Journal,
  begun: readonly JournalEntry[],
  why: string,
  stateDir: string,
): string[] {
  try {
    return rollBack(disk, journal, stateDir, begun).map(({ path }) => path);
  } catch (error) {
    throw new RestoreError(
      `The restore stopped: ${why}. What it had begun could not be taken back: ${reasonOf(error)}. No conversation is affected. Start Ghostlight again once that is mended: it finishes or takes back what is left.`,
      { cause: error },
    );
  }
}

/** A journal that stays behind unmarked would be followed at the next start. */
function dropOrSay(disk: Disk, stateDir: string, journal: Journal, why: string): void {
  try {
    dropJournal(disk, stateDir, journal);
  } catch (error) {
    throw new RestoreError(
      `Nothing was changed so far: ${why}. But the note of what was to be done could not be removed: ${reasonOf(error)}. Unless it is, the next start of Ghostlight may still do it; it can be undone then.`,
      { cause: error },
    );
  }
}

/** The files are in place whatever becomes of this last note; the next start writes it where it failed. */
function finish(journal: Journal, { disk, stateDir }: ApplyOptions): Journal {
  try {
    return markJournal(disk, stateDir, journal, 'done');
  } catch {
    return { ...journal, state: 'done' };
  }
}
