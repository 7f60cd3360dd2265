import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import { NEEDS_CLAUDE_CLOSED } from '../../../src/engine/restore/journal-form.ts';
import type { Journal } from '../../../src/engine/restore/journal.ts';
import { addedOnly, diffSnapshots, fiveKinds, type Bench } from './bench.ts';
import { isChange, watchedDisk, type Operation } from './watched-disk.ts';

/** What becomes of an interrupted restore while Claude runs, and when something else was at it in the meantime. */

/** Does the plan until `count` entries are in place, and there the process is gone. */
async function interrupt(bench: Bench, count: number): Promise<Journal> {
  const plan = await bench.plan();
  // What needs Claude closed comes first.
  const order = [true, false].flatMap((first) =>
    plan.files.filter(({ kind }) => NEEDS_CLAUDE_CLOSED.has(kind) === first),
  );
  const until = order[count]?.path ?? 'no such file';
  await expect(bench.apply(plan, { disk: goneAt((operation) => isPreparing(operation, until)) })).rejects.toThrow();
  return onlyJournal(bench);
}

async function interruptUndo(bench: Bench, count: number): Promise<Journal> {
  const journal = await bench.apply(await bench.plan());
  // The last one first.
  const until = journal.entries.toReversed()[count]?.path ?? 'no such file';
  const disk = goneAt((operation) => isChange(operation) && operation.path.includes(path.basename(until, '.json')));
  await expect(bench.undo(null, { disk })).rejects.toThrow();
  return onlyJournal(bench);
}

function goneAt(isThere: (operation: Operation) => boolean) {
  let gone = false;
  return watchedDisk({
    before: (operation) => {
      gone ||= isThere(operation);
      if (gone) throw Object.assign(new Error('the process is gone'), { code: 'EIO' });
    },
  });
}

const isPreparing = ({ name, path: file }: Operation, record: string): boolean =>
  name === 'openSync' && file.endsWith(`.ghostlight-${path.basename(record, '.json')}.part`);

function onlyJournal(bench: Bench): Journal {
  const [journal] = bench.journals();
  if (journal === undefined) throw new Error('there is no journal');
  return journal;
}

describe.each([{ running: true }, { running: null }])('Claude running: $running', ({ running }) => {
  test('rows that have to be added are added, also then', async () => {
    const bench = addedOnly();
    const journal = await interrupt(bench, 1);
    const [recovery] = await bench.recover({ running });
    expect(recovery).toMatchObject({ receipt: journal.id, outcome: 'completed' });
    expect(recovery?.sentence).toContain('all 3 of its entries are in place');
    expect(bench.receipt().id).toBe(journal.id);
    expect(bench.remains()).toEqual([]);
  });

  test('rows that have to be replaced wait, and say so', async () => {
    const bench = fiveKinds();
    const journal = await interrupt(bench, 1);
    const before = bench.entryFiles();
    for (let start = 1; start <= 2; start += 1) {
      const [recovery] = await bench.recover({ running });
      expect(recovery).toMatchObject({ receipt: journal.id, outcome: 'waiting' });
      expect(recovery?.sentence).toMatch(/waits until Claude is closed: quit Claude completely and start Ghostlight/);
      expect(diffSnapshots(before, bench.entryFiles()), 'nothing is touched').toEqual([]);
    }
    expect(await bench.recover()).toMatchObject([{ outcome: 'completed' }]);
    expect(bench.receipt().entries).toHaveLength(5);
  });

  test('an undo waits, and says so', async () => {
    const bench = fiveKinds();
    const original = bench.entryFiles();
    const journal = await interruptUndo(bench, 2);
    const before = bench.entryFiles();
    const [recovery] = await bench.recover({ running });
    expect(recovery).toMatchObject({ receipt: journal.id, outcome: 'waiting' });
    expect(recovery?.sentence).toMatch(/^The undo of a restore .* waits until Claude is closed/);
    expect(diffSnapshots(before, bench.entryFiles())).toEqual([]);
    expect(await bench.recover()).toMatchObject([{ outcome: 'undone' }]);
    expect(diffSnapshots(original, bench.entryFiles())).toEqual([]);
  });

  test('what cannot be completed waits to be taken back', async () => {
    const bench = addedOnly();
    const original = bench.entryFiles();
    const journal = await interrupt(bench, 2);
    fs.appendFileSync(transcriptOf(journal, 2), '{"type":"last-prompt"}\n');
    const before = bench.entryFiles();
    const [waiting] = await bench.recover({ running });
    expect(waiting?.outcome).toBe('waiting');
    expect(waiting?.sentence).toMatch(/cannot be completed \(.*\.jsonl is no longer as it was seen\) and waits until/);
    expect(diffSnapshots(before, bench.entryFiles())).toEqual([]);
    const [recovery] = await bench.recover();
    expect(recovery?.outcome).toBe('rolled-back');
    expect(recovery?.sentence).toMatch(/was taken back, because it could not be completed/);
    // What was appended above.
    expect(diffSnapshots(original, bench.entryFiles())).toEqual([expect.stringMatching(/^changed .*\.jsonl: /)]);
  });

  test('what was not begun and cannot be done any more is dropped at once', async () => {
    const bench = addedOnly();
    const journal = await interrupt(bench, 0);
    fs.appendFileSync(transcriptOf(journal, 1), '{"type":"last-prompt"}\n');
    expect(await bench.recover({ running })).toMatchObject([{ outcome: 'rolled-back' }]);
    expect(await bench.recover({ running })).toEqual([]);
  });
});

