import { basename } from 'node:path';
import type { RecordJson } from '../../shared/model.ts';
import { adaptRecord, recordBytes, type RowFacts } from '../claude/record-forms.ts';
import { parseRecord } from '../claude/record.ts';
import { errorCode } from '../files.ts';
import { stateOf, type FileState } from './compare.ts';
import type { Disk } from './disk.ts';
import { isOwnFile } from './durable.ts';
import type { JournalEntry } from './journal-form.ts';
import { idOf, stateOfCopy, type Copy } from './repaired-copy.ts';

/** One file of a journal: what it was, what it shall be, and what it is. */

export const beforeOf = (entry: JournalEntry): Buffer | null =>
  entry.before === null ? null : Buffer.from(entry.before, 'base64');

export const afterOf = (entry: JournalEntry): Buffer => Buffer.from(entry.after, 'utf8');

/** Where a link or a folder stands now, it is `changed`: nothing is read or written through it. Throws what the disk says. */
export function entryState(disk: Disk, entry: JournalEntry): FileState {
  const current = readOwn(disk, entry.path);
  return current === 'not-a-file' ? 'changed' : stateOf(current, beforeOf(entry), afterOf(entry));
}

function readOwn(disk: Disk, path: string): Buffer | null | 'not-a-file' {
  try {
    return isOwnFile(disk, path) ? disk.readFileSync(path) : 'not-a-file';
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Whether Claude loads what stands there now, and it leads to the conversation, whoever wrote it. Throws what the disk says. */
export function leadsToConversation(disk: Disk, { path, session }: JournalEntry): boolean {
  const bytes = readOwn(disk, path);
  if (bytes === null || bytes === 'not-a-file') return false;
  const { damage, fields } = parseRecord(bytes, basename(path, '.json'));
  if (damage !== null || fields === null) return false;
  return [fields.transcriptId, ...fields.earlierIds].includes(session.toLowerCase());
}

/** Nothing is left to do: it is as it was planned, or Claude or the person went on from there. */
export function isInPlace(disk: Disk, entry: JournalEntry): boolean {
  const state = entryState(disk, entry);
  return state === 'after' || state === 'normalised' || (state === 'changed' && leadsToConversation(disk, entry));
}

/**
 * Whether `after` is a record as a restore makes them: of that name and conversation, loadable, and with nothing in it
 * that grants or connects. A journal is a file like any other; it does not get more than that written.
 */
export function isRestored({ after, path, session }: JournalEntry): boolean {
  const { damage, json } = parseRecord(Buffer.from(after, 'utf8'), basename(path, '.json'));
  if (damage !== null || json === null || json['cliSessionId'] !== session) return false;
  return recordBytes(adaptRecord(json, factsOf(json))).toString('utf8') === after;
}

/** As the record says them: where one is missing or of another kind, the record made from them is another. */
const factsOf = (json: RecordJson): RowFacts => json as unknown as RowFacts;

/**
 * A repaired copy and its row are taken back together or not at all: somebody may have gone on in the copy, and a row
 * must not lead nowhere. Returns the ids of copies of which one of the two was changed. Throws what the disk says.
 */
export function keptCopies(
  disk: Disk,
  { entries, copies }: { entries: readonly JournalEntry[]; copies: readonly Copy[] },
): Set<string> {
  const kept = copies.filter((copy) => {
    const rows = entries.filter(({ session }) => session.toLowerCase() === idOf(copy.path));
    return stateOfCopy(disk, copy) === 'changed' || rows.some((row) => entryState(disk, row) === 'changed');
  });
  return new Set(kept.map(({ path }) => idOf(path)));
}
