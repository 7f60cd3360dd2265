import * as v from 'valibot';
import type {
  Diagnosis,
  Finding,
  LastRestore,
  Pair,
  Platform,
  Problem,
  Receipts,
  RestoreResult,
  DataRoot,
  Session,
  CoworkSession,
  UndoResult,
} from './model.ts';
import { exportFormats, pageSizes } from './reading.ts';
import type {
  ExportResult,
  FindResult,
  FoundInAgent,
  LayoutGrowth,
  OpenedReading,
  OpenedTail,
  OutlineItem,
  ReaderEntry,
  ReaderFacts,
  ReaderPage,
  ReaderPart,
} from './reading.ts';

/**
 * What a face may ask of Ghostlight, declared once. IPC, HTTP and the handler map are derived from this file: a new
 * operation is one entry in `requests`, one in `Answers`, and one function in the engine's handlers, without which
 * nothing compiles.
 *
 * Requests come from a renderer and are checked against their schema before anything acts on them. They carry ids and
 * choices, never paths.
 */

const uuid = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
const pairId = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}((-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/i));
const receiptId = v.pipe(v.string(), v.regex(/^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$/));
const planId = v.pipe(v.string(), v.regex(/^plan-[0-9]+$/));
const sessionIds = v.pipe(v.array(uuid), v.maxLength(100_000));
const nothing = v.strictObject({});
const readingId = v.pipe(v.string(), v.regex(/^reading-[0-9]+$/));
const agentId = v.pipe(v.string(), v.regex(/^[0-9a-zA-Z_-]{1,64}$/));
const entryNumber = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Names a place in a reading; made by the engine, opaque to a face. */
const partId = v.pipe(v.string(), v.regex(/^[0-9a-z:./_-]{1,200}$/i));
const wordsToFind = {
  reading: readingId,
  query: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
  matchCase: v.boolean(),
};
const exportOptions = v.strictObject({
  format: v.picklist(exportFormats),
  toolOutput: v.boolean(),
  thinking: v.boolean(),
  subagents: v.boolean(),
  images: v.boolean(),
  personal: v.boolean(),
});

export const themes = ['system', 'light', 'dark'] as const;
export const textSizes = ['small', 'normal', 'large', 'larger'] as const;

