import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readArchive } from '../../../../../src/engine/claude/app/app-archive.ts';
import { RULE_TEXTS } from '../../../../../src/engine/claude/app/app-builds.ts';
import { makeAppArchive } from '../../../../support/app-archive.ts';

const texts = RULE_TEXTS.map(({ text }) => text);
let folder = '';
let archive = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
  archive = join(folder, 'app.asar');
  await makeAppArchive(archive, { version: '6.28899.0' });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('reading an app archive', () => {
  test('the version and every text of the code are found', () => {
    expect(readArchive(archive, texts)).toEqual({ version: '6.28899.0', found: texts });
  });

  test('a text that the code does not have is not found', async () => {
    const path = join(folder, 'without.asar');
    await makeAppArchive(path, { version: '7.0.0', without: ['[SessionTombstones]'] });
    expect(readArchive(path, texts).found).toEqual(texts.filter((text) => text !== '[SessionTombstones]'));
  });

  test('an archive without a version in its package has none', async () => {
    const path = join(folder, 'nameless.asar');
    await makeAppArchive(path, { version: null });
    expect(readArchive(path, texts)).toEqual({ version: null, found: texts });
  });

  test('a text is found wherever a chunk of the file ends', () => {
    const path = join(folder, 'long.asar');
    const bytes = readFileSync(archive);
    const chunk = 4 << 20;
    for (const shift of [-20, -13, -1, 0, 1]) {
      writeFileSync(
        path,
        Buffer.concat([bytes, Buffer.alloc(2 * chunk - bytes.length + shift, 120), Buffer.from('a text at an edge')]),
      );
      expect(readArchive(path, ['a text at an edge', 'no such text']).found).toEqual(['a text at an edge']);
    }
  });

  test('the archive is not changed by reading it', () => {
    const before = readFileSync(archive);
    readArchive(archive, texts);
    expect(readFileSync(archive).equals(before)).toBe(true);
  });

  test('a file that is no archive is refused with a reason', () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.alloc(15, 4),
      Buffer.alloc(4096),
      Buffer.from('PK\u0003\u0004 a zip, say, with some bytes'),
    ]) {
      const path = join(folder, 'other.asar');
      writeFileSync(path, bytes);
      expect(() => readArchive(path, texts)).toThrow('is not an archive of an app');
    }
  });

  test('an unexpectedly large file is refused before it is read', () => {
    const path = join(folder, 'large.asar');
    writeFileSync(path, readFileSync(archive));
    truncateSync(path, (1 << 30) + 1);
    expect(() => readArchive(path, texts)).toThrow('unexpectedly large');
  });

  test('damaged archives give an answer or a reason, and never hang', () => {
    const whole = readFileSync(archive);
    const path = join(folder, 'damaged.asar');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { maxLength: 20 }),
        fc.nat(whole.length),
        (edits, length) => {
          const bytes = Buffer.from(whole.subarray(0, length));
          for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
          writeFileSync(path, bytes);
          try {
            const { version, found } = readArchive(path, texts);
            expect(version === null || /^\d+(\.\d+){1,3}$/.test(version)).toBe(true);
            expect(texts).toEqual(expect.arrayContaining(found));
          } catch (error) {
            expect((error as Error).message).toMatch(/is not an archive of an app/);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
