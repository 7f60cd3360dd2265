import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { everyEntry } from '../../src/engine/transcript/reader/every-entry.ts';
import { UNCUT } from '../../src/engine/transcript/reader/excerpt.ts';
import { openReading } from '../../src/engine/transcript/reader/open-reading.ts';
import type { Reading, ReadingOptions } from '../../src/engine/transcript/reader/reading.ts';
import { countOf, patternOf } from '../../src/engine/transcript/reader/find-words.ts';
import { searchable } from '../../src/engine/transcript/reader/searchable.ts';
import { shownText } from '../../src/engine/transcript/reader/shown-markdown.ts';
import { entryKinds } from '../../src/shared/reading.ts';
import type { ReaderEntry } from '../../src/shared/reading.ts';
import { sampleFile } from '../support/samples.ts';
import { transcriptFile } from '../unit/engine/transcript/transcript-arbitrary.ts';
import { hostileLines } from './hostile.ts';
import { story } from './reader-story.ts';

const folder = fs.mkdtempSync(join(os.tmpdir(), 'ghostlight-reader-'));
const file = join(folder, '11111111-1111-4111-8111-111111111111.jsonl');
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function reading<T>(content: string | Buffer, use: (reading: Reading) => T, options: Partial<ReadingOptions> = {}): T {
  fs.writeFileSync(file, content);
  const open = openReading(file, { sessionDir: file.slice(0, -'.jsonl'.length), ...options });
  try {
    readToEnd(open);
    return use(open);
  } finally {
    open.close();
  }
}

function readToEnd(open: Reading): void {
  while (!open.index({ ms: 1000 }));
}

const jsonl = (lines: readonly unknown[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

function findAll(open: Reading, text: string): number {
  const search = open.find({ text, matchCase: false });
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value.total;
  }
}

/** Every name of a part in an entry, with how it stands there. */
function partsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    key === 'part' && typeof item === 'string' ? [item] : partsOf(item),
  );
}

const UNSAFE = /(?![\n\t])\p{Cc}|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/u;

/** All that must hold of whatever file. */
function expectSound(open: Reading): void {
  const { kinds, times, lengths, branches, changed, read } = open.layout(0);
  const entries = [...everyEntry(open)];
  expect(entries.map(({ kind }) => kind)).toEqual(kinds.map((kind) => entryKinds[kind]));
  expect([kinds.length, times.length, lengths.length]).toEqual([open.count, open.count, open.count]);
  expect(entries.map(({ at }) => at ?? 0)).toEqual(times);
  expect(changed).toEqual([]);
  expect(read.done).toBe(true);
  let last = -1;
  for (const { from, to, prompts } of branches) {
    expect(from).toBeGreaterThan(last);
    expect(to).toBeGreaterThanOrEqual(from);
    expect(to).toBeLessThan(open.count);
    expect(entries.slice(from, to + 1).filter(({ kind }) => kind === 'prompt')).toHaveLength(prompts);
    last = to;
  }
  for (const entry of entries) expectShowable(open, entry);
  expect(open.outline().map(({ entry }) => entry)).toEqual(
    entries.filter(({ kind }) => kind === 'prompt').map(({ entry }) => entry),
  );
  expect(open.facts().complete).toBe(true);
}

function expectShowable(open: Reading, entry: ReaderEntry): void {
  expect(JSON.stringify(entry, (_key, value: unknown) => value)).toBe(JSON.stringify(structuredClone(entry)));
  for (const { text } of searchable(entry)) expect(text).not.toMatch(UNSAFE);
  for (const part of partsOf(entry)) {
    expect(part).toMatch(/^[0-9a-z:./_-]{1,200}$/i);
    expect(open.part(part)).not.toBeNull();
  }
}

const soup = fc.oneof(
  transcriptFile,
  hostileLines(() => ['00000000-0000-4000-8000-000000000001', 'toolu_1']),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  fc.array(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), { maxLength: 10 }).map((lines) => lines.join('\n')),
);
const sizes = fc.record({
  window: fc.integer({ min: 1, max: 2000 }),
  longestLine: fc.integer({ min: 60, max: 3000 }),
  longMetadata: fc.integer({ min: 20, max: 3000 }),
  longestPart: fc.integer({ min: 10, max: 3000 }),
});

