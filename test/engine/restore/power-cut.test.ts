import { describe, expect, test, vi } from 'vitest';
import type { Disk } from '../../../src/engine/restore/disk.ts';
import type { Plan } from '../../../src/engine/restore/plan.ts';
import type { Snapshot } from '../../support/snapshot.ts';
import { diffSnapshots, fiveKinds, repairs, wiped, type Bench } from './bench.ts';
import { PowerCut, type Loss } from './power-cut.ts';
import { diskError } from './watched-disk.ts';

vi.setConfig({ testTimeout: 300_000 });

/** The power may go at any moment, and with it what was not synced: afterwards it is all there, or as it was. */

const LOSSES: readonly Loss[] = [
  'names-and-contents',
  'contents-to-zeros',
  'contents-to-nothing',
  'contents-by-half',
  'contents-in-pieces',
];

/** What is done, and where; `noNames`: nothing can be linked or renamed there. */
interface Work {
  what: string;
  make: () => Bench;
  /** Where it is killed before the cut, that happens at every how-manieth change; the cut comes at every one. */
  step: number;
  undo: boolean;
  noNames: boolean;
}

const KINDS = [
  { what: 'five kinds of entries', make: fiveKinds, step: 5 },
  { what: 'entries in a new folder', make: () => wiped('linux', 2), step: 1 },
  { what: 'repaired copies and their entries', make: repairs, step: 5 },
];
const WORKS: Work[] = KINDS.flatMap(({ what, ...kind }) =>
  [false, true].flatMap((undo) =>
    [false, true].map((noNames) => ({
      what: `${undo ? 'an undo' : 'a restore'} of ${what}${noNames ? ' where nothing can be linked or renamed' : ''}`,
      ...kind,
      undo,
      noNames,
    })),
  ),
);

describe.each(WORKS)('$what', (work) => {
  test.each(LOSSES.map((loss) => ({ loss })))('is whole or undone after a cut that takes $loss', async ({ loss }) => {
    const place = await prepare(work);
    for (let at = 1, dead = true; dead; at += 1) {
      const cut = new PowerCut(at, loss);
      await doIt(place, cut);
      dead = cut.dead;
      cut.happen();
      await place.bench.recover();
      await expectWhole(place, `the power goes at change ${at}`);
    }
  });

  /** Under its own name, a file has its bytes from the beginning, unless it cannot be given it afterwards. */
  const losses: Loss[] = ['names-and-contents', ...(work.noNames ? (['contents-in-pieces'] as const) : [])];

  test.each(losses.map((loss) => ({ loss })))(
    'is whole or undone where it is killed, and a cut in the midst of the recovery takes $loss',
    (given) => cutRecovery(work, given.loss, 'killed'),
  );

  test.each(losses.map((loss) => ({ loss })))(
    'is whole or undone where a cut takes $loss, and another one in the midst of the recovery does',
    (given) => cutRecovery(work, given.loss, 'cut'),
  );
});

async function cutRecovery(work: Work, loss: Loss, first: 'killed' | 'cut'): Promise<void> {
  const place = await prepare(work);
  for (let end = 1, isOver = false; !isOver; end += first === 'killed' ? work.step : 3 * work.step) {
    for (let at = 1, dead = true; dead; at += 1) {
      let cut = new PowerCut(end, loss);
      await doIt(place, cut);
      isOver = !cut.dead;
      if (first === 'killed') cut.onlyKilled(at);
      else {
        cut.happen();
        cut = new PowerCut(at, loss);
      }
      await place.bench.recover({ disk: place.diskOf(cut) });
      dead = cut.dead;
      cut.happen();
      await place.bench.recover();
      await expectWhole(place, `${first} at change ${end}, and the power goes at change ${at} of the recovery`);
    }
  }
}

interface Place {
  bench: Bench;
  plan: Plan;
  undo: boolean;
  before: Snapshot;
  after: Snapshot;
  diskOf: (cut: PowerCut) => Disk;
}

async function prepare({ make, undo, noNames }: Work): Promise<Place> {
  const bench = make();
  const before = bench.entryFiles();
  const plan = await bench.plan();
  await bench.apply(plan);
  const diskOf = ({ disk }: PowerCut): Disk => (noNames ? withoutNames(disk) : disk);
  return { bench, plan, undo, before, after: bench.entryFiles(), diskOf };
}

function withoutNames(disk: Disk): Disk {
  const refuse = (path: string): never => {
    throw diskError('EXDEV', { name: 'linkSync', path });
  };
  return { ...disk, linkSync: refuse, renameSync: refuse };
}

async function doIt({ bench, plan, undo, diskOf }: Place, cut: PowerCut): Promise<void> {
  bench.reset();
  if (undo) await bench.apply(plan);
  const disk = diskOf(cut);
  await (undo ? bench.undo(null, { disk }) : bench.apply(plan, { disk })).catch(() => undefined);
}

/** All of it is there or nothing, the receipt says which, nothing is left over, and undo gives the disk back. */
async function expectWhole({ bench, undo, before, after }: Place, where: string): Promise<void> {
  const states = bench.journals().map(({ state }) => state);
  expect(undo ? [['done'], ['undone']] : [[], ['done'], ['rolled-back']], where).toContainEqual(states);
  const isNew = states.includes('done');
  expect(diffSnapshots(isNew ? after : before, bench.entryFiles()), `${where}: ${states.join()}`).toEqual([]);
  expect(bench.remains(), where).toEqual([]);
  expect(await bench.recover(), `${where}; a second recovery has nothing to do`).toEqual([]);
  if (!isNew) return;
  await bench.undo();
  expect(diffSnapshots(before, bench.entryFiles()), `${where}; undo gives the disk back`).toEqual([]);
}
