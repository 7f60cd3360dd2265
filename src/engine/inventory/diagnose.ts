import type { Cause } from '../../shared/model.ts';
import { uuidOfSessionId } from '../ids.ts';
import { hasZeros, sourceOf, type Target, type Verdict } from './conversation.ts';
import type { Evidence, PlacedRecord, Transcript } from './evidence.ts';
import { opensNowhere } from './opens-nowhere.ts';
import type { RecordsIndex } from './records-index.ts';

/**
 * What became of one conversation: its status, the cause where it is missing, and the remedy. The order is the
 * argument: what Claude shows comes first, then what the user deleted, then what is left of its record from the
 * nearest place to the farthest, and only then that there is nothing left.
 *
 * It looks at each transcript by itself; what belongs to a longer conversation is then folded into it (families.ts).
 */
export function diagnose(
  transcript: Transcript,
  records: readonly PlacedRecord[],
  index: RecordsIndex,
  evidence: Evidence,
  target: Target | null,
): Verdict {
  const verdict = diagnoseRow(transcript, records, index, evidence, target);
  return hasZeros(transcript) ? ofDamaged(verdict) : verdict;
}

/** Whatever became of its row: Claude shows none for a transcript with zeros in it, and what helps is a repaired copy. */
function ofDamaged(verdict: Verdict): Verdict {
  const { status, cause, because } = verdict;
  const from = verdict.remedy === null ? (because.record ?? null) : sourceOf(verdict.remedy);
  const repaired = { ...verdict, remedy: { kind: 'repair', from } as const };
  if (status === 'deleted' || status === 'archived' || cause === 'never-listed') return repaired;
  return { ...repaired, status: 'ghost', cause: 'transcript-damaged' };
}

function diagnoseRow(
  transcript: Transcript,
  records: readonly PlacedRecord[],
  index: RecordsIndex,
  evidence: Evidence,
  target: Target | null,
): Verdict {
  const { id } = transcript;
  const row = index.rows.get(id)?.[0];
  if (row !== undefined) {
    const because = { record: row, opensNowhere: opensNowhere(row, transcript, evidence.world) };
    return { status: row.archived ? 'archived' : 'listed', cause: null, remedy: null, because };
  }
  const deletedAt = deletionOf(id, records, evidence);
  const elsewhere = index.elsewhere.get(id)?.[0];
  if (deletedAt !== null) {
    return {
      status: 'deleted',
      cause: null,
      remedy: remedyOfDeleted(id, index),
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

/** Clocks differ; what lies further ahead than this is no date of a use. */
const AHEAD_MS = 24 * 60 * 60_000;

/**
 * A deletion counts until a record was used again after it (docs/formats/claude-desktop.md 5.5). A date that is still
 * to come (one in microseconds, say) proves no use: what the user deleted stays deleted.
 */
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
    ])
    .filter((at) => at <= evidence.world.now() + AHEAD_MS);
  return Math.max(0, ...usedAt) > deletedAt ? null : deletedAt;
}

/**
 * What Claude would show or turn into a row by itself must become the one row: a row that is there and leads nowhere; a
 * half-done save in the folder still. Whatever else was left there stays as it is.
 */
function remedyOfDeleted(id: string, index: RecordsIndex): Verdict['remedy'] {
  const [unlinked, damaged, leftover] = [index.unlinked.get(id), index.damaged.get(id), index.leftovers.get(id)?.[0]];
  const misled = index.misled.get(id);
  if (misled !== undefined) return { kind: 'repoint', record: misled };
  if (unlinked !== undefined) return { kind: 'relink', record: unlinked };
  if (leftover !== undefined) {
    const isItsOwn = damaged !== undefined && isReplaceable(damaged) && damaged.file.stem === leftover.file.stem;
    return isItsOwn ? { kind: 'replace', damaged, from: leftover } : { kind: 'promote', from: leftover };
  }
  const elsewhere = index.elsewhere.get(id)?.[0];
  return elsewhere === undefined ? { kind: 'create' } : { kind: 'copy', from: elsewhere };
}

/**
 * What cannot be read may be sound. What stands in the place of a record is not replaced: what a link points to is not
 * ours to judge, and Claude ignores it.
 */
const isReplaceable = ({ file: { damage } }: PlacedRecord): boolean =>
  damage !== 'unreadable' && damage !== 'link' && damage !== 'no-file';

function leftInTarget(id: string, index: RecordsIndex): Verdict | null {
  const [unlinked, damaged, leftovers] = [index.unlinked.get(id), index.damaged.get(id), index.leftovers.get(id) ?? []];
  const [leftover] = leftovers;
  const elsewhere = index.elsewhere.get(id)?.[0];
  const misled = index.misled.get(id);
  if (misled !== undefined) return inPlace(misled, 'link-lost', { kind: 'repoint', record: misled });
  if (unlinked !== undefined) {
    return inPlace(unlinked, 'link-lost', { kind: 'relink', record: unlinked });
  }
  if (damaged !== undefined) {
    // It may be sound, and a second row would lead to the same conversation.
    if (damaged.file.damage === 'unreadable') return ghost('record-damaged', null, { record: damaged });
    if (isReplaceable(damaged)) {
      return inPlace(damaged, 'record-damaged', { kind: 'replace', damaged, from: leftover ?? elsewhere ?? null });
    }
    if (leftover === undefined && elsewhere === undefined) {
      return ghost('record-damaged', { kind: 'create' }, { record: damaged });
    }
  }
  if (leftover === undefined) return null;
  return inPlace(leftover, 'save-failed', { kind: 'promote', from: leftover }, leftovers.length);
}

/** What the person archived is no ghost because its entry is spoilt. */
function inPlace(record: PlacedRecord, cause: Cause, remedy: Verdict['remedy'], leftovers = 0): Verdict {
  const because = { record, leftovers };
  return record.archived ? { status: 'archived', cause: null, remedy, because } : ghost(cause, remedy, because);
}

function leftElsewhere(record: PlacedRecord | undefined, target: Target | null): Verdict | null {
  if (record === undefined) return null;
  if (target === null && record.file.kind === 'leftover') {
    return ghost('save-failed', { kind: 'copy', from: record }, { record });
  }
  if (target === null && record.file.damage !== null) return null;
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