describe('whatever stands in a file', () => {
  test('it can be read, shown, searched and asked about', () => {
    fc.assert(
      fc.property(soup, fc.option(sizes, { nil: undefined }), (content, size) => {
        reading(content, expectSound, size === undefined ? {} : { sizes: size });
      }),
      { numRuns: 1200 },
    );
  });

  test('it is read the same wherever windows begin and end', () => {
    fc.assert(
      fc.property(soup, fc.integer({ min: 1, max: 500 }), (content, window) => {
        const usual = reading(content, (open) => [[...everyEntry(open)], open.layout(0)]);
        expect(reading(content, (open) => [[...everyEntry(open)], open.layout(0)], { sizes: { window } })).toEqual(
          usual,
        );
      }),
      { numRuns: 300 },
    );
  });

  test('what is found is what is there', () => {
    const query = fc.oneof(
      fc.constantFrom('e', 'the', '"', 'lantern', 'user', ' ', '灯', 'k', '\\', '1'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(soup, query, (content, text) => {
        reading(content, (open) => {
          const texts = open.entries(0, open.count, UNCUT).flatMap((entry) => {
            if (entry.kind === 'metadata') return [];
            return searchable(entry).map((one) => (one.isMarkdown ? shownText(one.text) : one.text));
          });
          const pattern = patternOf({ text, matchCase: false });
          const expected = pattern === null ? 0 : texts.reduce((sum, one) => sum + countOf(pattern, one), 0);
          expect(findAll(open, text)).toBe(expected);
        });
      }),
      { numRuns: 600 },
    );
  });

  test('no name of a part leads out of it', () => {
    const id = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(
          fc.nat(5),
          fc.constantFrom(
            'text',
            'json',
            'raw',
            'media',
            'input',
            'output',
            'sidecar',
            'output-media',
            'sidecar-media',
            'file',
            'made',
          ),
          fc.array(
            fc.constantFrom('0', '1', 'text', '..', '__proto__', 'constructor', 'length', 'content', 'command'),
            { maxLength: 4 },
          ),
        )
        .map(([entry, kind, path]) => [`${entry}:${kind}`, ...path].join('/')),
    );
    fc.assert(
      fc.property(soup, fc.array(id, { maxLength: 20 }), (content, ids) => {
        reading(content, (open) => {
          for (const one of ids) open.part(one);
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe('a conversation', () => {
  test('is sound, and every prompt of it is told exactly once', () => {
    fc.assert(
      fc.property(story, ({ lines, prompts }) => {
        reading(jsonl(lines), (open) => {
          expectSound(open);
          const told = open
            .entries(0, open.count)
            .flatMap((entry) => (entry.kind === 'prompt' ? [entry.text.text] : []));
          expect(told.toSorted()).toEqual(prompts.toSorted());
        });
      }),
      { numRuns: 500 },
    );
  });

  test('has each prompt once in whatever order its lines come', () => {
    const shuffled = story.chain(({ lines, prompts }) =>
      fc.tuple(fc.shuffledSubarray(lines, { minLength: lines.length }), fc.constant(prompts)),
    );
    fc.assert(
      fc.property(shuffled, ([lines, prompts]) => {
        reading(jsonl(lines), (open) => {
          expectSound(open);
          expect(
            open
              .outline()
              .map(({ text }) => text)
              .toSorted(),
          ).toEqual(prompts.toSorted());
        });
      }),
      { numRuns: 300 },
    );
  });

  test('that was read while it was written is what it is when it is read at the end', () => {
    fc.assert(
      fc.property(story, fc.array(fc.nat(), { maxLength: 12 }), ({ lines }, cuts) => {
        const bytes = Buffer.from(jsonl(lines));
        const whole = reading(bytes, (open) => [[...everyEntry(open)], open.layout(0), open.outline(), open.facts()]);
        const steps = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
        reading('', (open) => {
          for (const [i, to] of steps.entries()) {
            const from = steps[i - 1] ?? 0;
            fs.appendFileSync(file, bytes.subarray(from, to));
            expect(open.grow()).toBe(to > from ? 'grew' : 'same');
            readToEnd(open);
            expect(open.layout(open.count).leftOut.lines).toBe(0);
          }
          open.layout(0);
          expect([[...everyEntry(open)], open.layout(0), open.outline(), open.facts()]).toEqual(whole);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('a face that takes in every change knows what is there', () => {
    fc.assert(
      fc.property(story, fc.nat(10), ({ lines }, size) => {
        const known: ReaderEntry[] = [];
        reading('', (open) => {
          for (let at = 0; at < lines.length; at += size + 1) {
            fs.appendFileSync(file, jsonl(lines.slice(at, at + size + 1)));
            open.grow();
            readToEnd(open);
            const { from, kinds, changed } = open.layout(known.length);
            expect(from).toBe(known.length);
            known.push(...open.entries(from, kinds.length));
            for (const entry of changed) known.splice(entry, 1, ...open.entries(entry, 1));
          }
          expect(known).toEqual([...everyEntry(open)]);
        });
      }),
      { numRuns: 300 },
    );
  });
});

test('a real conversation that was cut off anywhere is the beginning of the whole', () => {
  const bytes = fs.readFileSync(sampleFile('edit'));
  const whole = reading(bytes, (open) => [...everyEntry(open)]);
  const plain = (entry: ReaderEntry): unknown => (entry.kind === 'tool' ? entry.name : entry);
  const cuts = [...Array.from({ length: 120 }, (_, i) => i), ...Array.from({ length: 180 }, (_, i) => i * 887)];
  for (const cut of cuts.filter((at) => at < bytes.length)) {
    reading(bytes.subarray(0, cut), (open) => {
      const entries = [...everyEntry(open)];
      expect(open.layout(0).leftOut.lines).toBe(0);
      expect(entries.map(plain)).toEqual(whole.slice(0, entries.length).map(plain));
    });
  }
});

test('a short conversation may be cut off at each of its bytes, or have one that is another', () => {
  const [lines] = [
    fs
      .readFileSync(sampleFile('edit'), 'utf8')
      .split('\n')
      .filter((line) => /"type":"(user|assistant)"/.test(line))
      .slice(0, 3),
  ];
  const bytes = Buffer.from(lines.join('\n'));
  for (let cut = 0; cut <= bytes.length; cut++)
    reading(bytes.subarray(0, cut), (open) => expect(open.count).toBeLessThan(4));
  for (let at = 0; at < bytes.length; at += 37) {
    const broken = Buffer.from(bytes);
    broken[at] = (broken[at] ?? 0) ^ 0x22;
    reading(broken, expectSound);
  }
});
