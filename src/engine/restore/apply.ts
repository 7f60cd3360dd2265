import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { recordBytes } from '../claude/record-forms.ts';
import { parseRecord } from '../claude/record.ts';
import { describeError } from '../files.ts';
import { basename, dirname } from 'node:path';
import type { Disk } from './disk.ts';
import { createFolders, missingFolders, NameTakenError, ReadBackError } from './durable.ts';
import { newJournalId, openJournal, saveJournal, type Journal } from './journal.ts';
import { withLock } from './lock.ts';
import { NEEDS_CLAUDE_CLOSED, type Plan, type PlannedFile } from './plan.ts';
import { complete, ConflictError, rollBack } from './rollback.ts';
import { isUnchanged, readOrNull } from './seen.ts';

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

/** A restore that did not happen: the sentence says why and what to do. Nothing was changed unless it says so. */
export class RestoreError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RestoreError';
  }
}

/**
 * Does what the plan says, wholly or not at all: where one file fails, the ones before it are taken back. Returns the
 * receipt. Throws RestoreError or BusyError.
 */
export async function applyPlan(plan: Plan, options: ApplyOptions): Promise<Journal> {
  return withLock(options.stateDir, async () => {
    await refuseUnlessCurrent(plan, options);
    const journal = newJournal(plan, options);
    try {
      openJournal(options.disk, options.stateDir, journal);
    } catch (error) {
      throw new RestoreError(`Nothing was changed: the receipt ${describeError(error)} (${options.stateDir}).`, {
        cause: error,
      });
    }
    await write(journal, options);
    return finish(journal, options);
  });
}

async function refuseUnlessCurrent({ files, folder }: Plan, { disk, isClaudeRunning }: ApplyOptions): Promise<void> {
  refuseLinkedFolders(disk, folder);
  const moved = files.find(({ before, sources }) => ![before, ...sources].every((seen) => isUnchanged(disk, seen)));
  if (moved !== undefined) {
    throw new RestoreError(
      `Nothing was changed: the disk is no longer as the plan saw it (conversation ${moved.session}). Make a new plan.`,
    );
  }
  if (files.some(({ kind }) => NEEDS_CLAUDE_CLOSED.has(kind)) && (await isClaudeRunning()) !== false) {
    throw new RestoreError(
      'Nothing was changed: entries have to be replaced, and Claude is running or it could not be told whether it is. Quit Claude completely and try again.',
    );
  }
}

/** A link among the target's folders leads out of the profile, where Claude itself would not write (section 2.1). */
export function refuseLinkedFolders(disk: Disk, folder: string): void {
  const missing = new Set(missingFolders(disk, folder));
  for (const path of [folder, dirname(folder), dirname(dirname(folder))]) {
    if (missing.has(path) || disk.lstatSync(path).isDirectory()) continue;
    throw new RestoreError(`Nothing was changed: ${path} is a link or a file where Claude keeps a folder.`);
  }
}

function newJournal({ target, folder, files }: Plan, { disk, now }: ApplyOptions): Journal {
  const at = now();
  return {
    schema: 1,
    id: newJournalId(at, randomBytes(3).toString('hex')),
    at,
    state: 'applying',
    target,
    folder,
    createdFolders: missingFolders(disk, folder),
    entries: files.map((file) => ({
      kind: file.kind,
      session: file.session,
      path: file.path,
      before: preImage(disk, file),
      after: recordBytes(file.record).toString('utf8'),
    })),
  };
}

const preImage = (disk: Disk, { before, path }: PlannedFile): string | null =>
  before.state === null ? null : (readOrNull(disk, path)?.toString('base64') ?? null);

async function write(journal: Journal, { disk, stateDir, signal, onProgress }: ApplyOptions): Promise<void> {
  try {
    createFolders(disk, journal.createdFolders);
    for (const [i, entry] of journal.entries.entries()) {
      signal?.throwIfAborted();
      complete(disk, entry);
      onProgress?.(i + 1, journal.entries.length);
      if (i % 16 === 15) await nextTurn();
    }
    verify(disk, journal);
  } catch (error) {
    takeBackAll(disk, stateDir, journal, error);
  }
}

/** Reads every file back: the bytes are the planned ones, and Claude's loader would take them. */
function verify(disk: Disk, { entries }: Journal): void {
  for (const { path, after } of entries) {
    const bytes = readOrNull(disk, path);
    const loads = bytes !== null && parseRecord(bytes, basename(path, '.json')).damage === null;
    if (!loads || bytes.toString('utf8') !== after) throw new ReadBackError(path);
  }
}

function takeBackAll(disk: Disk, stateDir: string, journal: Journal, error: unknown): never {
  const why = whatWentWrong(error);
  let conflicts: string[];
  try {
    conflicts = rollBack(disk, journal);
    saveJournal(disk, stateDir, { ...journal, state: 'rolled-back' });
  } catch (second) {
    throw new RestoreError(
      `The restore stopped (${why}), and not everything could be taken back (${describeError(second)}). No conversation is affected. Start Ghostlight again once that is mended: it finishes or takes back what is left.`,
      { cause: error },
    );
  }
  const left =
    conflicts.length === 0 ? '' : ` Left as they are, because something else changed them: ${conflicts.join(', ')}.`;
  throw new RestoreError(`Nothing was changed: ${why}.${left}`, { cause: error });
}

function whatWentWrong(error: unknown): string {
  if (error instanceof NameTakenError || error instanceof ReadBackError || error instanceof ConflictError)
    return error.message;
  if (error instanceof Error && error.name === 'AbortError') return 'the restore was cancelled';
  const path =
    error instanceof Error && 'path' in error && typeof error.path === 'string' ? `${error.path} ` : 'a file ';
  return `${path}${describeError(error)}`;
}

/** The files are in place whatever becomes of this last note; the next start writes it where it failed. */
function finish(journal: Journal, { disk, stateDir }: ApplyOptions): Journal {
  const done: Journal = { ...journal, state: 'done' };
  try {
    saveJournal(disk, stateDir, done);
  } catch {
    return done;
  }
  return done;
}
