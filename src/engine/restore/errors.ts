import { SaidError } from '../errors.ts';
import { describeError, errorCode } from '../files.ts';

/** The messages of all but RestoreError are clauses, as `reasonOf` gives them. */

/** A restore or an undo that did not happen: the sentence says why and what to do, and whether anything was changed. */
export class RestoreError extends SaidError {
  override readonly name = 'RestoreError';
}

/** Thrown where a plan rests on what is so no more: a new one settles it. */
export class StalePlanError extends RestoreError {}

/** Thrown when the person cancelled. The message says what that means for the disk. */
export class CancelledError extends RestoreError {}

/** Thrown where a folder is not one that Claude would use. */
export class ForeignFolderError extends SaidError {
  override readonly name = 'ForeignFolderError';
}

/** Thrown where the name is taken by a file that is not ours. */
export class NameTakenError extends SaidError {
  override readonly name = 'NameTakenError';
  constructor(path: string) {
    super(`${path} was made by something else in the meantime`);
  }
}

/** Thrown where the bytes on disk are not the ones that were written. */
export class ReadBackError extends SaidError {
  override readonly name = 'ReadBackError';
  constructor(path: string) {
    super(`${path} does not read back as it was written`);
  }
}

/** Thrown where somebody else changed a file in between: it is left as it is. */
export class ConflictError extends SaidError {
  override readonly name = 'ConflictError';
  constructor(path: string) {
    super(`${path} was changed by something else in the meantime`);
  }
}

/** Thrown where Claude listed a conversation by itself in the meantime: with our row it would have two. */
export class SecondRowError extends SaidError {
  override readonly name = 'SecondRowError';
  constructor(path: string) {
    super(`Claude has made an entry of its own for one of these conversations in the meantime (${path})`);
  }
}

/**
 * The refusal for a restore that failed with `cause` and left every file as it was. It is a StalePlanError if another
 * program changed what the plan rests on. The cause tells, not the disk: taking a restore back gives files new times.
 */
export function nothingChanged(cause: unknown): RestoreError {
  const Kind = OVERTAKEN.some((kind) => cause instanceof kind) ? StalePlanError : RestoreError;
  return new Kind(`Nothing was changed: ${reasonOf(cause)}.`, { cause });
}

const OVERTAKEN = [NameTakenError, ConflictError, SecondRowError];

/** What the disk says of a file that is to be written; `describeError` speaks of reading. */
const DENIED: Readonly<Record<string, string>> = {
  EACCES: 'may not be read or written: permission denied',
  EPERM: 'may not be read or written: the system does not permit it',
  EIO: 'cannot be read or written: the disk reports an error',
};

/** A failure as a clause without a full stop: the file, and what is the matter with it. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code === null) return describeError(error);
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : 'a file';
  return `${path} ${DENIED[code] ?? describeError(error)}`;
}
