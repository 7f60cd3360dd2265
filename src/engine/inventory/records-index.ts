import { uuidOfSessionId } from '../ids.ts';
import { folderNameMatches } from '../transcript/folder-name.ts';
import { isInTarget, type Target } from './conversation.ts';
import type { Evidence, PlacedRecord, Transcript } from './evidence.ts';

/** Which records belong to which transcript, also where the record no longer says so itself. */
export interface RecordsIndex {
  /** By transcript id: rows of the target that Claude loads and that lead to it. */
  rows: Map<string, PlacedRecord[]>;
  /** By transcript id: rows of the target that Claude loads, that are meant for it, and that lead nowhere. */
  unlinked: Map<string, PlacedRecord>;
  /** By transcript id: records of the target that Claude skips. */
  damaged: Map<string, PlacedRecord>;
  /** By transcript id: half-done saves in the target's folder whose record is missing or damaged. */
  leftovers: Map<string, PlacedRecord>;
  /** By transcript id: loadable records elsewhere, the newest first. */
  elsewhere: Map<string, PlacedRecord[]>;
  /** By transcript id: the row whose earlier part it is. */
  earlier: Map<string, PlacedRecord>;
  /** Rows of any place whose transcript is gone and for which nothing else was found. */
  orphanedRows: PlacedRecord[];
}

export function indexRecords(evidence: Evidence, target: Target | null): RecordsIndex {
  const index: RecordsIndex = {
    rows: new Map(),
    unlinked: new Map(),
    damaged: new Map(),
    leftovers: new Map(),
    elsewhere: new Map(),
    earlier: new Map(),
    orphanedRows: [],
  };
  const lost: PlacedRecord[] = [];
  for (const record of evidence.records) {
    if (record.file.damage !== null) continue;
    if (isInTarget(record, target)) addTargetRow(index, record, evidence, lost);
    else addElsewhere(index, record, evidence);
  }
  for (const list of index.elsewhere.values()) list.sort(bestFirst);
  for (const record of evidence.records) addDamagedOrLeftover(index, record, evidence, target);
  matchLostRows(index, lost, evidence);
  matchNamelessDamage(index, evidence, target);
  return index;
}

function addTargetRow(index: RecordsIndex, record: PlacedRecord, evidence: Evidence, lost: PlacedRecord[]): void {
  if (record.file.kind === 'leftover') return;
  const fields = record.file.fields;
  const transcript = evidence.transcripts.get(fields?.transcriptId ?? '');
  if (transcript === undefined || (transcript.digest.kind === 'empty' && !isFresh(record, transcript))) {
    lost.push(record);
    return;
  }
  if (fields?.transcriptUnavailable === true && !fields.remote) index.unlinked.set(transcript.id, record);
  else push(index.rows, transcript.id, record);
  for (const id of fields?.earlierIds ?? []) index.earlier.set(id, record);
}

/** A row that was opened and not yet spoken in: its transcript is empty because nothing was said. */
function isFresh(record: PlacedRecord, transcript: Transcript): boolean {
  const { createdAt, lastActivityAt } = record.file.fields ?? {};
  const begun = transcript.digest.createdAt ?? transcript.mtimeMs;
  return (
    createdAt != null &&
    Math.abs(begun - createdAt) <= SAME_MOMENT_MS &&
    (lastActivityAt ?? 0) - createdAt <= SAME_MOMENT_MS
  );
}

function addElsewhere(index: RecordsIndex, record: PlacedRecord, evidence: Evidence): void {
  const id = record.file.fields?.transcriptId;
  if (id == null) return;
  if (evidence.transcripts.has(id)) push(index.elsewhere, id, record);
  else if (record.file.kind === 'record') index.orphanedRows.push(record);
}

/** The record that knows most comes first: a real one before a half-done save, the newer before the older. */
function bestFirst(a: PlacedRecord, b: PlacedRecord): number {
  if (a.file.kind !== b.file.kind) return a.file.kind === 'record' ? -1 : 1;
  return (b.file.fields?.lastActivityAt ?? 0) - (a.file.fields?.lastActivityAt ?? 0);
}

function addDamagedOrLeftover(
  index: RecordsIndex,
  record: PlacedRecord,
  evidence: Evidence,
  target: Target | null,
): void {
  if (!isInTarget(record, target)) return;
  const id = ownTranscript(record, evidence);
  if (id === null) return;
  if (record.file.kind === 'leftover') {
    if (record.file.damage === null && !index.rows.has(id)) index.leftovers.set(id, record);
  } else if (record.file.damage !== null) {
    index.damaged.set(id, record);
  }
}

