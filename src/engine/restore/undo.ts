import { basename } from 'node:path';
import type { Problem, Refusal, UndoAction } from '../../shared/model.ts';
import type { Disk } from './disk.ts';
import { entryState, keptCopies } from './entry.ts';
import { reasonOf, RestoreError } from './errors.ts';
import { relocated } from './folders.ts';
import type { Journal, JournalEntry } from './journal-form.ts';
import { markJournal, readJournals } from './journal.ts';
import { withLock } from './lock.ts';
import { patient } from './patience.ts';
import { idOf, stateOfCopy, type Copy } from './repaired-copy.ts';
import { rollBack } from './rollback.ts';
import { isOneOf } from './same-folder.ts';

/** What an undo will do, before it does it. */
export interface UndoPlan {
  journal: Journal;
  actions: UndoAction[];
  refused: Refusal[];
}

/**
 * The receipt to undo: the one named (its id, or an unambiguous beginning), else the newest that is not undone.
 * `dataRoots`: the profiles that may be written to; whether Claude runs is known of these and of no others. Null: any.
 * Throws RestoreError with a sentence.
 */
export function findReceipt(stateDir: string, id: string | null, dataRoots: readonly string[] | null = null): Journal {
  const problems: Problem[] = [];
  const journals = readJournals(stateDir, problems);
  const isHere = ({ target }: Journal): boolean => dataRoots === null || isOneOf(target.dataRoot, dataRoots);
  if (id === null) {
    const newest = journals.filter((journal) => journal.state === 'done' && isHere(journal)).at(-1);
    if (newest === undefined) throw new RestoreError(`There is no restore to undo.${unusable(problems)}`);
    return newest;
  }
  const isMeant = (name: string): boolean => id !== '' && name.startsWith(id);
  const found = journals.filter((journal) => isMeant(journal.id));
  const [journal] = found;
  if (journal === undefined) {
    const said = unusable(problems.filter(({ path }) => isMeant(basename(path))));
    throw new RestoreError(`There is no receipt ${id === '' ? 'without an id' : id}.${said}`, {
      hint: 'list-receipts',
    });
  }
  if (found.length > 1) {
    throw new RestoreError(`${id} could be any of ${found.map((one) => one.id).join(', ')}: give more of it.`);
  }
  if (!isHere(journal)) {
    throw new RestoreError(
      `Receipt ${journal.id} is of another profile of Claude, ${journal.target.dataRoot}, which is not looked at now.`,
      { hint: 'name-data-root' },
    );
  }
  refuseUnlessDone(journal);
  return journal;
}

const MOST_SAID = 3;

/** Receipts that were found and are none any more, as sentences to stand behind another. */
const unusable = (problems: readonly Problem[]): string =>
  problems
    .slice(0, MOST_SAID)
    .map(({ path, problem }) => ` ${path} ${problem}.`)
    .join('');

function refuseUnlessDone({ id, state }: Journal): void {
  switch (state) {
    case 'done':
      return;
    case 'undone':
      throw new RestoreError(`Receipt ${id} was undone already.`);
    case 'cancelled':
      throw new RestoreError(`Receipt ${id} was cancelled and taken back: there is nothing to undo.`);
    case 'rolled-back':
      throw new RestoreError(`Receipt ${id} was taken back when it failed: there is nothing to undo.`);
    case 'applying':
    case 'undoing':
      throw new RestoreError(`Receipt ${id} is not finished: quit Claude and start Ghostlight again first.`);
  }
}

/** Looks at what became of every file since. Writes nothing, and throws nothing: what cannot be read is refused. */
export function planUndo(journal: Journal, given: Disk, stateDir: string): UndoPlan {
  const disk = patient(given);
  const plan: UndoPlan = { journal, actions: [], refused: [] };
  try {
    const now = relocated(disk, journal, stateDir);
    const kept = keptCopies(disk, now);
    for (const entry of now.entries.filter(({ session }) => !kept.has(session.toLowerCase()))) judge(entry, disk, plan);
    for (const copy of now.copies) judgeCopy(copy, kept, disk, plan);
  } catch (error) {
    const why = `Its entry stays as it is: ${reasonOf(error)}.`;
    plan.refused.push(...journal.entries.map(({ session }) => ({ session, why })));
  }
  return plan;
}

const COPY_KEPT =
  'Its repaired copy or the entry of that was changed since, or the damaged original is no longer as it was, so both stay as they are.';

function judgeCopy(copy: Copy, kept: ReadonlySet<string>, disk: Disk, { actions, refused }: UndoPlan): void {
  const session = idOf(copy.path);
  if (kept.has(session)) refused.push({ session, why: COPY_KEPT });
  else if (stateOfCopy(disk, copy) !== 'absent') actions.push({ kind: 'remove-copy', session, path: copy.path });
}

function judge(entry: JournalEntry, disk: Disk, { actions, refused }: UndoPlan): void {
  const { session, path } = entry;
  const kind = entry.before === null ? 'remove' : 'put-back';
  try {
    switch (entryState(disk, entry)) {
      case 'after':
      case 'torn':
      case 'normalised':
        actions.push({ kind, session, path });
        break;
      case 'changed':
        refused.push({ session, why: 'Its entry was changed since it was brought back, so it stays as it is.' });
        break;
      case 'absent':
        if (kind === 'put-back') refused.push({ session, why: 'Its entry was removed since, and stays so.' });
        break;
      case 'before':
        break;
    }
  } catch (error) {
    refused.push({ session, why: `Its entry stays as it is: ${reasonOf(error)}.` });
  }
}

export interface UndoOptions {
  stateDir: string;
  disk: Disk;
  isClaudeRunning: () => Promise<boolean | null>;
  /** See `findReceipt`. */
  dataRoots?: readonly string[] | null;
}

/**
 * Takes a restore back: removes what it added, puts back what it replaced, byte for byte; leaves what was changed
 * since. Needs Claude closed. Throws RestoreError or BusyError.
 */
export async function applyUndo(plan: UndoPlan, options: UndoOptions): Promise<Journal> {
  const { stateDir, isClaudeRunning, dataRoots = null } = options;
  const disk = patient(options.disk);
  return withLock(disk, stateDir, async () => {
    // Read again: another process may have undone it since the plan was shown.
    const journal = findReceipt(stateDir, plan.journal.id, dataRoots);
    if ((await isClaudeRunning()) !== false) {
      throw new RestoreError(
        'Nothing was changed: Claude is running, or it could not be told whether it is, and it would write the entries again. Quit Claude completely and try again.',
      );
    }
    return finishUndo(begin(journal, disk, stateDir), disk, stateDir);
  });
}

function begin(journal: Journal, disk: Disk, stateDir: string): Journal {
  try {
    return markJournal(disk, stateDir, relocated(disk, journal, stateDir), 'undoing');
  } catch (error) {
    throw new RestoreError(`Nothing was changed: ${reasonOf(error)}.`, { cause: error });
  }
}

function finishUndo(journal: Journal, disk: Disk, stateDir: string): Journal {
  try {
    return takeBackAll(journal, disk, stateDir);
  } catch (error) {
    throw new RestoreError(
      `The undo stopped: ${reasonOf(error)}. No conversation is affected. Once that is mended, start Ghostlight again with Claude closed, and it goes on.`,
      { cause: error },
    );
  }
}

/** What was changed since is left; then the restore still stands in that part. */
export function takeBackAll(journal: Journal, disk: Disk, stateDir: string): Journal {
  const left = rollBack(disk, journal, stateDir);
  return markJournal(disk, stateDir, journal, left.length === 0 ? 'undone' : 'done');
}
