import { isPromoted } from '../claude/promotion.ts';
import type { Damage } from '../claude/record.ts';
import { uuidOfSessionId } from '../ids.ts';
import { beginningOf, encodeFolderName } from '../transcript/folder-name.ts';
import { isInTarget, type Target } from './conversation.ts';
import type { Evidence, PlacedRecord, Transcript } from './evidence.ts';
import { groupBy, push } from './group.ts';
import { opensHollow, opensNowhere } from './opens-nowhere.ts';
import { matchLostRows, matchNamelessDamage, SAME_MOMENT_MS } from './lost-rows.ts';
import { SaveErrors } from './save-errors.ts';

/** Which records belong to which transcript, also where the record no longer says so itself. */
export interface RecordsIndex {
  /** By transcript id: rows of the target that Claude loads and that lead to it. */
  rows: Map<string, PlacedRecord[]>;
  /** By transcript id: rows of the target that Claude loads, that are meant for it, and that lead nowhere. */
  unlinked: Map<string, PlacedRecord>;
  /** By transcript id: rows of the target whose folder does not lead to the conversation, and that may be put right. */
  misled: Map<string, PlacedRecord>;
  /** By transcript id: records of the target that Claude skips. */
  damaged: Map<string, PlacedRecord>;
  /** By transcript id: half-done saves in the target's folder, the one to use first. */
  leftovers: Map<string, PlacedRecord[]>;
  /** By transcript id: records elsewhere that can be read, the best first. */
  elsewhere: Map<string, PlacedRecord[]>;
  /** By transcript id: the record of the conversation whose earlier part it is. */
  earlier: Map<string, PlacedRecord>;
  /** Rows of any place whose transcript is gone and for which nothing else was found. */
  orphanedRows: PlacedRecord[];
  /** Saves that failed in the target's profile, but for those of rows that are there. */
  saveErrors: SaveErrors;
}

export function indexRecords(evidence: Evidence, target: Target | null): RecordsIndex {
  const index: RecordsIndex = {
    rows: new Map(),
    unlinked: new Map(),
    misled: new Map(),
    damaged: new Map(),
    leftovers: new Map(),
    elsewhere: new Map(),
    earlier: new Map(),
    orphanedRows: [],
    saveErrors: new SaveErrors(target, accountedRows(evidence)),
  };
  const lost: PlacedRecord[] = [];
  for (const record of evidence.records) {
    const { damage } = record.file;
    if (!isInTarget(record, target)) addElsewhere(index, record, evidence);
    else if (damage === null) addTargetRow(index, record, evidence, lost);
  }
  for (const list of index.elsewhere.values()) list.sort(bestFirst);
  // Where two rows are of one conversation, one that opens it counts; then Claude shows it as long as one is not archived.
  for (const [id, list] of index.rows) {
    const transcript = evidence.transcripts.get(id);
    const fails = (row: PlacedRecord): number =>
      Number(transcript !== undefined && opensNowhere(row, transcript, evidence.world));
    if (list.length > 1) {
      list.sort((a, b) => fails(a) - fails(b) || Number(a.archived) - Number(b.archived) || bestFirst(a, b));
    }
  }
  const owners = new Owners(evidence);
  const nameless: PlacedRecord[] = [];
  for (const record of evidence.records) {
    if (isInTarget(record, target)) addDamagedOrLeftover(index, record, owners, nameless);
  }
  for (const list of index.leftovers.values()) list.sort((a, b) => promotedFirst(a, b, evidence, target));
  addEarlierParts(index, evidence);
  matchLostRows(index, lost, evidence);
  matchNamelessDamage(index, nameless, evidence);
  return index;
}

/** Rows that have a file somewhere, loadable or not, or a tombstone. */
const accountedRows = ({ records, deletions }: Evidence): Set<string> =>
  new Set([...records.map(({ file }) => file.stem.toLowerCase()), ...[...deletions.keys()].map((id) => `local_${id}`)]);

function addTargetRow(index: RecordsIndex, record: PlacedRecord, evidence: Evidence, lost: PlacedRecord[]): void {
  if (record.file.kind === 'leftover') return;
  const fields = record.file.fields;
  const transcript = evidence.transcripts.get(fields?.transcriptId ?? '');
  if (transcript === undefined || (transcript.digest.kind === 'empty' && !isFresh(record, transcript))) {
    lost.push(record);
    return;
  }
  if (fields?.transcriptUnavailable === true && !fields.remote) index.unlinked.set(transcript.id, record);
  else if (isMisled(record, transcript, evidence)) index.misled.set(transcript.id, record);
  else push(index.rows, transcript.id, record);
  for (const id of fields?.earlierIds ?? []) index.earlier.set(id, record);
}

/**
 * Its folder leads elsewhere: for a row that a restore wrote, or to a file of the same name that holds no conversation. What
 * another row of Claude's own names is only said: Claude may know better (`opensNowhere`).
 */
const isMisled = (record: PlacedRecord, transcript: Transcript, evidence: Evidence): boolean =>
  transcript.digest.kind === 'conversation' &&
  opensNowhere(record, transcript, evidence.world) &&
  (evidence.ownRows.has(record.file.path) || opensHollow(record, transcript, evidence.world));

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

