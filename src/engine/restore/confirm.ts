import { basename } from 'node:path';
import type { Confirmation, Receipt } from '../../shared/model.ts';
import type { RootFacts } from '../claude/data-root.ts';
import type { LogStart } from '../claude/log.ts';
import type { PairFolder } from '../claude/store.ts';
import { sameIds } from '../inventory/pairs.ts';
import type { Disk } from './disk.ts';
import { entryState, leadsToConversation } from './entry.ts';
import type { Journal, JournalEntry } from './journal-form.ts';
import { idOf } from './repaired-copy.ts';
import { isOneOf } from './same-folder.ts';

/**
 * What Claude itself made of a restore, once it has started since. Its log says how many rows it loaded from the folder
 * (`Loaded N persisted sessions`); a row whose file it rewrote, it certainly took (docs/formats/claude-desktop.md 1.3
 * and 5.2). `others`: the journals of other restores; what those wrote after the start, it could not load.
 */
export function confirm(
  journal: Journal,
  root: RootFacts | null,
  disk: Disk,
  others: readonly Journal[],
): Confirmation {
  const total = journal.entries.length;
  const start = root === null ? null : startSince(journal, root.log.starts);
  const rows = journal.entries.map((entry) => ({ entry, row: rowState(entry, disk) }));
  const rewritten = rows.filter(({ row }) => row === 'rewritten').length;
  if (start === null && rewritten === 0) return { state: 'waiting', confirmed: 0, total, notes: [] };
  if (rewritten === total) return { state: 'confirmed', confirmed: total, total, notes: [] };
  const gone = rows.filter(({ row }) => row === 'gone');
  const notes = gone.map(({ entry }) => goneNote(entry, journal, root));
  const folder = folderOf(journal, root);
  if (start?.loaded == null || folder === null) {
    const unsure = 'Claude’s log does not say how many entries it loaded; what it has rewritten, it has taken.';
    return { state: 'unknown', confirmed: rewritten, total, notes: [...notes, unsure] };
  }
  const loadable = loadableAt(folder, start.at, others);
  if (start.loaded >= loadable) {
    return { state: gone.length === 0 ? 'confirmed' : 'partly', confirmed: total - gone.length, total, notes };
  }
  const missing = `Claude loaded ${start.loaded} of the ${loadable} entries in this folder. Which ones it left out, its log does not say; ${rewritten} of these it has certainly taken.`;
  return { state: 'partly', confirmed: rewritten, total, notes: [...notes, missing] };
}

/** Claude's last start with this pair after the restore. */
export function startSince(journal: Journal, starts: readonly LogStart[]): LogStart | null {
  const since = starts.filter((start) => sameIds(start, journal.target) && start.at !== null && start.at >= journal.at);
  return since.findLast(({ loaded }) => loaded !== null) ?? since.at(-1) ?? null;
}

type RowState = 'as-written' | 'rewritten' | 'gone';

function rowState(entry: JournalEntry, disk: Disk): RowState {
  try {
    if (entryState(disk, entry) === 'after') return 'as-written';
    return leadsToConversation(disk, entry) ? 'rewritten' : 'gone';
  } catch {
    return 'gone';
  }
}

function goneNote(entry: JournalEntry, journal: Journal, root: RootFacts | null): string {
  const deleted = folderOf(journal, root)?.tombstones.has(entry.session) === true;
  return deleted
    ? `Conversation ${entry.session} was deleted in Claude since.`
    : `The entry of conversation ${entry.session} is no longer there, or no longer leads to it.`;
}

/** `root` is the journal's own, whatever it was called then: its folders are told apart by the pair alone. */
const folderOf = ({ target }: Journal, root: RootFacts | null): PairFolder | null =>
  root?.folders.find((folder) => sameIds(folder, target)) ?? null;

/** How many rows of a folder Claude could have loaded at a start: those begun before it, and not brought back after it. */
function loadableAt(folder: PairFolder, at: number | null, others: readonly Journal[]): number {
  const later = new Set(
    others
      .filter((other) => at !== null && other.at > at && isOneOf(other.folder, [folder.path]))
      .flatMap(({ entries }) => entries.map(({ path }) => basename(path))),
  );
  return folder.records.filter(
    ({ path, damage, fields }) =>
      damage === null && !later.has(basename(path)) && (at === null || (fields?.createdAt ?? 0) <= at),
  ).length;
}

/** A journal as a receipt: what a person is shown. `others`: see `confirm`. */
export function receiptOf(journal: Journal, root: RootFacts | null, disk: Disk, others: readonly Journal[]): Receipt {
  const { id, at, state, target, entries, copies } = journal;
  // What was taken back leaves the damaged conversation alone, else its copy is the one that is to be seen.
  const isGone = state === 'undone' || state === 'rolled-back';
  const originals = new Map(copies.map(({ path, original }) => [idOf(path), idOf(original.path)]));
  const seen = (session: string): string => (isGone ? originals.get(session.toLowerCase()) : undefined) ?? session;
  const actions = [
    ...copies.map(({ path }) => ({ kind: 'transcript' as const, session: seen(idOf(path)), path, record: null })),
    ...entries.map(({ kind, session, path, after }) => ({
      kind,
      session: seen(session),
      path,
      record: JSON.parse(after) as Record<string, unknown>,
    })),
  ];
  const confirmation: Confirmation =
    state === 'done'
      ? confirm(journal, root, disk, others)
      : { state: 'unknown', confirmed: 0, total: entries.length, notes: [] };
  return { id, at, state, target, actions, confirmation };
}
