import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { everyEntry } from '../../src/engine/transcript/reader/every-entry.ts';
import { openReading } from '../../src/engine/transcript/reader/open-reading.ts';
import type { ReadingOptions } from '../../src/engine/transcript/reader/reading.ts';
import type { LayoutGrowth } from '../../src/shared/reading.ts';
import { writeLongTranscript } from '../bench/reader-transcript.ts';
import { sampleFile, sampleNames } from '../support/samples.ts';
import type { Json } from '../unit/engine/transcript/lines.ts';
import { transcriptFile } from '../unit/engine/transcript/transcript-arbitrary.ts';
import { hostileLines } from './hostile.ts';
import { course } from './reader-course.ts';
import { story } from './reader-story.ts';

const folder = fs.mkdtempSync(join(os.tmpdir(), 'ghostlight-tail-'));
const file = join(folder, '11111111-1111-4111-8111-111111111111.jsonl');
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Read {
  first: number;
  /** As texts, with numbers that count from the first. */
  entries: string[];
  branches: LayoutGrowth['branches'];
}

function read(options: Partial<ReadingOptions>, path = file): Read {
  const open = openReading(path, { sessionDir: path.slice(0, -'.jsonl'.length), ...options });
  try {
    while (!open.index({ ms: 1000 }));
    return { first: open.first, entries: [...everyEntry(open)].map(told), branches: open.layout(0).branches };
  } finally {
    open.close();
  }
}

/** Parts are named by the number of their entry. */
const told = ({ entry, ...rest }: { entry: number }): string =>
  JSON.stringify(rest, (key, value: unknown) =>
    key === 'part' && typeof value === 'string' && value.startsWith(`${entry}:`)
      ? value.slice(value.indexOf(':'))
      : value,
  );

/** Answers how many entries of the end are certain. */
function expectTailOf(whole: Read, lastBytes: number, path = file): number {
  const tail = read({ lastBytes }, path);
  const shift = whole.entries.length - tail.entries.length;
  const from = tail.first + shift;
  expect(tail.entries.slice(tail.first)).toEqual(whole.entries.slice(Math.max(0, from)));
  const shown = tail.branches.filter((branch) => branch.to >= tail.first);
  expect(shown.map((branch) => ({ ...branch, from: branch.from + shift, to: branch.to + shift }))).toEqual(
    tail.first === tail.entries.length ? [] : whole.branches.filter(({ to }) => to >= from),
  );
  return tail.entries.length - tail.first;
}

const jsonl = (lines: readonly Json[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

const soup = fc.oneof(
  { weight: 4, arbitrary: course.map(jsonl) },
  story.map(({ lines }) => jsonl(lines)),
  transcriptFile,
  hostileLines(() => ['00000000-0000-4000-8000-000000000001', 'toolu_1']),
);

describe('the end of a file, read before the rest', () => {
  test('says what all of it says, as far as it is certain', () => {
    let certain = 0;
    fc.assert(
      fc.property(soup, fc.double({ min: 0, max: 1, noNaN: true }), (content, part) => {
        fs.writeFileSync(file, content);
        certain += expectTailOf(read({}), Math.ceil(fs.statSync(file).size * part));
      }),
      { numRuns: 2500 },
    );
    // Nothing at all would be certain as well.
    expect(certain).toBeGreaterThan(1000);
  });

  test('is certain but for a few lines in a conversation as people have them', () => {
    const { path } = writeLongTranscript(folder, { lines: 4000, bytes: 3e6 });
    const whole = read({}, path);
    for (let lastBytes = 20_000; lastBytes < 2_900_000; lastBytes += 97_777) {
      const bytesEach = 3e6 / whole.entries.length;
      expect(expectTailOf(whole, lastBytes, path)).toBeGreaterThan((lastBytes / bytesEach) * 0.8);
    }
  });

  test.each(sampleNames)('of a genuine one says the same (%s)', (name) => {
    const sample = sampleFile(name);
    const whole = read({}, sample);
    const { size } = fs.statSync(sample);
    for (const part of [0.9, 0.7, 0.5, 0.3, 0.1]) expectTailOf(whole, Math.floor(size * part), sample);
  });
});
