import { join } from 'node:path';
import { parseRecord, recordName } from '../claude/record.ts';
import type { Disk } from './disk.ts';
import { exists } from './folders.ts';
import type { Plan } from './plan.ts';
import { readOrNull } from './seen.ts';

/**
 * A planned conversation that got a row of its own since the plan was made: Claude may save one, under a name of its
 * choosing, at any time. A second row for it would make the conversation split in two (claude-desktop.md, section 5.4).
 * Null where there is none.
 */
export function newlyListed({ folder, files, rows }: Plan, disk: Disk): string | null {
  if (!exists(disk, folder)) return null;
  const known = new Set(rows);
  const planned = new Set(files.map(({ session }) => session));
  for (const name of disk.readdirSync(folder)) {
    const record = recordName(name);
    if (record?.kind !== 'record' || known.has(name)) continue;
    const bytes = readOrNull(disk, join(folder, name));
    const fields = bytes === null ? null : parseRecord(bytes, record.stem).fields;
    const listed = [fields?.transcriptId ?? null, ...(fields?.earlierIds ?? [])];
    const session = listed.find((id) => id !== null && planned.has(id));
    if (session !== undefined) return session;
  }
  return null;
}
