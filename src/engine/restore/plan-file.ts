import { basename, dirname, join } from 'node:path';
import type { RecordJson, RowKind, Session } from '../../shared/model.ts';
import { adaptRecord, forgeRecord, recordBytes, type RowFacts } from '../claude/record-forms.ts';
import { isPromoted } from '../claude/promotion.ts';
import { parseRecord } from '../claude/record.ts';
import { uuidOfSessionId } from '../ids.ts';
import { sourceOf, type Conversation, type Remedy, type Target } from '../inventory/conversation.ts';
import type { PlacedRecord, Transcript } from '../inventory/evidence.ts';
import { originOf } from '../inventory/project.ts';
import type { Disk } from './disk.ts';
import { reasonOf } from './errors.ts';
import { NEEDS_CLAUDE_CLOSED } from './journal-form.ts';
import type { NameChooser } from './names.ts';
import { look, lookAtEnds, readOrNull, type Seen } from './seen.ts';

/** A row that a restore will write. */
export interface PlannedFile {
  kind: RowKind;
  /** The conversation that will have the row. */
  session: string;
  path: string;
  record: RecordJson;
  /** What stands at `path` now. */
  before: Seen;
  /** Everything else the plan rests on: the transcript, the record it copies, and that it was not deleted in Claude. */
  sources: Seen[];
}

/** Claude's records have some 40 kB, and it skips those over 10 MB. The receipt keeps a copy of what is replaced. */
const MAX_REPLACED_BYTES = 64 * 1024 * 1024;

const TOMBSTONE = 'deleted_';

export const CONVERSATION_MOVED = 'It was written to while this plan was made. Make a new plan.';
const PROMOTED =
  'A half-saved entry of it is less than 30 days old, and something else stands in the place of the whole one: Claude may still list it by itself, and with a second entry the conversation would split in two.';
export const NO_FOLDER = 'No known path leads to its conversation, so that Claude could not open it.';
export const MOVED = 'Something changed its entry while this plan was made. Make a new plan.';

/** A row in the place of the one that is missing. */
export type RowRemedy = Exclude<Remedy, { kind: 'repair' }>;

export interface Work<R extends Remedy = Remedy> {
  conversation: Conversation;
  session: Session;
  remedy: R;
  /** Epoch milliseconds. */
  now: number;
  /** Where the target's folder really is. */
  folder: string;
}

/** `why`: a sentence why nothing can be done for it. Throws nothing. */
export function planFile(
  work: Work<RowRemedy>,
  target: Target,
  names: NameChooser,
  disk: Disk,
): PlannedFile | { why: string } {
  const { transcript } = work.conversation;
  if (transcript === null) return { why: 'Its conversation is not on this disk.' };
  try {
    return planFrom(work, transcript, target, names, disk);
  } catch (error) {
    return { why: `It cannot be brought back as it stands: ${reasonOf(error)}.` };
  }
}

function planFrom(
  { conversation, session, remedy, now, folder }: Work<RowRemedy>,
  transcript: Transcript,
  target: Target,
  names: NameChooser,
  disk: Disk,
): PlannedFile | { why: string } {
  const { cwdChoice } = conversation;
  if (cwdChoice?.kind !== 'found') return { why: NO_FOLDER };
  const source = sourceOf(remedy);
  const survivor = remedy.kind === 'copy' ? remedy.from.file.stem : null;
  const sessionId = names.choose(session.id, ownName(remedy, target, now), survivor);
  const isRenamed = remedy.kind === 'promote' && sessionId !== remedy.from.file.stem;
  if (isRenamed && promotes(remedy.from, target, now)) return { why: PROMOTED };
  const path = join(folder, `${sessionId}.json`);
  const before = look(disk, path);
  if ((before.state !== null) !== NEEDS_CLAUDE_CLOSED.has(remedy.kind)) return { why: MOVED };
  if ((before.state?.size ?? 0) > MAX_REPLACED_BYTES) {
    return { why: 'Its damaged entry is too large to keep a copy of, so it is not replaced.' };
  }
  const conversationSeen = lookAtEnds(disk, transcript.path);
  if (conversationSeen.state === null) return { why: 'Its conversation is no longer on this disk.' };
  if (!isSame(conversationSeen, transcript)) return { why: CONVERSATION_MOVED };
  const tombstones = tombstonesOf(session.id, sessionId, path).map((tombstone) => look(disk, tombstone));
  if (tombstones.some((seen) => seen.state !== null && !isKnownDeletion(seen, target))) return { why: MOVED };
  const seenSource = source === null ? null : look(disk, source.file.path);
  if (source !== null && seenSource !== null && !isAsScanned(source, seenSource)) return { why: MOVED };
  const facts = rowFacts(conversation, session, transcript, source, sessionId, cwdChoice);
  const record = makeRecord(source === null ? null : readSurvivor(source, disk), facts);
  if (record === null) return { why: 'No entry that Claude would load can be made of what is left of it.' };
  return {
    // Under another name it is a copy: the half-done save stays what it is.
    kind: isRenamed ? 'copy' : remedy.kind,
    session: session.id,
    path,
    record,
    before,
    sources: [
      conversationSeen,
      ...(seenSource === null || seenSource.path === path ? [] : [seenSource]),
      ...tombstones,
    ],
  };
}

