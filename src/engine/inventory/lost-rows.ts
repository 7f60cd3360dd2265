import { encodeFolderName } from '../transcript/folder-name.ts';
import type { Evidence, PlacedRecord, Transcript } from './evidence.ts';
import type { RecordsIndex } from './records-index.ts';

/**
 * Rows that lead nowhere, and records that no longer say anything: the conversation that each can be meant for, where
 * exactly one can. Where two can, none is taken (claude-desktop.md, section 7, rows 5, 16 and 17).
 */

/** Claude stamps a row within a minute of its first message (claude-desktop.md, section 6). */
export const SAME_MOMENT_MS = 60_000;
/** A save that a power loss cut off happened within this time of the last message. */
const SAME_SAVE_MS = 5 * 60_000;

/** First to an earlier part of its own, else to the one conversation that can be meant. */
export function matchLostRows(index: RecordsIndex, lost: readonly PlacedRecord[], evidence: Evidence): void {
  const parts = new Set(lost.flatMap(({ file }) => file.fields?.earlierIds ?? []));
  const free = new FreeTranscripts(unclaimed(index, evidence).filter(({ id }) => !parts.has(id)));
  const claims = lost.map((record) => ({
    record,
    transcript: partOf(record, index, evidence) ?? free.meantBy(record),
  }));
  const rivals = new Map<string, number>();
  for (const { transcript } of claims) {
    if (transcript !== null) rivals.set(transcript.id, (rivals.get(transcript.id) ?? 0) + 1);
  }
  for (const { record, transcript } of claims) {
    const isMeant = transcript !== null && rivals.get(transcript.id) === 1;
    const own = record.file.fields?.transcriptId ?? '';
    if (isMeant) index.unlinked.set(transcript.id, record);
    else if (evidence.transcripts.has(own)) index.rows.set(own, [...(index.rows.get(own) ?? []), record]);
    else index.orphanedRows.push(record);
    // What two rows claim is shown by neither: then it is no part of a row, but missing.
    if (transcript !== null && !isMeant) continue;
    for (const id of record.file.fields?.earlierIds ?? []) {
      if (id !== transcript?.id) index.earlier.set(id, record);
    }
  }
}

/** The newest earlier part of a row that no other row opens; but not what the person cleared away with `/clear`. */
function partOf({ file }: PlacedRecord, index: RecordsIndex, evidence: Evidence): Transcript | null {
  if (file.fields === null || file.fields.remote) return null;
  const { earlierIds, clearedId } = file.fields;
  const parts = earlierIds
    .filter((id) => id !== clearedId && !index.rows.has(id) && !index.unlinked.has(id))
    .map((id) => evidence.transcripts.get(id));
  return parts.findLast((part) => part?.digest.kind === 'conversation') ?? null;
}

/**
 * Conversations of the app that no record is known for: the ones a record without a link may mean. What the user
 * deleted is not among them: it must not come back under another row.
 */
function unclaimed(index: RecordsIndex, evidence: Evidence): Transcript[] {
  const maps = [index.rows, index.unlinked, index.damaged, index.leftovers, index.elsewhere, index.earlier];
  return [...evidence.transcripts.values()].filter(
    ({ id, digest: { kind, entrypoint } }) =>
      kind === 'conversation' &&
      (entrypoint === null || entrypoint === 'claude-desktop') &&
      !evidence.deletions.has(id) &&
      !maps.some((map) => map.has(id)),
  );
}

/** By folder, so that many rows and many conversations need not be compared each with each. */
class FreeTranscripts {
  readonly #byFolder: Map<string, Transcript[]>;
  readonly #byCwd: Map<string | null, Transcript[]>;

  constructor(transcripts: readonly Transcript[]) {
    this.#byFolder = Map.groupBy(transcripts, ({ folder }) => beginningOf(folder));
    this.#byCwd = Map.groupBy(transcripts, ({ digest }) => digest.cwd);
  }

  /** The one conversation that began when the row did, or that has its title and took place within its time. */
  meantBy({ file }: PlacedRecord): Transcript | null {
    const { fields } = file;
    if (fields === null || fields.remote) return null;
    const near = this.#in([fields.cwd, fields.originCwd]);
    const { createdAt, lastActivityAt, title } = fields;
    const isSameStart = ({ digest }: Transcript): boolean =>
      Math.abs((digest.createdAt ?? 0) - (createdAt ?? Infinity)) <= SAME_MOMENT_MS;
    const isSameTitle = ({ digest }: Transcript): boolean =>
      title !== null && [digest.customTitle, digest.aiTitle].includes(title);
    const isWithin = ({ digest }: Transcript): boolean =>
      (digest.createdAt ?? Infinity) <= (lastActivityAt ?? 0) + SAME_MOMENT_MS &&
      (digest.lastActivityAt ?? 0) >= (createdAt ?? Infinity) - SAME_MOMENT_MS;
    const sameStart = near.filter(isSameStart);
    if (sameStart.length > 0) return only(sameStart.filter(isSameTitle)) ?? only(sameStart);
    return only(near.filter((transcript) => isSameTitle(transcript) && isWithin(transcript)));
  }

  #in(cwds: readonly (string | null)[]): Transcript[] {
    const found = cwds.flatMap((cwd) =>
      cwd === null
        ? []
        : [...(this.#byCwd.get(cwd) ?? []), ...(this.#byFolder.get(beginningOf(encodeFolderName(cwd))) ?? [])],
    );
    return [...new Set(found)];
  }
}

/** Builds differ in what they put behind the first 200 characters of a long folder name (transcripts.md, section 3). */
const beginningOf = (folder: string): string => folder.slice(0, 201);

const only = <T>(values: readonly T[]): T | null => (values.length === 1 ? (values[0] ?? null) : null);

/**
 * A record of zeros or cut to nothing names no conversation. It is paired with one that ended when the file was last
 * written, where exactly one fits both ways; otherwise it is left alone.
 */
export function matchNamelessDamage(index: RecordsIndex, nameless: readonly PlacedRecord[], evidence: Evidence): void {
  const free = nameless.length === 0 ? [] : unclaimed(index, evidence);
  const fits = (record: PlacedRecord, { digest }: Transcript): boolean =>
    Math.abs((digest.lastActivityAt ?? 0) - record.file.mtimeMs) <= SAME_SAVE_MS;
  for (const record of nameless) {
    const transcript = only(free.filter((candidate) => fits(record, candidate)));
    if (transcript === null) continue;
    if (nameless.filter((rival) => fits(rival, transcript)).length === 1) index.damaged.set(transcript.id, record);
  }
}