const transcriptOf = ({ entries }: Journal, n: number): string =>
  entries[n]?.sources.find(({ path: file }) => file.endsWith('.jsonl'))?.path ?? '';

test('while one restore waits, a new one is refused with the sentence that says why', async () => {
  const bench = fiveKinds();
  await interrupt(bench, 1);
  // The profile is there, and its folders are none that Claude would use, so that the old one cannot be finished.
  const folder = bench.scene.pair.path;
  const aside = path.join(bench.scene.home.box, 'aside');
  const engine = createEngine(bench.scene.home.world());
  const plan = await engine.planRestore({ ids: null, include: [], chosen: null });
  fs.renameSync(folder, aside);
  fs.symlinkSync(aside, folder);
  const before = bench.files();
  await expect(engine.restore(plan)).rejects.toThrow(
    /^A restore of .* cannot be finished yet: .* leads to .*aside now, and led to /,
  );
  expect(diffSnapshots(before, bench.files())).toEqual([]);
});

describe('what happened between the crash and the next start', () => {
  test('a row that the person worked in already stays, and the others are completed', async () => {
    const bench = addedOnly();
    const journal = await interrupt(bench, 2);
    const used = rewrite(journal.entries[0]?.path ?? '', { title: 'My own name for it', completedTurns: 7 });
    expect(await bench.recover()).toMatchObject([{ outcome: 'completed' }]);
    expect(fs.readFileSync(journal.entries[0]?.path ?? '', 'utf8')).toBe(used);
    for (const { path: file } of journal.entries) expect(fs.existsSync(file)).toBe(true);
  });

  test('a row that Claude made itself for the conversation is left, and counts', async () => {
    const bench = addedOnly();
    const journal = await interrupt(bench, 1);
    const [, entry] = journal.entries;
    const own = { ...(JSON.parse(entry?.after ?? '') as object), adoptedFromOtherSurface: true, title: 'Imported' };
    fs.writeFileSync(entry?.path ?? '', JSON.stringify(own));
    expect(await bench.recover()).toMatchObject([{ outcome: 'completed' }]);
    expect(JSON.parse(fs.readFileSync(entry?.path ?? '', 'utf8'))).toEqual(own);
  });

  test.each(['not yet', 'already'])(
    'where Claude made a row for a conversation under another name, and ours is %s there, all of ours is taken back',
    async (when) => {
      const bench = addedOnly();
      const original = bench.entryFiles();
      const journal = await interrupt(bench, when === 'already' ? 2 : 1);
      const sessionId = `local_${bench.scene.home.newId()}`;
      const { path: own } = bench.scene.pair.record({ sessionId, cliSessionId: journal.entries[1]?.session });
      expect(await bench.recover({ running: true }), 'what is in place may be in a running Claude').toMatchObject([
        { outcome: 'waiting' },
      ]);
      const [recovery] = await bench.recover();
      expect(recovery?.outcome).toBe('rolled-back');
      expect(recovery?.sentence).toContain(
        `was taken back, because it could not be completed: Claude has made an entry of its own for one of these conversations in the meantime (${own})`,
      );
      fs.rmSync(own);
      expect(diffSnapshots(original, bench.entryFiles())).toEqual([]);
    },
  );

  test.each([
    { what: 'went on from the conversation', row: (id: string) => ({ priorCliSessionIds: [id] }) },
    { what: 'had it before a /clear', row: (id: string) => ({ preClearCliSessionId: id }) },
  ])('a row of Claude’s that $what counts as one for it', async ({ row }) => {
    const bench = addedOnly();
    const journal = await interrupt(bench, 1);
    bench.scene.pair.record(row(journal.entries[1]?.session ?? ''));
    expect(await bench.recover()).toMatchObject([{ outcome: 'rolled-back' }]);
  });

  test('a row that was there before the restore, and Claude’s of another conversation, are no hindrance', async () => {
    const bench = addedOnly();
    const journal = await interrupt(bench, 1);
    bench.scene.listed();
    const link = path.join(bench.scene.pair.path, `local_${bench.scene.home.newId()}.json`);
    fs.symlinkSync(journal.entries[0]?.path ?? '', link);
    expect(await bench.recover()).toMatchObject([{ outcome: 'completed' }]);
  });

  test('a foreign file in the place of a row stays, and the rest is taken back and said to be', async () => {
    const bench = addedOnly();
    const original = bench.entryFiles();
    const journal = await interrupt(bench, 1);
    const { path: file = '' } = journal.entries[1] ?? {};
    fs.writeFileSync(file, 'something else');
    const [recovery] = await bench.recover();
    expect(recovery?.outcome).toBe('rolled-back');
    expect(recovery?.sentence).toContain(`stays as it is (${file})`);
    expect(fs.readFileSync(file, 'utf8')).toBe('something else');
    expect(diffSnapshots(original, bench.entryFiles())).toEqual([
      expect.stringMatching(new RegExp(`^added .*${path.basename(file)}$`)),
    ]);
  });

  test.each(['conversation', 'entry'])(
    'a conversation that was deleted in Claude since is not brought back (%s)',
    async (of) => {
      const bench = addedOnly();
      const journal = await interrupt(bench, 1);
      const [first] = journal.entries;
      fs.rmSync(first?.path ?? '');
      const uuid =
        of === 'conversation' ? first?.session : path.basename(first?.path ?? '', '.json').slice('local_'.length);
      bench.scene.pair.tombstone(uuid ?? '');
      expect(await bench.recover()).toMatchObject([{ outcome: 'rolled-back' }]);
      for (const { path: file } of journal.entries) expect(fs.existsSync(file)).toBe(false);
    },
  );

  test('a restore whose journal asks for more than a restore writes is not followed', async () => {
    const bench = addedOnly();
    const original = bench.entryFiles();
    const journal = await interrupt(bench, 0);
    const file = path.join(bench.stateDir, 'receipts', `${journal.id}.json`);
    const stored = JSON.parse(fs.readFileSync(file, 'utf8')) as Journal;
    for (const entry of stored.entries) {
      const record = JSON.parse(entry.after) as object;
      entry.after = JSON.stringify({ ...record, sessionPermissionUpdates: [{ behavior: 'allow' }] });
    }
    fs.writeFileSync(file, JSON.stringify(stored));
    const [recovery] = await bench.recover();
    expect(recovery).toMatchObject({ outcome: 'rolled-back' });
    expect(recovery?.sentence).toContain('is not what a restore writes');
    expect(diffSnapshots(original, bench.entryFiles())).toEqual([]);
  });
});

