import type { Cause } from '../../shared/model.ts';
import { uuidOfSessionId } from '../ids.ts';
import type { Target, Verdict } from './conversation.ts';
import type { Evidence, PlacedRecord, Transcript } from './evidence.ts';
import type { RecordsIndex } from './records-index.ts';

/**
 * What became of one conversation: its status, the cause where it is missing, and the remedy. The order is the
 * argument: what Claude shows comes first, then what the user deleted, then what is left of its record from the
 * nearest place to the farthest, and only then that there is nothing left.
 *
 * Null where the transcript is an earlier part of a conversation that has a row: no conversation of its own.
 */
export function diagnose(
  transcript: Transcript,
  records: readonly PlacedRecord[],
  index: RecordsIndex,
  evidence: Evidence,
  target: Target | null,
): Verdict | null {
  const { id } = transcript;
  const row = index.rows.get(id)?.[0];
  if (row !== undefined) {
    return { status: row.archived ? 'archived' : 'listed', cause: null, remedy: null, because: { record: row } };
  }
  if (index.earlier.has(id) && !index.unlinked.has(id)) return null;
  const deletedAt = deletionOf(id, records, evidence);
  const elsewhere = index.elsewhere.get(id)?.[0];
  if (deletedAt !== null) {
    return {
      status: 'deleted',
      cause: null,
      remedy: remedyOfDeleted(elsewhere, index.leftovers.get(id)),
      because: { deletedAt },
    };
  }
  return (
    leftInTarget(id, index) ??
    leftElsewhere(elsewhere, target) ??
    archivedWithoutRecord(id, target) ??
    unloadable(records, target) ??
    withoutRecord(transcript, index)
  );
}

/** A deletion counts until a record was used again after it (claude-desktop.md, section 5.5). */
function deletionOf(id: string, records: readonly PlacedRecord[], evidence: Evidence): number | null {
  const ids = [id, ...records.map(({ file }) => uuidOfSessionId(file.stem)?.toLowerCase() ?? id)];
  const times = ids.map((uuid) => evidence.deletions.get(uuid)).filter((at) => at !== undefined);
  if (times.length === 0) return null;
  const deletedAt = Math.max(...times);
  const usedAt = records
    .filter(({ file }) => file.kind === 'record' && file.damage === null)
    .flatMap(({ file }) => [
      file.fields?.createdAt ?? 0,
      file.fields?.lastActivityAt ?? 0,
      file.fields?.lastFocusedAt ?? 0,
    ]);
  return Math.max(0, ...usedAt) > deletedAt ? null : deletedAt;
}

/**
 * A half-done save that lies in the folder still is taken before anything else: under its own name, where that was not
 * deleted, Claude can make no second row of it (claude-desktop.md, section 2.1).
 */
function remedyOfDeleted(elsewhere: PlacedRecord | undefined, leftover: PlacedRecord | undefined): Verdict['remedy'] {
  if (leftover !== undefined) return { kind: 'promote', from: leftover };
  return elsewhere === undefined ? { kind: 'create' } : { kind: 'copy', from: elsewhere };
}

function leftInTarget(id: string, index: RecordsIndex): Verdict | null {
  const [unlinked, damaged, leftover] = [index.unlinked.get(id), index.damaged.get(id), index.leftovers.get(id)];
  const elsewhere = index.elsewhere.get(id)?.[0];
  if (unlinked !== undefined) {
    return ghost('link-lost', { kind: 'relink', record: unlinked }, { record: unlinked });
  }
  if (damaged !== undefined) {
    const { damage } = damaged.file;
    // It may be sound, and a second row would lead to the same conversation.
    if (damage === 'unreadable') return ghost('record-damaged', null, { record: damaged });
    // What stands in its place is not replaced: what a link points to is not ours to judge, and Claude ignores it.
    if (damage !== 'link' && damage !== 'no-file') {
      const from = leftover ?? elsewhere ?? null;
      return ghost('record-damaged', { kind: 'replace', damaged, from }, { record: damaged });
    }
    if (leftover === undefined && elsewhere === undefined) {
      return ghost('record-damaged', { kind: 'create' }, { record: damaged });
    }
  }
  if (leftover !== undefined) {
    return ghost('save-failed', { kind: 'promote', from: leftover }, { record: leftover });
  }
  return null;
}

function leftElsewhere(record: PlacedRecord | undefined, target: Target | null): Verdict | null {
  if (record === undefined) return null;
  if (target === null && record.file.kind === 'leftover') {
    return ghost('save-failed', { kind: 'copy', from: record }, { record });
  }
  if (target === null && record.store === 'code') {
    // Somebody's sidebar shows it; whose is in use could not be told.
    return { status: record.archived ? 'archived' : 'listed', cause: null, remedy: null, because: { record } };
  }
  const remedy = { kind: 'copy', from: record } as const;
  if (record.archived) return { status: 'archived', cause: null, remedy, because: { record } };
  return ghost(causeOfPlace(record, target), remedy, { record });
}

function causeOfPlace(record: PlacedRecord, target: Target | null): Cause {
  if (record.store === 'old') return 'old-store';
  if (target === null || record.root !== target.root) return 'other-install';
  return record.pair?.accountId === target.accountId ? 'other-organization' : 'other-account';
}

/** The archive index still names a row whose record is gone: the user had archived it. */
function archivedWithoutRecord(id: string, target: Target | null): Verdict | null {
  if (target?.folder?.archivedIds.has(`local_${id}`) !== true) return null;
  return { status: 'archived', cause: null, remedy: { kind: 'create' }, because: {} };
}

/** Where it could not be told whose sidebar counts, a damaged record of anybody's says more than that there is none. */
function unloadable(records: readonly PlacedRecord[], target: Target | null): Verdict | null {
  const record =
    target === null ? records.find(({ file, store }) => store === 'code' && file.damage !== null) : undefined;
  return record === undefined ? null : ghost('record-damaged', { kind: 'create' }, { record });
}

function withoutRecord(transcript: Transcript, index: RecordsIndex): Verdict {
  const { entrypoint } = transcript.digest;
  if (entrypoint !== null && entrypoint !== 'claude-desktop') return ghost('never-listed', { kind: 'create' }, {});
  const saveErrors = index.saveErrors.during(transcript);
  return saveErrors === null
    ? ghost('record-lost', { kind: 'create' }, {})
    : ghost('save-failed', { kind: 'create' }, { saveErrors });
}

function ghost(cause: Cause, remedy: Verdict['remedy'], because: Verdict['because']): Verdict {
  return { status: 'ghost', cause, remedy, because };
}
