import type { Refusal, UndoAction } from '../../shared/model.ts';
import { describeError } from '../files.ts';
import { RestoreError } from './apply.ts';
import type { Disk } from './disk.ts';
import { removeEmptyFolders } from './durable.ts';
import { readJournals, saveJournal, type Journal, type JournalEntry } from './journal.ts';
import { withLock } from './lock.ts';
import { entryState, takeBack } from './rollback.ts';

/** What an undo will do, before it does it. */
export interface UndoPlan {
  journal: Journal;
  actions: UndoAction[];
  refused: Refusal[];
}

/**
 * The receipt to undo: the one named (its id, or an unambiguous beginning), else the newest that is not undone. Throws
 * RestoreError with a sentence.
 */
export function findReceipt(stateDir: string, id: string | null): Journal {
  const journals = readJournals(stateDir, []);
  if (id === null) {
    const newest = journals.filter(({ state }) => state === 'done').at(-1);
    if (newest === undefined) throw new RestoreError('There is no restore to undo.');
    return newest;
  }
  const found = journals.filter((journal) => journal.id.startsWith(id));
  const [journal] = found;
  if (journal === undefined) throw new RestoreError(`There is no receipt ${id}. \`ghostlight receipts\` lists them.`);
  if (found.length > 1) {
    throw new RestoreError(`${id} could be any of ${found.map((one) => one.id).join(', ')}: give more of it.`);
  }
  if (journal.state === 'undone') throw new RestoreError(`Receipt ${journal.id} was undone already.`);
  if (journal.state === 'rolled-back')
    throw new RestoreError(`Receipt ${journal.id} was taken back when it failed: there is nothing to undo.`);
  if (journal.state !== 'done')
    throw new RestoreError(`Receipt ${journal.id} is not finished: quit Claude and start Ghostlight again first.`);
  return journal;
}

/** Looks at what became of every file since. Writes nothing. */
export function planUndo(journal: Journal, disk: Disk): UndoPlan {
  const plan: UndoPlan = { journal, actions: [], refused: [] };
  for (const entry of journal.entries) {
    const { session, path } = entry;
    const kind = entry.before === null ? 'remove' : 'put-back';
    switch (entryState(disk, entry)) {
      case 'after':
      case 'torn':
      case 'normalised':
        plan.actions.push({ kind, session, path });
        break;
      case 'changed':
        plan.refused.push({ session, why: 'Its entry was changed since it was brought back, so it stays as it is.' });
        break;
      case 'absent':
        if (kind === 'put-back') plan.refused.push({ session, why: 'Its entry was removed since, and stays so.' });
        break;
      case 'before':
        break;
    }
  }
  return plan;
}

export interface UndoOptions {
  stateDir: string;
  disk: Disk;
  isClaudeRunning: () => Promise<boolean | null>;
}

/**
 * Takes a restore back: removes what it added, puts back what it replaced, byte for byte; leaves what was changed
 * since. Needs Claude closed. Throws RestoreError or BusyError.
 */
export async function applyUndo(plan: UndoPlan, options: UndoOptions): Promise<Journal> {
  const { stateDir, disk, isClaudeRunning } = options;
  return withLock(stateDir, async () => {
    // Read again: another process may have undone it since the plan was shown.
    const journal = findReceipt(stateDir, plan.journal.id);
    if ((await isClaudeRunning()) !== false) {
      throw new RestoreError(
        'Nothing was changed: Claude is running, or it could not be told whether it is, and it would write the entries again. Quit Claude completely and try again.',
      );
    }
    try {
      saveJournal(disk, stateDir, { ...journal, state: 'undoing' });
      const left = takeBackUnchanged(disk, journal);
      const done: Journal = { ...journal, state: left.length === 0 ? 'undone' : 'done' };
      saveJournal(disk, stateDir, done);
      return done;
    } catch (error) {
      throw new RestoreError(
        `The undo stopped: a file ${describeError(error)}. Nothing is lost; once that is mended, start Ghostlight again and it goes on.`,
        { cause: error },
      );
    }
  });
}

/** Takes back every file that is still ours, the last one first; returns the entries that were left. */
export function takeBackUnchanged(disk: Disk, journal: Journal): JournalEntry[] {
  const left = [...journal.entries].reverse().filter((entry) => !takeBack(disk, entry));
  removeEmptyFolders(disk, journal.createdFolders);
  return left;
}