/** As Claude saves it after a person did something. */
function rewrite(file: string, fields: object): string {
  const text = JSON.stringify({ ...(JSON.parse(fs.readFileSync(file, 'utf8')) as object), ...fields });
  fs.writeFileSync(file, text);
  return text;
}

test('a restore into a profile that is not looked at is left alone', async () => {
  const bench = addedOnly();
  await interrupt(bench, 1);
  const before = bench.files();
  const other = addedOnly();
  const engine = createEngine(other.scene.home.world({ stateDir: bench.stateDir }));
  expect(await engine.recover()).toEqual([]);
  expect(diffSnapshots(before, bench.files())).toEqual([]);
});

test('a profile is known by another name too', async () => {
  const bench = addedOnly();
  await interrupt(bench, 1);
  const otherName = path.join(bench.scene.home.box, 'profile');
  fs.symlinkSync(bench.scene.root.path, otherName);
  const engine = createEngine(bench.scene.home.world({ dataRoots: [otherName] }));
  expect(await engine.recover()).toMatchObject([{ outcome: 'completed' }]);
});

test('a receipt that was only being prepared when the process died is swept away', async () => {
  const bench = addedOnly();
  const receipts = path.join(bench.stateDir, 'receipts');
  fs.mkdirSync(receipts, { recursive: true });
  fs.writeFileSync(path.join(receipts, '.ghostlight-20261120-101010-abcdef.part'), '{"half":');
  expect(await bench.recover()).toEqual([]);
  expect(fs.readdirSync(receipts)).toEqual([]);
});

test('a recovery never fails: a state dir that may not be written to is a sentence', async () => {
  const bench = addedOnly();
  const journal = await interrupt(bench, 1);
  fs.rmSync(path.join(bench.stateDir, 'lock.sqlite'));
  fs.mkdirSync(path.join(bench.stateDir, 'lock.sqlite'));
  expect(await bench.recover()).toMatchObject([{ receipt: journal.id, outcome: 'waiting' }]);
});

test('every record that a restore writes would be written again by a recovery', async () => {
  const bench = fiveKinds();
  const journal = await interrupt(bench, 4);
  const [recovery] = await bench.recover();
  expect(recovery?.sentence).toContain('was completed');
  for (const { path: file, after } of journal.entries) expect(fs.readFileSync(file, 'utf8')).toBe(after);
});