export const requests = {
  /** The state as it is now; events carry on from its revision. */
  'state.get': nothing,
  /** Looks at the disk again, all of it. */
  'state.refresh': nothing,
  /** Switches to the built-in sample, or back to this machine. */
  'sample.show': v.strictObject({ on: v.boolean() }),
  /**
   * Opens a folder dialog; what the person picks is looked at as well, from then on. `any`: its content tells which kind
   * it is, and one with nothing of Claude's in it is refused.
   */
  'folder.add': v.strictObject({ kind: v.picklist(['data-root', 'config-dir', 'home', 'any']) }),
  'folder.remove': v.strictObject({ index: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** Opens a conversation, or one of its subagents' own, to read in it. Answers as soon as the beginning is known. */
  'reader.open': v.strictObject({ id: uuid, agent: v.nullable(agentId) }),
  /**
   * The end of a conversation that is open, while the rest of it is still being read. It answers like a reading of its own,
   * of the file as it is now. Null where too little of it is certain without the rest.
   */
  'reader.tail': v.strictObject({ id: uuid }),
  'reader.close': v.strictObject({ reading: readingId }),
  /** Contents of entries, from one on. */
  'reader.entries': v.strictObject({
    reading: readingId,
    from: entryNumber,
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
  }),
  /** The whole of what an entry only begins, or a picture. */
  'reader.part': v.strictObject({ reading: readingId, part: partId }),
  /** A page of a document, drawn; pages count from 1. */
  'reader.page': v.strictObject({
    reading: readingId,
    part: partId,
    page: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
    size: v.picklist(pageSizes),
  }),
  'reader.outline': v.strictObject({ reading: readingId }),
  'reader.facts': v.strictObject({ reading: readingId }),
  /** Looks in all that can be shown, tools' output included; a new one ends the one before it. */
  'reader.find': v.strictObject({
    ...wordsToFind,
    /** Also in what Claude keeps for itself; not unless said. */
    metadata: v.optional(v.boolean()),
  }),
  /** Looks in the own conversations of its subagents, and of theirs; it too ends the search before it. */
  'reader.findInAgents': v.strictObject(wordsToFind),
  /** The entry that a link speaks of. */
  'reader.locate': v.strictObject({ reading: readingId, uuid }),
  /** Writes conversations into files where the person says. Progress comes as events. */
  'export.run': v.strictObject({ ids: v.pipe(sessionIds, v.minLength(1)), options: exportOptions }),
  'export.cancel': nothing,
  /** Shows what the last export wrote in the platform's file manager. */
  'export.reveal': nothing,
  /** What the verdict on a session rests on. */
  'session.evidence': v.strictObject({ id: uuid }),
  /** Shows the transcript in the platform's file manager. */
  'session.reveal': v.strictObject({ id: uuid }),
  'restore.plan': v.strictObject({
    /** Null for all that are missing. */
    ids: v.nullable(sessionIds),
    include: v.array(v.picklist(['cli', 'ide', 'automated', 'deleted', 'archived', 'earlier'])),
    /** Null for the active pair. */
    pair: v.nullable(v.strictObject({ accountId: pairId, organizationId: pairId })),
    /** A single entry although the installed Claude is not known. */
    anyway: v.optional(v.boolean()),
  }),
  /** Does a plan that was shown. Progress comes as events. */
  'restore.apply': v.strictObject({ plan: planId }),
  'restore.cancel': nothing,
  'receipts.list': nothing,
  'undo.plan': v.strictObject({ receipt: receiptId }),
  'undo.apply': v.strictObject({ receipt: receiptId }),
  doctor: nothing,
  'settings.get': nothing,
  'settings.set': v.strictObject({
    theme: v.optional(v.picklist(themes)),
    textSize: v.optional(v.picklist(textSizes)),
    tray: v.optional(v.boolean()),
  }),
  /** Asks Claude to quit, as its own menu would. Never kills it. */
  'claude.quit': nothing,
} as const satisfies Record<string, v.GenericSchema>;

export type Operation = keyof typeof requests;
export type Request<K extends Operation> = v.InferOutput<(typeof requests)[K]>;

export interface Answers {
  'state.get': AppState;
  'state.refresh': null;
  'sample.show': null;
  'folder.add': Settings;
  'folder.remove': Settings;
  'reader.open': OpenedReading;
  'reader.tail': OpenedTail | null;
  'reader.close': null;
  'reader.entries': ReaderEntry[];
  'reader.part': ReaderPart;
  'reader.page': ReaderPage;
  'reader.outline': OutlineItem[];
  'reader.facts': ReaderFacts;
  'reader.find': FindResult;
  'reader.findInAgents': FoundInAgent[];
  'reader.locate': { entry: number | null };
  'export.run': ExportResult;
  'export.cancel': null;
  'export.reveal': null;
  'session.evidence': SessionEvidence;
  'session.reveal': null;
  'restore.plan': RestorePlan;
  'restore.apply': RestoreResult;
  'restore.cancel': null;
  'receipts.list': Receipts;
  'undo.plan': UndoResult;
  'undo.apply': UndoResult;
  doctor: Diagnosis;
  'settings.get': Settings;
  'settings.set': Settings;
  'claude.quit': { asked: boolean };
}

/** What a face shows of a conversation in lists. Its files, a third of its size, come with `session.evidence`. */
export interface SessionSummary extends Omit<Session, 'transcript' | 'records' | 'family'> {
  /** The id of the conversation that it is an earlier part of; null if it is none. */
  family: string | null;
  /** Whether there is something to read. */
  hasTranscript: boolean;
}

/** The values of one field: as they are, or which of a few each of them is. */
export type Column<T> = T[] | { of: T[]; at: number[] };

/**
 * Sessions field by field, `count` of them: what many have in common, a folder or a reason, crosses once. A thousand
 * objects would be four times as large, and each would be taken apart and put together again at every border.
 */
export interface SessionTable {
  count: number;
  /** None where there are no sessions. */
  columns: { [F in keyof SessionSummary]?: Column<SessionSummary[F]> };
}

/** What the window is about. Sessions are keyed by id; `revision` grows by one with every change. */
export interface AppState {
  revision: number;
  /** `reading` until the first look at the disk is done. */
  phase: 'reading' | 'ready';
  progress: { done: number; total: number } | null;
  /** The built-in sample is shown, not the person's own data. */
  sample: boolean;
  /** While the sample is shown: the person's own home, if nothing of Claude's app was found in it. Else null. */
  nothingIn: string | null;
  /** Where the time stands still, as in the sample: epoch milliseconds by which dates are near or far. Else null. */
  now: number | null;
  platform: Platform;
  home: string;
  /** It is another computer’s, or the sample’s: no Claude that runs here reads what is shown. */
  foreign: boolean;
  dataRoots: DataRoot[];
  pairs: Pair[];
  sessions: SessionTable;
  cowork: CoworkSession[];
  problems: Problem[];
  /** Why the latest look failed as a whole: all else is from before it. Null where it did not. */
  failed: Problem | null;
  skipped: Record<string, number>;
  /** Claude loaded its entries and may still show none: a fault of its own window, which no restore would mend. */
  displayFault: Finding | null;
  /** Null where it could not be told; that counts as running. */
  claudeRunning: boolean | null;
  /** Claude's latest start, as its log tells so far: with it, receipts may be confirmed. Null where it tells none. */
  claudeStart: { at: number | null; loaded: number | null } | null;
  /** What was brought back last and can be undone, with what Claude made of it; null if nothing was. */
  lastRestore: LastRestore | null;
  /** What the operating system lets this face do. */
  can: { reveal: boolean; quitClaude: boolean; addFolder: boolean; tray: boolean };
  version: string;
}

/** What changed from one revision to the next. A face that missed one asks for the whole state again. */
export interface StateChange {
  revision: number;
  /** Everything but the sessions, where any of it changed. */
  rest: Omit<AppState, 'revision' | 'sessions'> | null;
  upserted: SessionTable;
  removed: string[];
}

/** Sentences and files behind a verdict, for the person who wants to know exactly. */
export interface SessionEvidence {
  /** Path; null where it is not on this disk. */
  transcript: string | null;
  /** The record files of it: where, and what is wrong with each; null where Claude would load it. */
  records: { path: string; place: string; problem: string | null }[];
  /** Lines of Claude's log that speak of it, newest last. */
  logLines: string[];
}

/** A plan as it is shown before anything is written. */
export interface RestorePlan extends RestoreResult {
  plan: string;
  /** The pairs the person can choose from, and why one is believed to be the one in use. */
  pairs: Pair[];
  /** Why no target could be chosen, where none was. */
  doubts: string[];
}

export interface Settings {
  theme: (typeof themes)[number];
  textSize: (typeof textSizes)[number];
  tray: boolean;
  /** Folders the person added, by kind. */
  folders: { kind: 'data-root' | 'config-dir' | 'home'; path: string }[];
}

/** Pushed to every face. */
export interface Events {
  'state.changed': StateChange;
  'restore.progress': { done: number; total: number };
  /** More of an open reading is known: it was read on, or it grew. */
  'reader.grew': LayoutGrowth;
  /** Counts conversations; `share` of the one named by `title` is written, from 0 to 1. */
  'export.progress': { done: number; total: number; title: string; share?: number };
  'settings.changed': Settings;
  /** A menu or the tray asks the window to do something. */
  command:
    'refresh' | 'restore-all' | 'undo-last' | 'export' | 'find' | 'settings' | 'health' | 'history' | 'shortcuts';
}

export type EventName = keyof Events;

/** Errors have a code to act on and a sentence to show; both survive every border. */
export interface AnswerError {
  code:
    | 'refused'
    | 'cancelled'
    | 'stale'
    | 'forgotten'
    | 'busy'
    | 'not-found'
    | 'not-claude'
    | 'no-target'
    | 'disk'
    | 'full'
    | 'invalid'
    | 'unavailable'
    | 'internal';
  message: string;
}

export type Answer<K extends Operation> = { ok: true; data: Answers[K] } | { ok: false; error: AnswerError };

/** One function for each operation; a missing one does not compile. */
export type Handlers = { [K in Operation]: (request: Request<K>) => Answers[K] | Promise<Answers[K]> };

/** What a face has: `window.ghostlight` in the app, the same over HTTP where there is no Electron. */
export interface GhostlightApi {
  ask: <K extends Operation>(operation: K, request: Request<K>) => Promise<Answer<K>>;
  /** Returns the function that ends the subscription. */
  on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void;
}
