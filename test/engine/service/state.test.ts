import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StateKeeper, type Rest } from '../../../src/engine/service/state.ts';
import { rowsOf } from '../../../src/renderer/store/rows.ts';
import type { SessionSummary } from '../../../src/shared/contract.ts';
import type { Session } from '../../../src/shared/model.ts';
import { Face } from './running-service.ts';

const rest: Rest = {
  phase: 'reading',
  progress: null,
  sample: false,
  now: null,
  platform: 'linux',
  foreign: false,
  home: '/home/ana',
  dataRoots: [],
  pairs: [],
  cowork: [],
  problems: [],
  failed: null,
  skipped: {},
  displayFault: null,
  claudeRunning: null,
  claudeStart: null,
  lastRestore: null,
  nothingIn: null,
  can: { reveal: false, quitClaude: false, addFolder: false, tray: false },
  version: '0',
};

const session = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  title: fc.constantFrom('one', 'two'),
  lastActivityAt: fc.option(fc.integer({ min: 0, max: 2 })),
  transcript: fc.constantFrom('/t', null),
  records: fc.array(fc.constantFrom('/x', '/y'), { maxLength: 2 }),
}) as unknown as fc.Arbitrary<Session>;

const step = fc.record({
  parts: fc.record({ claudeRunning: fc.option(fc.boolean()), home: fc.constantFrom('/a', '/b') }, { requiredKeys: [] }),
  sessions: fc.option(fc.uniqueArray(session, { selector: ({ id }) => id }), { nil: undefined }),
});

test('what a face is shown of a conversation says whether it can be read, and names no file', () => {
  const keeper = new StateKeeper(0, rest, () => undefined);
  keeper.change({}, [
    { id: 'a', transcript: '/t', records: ['/x'] },
    { id: 'b', transcript: null, records: [] },
  ] as unknown as Session[]);
  expect(rowsOf(keeper.state.sessions)).toEqual([
    { id: 'a', hasTranscript: true, family: null },
    { id: 'b', hasTranscript: false, family: null },
  ]);
});

test('a face that follows the changes has the state, whatever happens, and no change is empty', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const face = new Face();
      const keeper = new StateKeeper(7, rest, face.emit);
      for (const { parts, sessions } of steps) {
        const before = structuredClone({ ...keeper.state, sessions: keeper.sessions });
        const { length } = face.changes;
        keeper.change(parts, sessions);
        const told = face.changes.length - length;
        const { revision: was, sessions: old, ...restBefore } = before;
        const { revision, sessions: table, ...restNow } = keeper.state;
        const isSame =
          JSON.stringify([restBefore, sortById(old)]) === JSON.stringify([restNow, sortById(keeper.sessions)]);
        expect([told, revision - was]).toEqual(isSame ? [0, 0] : [1, 1]);
        expect(sortById(face.state.sessions)).toEqual(sortById(rowsOf(table)));
        if (face.changes.some((change) => change.rest !== null)) {
          expect({ ...face.state, sessions: [] }).toEqual({ ...restNow, revision, sessions: [] });
        }
      }
    }),
  );
});

const sortById = <S extends SessionSummary | Session>(sessions: readonly S[]): S[] =>
  sessions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
