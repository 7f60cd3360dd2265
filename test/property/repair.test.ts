import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nothingLeftOut, repairedBytes, withSessionId } from '../../src/engine/transcript/repair.ts';

/** Genuine transcripts of Claude Code, and what a crash may do to them: every good line survives, byte for byte. */

const FROM = '0b5f4c0e-1d2a-4e3b-9f60-7a8b9c0d1e2f';
const TO = 'a1b2c3d4-0000-4000-8000-000000000042';

const FOLDER = path.join(import.meta.dirname, '../fixtures/real-cli-2.1.328/projects/-home-keeper-code-harbour');
const GENUINE = fs
  .readdirSync(FOLDER)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => ({ id: name.slice(0, -'.jsonl'.length), bytes: fs.readFileSync(path.join(FOLDER, name)) }));

/** What happens to a line: nothing; zeros before or behind it; zeros in the place of a part of it; its end is missing. */
const fate = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'whole' as const }) },
  fc.record({ kind: fc.constantFrom('zeros-before' as const, 'zeros-behind' as const), zeros: fc.nat({ max: 3_000 }) }),
  fc.record({ kind: fc.constant('zeros-inside' as const), at: fc.double({ min: 0, max: 0.99, noNaN: true }) }),
  fc.record({ kind: fc.constant('torn' as const), at: fc.double({ min: 0.01, max: 0.99, noNaN: true }) }),
);

interface Damaged {
  bytes: Buffer;
  /** The lines that nothing happened to. */
  good: Buffer[];
}

type Fate = typeof fate extends fc.Arbitrary<infer T> ? T : never;

function damage(lines: readonly Buffer[], fates: readonly Fate[]): Damaged {
  const good: Buffer[] = [];
  const parts = lines.flatMap((line, i): Buffer[] => {
    const what = fates[i % fates.length] ?? { kind: 'whole' as const };
    const newline = Buffer.from('\n');
    switch (what.kind) {
      case 'whole':
        good.push(line);
        return [line, newline];
      case 'zeros-before':
        good.push(line);
        return [Buffer.alloc(what.zeros + 1), line, newline];
      case 'zeros-behind':
        // No newline was written any more: what follows stands behind the zeros.
        good.push(line);
        return [line, Buffer.alloc(what.zeros + 1)];
      case 'zeros-inside': {
        const spoilt = Buffer.from(line);
        const at = Math.min(line.length - 2, 1 + Math.floor(what.at * line.length));
        spoilt.fill(0, at, at + 1 + Math.floor((line.length - at) / 2));
        return [spoilt, newline];
      }
      case 'torn':
        return [line.subarray(0, Math.max(1, Math.floor(what.at * line.length) - 1)), newline];
    }
  });
  return { bytes: Buffer.concat(parts), good };
}

const linesOf = (bytes: Buffer): Buffer[] =>
  bytes
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line, 'latin1'));

