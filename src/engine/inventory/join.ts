import type { SkipReason } from '../../shared/model.ts';
import { isUuid, uuidOfSessionId } from '../ids.ts';
import { CwdChooser } from './choose-cwd.ts';
import { isZeroedOut, needsOf, sourceOf, type Conversation, type Target, type Verdict } from './conversation.ts';
import { diagnose } from './diagnose.ts';
import type { Evidence, PlacedRecord, Transcript } from './evidence.ts';
import { findFamilies, wholeOf, type Families } from './families.ts';
import { indexRecords, type RecordsIndex } from './records-index.ts';

export interface Joined {
  conversations: Map<string, Conversation>;
  skipped: Partial<Record<SkipReason, number>>;
}

/** Joins transcripts, records and deletions into conversations, and leaves out what is none. */
export function joinEvidence(evidence: Evidence, target: Target | null): Joined {
  const index = indexRecords(evidence, target);
  const owners = recordsByTranscript(evidence, index);
  const skipped: Partial<Record<SkipReason, number>> = {};
  const skip = (reason: SkipReason, count = 1): void => {
    if (count > 0) skipped[reason] = (skipped[reason] ?? 0) + count;
  };
  skip('not-a-conversation', evidence.otherFiles);
  const found: Conversation[] = [];
  for (const transcript of evidence.transcripts.values()) {
    const { kind } = transcript.digest;
    const records = owners.get(transcript.id) ?? [];
    if (isZeroedOut(transcript)) {
      if (evidence.deletions.has(transcript.id)) skip('empty');
      else found.push(zeroedOut(transcript, records));
    }
    // Whatever Claude shows is a row, even where nothing was said in it yet.
    else if (kind !== 'conversation' && !index.rows.has(transcript.id)) skip(kind);
    else {
      const verdict = diagnose(transcript, records, index, evidence, target);
      const { id } = transcript;
      const basis = { id, transcript, records, needs: needs(verdict, transcript), family: id, cwdChoice: null };
      found.push({ ...basis, ...verdict });
    }
  }
  const families = findFamilies(found, lineageOf(found, index));
  const conversations = new Map<string, Conversation>();
  for (const conversation of found) {
    if (families.copies.has(conversation.id)) skip('copy');
    else conversations.set(conversation.id, inFamily(conversation, families));
  }
  for (const record of index.orphanedRows) addUnavailable(conversations, record);
  const chooser = new CwdChooser(evidence, target);
  for (const conversation of conversations.values()) {
    const { transcript, remedy } = conversation;
    if (transcript !== null && remedy !== null) conversation.cwdChoice = chooser.choose(transcript, sourceOf(remedy));
    if (conversation.status !== 'earlier') continue;
    const whole = conversations.get(conversation.family)?.status;
    if (whole !== undefined) conversation.because = { ...conversation.because, whole };
  }
  return { conversations, skipped };
}

/** There was a conversation, and nothing of it is left to bring back. */
const zeroedOut = (transcript: Transcript, records: PlacedRecord[]): Conversation => ({
  id: transcript.id,
  transcript,
  records,
  status: 'unavailable',
  cause: null,
  remedy: null,
  because: records[0] === undefined ? {} : { record: records[0] },
  needs: [],
  family: transcript.id,
  cwdChoice: null,
});

/** By transcript id, the conversation whose record names it as an earlier part. What has a row of its own is none. */
function lineageOf(found: readonly Conversation[], index: RecordsIndex): Map<string, string> {
  const relinked = new Map([...index.unlinked, ...index.misled].map(([id, record]) => [record, id]));
  const own = [index.rows, index.unlinked, index.misled];
  const lineage = new Map<string, string>();
  for (const { id } of found) {
    const record = own.some((map) => map.has(id)) ? undefined : index.earlier.get(id);
    const whole = record === undefined ? null : (relinked.get(record) ?? idOfRow(record));
    if (whole !== null && whole !== id) lineage.set(id, whole);
  }
  return lineage;
}

function inFamily(conversation: Conversation, families: Families): Conversation {
  const { id, status } = conversation;
  const family = wholeOf(id, families);
  const deletedAt = families.ofDeleted.get(id) ?? families.ofDeleted.get(family);
  if (deletedAt !== undefined) return { ...conversation, ...asDeleted(conversation, deletedAt), family };
  if (family === id || status === 'deleted') return { ...conversation, family };
  const remedy = conversation.remedy ?? ({ kind: 'create' } as const);
  return { ...conversation, status: 'earlier', cause: null, remedy, needs: ['earlier'], family };
}

const asDeleted = (
  { remedy }: Conversation,
  deletedAt: number,
): Pick<Conversation, 'status' | 'cause' | 'remedy' | 'because' | 'needs'> => ({
  status: 'deleted',
  cause: null,
  remedy,
  because: { deletedAt },
  needs: ['deleted'],
});

function needs(verdict: Verdict, transcript: Transcript): Conversation['needs'] {
  if (verdict.status === 'deleted') return ['deleted'];
  if (verdict.status === 'archived') return ['archived'];
  return verdict.cause === 'never-listed' ? needsOf(transcript.digest.entrypoint) : [];
}

function recordsByTranscript(evidence: Evidence, index: RecordsIndex): Map<string, PlacedRecord[]> {
  const owners = new Map<string, PlacedRecord[]>();
  const add = (id: string, record: PlacedRecord): void => {
    const list = owners.get(id) ?? [];
    if (!list.includes(record)) owners.set(id, [...list, record]);
  };
  for (const record of evidence.records) {
    const id = record.file.fields?.transcriptId;
    if (id != null) add(id, record);
  }
  for (const map of [index.unlinked, index.misled, index.damaged]) for (const [id, record] of map) add(id, record);
  for (const [id, list] of index.leftovers) for (const record of list) add(id, record);
  return owners;
}

/** The id of the conversation that a row leads to, else the row's own; null if neither is one. */
function idOfRow({ file }: PlacedRecord): string | null {
  const id = file.fields?.transcriptId ?? uuidOfSessionId(file.stem);
  return id !== null && isUuid(id) ? id : null;
}

/** A row whose conversation is not on this disk. */
function addUnavailable(conversations: Map<string, Conversation>, record: PlacedRecord): void {
  const id = idOfRow(record);
  if (id === null) return;
  const known = conversations.get(id);
  if (known !== undefined) {
    if (known.status === 'unavailable' && !known.records.includes(record)) known.records.push(record);
    return;
  }
  conversations.set(id, {
    id,
    transcript: null,
    records: [record],
    status: 'unavailable',
    // It may be that it never had one; that its conversation is gone from the disk, nobody knows.
    cause: record.file.fields?.transcriptId == null && record.file.fields?.remote !== true ? 'link-lost' : null,
    remedy: null,
    because: { record },
    needs: [],
    family: id,
    cwdChoice: null,
  });
}
