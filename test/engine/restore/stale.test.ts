import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PairIds } from '../../../src/engine/claude/accounts.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { takeInventory } from '../../../src/engine/inventory/inventory.ts';
import { RestoreError } from '../../../src/engine/restore/apply.ts';
import { realDisk } from '../../../src/engine/restore/disk.ts';
import { planRestore, type Plan, type PlannedFile } from '../../../src/engine/restore/plan.ts';
import type { ActionKind } from '../../../src/shared/model.ts';
import { ACCOUNT, ORGANIZATION, OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../../support/ids.ts';
import type { Scene } from '../../support/lossmodes/scene.ts';
import { snapshot } from '../../support/snapshot.ts';
import { addedOnly, diffSnapshots, fiveKinds, NO_APP, wiped, type Bench, type Running } from './bench.ts';
import { diskError, watchedDisk } from './watched-disk.ts';

/** A plan holds for the disk that it saw. If the disk moved on, nothing is written and a new plan is asked for. */

function fileOf({ files }: Plan, kind: ActionKind): PlannedFile {
  const file = files.find((candidate) => candidate.kind === kind);
  if (file === undefined) throw new Error(`there is nothing to ${kind}`);
  return file;
}

const transcriptIn = ({ config }: Scene, id: string): string =>
  fs
    .readdirSync(config.projects, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(`${id}.jsonl`))
    .map((name) => path.join(config.projects, name))[0] ?? '';

const transcriptOf = ({ sources }: PlannedFile): string =>
  sources.find(({ path: file }) => file.endsWith('.jsonl'))?.path ?? '';

/** The record that is copied, or the left-over. */
const sourceOf = ({ sources }: PlannedFile): string =>
  sources.find(({ path: file }) => /local_[^/]*\.json(\.tmp)?$/.test(file))?.path ?? '';

/** Other bytes, and everything else as it was. */
function swapByte(file: string): void {
  const { mtime, atime } = fs.statSync(file);
  const bytes = fs.readFileSync(file);
  bytes[10] = (bytes[10] ?? 0) ^ 1;
  fs.writeFileSync(file, bytes);
  fs.utimesSync(file, atime, mtime);
}

const touch = (file: string): void => fs.utimesSync(file, new Date(), new Date());

const isStillHere = ({ pair }: Scene, name: string): boolean =>
  fs.readFileSync(path.join(pair.path, name), 'utf8').includes('"title":"Still here"');

const CHANGES: readonly { what: string; change: (plan: Plan, bench: Bench) => void }[] = [
  {
    what: 'a file appeared in the place of a new row',
    change: (plan) => fs.writeFileSync(fileOf(plan, 'create').path, '{}'),
  },
  {
    what: 'Claude saved a row of its own for a planned conversation, under another name',
    change: (plan) => {
      const { path: planned, record, session } = fileOf(plan, 'create');
      const sessionId = `local_${randomUUID()}`;
      const row = { ...record, sessionId, cliSessionId: session };
      fs.writeFileSync(path.join(path.dirname(planned), `${sessionId}.json`), JSON.stringify(row));
    },
  },
  {
    what: 'Claude saved a row that went on from a planned conversation',
    change: (plan, { scene }) => scene.pair.record({ priorCliSessionIds: [fileOf(plan, 'copy').session] }),
  },
  {
    what: 'an old row was made to lead to a planned conversation',
    change: (plan, { scene }) => {
      const row = path.join(scene.pair.path, scene.pair.recordFiles().find((name) => isStillHere(scene, name)) ?? '');
      const record = JSON.parse(fs.readFileSync(row, 'utf8')) as object;
      fs.writeFileSync(row, JSON.stringify({ ...record, cliSessionId: fileOf(plan, 'create').session }));
    },
  },
  { what: 'an empty file appeared there', change: (plan) => fs.writeFileSync(fileOf(plan, 'copy').path, '') },
  { what: 'a folder appeared there', change: (plan) => fs.mkdirSync(fileOf(plan, 'create').path) },
  {
    what: 'a link to nowhere appeared there',
    change: (plan) => fs.symlinkSync('/nowhere/at/all', fileOf(plan, 'create').path),
  },
  {
    what: 'the damaged row was mended',
    change: (plan) => fs.writeFileSync(fileOf(plan, 'replace').path, '{"whole":1}'),
  },
  { what: 'the damaged row is gone', change: (plan) => fs.rmSync(fileOf(plan, 'replace').path) },
  { what: 'the damaged row has other bytes', change: (plan) => swapByte(fileOf(plan, 'replace').path) },
  { what: 'the row without a link was saved again', change: (plan) => touch(fileOf(plan, 'relink').path) },
  { what: 'the record to copy grew', change: (plan) => fs.appendFileSync(sourceOf(fileOf(plan, 'copy')), ' ') },
  { what: 'the record to copy has other bytes', change: (plan) => swapByte(sourceOf(fileOf(plan, 'copy'))) },
  { what: 'the record to copy is gone', change: (plan) => fs.rmSync(sourceOf(fileOf(plan, 'copy'))) },
  { what: 'the left-over is gone', change: (plan) => fs.rmSync(sourceOf(fileOf(plan, 'promote'))) },
  {
    what: 'the conversation went on',
    change: (plan) => fs.appendFileSync(transcriptOf(fileOf(plan, 'create')), '{}\n'),
  },
  { what: 'the conversation was touched', change: (plan) => touch(transcriptOf(fileOf(plan, 'copy'))) },
  { what: 'the conversation has other bytes', change: (plan) => swapByte(transcriptOf(fileOf(plan, 'relink'))) },
  { what: 'the conversation is gone', change: (plan) => fs.rmSync(transcriptOf(fileOf(plan, 'create'))) },
  {
    what: 'the conversation was deleted in Claude',
    change: (plan, { scene }) => scene.pair.tombstone(fileOf(plan, 'create').session),
  },
];

test.each(CHANGES)('$what', async ({ change }) => {
  const bench = fiveKinds();
  const plan = await bench.plan();
  change(plan, bench);
  const before = snapshot(bench.scene.home.path);
  await expect(bench.apply(plan)).rejects.toThrow(RestoreError);
  await expect(bench.apply(plan)).rejects.toThrow(
    /^Nothing was changed: the disk is no longer as the plan saw it \(conversation [0-9a-f-]{36}\)\. Make a new plan\.$/,
  );
  expect(diffSnapshots(before, snapshot(bench.scene.home.path))).toEqual([]);
  expect(bench.journals()).toEqual([]);
});

test('the same plan a second time', async () => {
  const bench = fiveKinds();
  const plan = await bench.plan();
  await bench.apply(plan);
  const before = bench.files();
  await expect(bench.apply(plan)).rejects.toThrow('Make a new plan');
  expect(diffSnapshots(before, bench.files())).toEqual([]);
});

test('a plan that says to add where something stands is refused, even if it was made so', async () => {
  const bench = fiveKinds();
  const plan = await bench.plan();
  const files = plan.files.map((file) => (file.kind === 'replace' ? { ...file, kind: 'create' as const } : file));
  const before = bench.files();
  await expect(bench.apply({ ...plan, files }, { running: true })).rejects.toThrow(RestoreError);
  expect(diffSnapshots(before, bench.files())).toEqual([]);
});

test('the profile is gone', async () => {
  const bench = wiped();
  const plan = await bench.plan();
  fs.renameSync(bench.scene.root.path, `${bench.scene.root.path}-moved`);
  await expect(bench.apply(plan)).rejects.toThrow(/^Nothing was changed: the profile .* is no longer there\.$/);
  expect(fs.existsSync(bench.scene.root.path)).toBe(false);
});

describe('whose sidebar it is', () => {
  const OTHER = { accountId: OTHER_ACCOUNT, organizationId: OTHER_ORGANIZATION };
  const OWN = { accountId: ACCOUNT, organizationId: ORGANIZATION };

  async function planned(chosen: PairIds | null) {
    const bench = addedOnly();
    bench.scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION).record();
    const engine = createEngine(bench.scene.home.world());
    const plan = await engine.planRestore({ ids: null, include: [], chosen });
    expect(plan.target).toMatchObject(OWN);
    return { bench, engine, plan };
  }

  const SWITCHES: Readonly<Record<string, (bench: Bench) => unknown>> = {
    'was changed in Claude': ({ scene: { root, home } }) => root.signedIn(OTHER, home.now),
    'is in doubt': ({ scene: { root, home } }) => root.log(home.now, 'Org changed, reinitializing sessions'),
    'is in another installation': ({ scene: { home } }) => home.dataRoot('clone').signedIn(OWN, home.now),
  };

  test.each(Object.keys(SWITCHES))('%s', async (what) => {
    const { bench, engine, plan } = await planned(null);
    SWITCHES[what]?.(bench);
    const before = bench.files();
    await expect(engine.restore(plan)).rejects.toThrow(RestoreError);
    await expect(engine.restore(plan)).rejects.toThrow(
      /^Nothing was changed: since this plan was made Claude has gone over to another account .* Make a new plan\.$/,
    );
    expect(diffSnapshots(before, bench.files())).toEqual([]);
    expect(bench.journals()).toEqual([]);
  });

  test('was chosen by the person, whatever Claude uses by now', async () => {
    const { bench, engine, plan } = await planned(OWN);
    SWITCHES['was changed in Claude']?.(bench);
    expect(await engine.restore(plan)).toMatchObject({ dryRun: false, target: OWN });
  });

  test('is the same after another start of Claude', async () => {
    const { bench, engine, plan } = await planned(null);
    bench.scene.root.signedIn(OWN, bench.scene.home.now);
    expect(await engine.restore(plan)).toMatchObject({ dryRun: false, target: OWN });
  });
});

