import { describeError, errorCode } from '../engine/files.ts';
import { FolderError } from '../engine/local-world.ts';
import { RestoreError } from '../engine/restore/apply.ts';
import { BusyError } from '../engine/restore/lock.ts';
import { NoTargetError } from '../engine/restore/plan.ts';

/** Errors of the engine whose message is a sentence for the person. */
const SAID_IN_FULL = [FolderError, RestoreError, NoTargetError, BusyError];

/** What any other error than the command line's own means, for a person. */
export function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (SAID_IN_FULL.some((known) => error instanceof known)) return error.message;
  if (errorCode(error)?.startsWith('E') === true && 'syscall' in error) {
    const path = 'path' in error && typeof error.path === 'string' ? error.path : 'A file';
    return `${path} ${describeError(error)}.`;
  }
  return `Ghostlight met something it did not expect. No conversation was touched. Please report this: ${error.stack ?? error.message}`;
}
