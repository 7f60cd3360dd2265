import { expect, test } from 'vitest';
import { everyEntry } from '../../../../../src/engine/transcript/reader/every-entry.ts';
import { openReading } from '../../../../../src/engine/transcript/reader/open-reading.ts';
import type { FindResult, ReaderEntry, ReaderFacts, ToolEntry, ToolView } from '../../../../../src/shared/reading.ts';
import { writeLongTranscript } from '../../../../bench/reader-transcript.ts';
import { freshFolder } from '../lines.ts';

interface Long {
  entries: ReaderEntry[];
  facts: ReaderFacts;
  found: FindResult;
  needles: number;
}

/** The conversation that the benchmark reads, only shorter. */
function readLong(): Long {
  const made = writeLongTranscript(freshFolder(), { lines: 3000, bytes: 2.3e6 });
  const reading = openReading(made.path, { sessionDir: made.sessionDir });
  while (!reading.index({ ms: 1000 }));
  const steps = reading.find({ text: made.needle, matchCase: true });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const result = {
    entries: [...everyEntry(reading)],
    facts: reading.facts(),
    found: step.value,
    needles: made.needles,
  };
  reading.close();
  return result;
}

test('a long conversation of everything is all there', () => {
  const { entries, facts, found, needles } = readLong();
  expect(found).toMatchObject({ total: needles, complete: true });
  expect(entries.filter(({ kind }) => kind === 'left-out')).toEqual([]);
  expect(facts.compactions).toBe(entries.filter(({ kind }) => kind === 'compaction').length);
  const tools = entries.filter((entry): entry is ToolEntry => entry.kind === 'tool');
  expect(facts.tools.reduce((sum, { uses }) => sum + uses, 0)).toBe(tools.length);
  const views = new Set(tools.map(({ view }) => view.is));
  const all: ToolView['is'][] = [
    'agent',
    'command',
    'edit',
    'mcp',
    'other',
    'plan',
    'questions',
    'read',
    'search',
    'todos',
    'web',
  ];
  expect([...views].sort()).toEqual(all);
  expect([...new Set(tools.map(({ status }) => status))].sort()).toEqual(['denied', 'done', 'failed']);
});