describe('at the very moment of writing', () => {
  test('a damaged row is mended while the new one is being prepared: it stays', async () => {
    const bench = fiveKinds();
    const plan = await bench.plan();
    const before = bench.files();
    const { path: file } = fileOf(plan, 'replace');
    const bytes = fs.readFileSync(file);
    const disk = watchedDisk({
      before: ({ name, path: part }) => {
        if (name === 'writeSync' && part.includes(path.basename(file, '.json'))) fs.writeFileSync(file, 'mended');
      },
    });
    await expect(bench.apply(plan, { disk })).rejects.toThrow(
      `Nothing was changed: ${file} was changed by something else in the meantime.`,
    );
    expect(fs.readFileSync(file, 'utf8')).toBe('mended');
    fs.writeFileSync(file, bytes);
    expect(diffSnapshots(before, bench.files())).toEqual([]);
  });

  test('Claude makes a row of its own for a conversation: it stays, and all of ours is taken back', async () => {
    const bench = fiveKinds();
    const plan = await bench.plan();
    const before = bench.files();
    const { session } = fileOf(plan, 'create');
    const rows: string[] = [];
    const onProgress = (done: number): void => {
      const sessionId = `local_${randomUUID()}`;
      if (done === 2) rows.push(bench.scene.pair.record({ sessionId, cliSessionId: session }).path);
    };
    await expect(bench.apply(plan, { onProgress })).rejects.toThrow(
      /^Nothing was changed: Claude has made an entry of its own for one of these conversations in the meantime/,
    );
    for (const row of rows) fs.rmSync(row);
    expect(diffSnapshots(before, bench.files())).toEqual([]);
  });
});

