import { basename, join } from 'node:path';
import { parseRecord, RECORD_MAX_BYTES, recordName, type RecordFields, type RecordFile } from '../claude/record.ts';
import type { Disk } from './disk.ts';
import { exists } from './folders.ts';

/** What is to get a row, and where. A plan and a journal both say it. */
export interface Wanted {
  /** Where the records of the target really are. */
  realFolder: string;
  /** The records that led to one of the conversations when the plan was made, by file name. */
  rows: readonly string[];
  entries: readonly { session: string; path: string }[];
}

export interface NewRow {
  session: string;
  /** The row that leads to it. */
  path: string;
}

/** Which of these records lead to one of the conversations, by file name. */
export function rowsLeadingTo(sessions: readonly string[], records: readonly RecordFile[]): string[] {
  const wanted = new Set(sessions);
  return records
    .filter(({ fields }) => conversationsIn(fields).some((id) => wanted.has(id)))
    .map(({ path }) => basename(path));
}

/**
 * A row that one of the conversations got otherwise since the plan was made: Claude may save one, under a name of its
 * choosing, or let an old row lead to it, at any time. A second row for it would make the conversation split in two
 * (docs/formats/claude-desktop.md 5.4). Null where there is none. Throws what the disk says.
 */
export function newlyListed({ realFolder: folder, rows, entries }: Wanted, disk: Disk): NewRow | null {
  if (!exists(disk, folder)) return null;
  const known = new Set([...rows, ...entries.map(({ path }) => basename(path))]);
  const wanted = new Set(entries.map(({ session }) => session.toLowerCase()));
  for (const name of disk.readdirSync(folder)) {
    if (known.has(name)) continue;
    const path = join(folder, name);
    const session = conversationsOf(disk, path, name).find((id) => wanted.has(id));
    if (session !== undefined) return { session, path };
  }
  return null;
}

/** Where a row leads, and led before. What Claude does not even open leads nowhere: a link of either kind, a pipe, a giant. */
function conversationsOf(disk: Disk, path: string, name: string): string[] {
  const record = recordName(name);
  if (record?.kind !== 'record') return [];
  const stat = disk.lstatSync(path);
  if (!stat.isFile() || stat.nlink > 1 || stat.size > RECORD_MAX_BYTES) return [];
  return conversationsIn(parseRecord(disk.readFileSync(path), record.stem).fields);
}

const conversationsIn = (fields: RecordFields | null): string[] =>
  fields === null ? [] : [fields.transcriptId, ...fields.earlierIds].filter((id) => id !== null);
