import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stateOf } from '../../src/engine/restore/compare.ts';
import type { RecordJson } from '../../src/shared/model.ts';

/** What became of a row is told from any bytes, and never taken for untouched where a person was at it. */

const STATES = ['absent', 'before', 'after', 'torn', 'normalised', 'changed'];

const bytes = fc.oneof(
  fc.uint8Array().map((array) => Buffer.from(array)),
  fc.json().map((text) => Buffer.from(text)),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  fc.nat({ max: 50 }).map((length) => Buffer.alloc(length)),
);

const text = (value: unknown, indent?: number): Buffer => Buffer.from(JSON.stringify(value, null, indent));

const record: fc.Arbitrary<RecordJson> = fc
  .record({
    sessionId: fc.uuid().map((id) => `local_${id}`),
    cliSessionId: fc.uuid(),
    cwd: fc.string(),
    createdAt: fc.nat(),
    lastActivityAt: fc.nat(),
    lastFocusedAt: fc.nat(),
    title: fc.string({ minLength: 1 }),
    titleSource: fc.constantFrom('user', 'auto'),
    isArchived: fc.constant(false),
    permissionMode: fc.constant('default'),
    remoteMcpServersConfig: fc.constant([]),
  })
  .chain((base) => fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }).map((more) => ({ ...more, ...base })));

/** What Claude adds or moves by itself. */
const claudes = fc.record(
  {
    lastFocusedAt: fc.nat(),
    spawnSeed: fc.dictionary(fc.string(), fc.jsonValue()),
    classifierSummaryEnabled: fc.boolean(),
    reportFindingsCard: fc.boolean(),
    remoteMcpServersConfig: fc.array(fc.jsonValue()),
    enabledMcpTools: fc.dictionary(fc.string(), fc.boolean()),
    alwaysAllowedReasons: fc.constant([]),
    sessionPermissionUpdates: fc.constant([]),
    chromePermissionMode: fc.string(),
    effort: fc.string(),
    model: fc.string(),
    branch: fc.string(),
    isStarred: fc.constant(false),
    completedTurns: fc.constant(0),
    transcriptUnavailable: fc.boolean(),
  },
  { requiredKeys: [] },
);

const shuffled = (value: RecordJson, seed: number): RecordJson =>
  Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => ((a.length * seed) % 7) - ((b.length * seed) % 7)));

/** What only a person does. */
const doing: fc.Arbitrary<(row: RecordJson) => RecordJson> = fc.oneof(
  fc.string({ minLength: 1 }).map((word) => (row: RecordJson) => ({ title: `${String(row['title'])}${word}` })),
  fc.integer({ min: 1 }).map((more) => (row: RecordJson) => ({ lastActivityAt: Number(row['lastActivityAt']) + more })),
  fc.integer({ min: 1 }).map((turns) => () => ({ completedTurns: turns })),
  fc.constantFrom('isArchived', 'isStarred').map((key) => () => ({ [key]: true })),
  fc.uuid().map((id) => (row: RecordJson) => ({ cliSessionId: id, priorCliSessionIds: [row['cliSessionId']] })),
  fc.constantFrom('acceptEdits', 'plan', 'auto', 'bypassPermissions').map((mode) => () => ({ permissionMode: mode })),
  fc
    .constantFrom('alwaysAllowedReasons', 'sessionPermissionUpdates', 'cuAllowedApps')
    .map((key) => () => ({ [key]: ['x'] })),
  fc.string({ minLength: 1 }).map((where) => (row: RecordJson) => ({ cwd: `${String(row['cwd'])}/${where}` })),
);

describe('the state of a row', () => {
  test('can be told of any bytes', () => {
    fc.assert(
      fc.property(fc.option(bytes), fc.option(bytes), bytes, (current, before, after) => {
        expect(STATES).toContain(stateOf(current, before, after));
        expect(stateOf(null, before, after)).toBe('absent');
        expect(stateOf(after, before, after)).toBe('after');
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    Buffer.from('['.repeat(500_000)),
    Buffer.from(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    Buffer.from('{"__proto__":{"toString":1},"constructor":null,"toJSON":1}'),
    Buffer.from('\uFEFF{}'),
    Buffer.from([0xff, 0xff]),
  ])('can be told of the worst ones, case %#', (worst) => {
    const good = text({ sessionId: 'local_x', title: 'x' });
    expect(stateOf(worst, null, good)).toBe('changed');
    expect(STATES).toContain(stateOf(good, worst, worst));
    expect(STATES).toContain(stateOf(Buffer.concat([worst, Buffer.from(' ')]), null, worst));
  });

  test('is `torn` of every beginning of what was or will be there, and of zeros', () => {
    fc.assert(
      fc.property(record, record, fc.double({ min: 0, max: 0.99, noNaN: true }), (old, now, share) => {
        const [before, after] = [text(old), text(now)];
        for (const whole of [before, after]) {
          const part = whole.subarray(0, Math.floor(whole.length * share));
          expect(stateOf(part, before, after)).toBe('torn');
          expect(stateOf(Buffer.alloc(part.length), before, after)).toBe('torn');
        }
      }),
    );
  });

  test('is `torn` of every patchwork of old, new and zeros that a power cut can leave', () => {
    const pieces = fc.array(fc.constantFrom('old', 'new', 'zeros', 'cut'), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(record, record, fc.integer({ min: 900, max: 2500 }), pieces, (old, now, length, all) => {
        const [before, after] = [
          text({ ...old, x: 'x'.repeat(length) }),
          text({ ...now, y: 'y'.repeat(length + 200) }),
        ];
        const patchwork = Buffer.alloc(Math.min(after.length, 8 * 512));
        all.forEach((kind, i) => {
          const part = (kind === 'old' ? before : after).subarray(i * 512, (i + 1) * 512);
          if (kind !== 'zeros') part.subarray(0, kind === 'cut' ? 100 : 512).copy(patchwork, i * 512);
        });
        fc.pre(!patchwork.equals(after) && !patchwork.equals(before));
        expect(stateOf(patchwork, before, after)).toBe('torn');
      }),
    );
  });

  test('is `normalised` after whatever Claude does by itself: defaults, focus, order, indentation', () => {
    fc.assert(
      fc.property(record, claudes, fc.nat(), fc.nat({ max: 4 }), (row, own, seed, indent) => {
        const { enabledMcpTools: _, effort: __, model: ___, ...then } = row;
        const state = stateOf(text(shuffled({ ...then, ...own }, seed), indent), null, text(then));
        expect(['after', 'normalised']).toContain(state);
      }),
      { numRuns: 500 },
    );
  });

  test('is `changed` after whatever a person does, whatever Claude does beside it', () => {
    fc.assert(
      fc.property(record, claudes, doing, fc.nat(), (row, own, does, seed) => {
        const now = shuffled({ ...row, ...own, ...does(row) }, seed);
        expect(stateOf(text(now), null, text(row))).toBe('changed');
      }),
      { numRuns: 1_000 },
    );
  });
});
