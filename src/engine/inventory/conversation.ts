import type { Cause, Include, PairId, SessionStatus } from '../../shared/model.ts';
import type { RootFacts } from '../claude/data-root.ts';
import type { PairFolder } from '../claude/store.ts';
import type { CwdChoice } from './choose-cwd.ts';
import type { PlacedRecord, Transcript } from './evidence.ts';
import type { FailedSaves } from './save-errors.ts';

/** The joined picture: conversations, what became of them, and what would bring them back. */

/** The pair whose sidebar everything is measured against: the active one, or the one the person chose. */
export interface Target extends PairId {
  root: RootFacts;
  /** Null where its folder does not exist yet. */
  folder: PairFolder | null;
}

/** What would bring a conversation back. */
export type Remedy =
  /** No record survives: forge the minimal one. */
  | { kind: 'create' }
  /** A record survives in another place. */
  | { kind: 'copy'; from: PlacedRecord }
  /** A save was left half done in the target's own folder. */
  | { kind: 'promote'; from: PlacedRecord }
  /** The target's record is damaged; `from` is a better one where there is any. */
  | { kind: 'replace'; damaged: PlacedRecord; from: PlacedRecord | null }
  /** The target's record loads and leads nowhere. */
  | { kind: 'relink'; record: PlacedRecord }
  /** The target's record loads and names a folder in which the conversation is not. */
  | { kind: 'repoint'; record: PlacedRecord }
  /** There are zeros in the transcript: a copy of its good lines, and a row for it like the one that survives. */
  | { kind: 'repair'; from: PlacedRecord | null };

/** The record whose content a remedy uses. A damaged one without a better copy still lends what can be read of it. */
export function sourceOf(remedy: Remedy): PlacedRecord | null {
  switch (remedy.kind) {
    case 'create':
      return null;
    case 'copy':
    case 'promote':
    case 'repair':
      return remedy.from;
    case 'replace':
      return remedy.from ?? remedy.damaged;
    case 'relink':
    case 'repoint':
      return remedy.record;
  }
}

/** Claude leaves a transcript with zeros in it out of its sidebar, without a word (docs/formats/claude-desktop.md 12.10). */
export const hasZeros = (transcript: Transcript | null): transcript is Transcript =>
  transcript !== null && transcript.digest.zeroBytes > 0;

/** Nothing that was said is left of it. */
export const isZeroedOut = ({ digest }: Transcript): boolean => digest.zeroBytes > 0 && digest.kind === 'empty';

export interface Verdict {
  status: SessionStatus;
  cause: Cause | null;
  remedy: Remedy | null;
  /** What the verdict rests on, as far as the explanation needs it. */
  because: Because;
}

export interface Because {
  record?: PlacedRecord;
  /** Epoch milliseconds. */
  deletedAt?: number;
  saveErrors?: FailedSaves;
  /** How many half-done saves there are. */
  leftovers?: number;
  /** What became of the conversation that it is an earlier part of. */
  whole?: SessionStatus;
  /** The row is there, but its folder does not lead to the conversation. */
  opensNowhere?: boolean;
}

/** A conversation and everything that belongs to it. */
export interface Conversation extends Verdict {
  id: string;
  transcript: Transcript | null;
  /** Every record of it in any place, loadable or not. */
  records: PlacedRecord[];
  /** What a restore of everything has to be asked for, any one of these; empty for what is restored without asking. */
  needs: Include[];
  /** The id of the conversation that it is an earlier part of; its own if it is none. */
  family: string;
  /** The folder that its row has to name; null where there is nothing to bring back. */
  cwdChoice: CwdChoice | null;
}

export const samePair = (a: PairId, b: PairId): boolean =>
  a.accountId === b.accountId && a.organizationId === b.organizationId && a.dataRoot === b.dataRoot;

/** Whether a record is one of the target's own rows or left-overs, also where another pair has the very same folder. */
export const isInTarget = ({ store, pair }: PlacedRecord, target: Target | null): boolean =>
  target?.folder != null && store === 'code' && pair !== null && pair.id === target.folder.id;

/** Which ticks bring back what an entrypoint wrote (docs/formats/claude-desktop.md 6). The app's own need none. */
export function needsOf(entrypoint: string | null): Include[] {
  if (entrypoint === null || entrypoint === 'claude-desktop') return [];
  // `claude -p` in a terminal: a person's command and a script's look the same.
  if (entrypoint === 'sdk-cli') return ['cli', 'automated'];
  if (entrypoint.startsWith('sdk')) return ['automated'];
  return entrypoint === 'cli' ? ['cli'] : ['ide'];
}
