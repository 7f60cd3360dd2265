import { describe, expect, test, vi } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import type { Plan } from '../../../src/engine/restore/plan.ts';
import type { Snapshot } from '../../support/snapshot.ts';
import { diffSnapshots, fiveKinds, repairs, type Bench } from './bench.ts';
import { run, twoAtATime, type Death } from './kill.ts';

vi.setConfig({ testTimeout: 300_000 });

/** The process may be killed at any change it makes: the next start completes it or takes it back, and undo still works. */

const KINDS = [
  { what: 'five kinds of entries', make: fiveKinds, files: 5 },
  { what: 'repaired copies', make: repairs, files: 3 },
].flatMap((kind) => [false, true].map((noNames) => ({ ...kind, noNames })));

describe.each(KINDS)('of $what, where nothing can be linked or renamed: $noNames', ({ make, files, noNames }) => {
  const makePlace = (): Promise<Place> => placeOf(make(), files);

  test('a restore that is killed at any change is completed or taken back at the next start', async () => {
    await twoAtATime(await allDeaths(make, 'restore', noNames), makePlace, async (place, death) => {
      const { bench, plan, before, after } = place;
      const where = `killed ${death.how} change ${death.at}`;
      bench.reset();
      await expectKilled(bench, { ...death, plan }, where);
      await bench.recover();
      const isNew = bench.journals().some(({ state }) => state === 'done');
      expect(diffSnapshots(isNew ? after : before, bench.entryFiles()), where).toEqual([]);
      await expectUsable(place, isNew, where);
    });
  });

  test('an undo that is killed at any change is completed at the next start, or was never begun', async () => {
    await twoAtATime(await allDeaths(make, 'undo', noNames), makePlace, async (place, death) => {
      const { bench, plan, before, after } = place;
      const where = `killed ${death.how} change ${death.at}`;
      bench.reset();
      await bench.apply(plan);
      await expectKilled(bench, { ...death, plan: null }, where);
      await bench.recover();
      const [state] = bench.journals().map((journal) => journal.state);
      expect(['done', 'undone'], where).toContain(state);
      expect(diffSnapshots(state === 'done' ? after : before, bench.entryFiles()), where).toEqual([]);
      await expectUsable(place, state === 'done', where);
    });
  });
});

interface Place {
  /** How many entries the plan writes. */
  files: number;
  bench: Bench;
  plan: Plan;
  before: Snapshot;
  after: Snapshot;
}

async function placeOf(bench: Bench, files: number): Promise<Place> {
  const before = bench.entryFiles();
  const plan = await bench.plan();
  await bench.apply(plan);
  return { files, bench, plan, before, after: bench.entryFiles() };
}

/** Every change of a whole run, from before the first to after the last. */
async function allDeaths(
  make: () => Bench,
  what: 'restore' | 'undo',
  noNames: boolean,
): Promise<Omit<Death, 'plan'>[]> {
  const bench = make();
  const plan = await bench.plan();
  if (what === 'undo') await bench.apply(plan);
  const whole = { plan: what === 'undo' ? null : plan, noNames, at: 0, how: 'before' } as const;
  const { stdout, stderr } = await run(bench, whole);
  expect(stderr).toBe('');
  const changes = JSON.parse(stdout) as string[];
  expect(changes.length).toBeGreaterThan(what === 'undo' ? 8 : 20);
  const ways = (name: string): Death['how'][] => [
    'before',
    // On the disk, just after one is just before the next.
    ...(noNames ? [] : ['after' as const]),
    ...(name === 'writeSync' ? ['half' as const] : []),
  ];
  return changes.flatMap((name, i) => ways(name).map((how) => ({ noNames, at: i + 1, how })));
}

async function expectKilled(bench: Bench, death: Death, where: string): Promise<void> {
  const { signal, stderr } = await run(bench, death);
  expect(signal, `${where}: ${stderr}`).toBe('SIGKILL');
}

/** Nothing is left over, and what a person would do next works: restore everything (again), take all of it back. */
async function expectUsable({ bench, files, before, after }: Place, isRestored: boolean, where: string): Promise<void> {
  expect(bench.remains(), where).toEqual([]);
  expect(await bench.recover(), `${where}; a second recovery has nothing to do`).toEqual([]);
  const engine = createEngine(bench.scene.home.world());
  const plan = await engine.planRestore({ ids: null, include: [], chosen: null });
  expect(plan.files.length, where).toBe(isRestored ? 0 : files);
  await engine.restore(plan);
  // Every plan gives a repaired copy another id.
  if (plan.copies.length === 0)
    expect(diffSnapshots(after, bench.entryFiles()), `${where}; restored again`).toEqual([]);
  else expect(bench.entryFiles().size, `${where}; restored again`).toBe(after.size);
  const { receipt } = await engine.undo(null);
  expect(diffSnapshots(before, bench.entryFiles()), `${where}; undone`).toEqual([]);
  await expect(engine.undo(receipt), where).rejects.toThrow('was undone already');
}
