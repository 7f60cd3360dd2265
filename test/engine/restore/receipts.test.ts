import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readInterrupted, readJournals } from '../../../src/engine/restore/journal.ts';
import type { Problem } from '../../../src/shared/model.ts';
import { addedOnly, diffSnapshots, fiveKinds, type Bench } from './bench.ts';

/** A receipt is a file that anything may have written to. Whatever is wrong with it, it is shown and never followed. */

type Stored = Record<string, unknown> & {
  target: Record<string, unknown>;
  entries: Record<string, unknown>[];
};

interface Doubtful {
  bench: Bench;
  file: string;
  stored: Stored;
}

async function restored(): Promise<Doubtful> {
  const bench = fiveKinds();
  const { id } = await bench.apply(await bench.plan());
  const file = path.join(bench.stateDir, 'receipts', `${id}.json`);
  return { bench, file, stored: JSON.parse(fs.readFileSync(file, 'utf8')) as Stored };
}

/** As after a crash in the midst of it: nothing says that it was done. */
function makeInterrupted(file: string): void {
  fs.rmSync(file.replace(/\.json$/, '.done'));
}

const up = (file: unknown, by: string): string => path.join(path.dirname(String(file)), by);

const HOSTILE: Readonly<Record<string, (stored: Stored, bench: Bench) => unknown>> = {
  'a file outside of the folder': (s) => withPath(s, '/tmp/local_00000000-0000-4000-8000-000000000000.json'),
  'a file above the folder': (s) => withPath(s, up(s.entries[0]?.['path'], '../../../config.json')),
  'a way out with dots': (s) =>
    withPath(s, `${path.dirname(String(s.entries[0]?.['path']))}/../${path.basename(String(s.entries[0]?.['path']))}`),
  'a file that is no record': (s) => withPath(s, up(s.entries[0]?.['path'], 'archived-sessions.idx')),
  'a left-over of Claude': (s) => withPath(s, `${String(s.entries[0]?.['path'])}.tmp`),
  'a tombstone': (s) => withPath(s, up(s.entries[0]?.['path'], 'deleted_00000000-0000-4000-8000-000000000000')),
  'a relative path': (s) => withPath(s, path.relative('/', String(s.entries[0]?.['path']))),
  'a path with a NUL': (s) => withPath(s, `${String(s.entries[0]?.['path'])}\0.json`),
  'another folder': (s) => ({ ...s, folder: up(s['folder'], 'elsewhere') }),
  'a folder that does not fit its pair': (s) => ({ ...s, target: { ...s.target, organizationId: '00000000' } }),
  'an account that is a way out': (s) => ({ ...s, target: { ...s.target, accountId: '../../..' } }),
  'a relative data root': (s) => ({ ...s, target: { ...s.target, dataRoot: 'Claude' } }),
  'a data root with dots': (s) => ({ ...s, target: { ...s.target, dataRoot: `${String(s.target['dataRoot'])}/x/..` } }),
  'folders to remove that are none of its own': (s, { scene }) => ({ ...s, createdFolders: [scene.config.path] }),
  'folders to remove in a wrong order': (s) => ({
    ...s,
    createdFolders: [s['folder'], path.dirname(String(s['folder']))],
  }),
  'the data root as a folder to remove': (s) => ({ ...s, createdFolders: [s.target['dataRoot']] }),
  'a session that is no uuid': (s) => withEntry(s, { session: '../../etc/passwd' }),
  'a kind that there is not': (s) => withEntry(s, { kind: 'delete' }),
  'bytes that are no base64': (s) => ({ ...s, entries: s.entries.map((e) => ({ ...e, before: '%%%' })) }),
  'bytes before for what was added': (s) => ({ ...s, entries: s.entries.map((e) => ({ ...e, before: 'e30=' })) }),
  'no bytes before for what was replaced': (s) => ({ ...s, entries: s.entries.map((e) => ({ ...e, before: null })) }),
  'a record that is none': (s) => withEntry(s, { after: 'rm -rf' }),
  'the same file twice': (s) => ({ ...s, entries: [...s.entries, ...s.entries] }),
  'a moment that no date can name': (s) => ({ ...s, at: 1e300 }),
  'no moment': (s) => ({ ...s, at: '2026' }),
  'another id than its name': (s) => ({ ...s, id: '20010101-000000-abcdef' }),
  'an id that is a way out': (s) => ({ ...s, id: '../../x' }),
  'another schema': (s) => ({ ...s, schema: 2 }),
  'a list': (s) => [s],
  nothing: () => null,
};

