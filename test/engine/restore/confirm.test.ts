import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import type { Journal } from '../../../src/engine/restore/journal.ts';
import type { Confirmation, Receipt, RecordJson } from '../../../src/shared/model.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../../support/ids.ts';
import { addedOnly, wiped, type Bench } from './bench.ts';

/** What Claude itself made of a restore: told from its log and from the rows, and never claimed before it is known. */

const OWN = { accountId: ACCOUNT, organizationId: ORGANIZATION };
const OTHER = { accountId: OTHER_ACCOUNT, organizationId: OTHER_ORGANIZATION };
const SECOND = 1_000;

/** The rows of a wiped folder: three, and none beside them. */
async function restored(): Promise<{ bench: Bench; journal: Journal; now: number }> {
  const bench = wiped('linux', 3);
  const journal = await bench.apply(await bench.plan());
  return { bench, journal, now: bench.scene.home.now };
}

async function receipts(bench: Bench): Promise<Receipt[]> {
  return (await createEngine(bench.scene.home.world()).receipts()).receipts;
}

async function confirmation(bench: Bench): Promise<Confirmation | undefined> {
  return (await receipts(bench))[0]?.confirmation;
}

const WAITING = { state: 'waiting', confirmed: 0, total: 3, notes: [] };

function rewrite(file: string, fields: RecordJson): void {
  fs.writeFileSync(file, JSON.stringify({ ...(JSON.parse(fs.readFileSync(file, 'utf8')) as RecordJson), ...fields }));
}

describe('before Claude was started again', () => {
  test('it is waited for', async () => {
    const { bench } = await restored();
    expect(await confirmation(bench)).toEqual(WAITING);
  });

  test('an earlier start says nothing', async () => {
    const { bench, now } = await restored();
    bench.scene.root.started(OWN, 3, now - 10 * SECOND);
    expect(await confirmation(bench)).toEqual(WAITING);
  });

  test('nor does the start of another account', async () => {
    const { bench, now } = await restored();
    bench.scene.root.started(OTHER, 3, now + 10 * SECOND);
    expect(await confirmation(bench)).toEqual(WAITING);
  });

  test('nor one that may have been before it in the same second', async () => {
    const bench = wiped('linux', 3);
    const { now } = bench.scene.home;
    await bench.apply(await bench.plan(), { now: now + 400 });
    bench.scene.root.started(OWN, 3, now);
    expect(await confirmation(bench)).toEqual(WAITING);
    bench.scene.root.started(OWN, 3, now + SECOND);
    expect(await confirmation(bench)).toMatchObject({ state: 'confirmed', confirmed: 3 });
  });
});

