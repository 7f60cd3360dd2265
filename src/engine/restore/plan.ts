import type { AppCheck, Include, PairId, Refusal, Session } from '../../shared/model.ts';
import type { Machine } from '../claude/machine.ts';
import { placeOfPair } from '../claude/store.ts';
import { SaidError } from '../errors.ts';
import type { Conversation, Remedy } from '../inventory/conversation.ts';
import { whyNoRow } from '../inventory/explain.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { whyBlocked } from './app-permission.ts';
import type { Disk } from './disk.ts';
import { NEEDS_CLAUDE_CLOSED } from './journal-form.ts';
import { NameChooser } from './names.ts';
import { rowsLeadingTo } from './new-rows.ts';
import { patient } from './patience.ts';
import { planFile, type PlannedFile } from './plan-file.ts';
import { planRepair, type PlannedCopy } from './plan-repair.ts';
import { warningsFor } from './warnings.ts';

export type { PlannedFile } from './plan-file.ts';
export type { PlannedCopy } from './plan-repair.ts';

/** What a restore will do, file by file, before it does it. */
export interface Plan {
  target: PairId;
  /** Whether the person chose the target; else the plan holds as long as Claude uses it. */
  isChosen: boolean;
  /** The target's folder as Claude names it, and where it really is, behind all links. */
  folder: string;
  realFolder: string;
  files: PlannedFile[];
  /** Repaired copies of transcripts; each has its row among the files. */
  copies: PlannedCopy[];
  /** The records that led to one of the conversations when the plan was made, by file name. */
  rows: string[];
  refused: Refusal[];
  /** Sentences for the person. */
  warnings: string[];
  /** The Claude that would read what is written. */
  app: AppCheck;
  /** Why the plan may only be looked at, as a sentence; null if it may be done. */
  blocked: string | null;
}

/** What the person picked: certain conversations, or all that are missing; and what else they ticked. */
export interface Selection {
  /** Null for all. */
  ids: readonly string[] | null;
  include: readonly Include[];
  /** The person wants a single entry added although this Claude is not known. */
  anyway?: boolean;
}

/** Where nothing can be planned at all: the sentence says why and what would settle it. */
export class NoTargetError extends SaidError {
  override readonly name = 'NoTargetError';
}

/** Plans a restore; reads, and writes nothing. Throws NoTargetError. */
export function planRestore(
  inventory: Inventory,
  selection: Selection,
  { claudeRunning, app }: Machine,
  disk: Disk,
): Plan {
  const { target, evidence } = inventory;
  if (target === null) throw noTarget(inventory);
  const place = placeOfPair(target, { stateDir: evidence.world.stateDir });
  if ('problem' in place) throw new NoTargetError(`${place.path} ${place.problem}.`);
  const running = claudeRunning !== false;
  const { chosen, refused } = select(inventory, selection, running);
  const names = new NameChooser(target.folder);
  const careful = patient(disk);
  const now = evidence.world.now();
  const files: PlannedFile[] = [];
  const copies: PlannedCopy[] = [];
  for (const [conversation, session, remedy] of chosen) {
    const work = { conversation, session, now, folder: place.real };
    const planned =
      remedy.kind === 'repair'
        ? planRepair({ ...work, remedy }, names, careful)
        : planFile({ ...work, remedy }, target, names, careful);
    if ('why' in planned) refused.push({ session: session.id, why: planned.why });
    else if ('row' in planned) {
      copies.push(planned.copy);
      files.push(planned.row);
    } else files.push(planned);
  }
  const { accountId, organizationId, dataRoot } = target;
  return {
    target: { accountId, organizationId, dataRoot },
    isChosen: inventory.isChosen,
    folder: place.path,
    realFolder: place.real,
    files,
    copies,
    rows: rowsLeadingTo(
      files.map(({ session }) => session),
      target.folder?.records ?? [],
    ),
    refused,
    warnings: warningsFor(inventory, { files, copies }, claudeRunning, place),
    app,
    blocked: whyBlocked(app, files.length, selection.anyway === true),
  };
}

function noTarget({ evidence }: Inventory): NoTargetError {
  if (evidence.roots.length === 0)
    return new NoTargetError(
      'No profile of Claude Desktop was found here, so there is no sidebar to bring anything back to.',
    );
  if (evidence.live === null) {
    const why = 'Nothing tells which of the installations of Claude is in use.';
    return new NoTargetError(why, { hint: 'name-data-roots' });
  }
  const why = `${evidence.live.decision.doubts.join(' ')} Choose the account; where there is none, sign in to Claude and start one blank Code session first.`;
  return new NoTargetError(why, { hint: 'name-pair' });
}

type Chosen = [Conversation, Session, Remedy];

function select(
  inventory: Inventory,
  { ids, include }: Selection,
  running: boolean,
): { chosen: Chosen[]; refused: Refusal[] } {
  const chosen: Chosen[] = [];
  const refused: Refusal[] = [];
  for (const id of new Set(ids ?? inventory.conversations.keys())) {
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
    return session.explanation;
  }
  if (remedy === null) {
    return status === 'archived'
      ? 'You archived it: Claude shows it in its archive, and can take it out again there.'
      : session.explanation;
  }
  const unreachable = whyNoRow(conversation);
  if (unreachable !== null) return [unreachable, session.advice ?? []].flat().join(' ');
  if (evidence.openIds.has(id)) {
    return 'It is open in a running Claude, which would write its own entry for it. Close it first.';
  }
  if (running && remedy.kind !== 'repair' && NEEDS_CLAUDE_CLOSED.has(remedy.kind)) {
    return 'Its entry has to be replaced, which is only safe with Claude closed. Quit Claude completely and try again.';
  }
  return null;
}