/** The transcript that a damaged record or a left-over means: by what it still says, else by its name, else by its worktree. */
function ownTranscript(record: PlacedRecord, evidence: Evidence): string | null {
  const named = [record.file.fields?.transcriptId ?? null, uuidOfSessionId(record.file.stem)?.toLowerCase() ?? null];
  const found = named.find((id) => id !== null && evidence.transcripts.has(id));
  if (found != null) return found;
  const worktree = record.root.worktrees.get(record.file.stem);
  if (worktree === undefined) return null;
  const inside = [...evidence.transcripts.values()].filter(({ folder }) => folderNameMatches(folder, worktree));
  return inside.length === 1 ? (inside[0]?.id ?? null) : null;
}

/** Claude stamps a row within a minute of its first message (claude-desktop.md, section 6). */
const SAME_MOMENT_MS = 60_000;
/** A save that a power loss cut off happened within this time of the last message. */
const SAME_SAVE_MS = 5 * 60_000;

/** Transcripts that no record is known for: the ones a record without a link may mean. */
function unclaimed(index: RecordsIndex, evidence: Evidence): Transcript[] {
  const maps = [index.rows, index.unlinked, index.damaged, index.leftovers, index.elsewhere, index.earlier];
  return [...evidence.transcripts.values()].filter(
    ({ id, digest }) => digest.kind === 'conversation' && !maps.some((map) => map.has(id)),
  );
}

/** Rows that lead nowhere: first to an earlier part of their own, else to the one conversation that can be meant. */
function matchLostRows(index: RecordsIndex, lost: PlacedRecord[], evidence: Evidence): void {
  const free = unclaimed(index, evidence);
  const claims = lost.map((record) => ({ record, transcript: meantBy(record, free, evidence) }));
  for (const { record, transcript } of claims) {
    const rivals = claims.filter((claim) => transcript !== null && claim.transcript?.id === transcript.id);
    if (transcript !== null && rivals.length === 1) index.unlinked.set(transcript.id, record);
    else if (evidence.transcripts.has(record.file.fields?.transcriptId ?? '')) {
      push(index.rows, record.file.fields?.transcriptId ?? '', record);
    } else index.orphanedRows.push(record);
    for (const id of record.file.fields?.earlierIds ?? []) {
      if (id !== transcript?.id) index.earlier.set(id, record);
    }
  }
}

function meantBy(record: PlacedRecord, free: Transcript[], evidence: Evidence): Transcript | null {
  const fields = record.file.fields;
  if (fields === null || fields.remote) return null;
  const earlier = fields.earlierIds.map((id) => evidence.transcripts.get(id)).filter((found) => found !== undefined);
  const newestPart = earlier.filter(({ digest }) => digest.kind === 'conversation').at(-1);
  if (newestPart !== undefined) return newestPart;
  const sameProject = free.filter((transcript) => sharesFolder(transcript, [fields.cwd, fields.originCwd]));
  const sameStart = sameProject.filter(
    ({ digest }) => Math.abs((digest.createdAt ?? 0) - (fields.createdAt ?? Infinity)) <= SAME_MOMENT_MS,
  );
  const sameTitle = sameProject.filter(({ digest }) =>
    [digest.customTitle, digest.aiTitle].includes(fields.title ?? ''),
  );
  const both = sameStart.filter((transcript) => sameTitle.includes(transcript));
  return only(both) ?? only(sameStart) ?? (sameStart.length === 0 ? only(sameTitle) : null);
}

function sharesFolder(transcript: Transcript, cwds: (string | null)[]): boolean {
  const { digest, folder } = transcript;
  return cwds.some((cwd) => cwd !== null && (cwd === digest.cwd || folderNameMatches(folder, cwd)));
}

const only = <T>(values: readonly T[]): T | null => (values.length === 1 ? (values[0] ?? null) : null);

/**
 * A record of zeros or cut to nothing names no conversation. It is paired with one that ended when the file was last
 * written, where exactly one fits both ways; otherwise it is left alone.
 */
function matchNamelessDamage(index: RecordsIndex, evidence: Evidence, target: Target | null): void {
  const claimed = new Set([...index.damaged.values()]);
  const nameless = evidence.records.filter(
    (record) =>
      isInTarget(record, target) &&
      record.file.kind === 'record' &&
      ['empty', 'zero-filled', 'not-json'].includes(record.file.damage ?? '') &&
      !claimed.has(record) &&
      ownTranscript(record, evidence) === null,
  );
  const free = unclaimed(index, evidence).filter(({ id }) => !evidence.deletions.has(id));
  const fits = (record: PlacedRecord, { digest }: Transcript): boolean =>
    Math.abs((digest.lastActivityAt ?? 0) - record.file.mtimeMs) <= SAME_SAVE_MS;
  for (const record of nameless) {
    const transcript = only(free.filter((candidate) => fits(record, candidate)));
    if (transcript === null) continue;
    if (nameless.filter((rival) => fits(rival, transcript)).length === 1) index.damaged.set(transcript.id, record);
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
