import { once } from 'node:events';
import { afterAll, expect, test, vi } from 'vitest';
import { BusyError } from '../../../src/engine/restore/lock.ts';
import { snapshot } from '../../support/snapshot.ts';
import { diffSnapshots, fiveKinds, type Bench } from './bench.ts';
import { run, start } from './kill.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Only one process writes at a time; and nobody waits for one that is gone. */

const children: { kill: () => void }[] = [];
afterAll(() => children.forEach((child) => child.kill()));

/** Another process, in the middle of a restore, until it is let go on. */
async function another(bench: Bench): Promise<{ goOn: () => Promise<string> }> {
  const plan = await bench.plan();
  const { child, end } = start(bench, { plan, at: 12, how: 'stop', noNames: false });
  children.push({ kill: () => child.kill('SIGKILL') });
  if (child.stdout !== null) await once(child.stdout, 'data');
  return {
    goOn: async () => {
      child.stdin?.end('\n');
      return (await end).stderr;
    },
  };
}

test('while another process restores, a restore and an undo are refused and nothing is written', async () => {
  const bench = fiveKinds();
  await bench.apply(await bench.plan());
  await bench.undo();
  const { goOn } = await another(bench);
  const [done] = bench.journals();
  const plan = await bench.plan();
  const before = snapshot(bench.scene.home.box);
  await expect(bench.apply(plan)).rejects.toThrow(BusyError);
  await expect(bench.apply(plan)).rejects.toThrow(
    'Another Ghostlight is restoring or undoing at this moment. Wait until it has finished, then try again.',
  );
  expect(await bench.recover(), 'it is not interrupted: it is still at it').toEqual([]);
  expect(diffSnapshots(before, snapshot(bench.scene.home.box))).toEqual([]);
  expect(await goOn()).toBe('');
  expect(bench.journals().map(({ state }) => state)).toEqual(['undone', 'done']);
  expect(bench.receipt().id).not.toBe(done?.id);
  await expect(bench.apply(plan), 'its plan is out of date by now').rejects.toThrow('Make a new plan');
});

test('an undo meets a restore of another process', async () => {
  const bench = fiveKinds();
  const plan = await bench.plan();
  const first = await bench.apply({ ...plan, files: plan.files.slice(0, 1) });
  const { goOn } = await another(bench);
  const before = bench.entryFiles();
  await expect(bench.undo(first.id)).rejects.toThrow(BusyError);
  expect(diffSnapshots(before, bench.entryFiles())).toEqual([]);
  expect(await goOn()).toBe('');
  await bench.undo(first.id);
  expect(
    bench
      .journals()
      .map(({ state }) => state)
      .toSorted(),
  ).toEqual(['done', 'undone']);
});

test('within one process, too', async () => {
  const bench = fiveKinds();
  const plan = await bench.plan();
  const results = await Promise.allSettled([bench.apply(plan), bench.apply(plan), bench.apply(plan)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(BusyError);
  expect(bench.journals().map(({ state }) => state)).toEqual(['done']);
});

test('the lock of a process that was killed holds nobody up', async () => {
  const bench = fiveKinds();
  const plan = await bench.plan();
  expect((await run(bench, { plan, at: 1, how: 'before', noNames: false })).signal).toBe('SIGKILL');
  await bench.apply(plan);
  expect((await run(bench, { plan: null, at: 4, how: 'after', noNames: false })).signal).toBe('SIGKILL');
  expect(await bench.recover()).toMatchObject([{ outcome: 'undone' }]);
});