const withEntry = (stored: Stored, fields: object): Stored => ({
  ...stored,
  entries: stored.entries.map((entry, i) => (i === 0 ? { ...entry, ...fields } : entry)),
});
const withPath = (stored: Stored, file: string): Stored => withEntry(stored, { path: file });

const DAMAGED: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  'cut off': (bytes) => bytes.subarray(0, bytes.length / 2),
  emptied: () => Buffer.alloc(0),
  'filled with zeros': (bytes) => Buffer.alloc(bytes.length),
  'nested without end': () => Buffer.from('['.repeat(200_000)),
  'no text': () => Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc0]),
};

describe('a receipt with', () => {
  test.each(Object.keys(HOSTILE))('%s is not followed', async (what) => {
    const { bench, file, stored } = await restored();
    await expectIgnored(bench, file, JSON.stringify(HOSTILE[what]?.(stored, bench)));
  });
});

describe('a receipt that was', () => {
  test.each(Object.keys(DAMAGED))('%s is not followed', async (what) => {
    const { bench, file } = await restored();
    await expectIgnored(bench, file, DAMAGED[what]?.(fs.readFileSync(file)) ?? '');
  });

  test('made larger than any receipt is not even read', async () => {
    const { bench, file } = await restored();
    fs.truncateSync(file, 2 ** 40);
    await expectIgnored(bench, file, null);
  });

  test('turned into a folder, or into a link, is not followed', async () => {
    const { bench, file } = await restored();
    const aside = path.join(bench.scene.home.box, 'aside.json');
    fs.renameSync(file, aside);
    fs.symlinkSync(aside, file);
    await expectIgnored(bench, file, null);
    fs.rmSync(file);
    fs.mkdirSync(file);
    await expectIgnored(bench, file, null);
  });
});

/** Neither undone nor, looking as if a crash had interrupted it, completed or taken back. */
async function expectIgnored(bench: Bench, file: string, content: string | Buffer | null): Promise<void> {
  if (content !== null) fs.writeFileSync(file, content);
  const before = bench.files();
  const problems: Problem[] = [];
  expect(readJournals(bench.stateDir, problems)).toEqual([]);
  expect(problems).toEqual([{ path: file, problem: expect.any(String) as string }]);
  const [problem] = problems;
  await expect(bench.undo()).rejects.toThrow(`There is no restore to undo. ${file} ${problem?.problem}.`);
  const id = path.basename(file, '.json');
  await expect(bench.undo(id)).rejects.toThrow(`There is no receipt ${id}. ${file} ${problem?.problem}.`);
  if (fs.existsSync(file.replace(/\.json$/, '.done'))) makeInterrupted(file);
  expect(readInterrupted(bench.stateDir)).toEqual([]);
  expect(await bench.recover()).toEqual([]);
  expect(diffSnapshots(before, bench.files())).toEqual([]);
}

test('one receipt that cannot be read does not hide the others', async () => {
  const bench = addedOnly();
  const plan = await bench.plan();
  const first = await bench.apply({ ...plan, files: plan.files.slice(0, 1) });
  const second = await bench.apply({ ...plan, files: plan.files.slice(1) });
  const receipts = path.join(bench.stateDir, 'receipts');
  fs.writeFileSync(path.join(receipts, `${first.id}.json`), 'garbage');
  fs.writeFileSync(
    path.join(receipts, `${second.id} (copy).json`),
    fs.readFileSync(path.join(receipts, `${second.id}.json`)),
  );
  fs.writeFileSync(path.join(receipts, 'README.txt'), 'mine');
  fs.writeFileSync(path.join(receipts, '20010101-000000-abcdef.undone'), '');
  expect(bench.journals().map(({ id }) => id)).toEqual([second.id]);
  expect(await bench.undo()).toMatchObject({ id: second.id, state: 'undone' });
});

test('receipts tell what was done, by their names and to a person who reads them', async () => {
  const bench = fiveKinds();
  const { id } = await bench.apply(await bench.plan());
  const receipts = path.join(bench.stateDir, 'receipts');
  expect(fs.readdirSync(receipts)).toEqual([`${id}.done`, `${id}.json`]);
  const text = fs.readFileSync(path.join(receipts, `${id}.json`), 'utf8');
  expect(text).toContain('In another account');
  expect(fs.statSync(path.join(receipts, `${id}.json`)).mode & 0o777).toBe(0o600);
  await bench.undo();
  expect(fs.readdirSync(receipts)).toEqual([`${id}.done`, `${id}.json`, `${id}.undoing`, `${id}.undone`]);
  expect(fs.readFileSync(path.join(receipts, `${id}.json`), 'utf8'), 'it is never written to again').toBe(text);
});
