/**
 * The words that every face and the engine share. Types only: what a value means stands here, what is done with it in
 * src/engine. Times are epoch milliseconds, sizes are bytes, paths are absolute and native to this machine.
 */

export type Platform = 'win32' | 'darwin' | 'linux';

/** What kind of Claude Desktop profile a folder is (docs/formats/claude-desktop.md 1.1). */
export type DataRootKind = 'macos' | 'windows-classic' | 'windows-store' | 'linux' | 'gateway' | 'clone' | 'chosen';

/** A Claude Desktop profile folder. */
export interface DataRoot {
  path: string;
  kind: DataRootKind;
  /** The one that Claude uses now, as far as the evidence tells. At most one root of a scan is live. */
  live: boolean;
  /** Sentences: what speaks for or against it. */
  evidence: string[];
}

/** An account and an organization: the two folder levels that decide in whose sidebar a record appears. */
export interface PairId {
  accountId: string;
  organizationId: string;
  dataRoot: string;
}

export interface Pair extends PairId {
  /** The pair whose sidebar Claude shows now. Never guessed: two sources have to agree. */
  active: boolean;
  /** The account's e-mail address, where a file on this disk names it. */
  label: string | null;
  /** How many records in its folder Claude would load. */
  records: number;
  evidence: string[];
}

/**
 * `earlier`: an older stretch of a conversation that went on in another transcript, its family's newest. It is no loss of
 * its own.
 */
export type SessionStatus = 'listed' | 'ghost' | 'archived' | 'deleted' | 'unavailable' | 'earlier';

/** Why a ghost is missing. */
export type Cause =
  | 'save-failed'
  | 'record-damaged'
  | 'link-lost'
  | 'other-account'
  | 'other-organization'
  | 'other-install'
  | 'old-store'
  | 'record-lost'
  | 'transcript-damaged'
  | 'never-listed';

/** What a person sees: a transcript joined with its records, tombstones and log lines. */
export interface Session {
  /** The cliSessionId: a uuid, and the transcript's file name. */
  id: string;
  status: SessionStatus;
  cause: Cause | null;
  /** The id of the newest transcript of the same conversation: its own if it is that, or the only one. */
  family: string;
  part: 'earlier' | 'whole';
  /** One plain sentence. */
  explanation: string;
  /** Whether a restore would do something for it (for what the user deleted: once they tick it). */
  restorable: boolean;
  /** Where no entry that opens can be written for it: what the person can do, in sentences. Null otherwise. */
  advice: string | null;
  title: string;
  /** `user` only where the person named it. */
  titleSource: 'user' | 'auto';
  cwd: string | null;
  /** The project: `cwd` without the worktree part. */
  originCwd: string | null;
  createdAt: number | null;
  lastActivityAt: number | null;
  model: string | null;
  /** Who wrote the transcript: `claude-desktop`, `cli`, `claude-vscode`, `sdk-ts` … Null in old transcripts. */
  entrypoint: string | null;
  /** Prompts of the person. */
  turns: number;
  bytes: number;
  /** Being written, or held open by a living process. */
  inUse: boolean;
  /** When Claude's own cleanup would delete the transcript; null where it would not. */
  expiresAt: number | null;
  transcript: string | null;
  /** Every record file that belongs to it, loadable or not, in any place. */
  records: string[];
}

/** A Cowork task: shown so that nobody believes it gone; Ghostlight does not restore these. */
export interface CoworkSession {
  id: string;
  title: string;
  createdAt: number | null;
  lastActivityAt: number | null;
  dataRoot: string;
  accountId: string;
  organizationId: string;
  record: string;
  /** Whether its folder with the conversation is there. */
  hasConversation: boolean;
}

export interface Problem {
  path: string;
  problem: string;
  /** It is a folder that could not be looked into, so that the answer is not whole. */
  unread?: true;
}

/** Why a file that looks like a conversation is not one of the person's. */
export type SkipReason = 'empty' | 'sidechain' | 'warm-up' | 'teammate' | 'copy' | 'not-a-conversation';

/** The answer of `scan`. */
export interface Scan {
  schema: 1;
  platform: Platform;
  home: string;
  dataRoots: DataRoot[];
  pairs: Pair[];
  sessions: Session[];
  cowork: CoworkSession[];
  problems: Problem[];
  skipped: Partial<Record<SkipReason, number>>;
}

/** Sessions that a restore of everything leaves alone unless they are asked for. */
export type Include = 'cli' | 'ide' | 'automated' | 'deleted' | 'archived' | 'earlier';

/** A record as it stands in a file: JSON, keys in order, unknown keys kept. */
export type RecordJson = Record<string, unknown>;

/**
 * What a restore does to one file:
 * `create` a forged record; `copy` one that survives elsewhere; `promote` a left-over `.json.tmp`; `replace` a damaged
 * record; `relink` one that lost its transcript; `repoint` one that names a folder in which its conversation is not;
 * `transcript` a repaired copy of a damaged transcript, whose row is an action of its own.
 */
export type ActionKind = RowKind | 'transcript';

