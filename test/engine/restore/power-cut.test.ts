import { describe, expect, test, vi } from 'vitest';
import type { Plan } from '../../../src/engine/restore/plan.ts';
import type { Snapshot } from '../../support/snapshot.ts';
import { diffSnapshots, fiveKinds, wiped, type Bench } from './bench.ts';
import { PowerCut, type Loss } from './power-cut.ts';

vi.setConfig({ testTimeout: 300_000 });

/** The power may go at any moment, and with it what was not synced: afterwards it is all there, or as it was. */

const LOSSES: readonly { loss: Loss }[] = [
  { loss: 'names-and-contents' },
  { loss: 'contents-to-zeros' },
  { loss: 'contents-to-nothing' },
];

describe.each(LOSSES)('where a power cut takes $loss', ({ loss }) => {
  test.each([
    { what: 'five kinds of entries', make: fiveKinds },
    { what: 'entries in a new folder', make: () => wiped('linux', 2) },
  ])('a restore of $what is completed or taken back at the next start', async ({ make }) => {
    const bench = make();
    const { plan, before, after } = await prepare(bench);
    for (let at = 1, dead = true; dead; at += 1) {
      bench.reset();
      const cut = new PowerCut(at, loss);
      await bench.apply(plan, { disk: cut.disk }).catch(() => undefined);
      dead = cut.dead;
      cut.happen();
      await bench.recover();
      const where = `the power goes at change ${at}`;
      const isNew = bench.journals().some(({ state }) => state === 'done');
      expect(diffSnapshots(isNew ? after : before, bench.entryFiles()), where).toEqual([]);
      expect(bench.remains(), where).toEqual([]);
      expect(await bench.recover(), where).toEqual([]);
      if (isNew) await bench.undo();
      expect(diffSnapshots(before, bench.entryFiles()), `${where}; undo gives the disk back`).toEqual([]);
    }
  });

  test('an undo is completed at the next start, or was never begun', async () => {
    const bench = fiveKinds();
    const { plan, before, after } = await prepare(bench);
    for (let at = 1, dead = true; dead; at += 1) {
      bench.reset();
      await bench.apply(plan);
      const cut = new PowerCut(at, loss);
      await bench.undo(null, { disk: cut.disk }).catch(() => undefined);
      dead = cut.dead;
      cut.happen();
      await bench.recover();
      const where = `the power goes at change ${at}`;
      const states = bench.journals().map(({ state }) => state);
      expect([['done'], ['undone']], where).toContainEqual(states);
      const expected = states[0] === 'done' ? after : before;
      expect(diffSnapshots(expected, bench.entryFiles()), where).toEqual([]);
      expect(bench.remains(), where).toEqual([]);
    }
  });
});

async function prepare(bench: Bench): Promise<{ plan: Plan; before: Snapshot; after: Snapshot }> {
  const before = bench.entryFiles();
  const plan = await bench.plan();
  await bench.apply(plan);
  return { plan, before, after: bench.entryFiles() };
}
