import { join } from 'node:path';
import type { ActionKind, Include, PairId, RecordJson, Refusal, Session } from '../../shared/model.ts';
import { adaptRecord, forgeRecord, type RowFacts } from '../claude/record-forms.ts';
import { parseRecord } from '../claude/record.ts';
import type { Conversation, Remedy, Target } from '../inventory/conversation.ts';
import type { PlacedRecord, Transcript } from '../inventory/evidence.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { openingCwd, originOf } from '../inventory/project.ts';
import type { Disk } from './disk.ts';
import { pairFolder } from './journal.ts';
import { NameChooser } from './names.ts';
import { look, lookAtEnds, readOrNull, type Seen } from './seen.ts';
import { warningsFor } from './warnings.ts';

/** What a restore will do, file by file, before it does it. */
export interface Plan {
  target: PairId;
  /** The target's folder. */
  folder: string;
  files: PlannedFile[];
  refused: Refusal[];
  /** Sentences for the person. */
  warnings: string[];
}

export interface PlannedFile {
  kind: ActionKind;
  session: string;
  path: string;
  record: RecordJson;
  /** What stands at `path` now. */
  before: Seen;
  /** Everything else the plan rests on: the transcript, the record it copies. */
  sources: Seen[];
}

/** What the person picked: certain conversations, or all that are missing; and what else they ticked. */
export interface Selection {
  /** Null for all. */
  ids: readonly string[] | null;
  include: readonly Include[];
}

/** Where nothing can be planned at all: the sentence says why and what would settle it. */
export class NoTargetError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoTargetError';
  }
}

/** Replacing and relinking change a file that a running Claude holds in memory and would write back (section 5.2). */
export const NEEDS_CLAUDE_CLOSED: ReadonlySet<ActionKind> = new Set(['replace', 'relink']);

/**
 * Plans a restore; reads, and writes nothing. `claudeRunning`: null where it could not be told, which counts as
 * running. Throws NoTargetError.
 */
export function planRestore(
  inventory: Inventory,
  selection: Selection,
  claudeRunning: boolean | null,
  disk: Disk,
): Plan {
  const { target } = inventory;
  if (target === null) throw new NoTargetError(whyNoTarget(inventory));
  const running = claudeRunning !== false;
  const { chosen, refused } = select(inventory, selection, running);
  const names = new NameChooser(target.folder);
  const files = chosen.map(([conversation, session, remedy]) => {
    const transcript = conversation.transcript;
    if (transcript === null) throw new TypeError('a conversation without a transcript cannot be chosen');
    return planFile({ conversation, session, remedy, transcript }, target, names, disk);
  });
  const { accountId, organizationId, dataRoot } = target;
  return {
    target: { accountId, organizationId, dataRoot },
    folder: pairFolder(target),
    files,
    refused,
    warnings: warningsFor(inventory, files, claudeRunning),
  };
}

function whyNoTarget({ evidence }: Inventory): string {
  if (evidence.roots.length === 0)
    return 'No profile of Claude Desktop was found here, so there is no sidebar to bring anything back to.';
  if (evidence.live === null) {
    return 'Nothing tells which of the installations of Claude is in use: name one with --data-root.';
  }
  return `${evidence.live.decision.doubts.join(' ')} Choose with --account and --organization; \`ghostlight scan\` lists them. Where there is none, sign in to Claude and start one blank Code session first.`;
}

type Chosen = [Conversation, Session, Remedy];

function select(
  inventory: Inventory,
  { ids, include }: Selection,
  running: boolean,
): { chosen: Chosen[]; refused: Refusal[] } {
  const chosen: Chosen[] = [];
  const refused: Refusal[] = [];
  for (const id of ids ?? inventory.conversations.keys()) {
    const [conversation, session] = [inventory.conversations.get(id), inventory.sessions.get(id)];
    if (conversation === undefined || session === undefined) continue;
    if (ids === null && !isWanted(conversation, include)) continue;
    // Restoring twice does nothing.
    if (conversation.status === 'listed') continue;
    const { remedy } = conversation;
    const why = whyRefused(conversation, session, include, inventory, running);
    if (why !== null) refused.push({ session: id, why });
    else if (remedy !== null) chosen.push([conversation, session, remedy]);
  }
  return { chosen, refused };
}

