import { spokenMinute } from '../claude/log-time.ts';
import type { FileState } from './compare.ts';
import type { Disk } from './disk.ts';
import { removeFile } from './durable.ts';
import { entryState, isInPlace } from './entry.ts';
import { reasonOf } from './errors.ts';
import { refuseMovedFolder, relocated } from './folders.ts';
import { rollForward, whyNotForward } from './forward.ts';
import { NEEDS_CLAUDE_CLOSED, type Journal } from './journal-form.ts';
import { markJournal, readInterrupted, secureJournal, unfinishedFiles } from './journal.ts';
import { BusyError, withLock } from './lock.ts';
import { patient } from './patience.ts';
import { rollBack } from './rollback.ts';
import { isOneOf } from './same-folder.ts';
import { takeBackAll } from './undo.ts';

export interface Recovery {
  receipt: string;
  outcome: 'completed' | 'rolled-back' | 'undone' | 'waiting';
  sentence: string;
}

export interface RecoverOptions {
  stateDir: string;
  disk: Disk;
  /** Only restores into these data roots are touched: another home's may belong to a disk that is not there. */
  dataRoots: readonly string[];
  isClaudeRunning: () => Promise<boolean | null>;
}

/**
 * Finishes what a crash interrupted: a restore is completed, or where that is not possible taken back; an undo is
 * completed. Called at every start, before anything else is done (docs/design.md rule 5). Where it would
 * need Claude closed and Claude runs, it waits and says so. Never throws.
 */
export async function recover(given: RecoverOptions): Promise<Recovery[]> {
  const options = { ...given, disk: patient(given.disk) };
  const { disk, stateDir } = options;
  if (interrupted(options).length === 0 && unfinishedFiles(stateDir).length === 0) return [];
  try {
    return await withLock(disk, stateDir, async () => recoverAll(options));
  } catch (error) {
    // Whoever holds the lock is alive, so that nothing is interrupted: it is still at it.
    if (error instanceof BusyError) return [];
    return interrupted(options).map((journal) => waiting(journal, `cannot be finished yet: ${reasonOf(error)}`));
  }
}

async function recoverAll(options: RecoverOptions): Promise<Recovery[]> {
  const { disk, stateDir, isClaudeRunning } = options;
  for (const path of unfinishedFiles(stateDir)) removeFile(disk, path);
  // Read again: whoever held the lock may have been at it still.
  const journals = interrupted(options);
  const closed = journals.length > 0 && (await isClaudeRunning()) === false;
  return journals.map((journal) => recoverOne(journal, closed, options));
}

function interrupted({ stateDir, dataRoots }: RecoverOptions): Journal[] {
  return readInterrupted(stateDir).filter(({ target }) => isOneOf(target.dataRoot, dataRoots));
}

function recoverOne(journal: Journal, closed: boolean, { disk, stateDir }: RecoverOptions): Recovery {
  try {
    secureJournal(disk, stateDir, journal);
    if (journal.state === 'undoing') return recoverUndo(relocated(disk, journal, stateDir), closed, disk, stateDir);
    refuseMovedFolder(disk, journal, stateDir);
    return recoverRestore(journal, closed, disk, stateDir);
  } catch (error) {
    return waiting(journal, `cannot be finished yet: ${reasonOf(error)}`);
  }
}

function recoverRestore(journal: Journal, closed: boolean, disk: Disk, stateDir: string): Recovery {
  const why = whyNotForward(disk, journal);
  if (why !== null) return recoverBack(journal, why, closed, disk, stateDir);
  const open = journal.entries.filter((entry) => !isInPlace(disk, entry));
  if (!closed && open.some(({ kind }) => NEEDS_CLAUDE_CLOSED.has(kind))) {
    return waiting(journal, 'waits until Claude is closed: quit Claude completely and start Ghostlight again');
  }
  try {
    rollForward(disk, journal, stateDir);
  } catch (error) {
    return recoverBack(journal, reasonOf(error), closed, disk, stateDir);
  }
  markJournal(disk, stateDir, journal, 'done');
  const { length } = journal.entries;
  return said(
    journal,
    'completed',
    `was completed: ${length === 1 ? 'its entry is' : `all ${length} of its entries are`} in place`,
  );
}

const OURS: ReadonlySet<FileState> = new Set(['after', 'torn', 'normalised']);

/** A running Claude may hold what was added already, and would write it again. */
function recoverBack(journal: Journal, why: string, closed: boolean, disk: Disk, stateDir: string): Recovery {
  const isBegun = journal.entries.some((entry) => OURS.has(entryState(disk, entry)));
  if (!closed && isBegun) {
    return waiting(
      journal,
      `cannot be completed (${why}) and waits until Claude is closed to be taken back: quit Claude completely and start Ghostlight again`,
    );
  }
  const left = rollBack(disk, journal, stateDir).map(({ path }) => path);
  markJournal(disk, stateDir, journal, 'rolled-back');
  const except = left.length === 0 ? '' : `, except for what was changed since and stays as it is (${left.join(', ')})`;
  return said(journal, 'rolled-back', `was taken back${except}, because it could not be completed: ${why}`);
}

function recoverUndo(journal: Journal, closed: boolean, disk: Disk, stateDir: string): Recovery {
  if (!closed) {
    return waiting(journal, 'waits until Claude is closed: quit Claude completely and start Ghostlight again');
  }
  const { state } = takeBackAll(journal, disk, stateDir);
  return said(
    journal,
    'undone',
    state === 'undone'
      ? 'was brought to its end'
      : 'was brought to its end, except for entries that were changed since and stay as they are',
  );
}

const said = ({ id, at, state }: Journal, outcome: Recovery['outcome'], what: string): Recovery => {
  const subject = state === 'undoing' ? 'The undo of a restore' : 'A restore';
  return { receipt: id, outcome, sentence: `${subject} of ${spokenMinute(at)} that was interrupted ${what}.` };
};

const waiting = (journal: Journal, what: string): Recovery => said(journal, 'waiting', what);