describe('after Claude was started again', () => {
  test('all are confirmed where it loaded as many rows as there are', async () => {
    const { bench, now } = await restored();
    bench.scene.root.started(OWN, 3, now + 10 * SECOND);
    expect(await confirmation(bench)).toEqual({ state: 'confirmed', confirmed: 3, total: 3, notes: [] });
  });

  test('rows that were there before count with them', async () => {
    const bench = addedOnly();
    await bench.apply(await bench.plan());
    bench.scene.root.started(OWN, 4, bench.scene.home.now + 10 * SECOND);
    expect(await confirmation(bench)).toMatchObject({ state: 'confirmed', confirmed: 3, total: 3 });
  });

  test('rows that were begun after the start do not', async () => {
    const { bench, now } = await restored();
    bench.scene.root.started(OWN, 3, now + 10 * SECOND);
    bench.scene.pair.record({ createdAt: now + 20 * SECOND, lastActivityAt: now + 20 * SECOND });
    expect(await confirmation(bench)).toMatchObject({ state: 'confirmed', confirmed: 3 });
  });

  test('rows that were brought back after the start do not', async () => {
    const bench = wiped('linux', 3);
    const { now } = bench.scene.home;
    const plan = await bench.plan();
    await bench.apply({ ...plan, files: plan.files.slice(0, 1) });
    bench.scene.root.started(OWN, 1, now + 10 * SECOND);
    await bench.apply({ ...plan, files: plan.files.slice(1) }, { now: now + 20 * SECOND });
    const [first, second] = await receipts(bench);
    expect(first?.confirmation).toMatchObject({ state: 'confirmed', confirmed: 1, total: 1 });
    expect(second?.confirmation).toMatchObject({ state: 'waiting', total: 2 });
  });

  test('it is told where it loaded fewer', async () => {
    const { bench, now, journal } = await restored();
    bench.scene.root.started(OWN, 1, now + 10 * SECOND);
    rewrite(journal.entries[0]?.path ?? '', { lastFocusedAt: now + 11 * SECOND });
    const found = await confirmation(bench);
    expect(found).toMatchObject({ state: 'partly', confirmed: 1, total: 3 });
    expect(found?.notes.join()).toContain('Claude loaded 1 of the 3 entries in this folder.');
  });

  test('the last start counts', async () => {
    const { bench, now } = await restored();
    bench.scene.root.started(OWN, 0, now + 10 * SECOND).started(OWN, 3, now + 20 * SECOND);
    expect(await confirmation(bench)).toMatchObject({ state: 'confirmed', confirmed: 3 });
  });

  test('a row that was deleted in Claude since is named, and is no failure of the others', async () => {
    const { bench, now, journal } = await restored();
    bench.scene.root.started(OWN, 3, now + 10 * SECOND);
    const [first] = journal.entries;
    fs.rmSync(first?.path ?? '');
    bench.scene.pair.tombstone(first?.session ?? '', now + 20 * SECOND);
    expect(await confirmation(bench)).toEqual({
      state: 'partly',
      confirmed: 2,
      total: 3,
      notes: [`Conversation ${first?.session ?? ''} was deleted in Claude since.`],
    });
  });

  test('a row that is gone for another reason is named', async () => {
    const { bench, now, journal } = await restored();
    bench.scene.root.started(OWN, 3, now + 10 * SECOND);
    fs.rmSync(journal.entries[1]?.path ?? '');
    expect((await confirmation(bench))?.notes).toEqual([
      `The entry of conversation ${journal.entries[1]?.session ?? ''} is no longer there, or no longer leads to it.`,
    ]);
  });

  test('so is one that was started afresh and leads to another conversation', async () => {
    const { bench, now, journal } = await restored();
    bench.scene.root.started(OWN, 3, now + 10 * SECOND);
    rewrite(journal.entries[2]?.path ?? '', { cliSessionId: bench.scene.home.newId() });
    expect(await confirmation(bench)).toMatchObject({ state: 'partly', confirmed: 2, total: 3 });
  });

  test('but not one that went on in a new transcript', async () => {
    const { bench, now, journal } = await restored();
    bench.scene.root.started(OWN, 3, now + 10 * SECOND);
    const [first] = journal.entries;
    rewrite(first?.path ?? '', { cliSessionId: bench.scene.home.newId(), priorCliSessionIds: [first?.session] });
    expect(await confirmation(bench)).toMatchObject({ state: 'confirmed', confirmed: 3 });
  });
});

test('a restore is confirmed whatever the profile was called then', async () => {
  const bench = wiped('linux', 3);
  const { home, root } = bench.scene;
  const plan = await bench.plan();
  await bench.apply({ ...plan, files: plan.files.slice(0, 1) });
  root.started(OWN, 1, home.now + 10 * SECOND);
  const alias = path.join(home.box, 'The profile');
  fs.symlinkSync(root.path, alias);
  const engine = createEngine(home.world({ dataRoots: [alias], now: () => home.now + 20 * SECOND }));
  const rest = plan.files.slice(1).map(({ session }) => session);
  await engine.restore(await engine.planRestore({ ids: rest, include: [], chosen: null }));
  for (const { receipts } of [await engine.receipts(), await createEngine(home.world()).receipts()]) {
    expect(receipts[0]?.confirmation).toMatchObject({ state: 'confirmed', confirmed: 1, total: 1 });
    expect(receipts[1]?.confirmation).toMatchObject({ state: 'waiting', total: 2 });
  }
});

describe('where the log says nothing', () => {
  test('rows that Claude has saved in its own way are confirmed', async () => {
    const { bench, now, journal } = await restored();
    for (const { path: file } of journal.entries) rewrite(file, { lastFocusedAt: now + 5 * SECOND, spawnSeed: {} });
    expect(await confirmation(bench)).toEqual({ state: 'confirmed', confirmed: 3, total: 3, notes: [] });
  });

  test('and of the others it is not claimed', async () => {
    const { bench, now, journal } = await restored();
    rewrite(journal.entries[0]?.path ?? '', { lastFocusedAt: now + 5 * SECOND });
    expect(await confirmation(bench)).toMatchObject({ state: 'unknown', confirmed: 1, total: 3 });
  });
});

test('a receipt that was undone, or of which the rows cannot be read, is still shown', async () => {
  const { bench, now, journal } = await restored();
  bench.scene.root.started(OWN, 3, now + 10 * SECOND);
  const [first] = journal.entries;
  fs.rmSync(first?.path ?? '');
  fs.mkdirSync(first?.path ?? '');
  expect(await confirmation(bench)).toMatchObject({ state: 'partly', confirmed: 2 });
  fs.rmdirSync(first?.path ?? '');
  await bench.undo();
  const [receipt] = await receipts(bench);
  expect(receipt).toMatchObject({ state: 'undone', confirmation: { confirmed: 0, total: 3 } });
  expect(receipt?.actions.map(({ kind }) => kind)).toEqual(['create', 'create', 'create']);
});