/** Damages that Claude does not get over, and that leave the whole record to be read: it can be copied like a sound one. */
const READABLE: ReadonlySet<Damage | null> = new Set<Damage>([
  'byte-order-mark',
  'too-large',
  'no-session-id',
  'dates-missing',
  'dates-not-numbers',
  'wrong-name',
]);

function addElsewhere(index: RecordsIndex, record: PlacedRecord, evidence: Evidence): void {
  const { fields, damage, kind } = record.file;
  const id = fields?.transcriptId;
  if (id == null || (damage !== null && !READABLE.has(damage))) return;
  if (evidence.transcripts.has(id)) push(index.elsewhere, id, record);
  else if (kind === 'record' && damage === null) index.orphanedRows.push(record);
}

/** The record that knows most comes first: a sound one, a real one before a half-done save, the newer before the older. */
function bestFirst(a: PlacedRecord, b: PlacedRecord): number {
  const weigh = ({ file: { damage, kind, fields, mtimeMs } }: PlacedRecord): number[] => [
    Number(damage === null),
    Number(kind === 'record'),
    fields?.lastActivityAt ?? 0,
    mtimeMs,
  ];
  const [one, other] = [weigh(a), weigh(b)];
  return other.map((weight, i) => weight - (one[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** Of a half-done save that Claude would turn into a row by itself, a restore makes that very row, so that there is one. */
function promotedFirst(a: PlacedRecord, b: PlacedRecord, { world }: Evidence, target: Target | null): number {
  const folder = target?.folder ?? { records: [] };
  const promoted = ({ file }: PlacedRecord): number => Number(isPromoted(file, folder, world.now()));
  return promoted(b) - promoted(a) || bestFirst(a, b);
}

/** Damages that leave nothing to tell whose record it was. */
const NAMELESS: ReadonlySet<Damage | null> = new Set<Damage>(['empty', 'zero-filled', 'not-json', 'unreadable']);

function addDamagedOrLeftover(
  index: RecordsIndex,
  record: PlacedRecord,
  owners: Owners,
  nameless: PlacedRecord[],
): void {
  const { kind, damage } = record.file;
  // A sound row needs no looking for; a half-done save that cannot be read has nothing to give.
  if ((kind === 'record') === (damage === null)) return;
  const id = owners.of(record);
  if (kind === 'record') {
    if (id !== null) index.damaged.set(id, record);
    else if (NAMELESS.has(damage)) nameless.push(record);
  } else if (id !== null && !index.rows.has(id)) push(index.leftovers, id, record);
}

/**
 * The transcript that a damaged record or a left-over means: by what it still says, else by what another file of its name
 * says (the half-done save beside it, a copy under another account), else by its name, else by its worktree.
 */
class Owners {
  readonly #transcripts: ReadonlyMap<string, Transcript>;
  readonly #byFolder: ReadonlyMap<string, Transcript[]>;
  readonly #byName: ReadonlyMap<string, PlacedRecord[]>;

  constructor({ transcripts, records }: Evidence) {
    this.#transcripts = transcripts;
    this.#byFolder = groupBy(transcripts.values(), ({ folder }) => beginningOf(folder));
    const speaking = records.filter(({ file }) => file.damage === null && file.fields?.transcriptId != null);
    this.#byName = groupBy(speaking, ({ file }) => file.stem);
  }

  of(record: PlacedRecord): string | null {
    const { file, root } = record;
    const own = file.fields?.transcriptId ?? null;
    const named = [own ?? this.#saidByNamesake(record), uuidOfSessionId(file.stem)?.toLowerCase() ?? null];
    const found = named.find((id) => id !== null && this.#transcripts.has(id));
    if (found != null) return found;
    const worktree = root.worktrees.get(file.stem);
    const inside = worktree === undefined ? [] : this.#byFolder.get(beginningOf(encodeFolderName(worktree)));
    return inside?.length === 1 ? (inside[0]?.id ?? null) : null;
  }

  #saidByNamesake({ file, pair }: PlacedRecord): string | null {
    const isBeside = (other: PlacedRecord): number => Number(other.pair === pair);
    const [best] = [...(this.#byName.get(file.stem) ?? [])].sort(
      (a, b) => isBeside(b) - isBeside(a) || bestFirst(a, b),
    );
    return best?.file.fields?.transcriptId ?? null;
  }
}

/**
 * A record that would be used to bring a conversation back names its earlier parts as a row does: they come back in it.
 * One that has a record of its own is no part.
 */
function addEarlierParts(index: RecordsIndex, evidence: Evidence): void {
  const own = [index.rows, index.unlinked, index.misled, index.damaged, index.leftovers, index.elsewhere];
  const sources = [
    ...index.damaged,
    ...[...index.leftovers, ...index.elsewhere].map(([id, [best]]) => [id, best] as const),
  ];
  for (const [id, record] of sources) {
    if (record === undefined || evidence.transcripts.get(id)?.digest.kind !== 'conversation') continue;
    for (const part of record.file.fields?.earlierIds ?? []) {
      if (part !== id && !own.some((map) => map.has(part)) && !index.earlier.has(part)) index.earlier.set(part, record);
    }
  }
}
