import type { ActionKind, Cause, ReceiptState, Session, SessionStatus } from '../shared/model.ts';

/** The engine's terms in the words of a person whose sidebar is empty. */

export const CAUSES: Readonly<Record<Cause, string>> = {
  'save-failed': 'not saved by Claude',
  'record-damaged': 'entry damaged',
  'link-lost': 'entry lost its link',
  'other-account': 'under another account',
  'other-organization': 'under another organization',
  'other-install': 'in an older installation',
  'old-store': 'in the old storage place',
  'record-lost': 'entry gone',
  'transcript-damaged': 'conversation file damaged',
  'never-listed': 'started in a terminal or editor',
};

/** What happened, where all that is missing is missing for one reason. */
export const WHAT_HAPPENED: Readonly<Record<Cause, string>> = {
  'save-failed': 'Claude could not save their entries.',
  'record-damaged': 'Their entries are damaged, so Claude skips them.',
  'link-lost': 'Their entries lost the link to the conversation.',
  'other-account': 'Their entries are under another account than the one that Claude uses now.',
  'other-organization': 'Their entries are under another organization of the same account.',
  'other-install': 'Their entries are in an older installation of Claude.',
  'old-store': 'Their entries are in the place where Claude kept them before February 2026.',
  'record-lost': 'Their entries are gone, as after an update, a reinstall or a move to another computer.',
  'transcript-damaged':
    'There are zeros in their files, as after a crash or a power loss, and Claude leaves such conversations out.',
  'never-listed': 'They were started in a terminal or an editor.',
};

export const STATUSES: Readonly<Record<SessionStatus, string>> = {
  listed: 'in the sidebar',
  ghost: 'missing',
  archived: 'archived by you',
  deleted: 'deleted by you',
  unavailable: 'conversation gone',
  earlier: 'earlier part of another',
};

export const ACTIONS: Readonly<Record<ActionKind, string>> = {
  create: 'add a new entry',
  copy: 'copy its old entry',
  promote: 'finish the half-saved entry',
  replace: 'replace the damaged entry',
  relink: 'mend the link',
  repoint: 'name the right folder',
  transcript: 'add a repaired copy',
};

export const RECEIPT_STATES: Readonly<Record<ReceiptState, string>> = {
  applying: 'Interrupted; the next start with Claude closed finishes it',
  done: 'Brought back',
  undoing: 'Being undone; the next start with Claude closed finishes it',
  undone: 'Undone',
  'rolled-back': 'It failed, and nothing was changed',
  cancelled: 'You cancelled it, and nothing was changed',
};

export const whyMissing = (session: Session): string =>
  session.cause === null ? STATUSES[session.status] : CAUSES[session.cause];

/** The last part of a path, whichever platform wrote it. */
export const projectName = (path: string | null): string =>
  path?.split(/[/\\]/).findLast((part) => part !== '') ?? 'folder unknown';
