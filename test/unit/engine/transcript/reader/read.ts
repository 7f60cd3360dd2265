import { basename, dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EntryKind, ReaderEntry } from '../../../../../src/shared/reading.ts';
import { everyEntry } from '../../../../../src/engine/transcript/reader/every-entry.ts';
import { openReading } from '../../../../../src/engine/transcript/reader/open-reading.ts';
import type { FindQuery, Reading, ReadingOptions } from '../../../../../src/engine/transcript/reader/reading.ts';
import type { FindResult } from '../../../../../src/shared/reading.ts';
import { transcript } from '../lines.ts';
import type { Json } from '../lines.ts';

/** Opens a transcript, reads it to its end, and closes it when the test is done. */
export function opened(path: string, options: Partial<ReadingOptions> = {}): Reading {
  const reading = openReading(path, { sessionDir: join(dirname(path), basename(path, '.jsonl')), ...options });
  onTestFinished(() => reading.close());
  readToEnd(reading);
  return reading;
}

export function readToEnd(reading: Reading): void {
  while (!reading.index({ ms: 1000 }));
}

export const readingOf = (lines: (Json | string)[], options?: Partial<ReadingOptions>): Reading =>
  opened(transcript(lines), options);

/** All entries that a reader sees without asking for more. */
export function shown(reading: Reading): ReaderEntry[] {
  return [...everyEntry(reading)].filter(({ kind }) => kind !== 'metadata');
}

/** `kind: what it says`, for each entry that is shown. */
export const told = (reading: Reading): string[] => shown(reading).map((entry) => `${entry.kind}: ${wordsOf(entry)}`);

export function wordsOf(entry: ReaderEntry): string {
  switch (entry.kind) {
    case 'tool':
      return `${entry.name} ${entry.about} (${entry.status})`;
    case 'compaction':
      return entry.summary?.text ?? '';
    case 'note':
      return [entry.note, ...(entry.text === null ? [] : [entry.text.text])].join(' ');
    case 'attachment':
      return `${entry.what} ${entry.name}`;
    case 'metadata':
      return entry.name;
    case 'left-out':
      return `${entry.why} ${entry.bytes}`;
    default:
      return entry.text?.text ?? '';
  }
}

/** The only entry of a kind. */
export function only<K extends EntryKind>(reading: Reading, kind: K): Extract<ReaderEntry, { kind: K }> {
  const found = [...everyEntry(reading)].filter((entry) => entry.kind === kind);
  if (found.length !== 1) throw new Error(`${found.length} entries are ${kind}`);
  return found[0] as Extract<ReaderEntry, { kind: K }>;
}

export function findAll(reading: Reading, query: string, more: Partial<FindQuery> = {}): FindResult {
  const search = reading.find({ text: query, matchCase: false, ...more });
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

/** The whole of a text that was cut. */
export function wholeText(reading: Reading, part: string | null): string | null {
  const found = part === null ? null : reading.part(part);
  return found?.is === 'text' ? found.text : null;
}
