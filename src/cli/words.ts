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
  'never-listed': 'started in a terminal or editor',
};

export const STATUSES: Readonly<Record<SessionStatus, string>> = {
  listed: 'in the sidebar',
  ghost: 'missing',
  archived: 'archived by you',
  deleted: 'deleted by you',
  unavailable: 'conversation gone',
};

export const ACTIONS: Readonly<Record<ActionKind, string>> = {
  create: 'add a new entry',
  copy: 'copy its old entry',
  promote: 'finish the half-saved entry',
  replace: 'replace the damaged entry',
  relink: 'mend the link',
};

export const RECEIPT_STATES: Readonly<Record<ReceiptState, string>> = {
  applying: 'interrupted',
  done: 'done',
  undoing: 'undo interrupted',
  undone: 'undone',
  'rolled-back': 'failed, nothing changed',
};

export const whyMissing = (session: Session): string =>
  session.cause === null ? STATUSES[session.status] : CAUSES[session.cause];

/** The last part of a path, whichever platform wrote it. */
export const projectName = (path: string | null): string => path?.split(/[/\\]/).findLast((part) => part !== '') ?? '–';