/** What was concluded rests on the look at the whole disk a moment ago. */
export function isAsScanned(source: PlacedRecord, { state }: Seen): boolean {
  if (source.inline !== null) return state !== null;
  return state !== null && isSame({ state }, source.file);
}

export const isSame = ({ state }: Pick<Seen, 'state'>, { size, mtimeMs }: { size: number; mtimeMs: number }): boolean =>
  state?.size === size && state.mtimeMs === mtimeMs;

/** A deletion that the inventory did not see is one from this very moment. */
const isKnownDeletion = ({ path }: Seen, { folder }: Target): boolean =>
  folder?.tombstones.has(basename(path).slice(TOMBSTONE.length)) === true;

/** What Claude would leave beside the entry if the person deleted it (docs/formats/claude-desktop.md 5.5). */
function tombstonesOf(conversationId: string, sessionId: string, path: string): string[] {
  const ids = new Set([conversationId, uuidOfSessionId(sessionId) ?? conversationId]);
  return [...ids].map((id) => join(dirname(path), `${TOMBSTONE}${id}`));
}

/** Nothing that Claude would skip is worth writing: where the survivor cannot be made fit, a minimal record takes its place. */
export function makeRecord(survivor: RecordJson | null, facts: RowFacts): RecordJson | null {
  const candidates = [...(survivor === null ? [] : [adaptRecord(survivor, facts)]), forgeRecord(facts)];
  return candidates.find((record) => parseRecord(recordBytes(record), facts.sessionId).damage === null) ?? null;
}

const promotes = ({ file }: PlacedRecord, { folder }: Target, now: number): boolean =>
  folder !== null && isPromoted(file, folder, now);

/** What is in the folder keeps its name where it can. */
function ownName(remedy: RowRemedy, target: Target, now: number): string | null {
  switch (remedy.kind) {
    case 'replace':
      return remedy.damaged.file.stem;
    case 'relink':
    case 'repoint':
      return remedy.record.file.stem;
    case 'promote':
      return keepsName(remedy.from, target, now) ? remedy.from.file.stem : null;
    case 'copy':
    case 'create':
      return null;
  }
}

/**
 * A half-done save becomes the row of its own name, so that Claude makes no second one of it. That the name was deleted
 * is a reason for a fresh one only where Claude leaves it alone by now: a tombstone keeps Claude from no row that is
 * there (docs/formats/claude-desktop.md 5.5), nor from making one of a save this young.
 */
function keepsName(leftover: PlacedRecord, target: Target, now: number): boolean {
  const { stem } = leftover.file;
  const name = stem.toLowerCase();
  if (target.folder?.records.some((record) => record.stem.toLowerCase() === name) === true) return false;
  return promotes(leftover, target, now) || target.folder?.tombstones.has(uuidOfSessionId(name) ?? '') !== true;
}

export function readSurvivor(source: PlacedRecord, disk: Disk): RecordJson | null {
  if (source.inline !== null) return source.inline;
  const bytes = readOrNull(disk, source.file.path);
  return bytes === null ? null : parseRecord(bytes, source.file.stem).json;
}

export function rowFacts(
  conversation: Conversation,
  session: Session,
  transcript: Transcript,
  source: PlacedRecord | null,
  sessionId: string,
  opening: { cwd: string; originCwd: string | null },
): RowFacts {
  const fields = source?.file.fields;
  const { cwd, originCwd } = opening;
  const createdAt = fields?.createdAt ?? session.createdAt ?? transcript.mtimeMs;
  return {
    sessionId,
    cliSessionId: session.id,
    cwd,
    originCwd: originCwd ?? originOf(cwd, transcript),
    title: fields?.title ?? session.title,
    titleSource: fields?.title == null ? session.titleSource : fields.titleSource,
    createdAt: Math.round(createdAt),
    lastActivityAt: Math.round(fields?.lastActivityAt ?? session.lastActivityAt ?? createdAt),
    model: fields?.model ?? session.model,
    isArchived: conversation.status === 'archived' || (source?.archived ?? false),
  };
}