describe('Claude was started since the plan was made', () => {
  test('and fills in what it likes in a row that was just added: it stays, and can be undone', async () => {
    const bench = addedOnly();
    const before = bench.files();
    const plan = await bench.plan();
    const { path: row, record } = fileOf(plan, 'create');
    const onProgress = (done: number, total: number): void => {
      if (done === total) fs.writeFileSync(row, JSON.stringify({ ...record, effort: 'high', spawnSeed: {} }));
    };
    expect(await bench.apply(plan, { onProgress })).toMatchObject({ state: 'done' });
    expect(await bench.undo()).toMatchObject({ state: 'undone' });
    expect(diffSnapshots(before, bench.files())).toEqual([]);
  });

  test.each([{ running: true }, { running: null }])(
    'replacing is refused where it runs: $running',
    async ({ running }) => {
      const bench = fiveKinds();
      const plan = await bench.plan();
      const before = bench.files();
      await expect(bench.apply(plan, { running })).rejects.toThrow(
        /^Nothing was changed: entries have to be replaced, and Claude is running or it could not be told whether it is\. Quit Claude completely/,
      );
      expect(diffSnapshots(before, bench.files())).toEqual([]);
    },
  );

  test('adding is not', async () => {
    const bench = addedOnly();
    const plan = await bench.plan({}, true);
    expect(plan.warnings.join()).toContain('Claude is running');
    await bench.apply(plan, { running: true });
    expect(bench.receipt().entries).toHaveLength(3);
  });

  test('and while it was asked whether it runs, the disk was changed', async () => {
    const bench = fiveKinds();
    const plan = await bench.plan();
    const running = (): Running => {
      fs.appendFileSync(fileOf(plan, 'relink').path, ' ');
      return false;
    };
    await expect(bench.apply(plan, { running })).rejects.toThrow('Make a new plan');
  });
});

