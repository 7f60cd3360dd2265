import { beginningOf, encodeFolderName } from '../transcript/folder-name.ts';
import type { Evidence, PlacedRecord, Transcript } from './evidence.ts';
import { push } from './group.ts';
import type { RecordsIndex } from './records-index.ts';

/**
 * Rows that lead nowhere, and records that no longer say anything: the conversation that each can be meant for, where
 * exactly one can. Where two can, none is taken (docs/formats/claude-desktop.md 7, rows 5, 16 and 17).
 */

/** Claude stamps a row within a minute of its first message (docs/formats/claude-desktop.md 6). */
export const SAME_MOMENT_MS = 60_000;
/** A save that a power loss cut off happened within this time of the last message. */
const SAME_SAVE_MS = 5 * 60_000;

/** First to an earlier part of its own, else to the one conversation that can be meant. */
export function matchLostRows(index: RecordsIndex, lost: readonly PlacedRecord[], evidence: Evidence): void {
  if (lost.length === 0) return;
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
    else if (evidence.transcripts.has(own)) push(index.rows, own, record);
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
    .filter((id) => id !== clearedId && !index.rows.has(id) && !index.unlinked.has(id) && !index.misled.has(id))
    .map((id) => evidence.transcripts.get(id));
  return parts.findLast((part) => part?.digest.kind === 'conversation') ?? null;
}

/**
 * Conversations of the app that no record is known for: the ones a record without a link may mean. What the user
 * deleted is not among them: it must not come back under another row.
 */
function unclaimed(index: RecordsIndex, evidence: Evidence): Transcript[] {
  const maps = [
    index.rows,
    index.unlinked,
    index.misled,
    index.damaged,
    index.leftovers,
    index.elsewhere,
    index.earlier,
  ];
  return [...evidence.transcripts.values()].filter(
    ({ id, digest: { kind, entrypoint } }) =>
      kind === 'conversation' &&
      (entrypoint === null || entrypoint === 'claude-desktop') &&
      !evidence.deletions.has(id) &&
      !maps.some((map) => map.has(id)),
  );
}

/** By folder with the minute of the beginning and with the title, so that rows and conversations are not all compared. */
class FreeTranscripts {
  readonly #found = new Map<string, Transcript[]>();

  constructor(transcripts: readonly Transcript[]) {
    for (const transcript of transcripts) {
      const { cwd, createdAt, customTitle, aiTitle } = transcript.digest;
      const marks = [minuteOf(createdAt ?? 0), customTitle, aiTitle].filter((mark) => mark !== null);
      const places = [beginningOf(transcript.folder), ...(cwd === null ? [] : [cwd])];
      for (const key of keysOf(places, marks)) push(this.#found, key, transcript);
    }
  }

  /** The one conversation that began when the row did, or that has its title and took place within its time. */
  meantBy({ file }: PlacedRecord): Transcript | null {
    const { fields } = file;
    if (fields === null || fields.remote) return null;
    const { createdAt, lastActivityAt, title } = fields;
    if (createdAt === null) return null;
    const cwds = [fields.cwd, fields.originCwd].filter((cwd) => cwd !== null);
    const places = cwds.flatMap((cwd) => [cwd, beginningOf(encodeFolderName(cwd))]);
    const minutes = [-SAME_MOMENT_MS, 0, SAME_MOMENT_MS].map((around) => minuteOf(createdAt + around));
    const sameStart = this.#with(places, minutes).filter(
      ({ digest }) => Math.abs((digest.createdAt ?? 0) - createdAt) <= SAME_MOMENT_MS,
    );
    const sameTitle = title === null ? [] : this.#with(places, [title]);
    if (sameStart.length > 0) return only(sameStart.filter((found) => sameTitle.includes(found))) ?? only(sameStart);
    const [from, to] = [createdAt - SAME_MOMENT_MS, (lastActivityAt ?? createdAt) + SAME_MOMENT_MS];
    return only(
      sameTitle.filter(({ digest }) => (digest.createdAt ?? Infinity) <= to && (digest.lastActivityAt ?? 0) >= from),
    );
  }

  #with(places: readonly string[], marks: readonly (string | number)[]): Transcript[] {
    return [...new Set(keysOf(places, marks).flatMap((key) => this.#found.get(key) ?? []))];
  }
}

const minuteOf = (time: number): number => Math.floor(time / SAME_MOMENT_MS);

/** A number is no title: each keeps its kind. */
const keysOf = (places: readonly string[], marks: readonly (string | number)[]): string[] =>
  places.flatMap((place) => marks.map((mark) => JSON.stringify([place, mark])));

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
