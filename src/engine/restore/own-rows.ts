import type { Disk } from './disk.ts';
import { entryState } from './entry.ts';
import type { JournalEntry } from './journal-form.ts';
import { readJournals } from './journal.ts';

/**
 * Which of these records a restore of ours wrote, that stands, and that nobody but Claude's own bookkeeping touched since.
 * Throws nothing: what cannot be read is nobody's.
 */
export function ownRowsAmong(paths: readonly string[], stateDir: string, disk: Disk): Set<string> {
  const wanted = new Set(paths);
  const last = new Map<string, JournalEntry>();
  for (const { state, entries } of readJournals(stateDir, [])) {
    if (state !== 'done') continue;
    for (const entry of entries) if (wanted.has(entry.path)) last.set(entry.path, entry);
  }
  return new Set([...last.values()].filter((entry) => isAsWritten(entry, disk)).map(({ path }) => path));
}

function isAsWritten(entry: JournalEntry, disk: Disk): boolean {
  try {
    const state = entryState(disk, entry);
    return state === 'after' || state === 'normalised';
  } catch {
    return false;
  }
}
