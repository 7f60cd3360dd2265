import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableOf } from '../../src/engine/service/table.ts';
import { rowsOf } from '../../src/renderer/store/rows.ts';
import type { SessionSummary } from '../../src/shared/contract.ts';

const fewFolders = fc.constantFrom('/home/ana/shop', '/home/ana/api', '', null);

/** The kinds of values that there are; the fields of one session stand for all. */
const session = fc.record({
  id: fc.oneof(fc.uuid(), fc.string(), fc.constant('__proto__')),
  title: fc.string({ unit: 'binary' }),
  cwd: fewFolders,
  status: fc.constantFrom('ghost', 'listed'),
  lastActivityAt: fc.option(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  ),
  bytes: fc.nat({ max: 3 }),
  inUse: fc.boolean(),
}) as unknown as fc.Arbitrary<SessionSummary>;

test('what crosses as a table arrives as it was, in its order, whatever it says', () => {
  fc.assert(
    fc.property(fc.array(session, { maxLength: 40 }), (sessions) => {
      const crossed = JSON.parse(JSON.stringify(tableOf(sessions))) as ReturnType<typeof tableOf>;
      expect(rowsOf(crossed)).toEqual(sessions);
    }),
  );
});

test('a sentence that a thousand conversations share crosses once', () => {
  const explanation = 'Claude could not save its entry.';
  const sessions = Array.from({ length: 1000 }, (_, at) => ({ id: String(at), explanation }) as SessionSummary);
  expect(JSON.stringify(tableOf(sessions)).split(explanation)).toHaveLength(2);
});
