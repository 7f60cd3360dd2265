import { describeError } from '../files.ts';
import type { Disk } from './disk.ts';
import { readInterrupted, saveJournal, type Journal } from './journal.ts';
import { withLock } from './lock.ts';
import { NEEDS_CLAUDE_CLOSED } from './plan.ts';
import { entryState, rollBack, rollForward } from './rollback.ts';
import { takeBackUnchanged } from './undo.ts';

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
 * completed. Called at every start, before anything else is done (DESIGN, what must always hold, 5). Where it would
 * need Claude closed and Claude runs, it waits and says so.
 */
export async function recover(options: RecoverOptions): Promise<Recovery[]> {
  if (interrupted(options).length === 0) return [];
  return withLock(options.stateDir, async () => {
    // Read again: whoever held the lock may have been at it still.
    const journals = interrupted(options);
    const closed = journals.length > 0 && (await options.isClaudeRunning()) === false;
    return journals.map((journal) => recoverOne(journal, closed, options));
  });
}

function interrupted({ stateDir, dataRoots }: RecoverOptions): Journal[] {
  return readInterrupted(stateDir).filter(({ target }) => dataRoots.includes(target.dataRoot));
}

function recoverOne(journal: Journal, closed: boolean, { disk, stateDir }: RecoverOptions): Recovery {
  try {
    if (journal.state === 'undoing') return finishUndo(journal, closed, disk, stateDir);
    return finishRestore(journal, closed, disk, stateDir);
  } catch (error) {
    return waiting(journal, `cannot be finished yet: ${describeError(error)}`);
  }
}

function finishRestore(journal: Journal, closed: boolean, disk: Disk, stateDir: string): Recovery {
  const open = journal.entries.filter((entry) => !['after', 'normalised'].includes(entryState(disk, entry)));
  if (!closed && open.some(({ kind }) => NEEDS_CLAUDE_CLOSED.has(kind))) {
    return waiting(journal, 'waits until Claude is closed: quit Claude completely and start Ghostlight again');
  }
  try {
    rollForward(disk, journal);
  } catch (error) {
    if (!closed)
      return waiting(
        journal,
        `cannot be completed (${describeError(error)}) and waits until Claude is closed to be taken back`,
      );
    rollBack(disk, journal);
    saveJournal(disk, stateDir, { ...journal, state: 'rolled-back' });
    return said(journal, 'rolled-back', `was taken back, because it could not be completed: ${describeError(error)}`);
  }
  saveJournal(disk, stateDir, { ...journal, state: 'done' });
  const { length } = journal.entries;
  return said(journal, 'completed', `was completed: all ${length} of its entries are in place`);
}

function finishUndo(journal: Journal, closed: boolean, disk: Disk, stateDir: string): Recovery {
  if (!closed) return waiting(journal, 'is being undone and waits until Claude is closed');
  const left = takeBackUnchanged(disk, journal);
  saveJournal(disk, stateDir, { ...journal, state: left.length === 0 ? 'undone' : 'done' });
  return said(journal, 'undone', 'was undone to the end');
}

const said = ({ id, at }: Journal, outcome: Recovery['outcome'], what: string): Recovery => ({
  receipt: id,
  outcome,
  sentence: `A restore of ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} (UTC) that was interrupted ${what}.`,
});

const waiting = (journal: Journal, what: string): Recovery => said(journal, 'waiting', what);