/** What a restore of everything takes: every ghost of the app itself, and what was ticked. */
function isWanted({ status, remedy, needs }: Conversation, include: readonly Include[]): boolean {
  if (remedy === null || status === 'listed' || status === 'unavailable') return false;
  return needs.length === 0 || needs.some((need) => include.includes(need));
}

function whyRefused(
  conversation: Conversation,
  session: Session,
  include: readonly Include[],
  { evidence }: Inventory,
  running: boolean,
): string | null {
  const { status, remedy, id } = conversation;
  if (status === 'deleted' && !include.includes('deleted')) {
    return `${session.explanation} To bring it back all the same, add --include deleted.`;
  }
  if (remedy === null) {
    return status === 'archived'
      ? 'You archived it: Claude shows it in its archive, and can take it out again there.'
      : session.explanation;
  }
  if (session.cwd === null) return 'No file says in which folder it took place, and Claude could not open it without.';
  if (evidence.openIds.has(id)) {
    return 'It is open in a running Claude, which would write its own entry for it. Close it first.';
  }
  if (running && NEEDS_CLAUDE_CLOSED.has(remedy.kind)) {
    return 'Its entry has to be replaced, which is only safe with Claude closed. Quit Claude completely and try again.';
  }
  return null;
}

interface Work {
  conversation: Conversation;
  session: Session;
  remedy: Remedy;
  transcript: Transcript;
}

function planFile(work: Work, target: Target, names: NameChooser, disk: Disk): PlannedFile {
  const { remedy, session, transcript } = work;
  const source = sourceOf(remedy);
  const sessionId = names.choose(session.id, ownName(remedy), source?.file.stem ?? null);
  const survivor = source === null ? null : readSurvivor(source, disk);
  const facts = rowFacts(work, source, sessionId);
  const path = join(pairFolder(target), `${sessionId}.json`);
  return {
    kind: remedy.kind,
    session: session.id,
    path,
    record: survivor === null ? forgeRecord(facts) : adaptRecord(survivor, facts),
    before: look(disk, path),
    sources: [lookAtEnds(disk, transcript.path), ...(source === null ? [] : [look(disk, source.file.path)])],
  };
}

/** The record whose content is used. A damaged one without a better copy still lends what can be read of it. */
function sourceOf(remedy: Remedy): PlacedRecord | null {
  switch (remedy.kind) {
    case 'create':
      return null;
    case 'copy':
    case 'promote':
      return remedy.from;
    case 'replace':
      return remedy.from ?? remedy.damaged;
    case 'relink':
      return remedy.record;
  }
}

/** The file that is replaced keeps its name; everything else gets a free one. */
function ownName(remedy: Remedy): string | null {
  if (remedy.kind === 'replace') return remedy.damaged.file.stem;
  return remedy.kind === 'relink' ? remedy.record.file.stem : null;
}

function readSurvivor(source: PlacedRecord, disk: Disk): RecordJson | null {
  if (source.inline !== null) return source.inline;
  const bytes = readOrNull(disk, source.file.path);
  return bytes === null ? null : parseRecord(bytes, source.file.stem).json;
}

function rowFacts(
  { conversation, session, transcript }: Work,
  source: PlacedRecord | null,
  sessionId: string,
): RowFacts {
  const fields = source?.file.fields;
  const recordCwd = fields?.cwd ?? session.cwd ?? '';
  const cwd = openingCwd(transcript, recordCwd);
  const createdAt = fields?.createdAt ?? session.createdAt ?? transcript.mtimeMs;
  return {
    sessionId,
    cliSessionId: session.id,
    cwd,
    originCwd: cwd === recordCwd && fields?.originCwd != null ? fields.originCwd : originOf(cwd, transcript),
    title: fields?.title ?? session.title,
    titleSource: fields?.title == null ? session.titleSource : fields.titleSource,
    createdAt: Math.round(createdAt),
    lastActivityAt: Math.round(fields?.lastActivityAt ?? session.lastActivityAt ?? createdAt),
    model: fields?.model ?? session.model,
    isArchived: conversation.status === 'archived' || (source?.archived ?? false),
  };
}
