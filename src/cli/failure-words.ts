import { describeError, errorCode } from '../engine/files.ts';
import { SaidError, type Hint } from '../engine/errors.ts';

/** What the command line has for each hint. */
const HINTS: Readonly<Record<Hint, string>> = {
  'name-state-dir': 'Name it with --state-dir.',
  'other-state-dir': 'Or choose another folder with --state-dir.',
  'name-data-root': 'Name the profile with --data-root.',
  'name-data-roots': 'Name it with --data-root, and the other ones behind it, so that their entries are found as well.',
  'name-pair': 'Choose with --account and --organization; `ghostlight doctor` lists them.',
  'list-pairs': '`ghostlight doctor` lists those it has used.',
  'list-receipts': '`ghostlight receipts` lists them.',
};

/** What any other error than the command line's own means, for a person. */
export function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof SaidError) return error.hint === null ? error.message : `${error.message} ${HINTS[error.hint]}`;
  if (errorCode(error)?.startsWith('E') === true && 'syscall' in error) {
    const path = 'path' in error && typeof error.path === 'string' ? error.path : 'A file';
    return `${path} ${describeError(error)}.`;
  }
  return `Ghostlight met something it did not expect. No conversation was touched. Please report this: ${error.stack ?? error.message}`;
}
