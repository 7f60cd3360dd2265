import type { SkipReason } from '../../shared/model.ts';
import { isUuid, uuidOfSessionId } from '../ids.ts';
import { needsOf, type Conversation, type Target, type Verdict } from './conversation.ts';
import { findCopies } from './copies.ts';
import { diagnose } from './diagnose.ts';
import type { Evidence, PlacedRecord, Transcript } from './evidence.ts';
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
    // Whatever Claude shows is a row, even where nothing was said in it yet.
    if (kind !== 'conversation' && !index.rows.has(transcript.id)) skip(kind);
    else {
      const verdict = diagnose(transcript, records, index, evidence, target);
      if (verdict === null) skip('earlier-part');
      else found.push({ id: transcript.id, transcript, records, needs: needs(verdict, transcript), ...verdict });
    }
  }
  const copies = findCopies(found);
  const conversations = new Map<string, Conversation>();
  for (const conversation of found) {
    const deletedAt = copies.ofDeleted.get(conversation.id);
    if (copies.redundant.has(conversation.id)) skip('copy');
    else if (deletedAt === undefined) conversations.set(conversation.id, conversation);
    else conversations.set(conversation.id, { ...conversation, ...asDeleted(conversation, deletedAt) });
  }
  for (const record of index.orphanedRows) addUnavailable(conversations, record);
  return { conversations, skipped };
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
  for (const map of [index.unlinked, index.damaged]) for (const [id, record] of map) add(id, record);
  for (const [id, list] of index.leftovers) for (const record of list) add(id, record);
  return owners;
}

/** A row whose conversation is not on this disk. Its id is the lost transcript's, else the row's own. */
function addUnavailable(conversations: Map<string, Conversation>, record: PlacedRecord): void {
  const id = record.file.fields?.transcriptId ?? uuidOfSessionId(record.file.stem);
  if (id === null || !isUuid(id)) return;
  const known = conversations.get(id);
  if (known !== undefined) {
    if (known.status === 'unavailable') known.records.push(record);
    return;
  }
  conversations.set(id, {
    id,
    transcript: null,
    records: [record],
    status: 'unavailable',
    cause: null,
    remedy: null,
    because: { record },
    needs: [],
  });
}
