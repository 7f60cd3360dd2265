import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { PLATFORMS } from '../support/home.ts';
import { fullHomeForTest, BROUGHT_BACK } from './full-home.ts';
import { doctorShape, receiptsShape, restoreShape, scanShape, showShape, undoShape } from './shapes.ts';

describe.each(PLATFORMS)('the JSON on %s', (platform) => {
  test('has the shape that scripts rely on, for every command, and nothing else is printed', async () => {
    const { home, ids } = fullHomeForTest(platform);
    const json = async (...args: string[]): Promise<unknown> => {
      const run = await runCli([...args, ...home.args(), '--json']);
      expect(run.stderr, args.join(' ')).toBe('');
      expect(run.code, args.join(' ')).toBe(0);
      return run.json();
    };

    const scan = v.parse(scanShape, await json('scan'));
    expect(new Set(scan.sessions.map(({ status }) => status)).size, 'every status but `earlier` occurs').toBe(5);
    expect(scan.cowork).toHaveLength(1);
    expect(scan.problems).toHaveLength(1);
    expect(scan.pairs.find(({ active }) => active)?.label).toBe('ana@example.test');

    const plan = v.parse(restoreShape, await json('restore', '--all'));
    expect(plan).toMatchObject({ dryRun: true, receipt: null, refused: [] });
    expect(plan.actions.map(({ session }) => session).sort()).toEqual(BROUGHT_BACK.map((fate) => ids[fate]).sort());
    const done = v.parse(restoreShape, await json('restore', '--all', '--yes'));
    expect(done).toMatchObject({ dryRun: false, actions: plan.actions, target: plan.target });

    const { receipts } = v.parse(receiptsShape, await json('receipts'));
    expect(receipts).toMatchObject([{ id: done.receipt, state: 'done', confirmation: { state: 'waiting' } }]);
    const doctor = v.parse(doctorShape, await json('doctor'));
    expect(doctor).toMatchObject({ claudeRunning: false, counts: { ghost: 1, listed: 5 } });
    const undo = v.parse(undoShape, await json('undo'));
    expect(undo).toMatchObject({ dryRun: true, receipt: done.receipt });
    expect(v.parse(undoShape, await json('undo', '--yes')).dryRun).toBe(false);

    const shown = v.parse(showShape, await json('show', ids.lost));
    expect(shown.session).toEqual(scan.sessions.find(({ id }) => id === ids.lost));
    expect(shown.conversation.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['prompt', 'reply']));
    expect(v.parse(showShape, await json('show', ids.unavailable)).conversation).toEqual([]);
  });
});

test('what is refused is in the JSON and, as a sentence, on standard error', async () => {
  const { home, ids } = fullHomeForTest('linux');
  const run = await runCli(['restore', ids.deleted, ids.lost, ...home.args(), '--json']);
  expect(run.code).toBe(1);
  const { actions, refused } = v.parse(restoreShape, run.json());
  expect(actions.map(({ session }) => session)).toEqual([ids.lost]);
  expect(refused.map(({ session }) => session)).toEqual([ids.deleted]);
  expect(run.stderr).toMatch(/^Not brought back: .*Thrown away.* add --include deleted\.\n$/);
});
