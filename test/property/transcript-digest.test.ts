import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestTranscript } from '../../src/engine/transcript/digest.ts';
import type { Digest } from '../../src/engine/transcript/digest.ts';
import type { Said } from '../../src/engine/transfer/readout.ts';
import { readMessageKeys } from '../../src/engine/transcript/uuids.ts';
import { naiveDigest, naiveMessageKeys } from '../unit/engine/transcript/naive-digest.ts';
import { readAloud } from '../unit/engine/transfer/read-aloud.ts';
import { transcriptFile } from '../unit/engine/transcript/transcript-arbitrary.ts';

let folder = '';
let file = '';

beforeAll(() => {
  folder = fs.mkdtempSync(join(os.tmpdir(), 'ghostlight-digest-'));
  const project = join(folder, '-home-keeper-harbour');
  fs.mkdirSync(project);
  file = join(project, '11111111-1111-4111-8111-111111111111.jsonl');
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A digest looks at few lines, so it does not find every bad one; it finds none that is good. */
function expectSame(digest: Digest, expected: Digest): void {
  expect({ ...digest, badLines: 0 }).toEqual({ ...expected, badLines: 0 });
  expect(digest.badLines).toBeLessThanOrEqual(expected.badLines);
}

function expectPrintable(entries: Said[]): void {
  for (const { text } of entries) {
    expect(text).not.toMatch(/(?![\n\t])\p{Cc}|\p{Cs}/u);
    expect(text.trim()).not.toBe('');
  }
}

const sizes = fc.record({
  window: fc.integer({ min: 16, max: 1500 }),
  longestLine: fc.constant(1 << 20),
  chunk: fc.integer({ min: 8, max: 700 }),
});

test('a digest says what parsing every line would say, wherever the windows begin and end', () => {
  fc.assert(
    fc.property(transcriptFile, sizes, (content, size) => {
      fs.writeFileSync(file, content);
      expectSame(digestTranscript(file, size), naiveDigest(file));
    }),
    { numRuns: 1500 },
  );
});

test('a line that is too long is left out and counted, and costs nothing but itself', () => {
  const longestLine = 300;
  const small = fc.record({
    window: fc.integer({ min: 16, max: longestLine }),
    longestLine: fc.constant(longestLine),
    chunk: fc.integer({ min: 8, max: longestLine }),
  });
  fc.assert(
    fc.property(transcriptFile, small, (content, size) => {
      fs.writeFileSync(file, content);
      const digest = digestTranscript(file, size);
      const lines = content.toString('latin1').split('\n');
      const kept = lines.filter((line) => line.length < longestLine);
      fs.writeFileSync(file, Buffer.from(kept.join('\n'), 'latin1'));
      // Zeros count wherever they are.
      expect(digest.zeroBytes).toBe(Buffer.from(content).filter((byte) => byte === 0).length);
      const { zeroBytes } = naiveDigest(file);
      expectSame({ ...digest, elidedLines: 0, badLines: 0, zeroBytes }, naiveDigest(file));
      expect(digest.elidedLines).toBe(lines.length - kept.length);
    }),
    { numRuns: 500 },
  );
});

test('arbitrary bytes are read without an error', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }),
    fc.tuple(transcriptFile, fc.uint8Array({ maxLength: 20 }), fc.nat(3000)).map(([content, noise, at]) => {
      const spoilt = Buffer.from(content);
      Buffer.from(noise).copy(spoilt, Math.min(at, spoilt.length));
      return spoilt;
    }),
  );
  fc.assert(
    fc.property(bytes, sizes, (content, size) => {
      fs.writeFileSync(file, content);
      expectSame(digestTranscript(file, size), naiveDigest(file));
      expectPrintable(readAloud(file, size));
      expect(readMessageKeys(file, size)).toEqual(naiveMessageKeys(file));
    }),
    { numRuns: 500 },
  );
});
