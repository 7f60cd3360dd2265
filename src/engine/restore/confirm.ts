import { basename } from 'node:path';
import type { Confirmation, Receipt } from '../../shared/model.ts';
import type { RootFacts } from '../claude/data-root.ts';
import { parseRecord } from '../claude/record.ts';
import type { LogStart } from '../claude/log.ts';
import type { PairFolder } from '../claude/store.ts';
import { samePair } from '../inventory/conversation.ts';
import type { Disk } from './disk.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { afterOf } from './rollback.ts';
import { readOrNull } from './seen.ts';

/**
 * What Claude itself made of a restore, once it has started since. Its log says how many rows it loaded from the
 * folder (`Loaded N persisted sessions`); a row whose file it rewrote, it certainly took (claude-desktop.md, sections
 * 1.3 and 5.2).
 */
export function confirm(journal: Journal, root: RootFacts | null, disk: Disk): Confirmation {
  const entries = journal.entries;
  const total = entries.length;
  const start = root === null ? null : startSince(journal, root.log.starts);
  const rows = entries.map((entry) => ({ entry, row: rowState(entry, disk) }));
  const rewritten = rows.filter(({ row }) => row === 'rewritten').length;
  const gone = rows.filter(({ row }) => row === 'gone');
  if (start === null && rewritten === 0) return { state: 'waiting', confirmed: 0, total, notes: [] };
  const notes = gone.map(({ entry }) => goneNote(entry, journal, root));
  const present = total - gone.length;
  const folder = root?.folders.find((candidate) => samePair(candidate, journal.target)) ?? null;
  if (start?.loaded == null || folder === null) {
    const unsure = 'Claude’s log does not say how many entries it loaded; what it has rewritten, it has taken.';
    return {
      state: rewritten === total ? 'confirmed' : 'unknown',
      confirmed: rewritten,
      total,
      notes: [...notes, unsure],
    };
  }
  const loadable = loadableAt(folder, start.at);
  if (start.loaded >= loadable) {
    return { state: gone.length === 0 ? 'confirmed' : 'partly', confirmed: present, total, notes };
  }
  const missing = `Claude loaded ${start.loaded} of the ${loadable} entries in this folder. Which ones it left out, its log does not say; ${rewritten} of these it has certainly taken.`;
  return { state: 'partly', confirmed: rewritten, total, notes: [...notes, missing] };
}

/** Claude's last start with this pair after the restore. */
function startSince(journal: Journal, starts: readonly LogStart[]): LogStart | null {
  const { accountId, organizationId } = journal.target;
  const since = starts.filter(
    (start) =>
      start.accountId === accountId &&
      start.organizationId === organizationId &&
      start.at !== null &&
      start.at >= journal.at,
  );
  return since.findLast(({ loaded }) => loaded !== null) ?? since.at(-1) ?? null;
}

type RowState = 'as-written' | 'rewritten' | 'gone';

function rowState(entry: JournalEntry, disk: Disk): RowState {
  const bytes = readOrNull(disk, entry.path);
  if (bytes === null) return 'gone';
  if (bytes.equals(afterOf(entry))) return 'as-written';
  const { damage, fields } = parseRecord(bytes, basename(entry.path, '.json'));
  return damage === null && fields?.transcriptId != null ? 'rewritten' : 'gone';
}

function goneNote(entry: JournalEntry, journal: Journal, root: RootFacts | null): string {
  const folder = root?.folders.find((candidate) => samePair(candidate, journal.target));
  const deleted = folder?.tombstones.has(entry.session) === true;
  return deleted
    ? `Conversation ${entry.session} was deleted in Claude since.`
    : `The entry of conversation ${entry.session} is no longer there, or no longer leads to it.`;
}

/** How many rows of a folder Claude could have loaded at a start: those begun before it. */
function loadableAt({ records }: PairFolder, at: number | null): number {
  return records.filter(({ damage, fields }) => damage === null && (at === null || (fields?.createdAt ?? 0) <= at))
    .length;
}

/** A journal as a receipt: what a person is shown. */
export function receiptOf(journal: Journal, root: RootFacts | null, disk: Disk): Receipt {
  const { id, at, state, target, entries } = journal;
  const actions = entries.map(({ kind, session, path, after }) => ({
    kind,
    session,
    path,
    record: JSON.parse(after) as Record<string, unknown>,
  }));
  const confirmation: Confirmation =
    state === 'done'
      ? confirm(journal, root, disk)
      : { state: 'unknown', confirmed: 0, total: entries.length, notes: [] };
  return { id, at, state, target, actions, confirmation };
}
