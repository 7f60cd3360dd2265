import { describeError, errorCode } from '../engine/files.ts';
import { SaidError } from '../engine/errors.ts';

/** What any other error than the command line's own means, for a person. */
export function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof SaidError) return error.message;
  if (errorCode(error)?.startsWith('E') === true && 'syscall' in error) {
    const path = 'path' in error && typeof error.path === 'string' ? error.path : 'A file';
    return `${path} ${describeError(error)}.`;
  }
  return `Ghostlight met something it did not expect. No conversation was touched. Please report this: ${error.stack ?? error.message}`;
}