function* cut(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const repair = (bytes: Buffer, from: string, chunk = 1 << 20): Buffer =>
  Buffer.concat([...repairedBytes(cut(bytes, chunk), { from, to: TO }, nothingLeftOut())]);

/** The line as a reader that shares no code with ours expects it: parsed, its own id exchanged, all else as it was. */
const expected = (line: Buffer, from: string): unknown => {
  const value = JSON.parse(line.toString('utf8')) as Record<string, unknown>;
  return value['sessionId'] === from ? { ...value, sessionId: TO } : value;
};

describe('a repaired copy', () => {
  const genuine = fc.constantFrom(...GENUINE);

  test('of a transcript without zeros is the transcript, but for its id', () => {
    fc.assert(
      fc.property(genuine, fc.integer({ min: 1, max: 70_000 }), ({ id, bytes }, chunk) => {
        const copy = repair(bytes, id, chunk);
        expect(copy.length).toBe(bytes.length);
        const own = new RegExp(`"sessionId":"${id}"`, 'g');
        expect(copy.toString('latin1').replace(new RegExp(`"sessionId":"${TO}"`, 'g'), `"sessionId":"${id}"`)).toBe(
          bytes.toString('latin1'),
        );
        expect(bytes.toString('latin1').match(own)?.length ?? 0).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  test('holds every good line byte for byte but for its id, and no line that is not JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        genuine,
        fc.array(fate, { minLength: 3, maxLength: 40 }),
        fc.nat({ max: 150_000 }),
        fc.integer({ min: 1, max: 70_000 }),
        async ({ id, bytes }, fates, zerosAtEnd, chunk) => {
          const { bytes: spoilt, good } = damage(linesOf(bytes), fates);
          const whole = Buffer.concat([spoilt, Buffer.alloc(zerosAtEnd)]);
          const copy = repair(whole, id, chunk);
          const lines = linesOf(copy);
          // Line by line, whether its own id or another stands in it, nothing else may differ.
          const plain = (line: Buffer): string => line.toString('latin1').replaceAll(TO, id);
          const kept = lines.map(plain);
          let at = 0;
          for (const line of good.map((one) => one.toString('latin1'))) {
            const found = kept.indexOf(line, at);
            expect(found, 'a good line is missing, or not in its place').toBeGreaterThanOrEqual(at);
            at = found + 1;
          }
          expect(copy.includes(0)).toBe(false);
          const read = await readIndependently(copy);
          expect(read).toHaveLength(lines.length);
          const values = good.map((line) => JSON.stringify(expected(line, id)));
          const said = new Set(read.map((value) => JSON.stringify(value)));
          for (const value of values) expect(said.has(value)).toBe(true);
        },
      ),
      { numRuns: 120 },
    );
  });

  test('of any bytes at all is lines of JSON, each once, and says how many zeros it left out', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.integer({ min: 1, max: 50 }), (noise, chunk) => {
        const bytes = Buffer.from(noise);
        const leftOut = nothingLeftOut();
        const copy = Buffer.concat([...repairedBytes(cut(bytes, chunk), { from: FROM, to: TO }, leftOut)]);
        for (const line of linesOf(copy)) JSON.parse(line.toString('utf8'));
        expect(leftOut.zeros).toBe(noise.filter((byte) => byte === 0).length);
        expect(leftOut.kept).toBe(linesOf(copy).length);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the id of a line', () => {
  const json = fc.jsonValue({ maxDepth: 3 });
  const key = fc.oneof(fc.string(), fc.constantFrom('sessionId', 'type', 'uuid', '"sessionId":"', '\\'));
  const line = fc.dictionary(key, fc.oneof(json, fc.constant(FROM), fc.constant(`"sessionId":"${FROM}"`)));

  test('is exchanged at the outermost level alone, and all other bytes stay', () => {
    fc.assert(
      fc.property(line, fc.option(json), fc.constantFrom(0, 1), (value, inner, indent) => {
        const whole = { ...value, message: { sessionId: FROM, inner }, sessionId: FROM };
        const text = JSON.stringify(whole, null, indent).replaceAll('\n', ' ');
        const changed = withSessionId(Buffer.from(text), FROM, TO).toString('utf8');
        expect(JSON.parse(changed)).toEqual({ ...(JSON.parse(text) as object), sessionId: TO });
        expect(Buffer.byteLength(changed)).toBe(Buffer.byteLength(text));
      }),
      { numRuns: 1_000 },
    );
  });

  test('stays where it is another one’s: a fork keeps the id of its parent', () => {
    const text = `{"type":"user","sessionId":"${TO.replace('a', 'b')}","requestSessionId":"${FROM}"}`;
    expect(withSessionId(Buffer.from(text), FROM, TO).toString()).toBe(text);
  });
});

/** Node's own line reader and JSON parser. */
async function readIndependently(bytes: Buffer): Promise<unknown[]> {
  const { Readable } = await import('node:stream');
  const values: unknown[] = [];
  for await (const line of createInterface({ input: Readable.from([bytes]), crlfDelay: Infinity })) {
    values.push(JSON.parse(line) as unknown);
  }
  return values;
}