describe('while the plan is made', () => {
  test('an entry that has to be replaced is refused where Claude runs', async () => {
    const plan = await fiveKinds().plan({}, null);
    expect(plan.files.map(({ kind }) => kind).toSorted()).toEqual(['copy', 'create', 'promote']);
    expect(plan.refused.map(({ why }) => why).join()).toContain('only safe with Claude closed');
  });

  test('a conversation that is asked for twice is planned once', async () => {
    const bench = addedOnly();
    const [file] = (await bench.plan()).files;
    const id = file?.session ?? '';
    const plan = await bench.plan({ ids: [id, id, id] });
    expect(plan.files.map(({ session }) => session)).toEqual([id]);
  });

  test('one record that cannot be read is refused, and the others are planned', async () => {
    const bench = addedOnly();
    const { files } = await bench.plan();
    const [unreadable] = files;
    const inventory = await takeInventory(bench.scene.home.world());
    const disk = watchedDisk({
      before: (operation) => {
        if (operation.path.endsWith(`${unreadable?.session ?? ''}.jsonl`)) throw diskError('EACCES', operation);
      },
    });
    const plan = planRestore(inventory, { ids: null, include: [] }, { claudeRunning: false, app: NO_APP }, disk);
    expect(plan.files).toHaveLength(files.length - 1);
    expect(plan.refused).toEqual([
      { session: unreadable?.session, why: expect.stringMatching(/permission denied\.$/) as string },
    ]);
  });

  test.each([
    { what: 'went on', change: (id: string, { scene }: Bench) => fs.appendFileSync(transcriptIn(scene, id), '{}\n') },
    { what: 'is gone', change: (id: string, { scene }: Bench) => fs.rmSync(transcriptIn(scene, id)) },
    { what: 'was deleted in Claude', change: (id: string, { scene }: Bench) => void scene.pair.tombstone(id) },
  ])('a conversation that $what since the disk was read is refused', async ({ change }) => {
    const bench = addedOnly();
    const [first] = (await bench.plan()).files;
    const engine = createEngine(bench.scene.home.world());
    const inventory = await engine.inventory();
    change(first?.session ?? '', bench);
    const plan = await engine.planRestore({ ids: null, include: [], chosen: null, inventory });
    expect(plan.files).toHaveLength(2);
    expect(plan.refused.map(({ session }) => session)).toEqual([first?.session]);
  });

  test('the disk is not read a second time where it was read for the same account just now', async () => {
    const bench = addedOnly();
    const engine = createEngine(bench.scene.home.world());
    const inventory = await engine.inventory();
    const other = bench.scene.ghost('record-lost', 'create');
    const ids = async (chosen: PairIds | null) =>
      (await engine.planRestore({ ids: null, include: [], chosen, inventory })).files.map(({ session }) => session);
    expect(await ids(null)).not.toContain(other.id);
    expect(await ids({ accountId: ACCOUNT, organizationId: ORGANIZATION }), 'a chosen one is read for').toContain(
      other.id,
    );
  });

  test('a row that Claude made for it in the meantime is not written over', async () => {
    const bench = addedOnly();
    const { files } = await bench.plan();
    const inventory = await takeInventory(bench.scene.home.world());
    const [first] = files;
    fs.writeFileSync(first?.path ?? '', '{"made":"just now"}');
    const plan = planRestore(inventory, { ids: null, include: [] }, { claudeRunning: true, app: NO_APP }, realDisk);
    expect(plan.files.map(({ path: file }) => file)).not.toContain(first?.path);
    expect(plan.refused).toEqual([
      { session: first?.session, why: 'Something changed its entry while this plan was made. Make a new plan.' },
    ]);
    await bench.apply(plan, { running: true });
    expect(fs.readFileSync(path.join(first?.path ?? ''), 'utf8')).toBe('{"made":"just now"}');
  });
});