export type RowKind = 'create' | 'copy' | 'promote' | 'replace' | 'relink' | 'repoint';

export interface Action {
  kind: ActionKind;
  /** The conversation that was asked for; of a repaired copy, the damaged one. */
  session: string;
  path: string;
  /** What will be in the file; null for a transcript. */
  record: RecordJson | null;
  /** Of a repaired copy: a sentence that says what is left out. */
  leftOut?: string;
}

/**
 * What the installed Claude says about itself (docs/formats/claude-desktop.md 12.1). `known`: a version that Ghostlight
 * was checked with. `familiar`: another one, with every text in it that the rules rest on. `unfamiliar`: a text is
 * missing, so nothing is written for it but a single entry on request. `unreadable`: it is there and may not be read.
 * `not-found`: no program of Claude's was found. `not-checked`: another computer's home.
 */
export interface AppCheck {
  kind: 'known' | 'familiar' | 'unfamiliar' | 'unreadable' | 'not-found' | 'not-checked';
  version: string | null;
  /** The archive that was read. */
  archive: string | null;
  /** Texts that this version should have and does not. */
  missing: string[];
  /** The outcome as a sentence for a person. */
  sentence: string;
}

export interface Refusal {
  session: string;
  why: string;
}

/** The answer of `restore`. */
export interface RestoreResult {
  schema: 1;
  dryRun: boolean;
  target: PairId | null;
  actions: Action[];
  refused: Refusal[];
  /** Sentences for the person: Claude runs, a folder is missing. */
  warnings: string[];
  /** The Claude that reads what is written. */
  app: AppCheck;
  /** Why the plan may only be looked at, as a sentence; null if it may be done. */
  blocked: string | null;
  receipt: string | null;
}

/** `remove-copy`: a repaired copy of a transcript, beside its row. */
export type UndoKind = 'remove' | 'put-back' | 'remove-copy';

export interface UndoAction {
  kind: UndoKind;
  session: string;
  path: string;
}

/** The answer of `undo`. */
export interface UndoResult {
  schema: 1;
  dryRun: boolean;
  receipt: string | null;
  actions: UndoAction[];
  refused: Refusal[];
}

/** What Claude itself made of a receipt, read from its log and from what it rewrote. */
export interface Confirmation {
  /** `waiting` until Claude has started since. */
  state: 'waiting' | 'confirmed' | 'partly' | 'unknown';
  confirmed: number;
  total: number;
  /** Sentences, one for each row that Claude did not take and why that is believed. */
  notes: string[];
}

/** The restore that was done last and can be undone. */
export interface LastRestore {
  receipt: string;
  /** Epoch milliseconds. */
  at: number;
  /** How many conversations it brought back. */
  total: number;
  state: Confirmation['state'];
  /** How many Claude is known to have taken. */
  confirmed: number;
}

/**
 * How far a restore came. `rolled-back`: it failed, `cancelled`: the person cancelled it; in both everything that was
 * begun was taken back. `applying` and `undoing`: a crash interrupted it, or it is under way.
 */
export type ReceiptState = 'applying' | 'done' | 'undoing' | 'undone' | 'rolled-back' | 'cancelled';

/** A restore that was done, enough to undo it. */
export interface Receipt {
  id: string;
  at: number;
  state: ReceiptState;
  target: PairId;
  actions: Action[];
  confirmation: Confirmation;
}

/** The answer of `receipts`. */
export interface Receipts {
  /** The oldest first. */
  receipts: Receipt[];
  /** Those that cannot be used any more. */
  problems: Problem[];
}

export interface LogErrorCount {
  /** EXDEV, EEXIST, ENOSPC … */
  kind: string;
  /** 2026-11-20, local. */
  day: string;
  count: number;
}

export interface UnloadableRecord {
  path: string;
  reason: string;
}

/** The answer of `doctor`. */
export interface Diagnosis {
  schema: 1;
  platform: Platform;
  home: string;
  /** Null where it could not be told; that counts as running. */
  claudeRunning: boolean | null;
  app: AppCheck;
  dataRoots: DataRoot[];
  pairs: Pair[];
  counts: Record<SessionStatus, number>;
  causes: Partial<Record<Cause, number>>;
  unloadable: UnloadableRecord[];
  saveErrors: LogErrorCount[];
  findings: Finding[];
  problems: Problem[];
}

/**
 * What Ghostlight itself can do about a finding. Each face makes its own of it: an option to type, a button to press.
 * `choose-installation`: say which of several is in use; `choose-data-root` and `choose-config-dir`: look elsewhere as well;
 * `show-outside`: what was started outside of the app.
 */
export type FindingAction =
  'restore' | 'show-outside' | 'choose-account' | 'choose-installation' | 'choose-data-root' | 'choose-config-dir';

export interface Finding {
  /** The cause is still there: what it did will happen again. */
  recurs?: true;
  /** `good`: nothing to do. `note`: worth knowing. `act`: the person can do something about it. */
  level: 'good' | 'note' | 'act';
  what: string;
  /** What the person can do in Claude or on this computer: sentences that fit every face. */
  next: string | null;
  action: FindingAction | null;
}
