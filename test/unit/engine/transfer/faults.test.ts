import fs from 'node:fs';
import type promises from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { freshFolder, transcript, user } from '../transcript/lines.ts';
import { exportAll, filesIn, sessionOf } from './exporting.ts';
import { MADE } from './made-conversations.ts';

/** What the disk is to do next; null for what it always does. */
const disk = vi.hoisted(() => ({
  write: null as (() => void) | null,
  link: null as (() => void) | null,
  rename: null as (() => void) | null,
}));

vi.mock('node:fs/promises', async (original) => {
  const actual = await original<typeof promises>();
  return {
    ...actual,
    open: async (...args: Parameters<typeof actual.open>) => {
      const file = await actual.open(...args);
      const writeFile = file.writeFile.bind(file);
      file.writeFile = async (...given: Parameters<typeof file.writeFile>) => {
        disk.write?.();
        return writeFile(...given);
      };
      return file;
    },
  };
});

vi.mock('node:fs', async (original) => {
  const actual = await original<{ default: typeof fs }>();
  const mocked = {
    ...actual.default,
    linkSync: (...args: Parameters<typeof fs.linkSync>) => {
      disk.link?.();
      actual.default.linkSync(...args);
    },
    renameSync: (...args: Parameters<typeof fs.renameSync>) => {
      disk.rename?.();
      actual.default.renameSync(...args);
    },
  };
  return { ...actual, ...mocked, default: mocked };
});

afterEach(() => Object.assign(disk, { write: null, link: null, rename: null }));

const failing = (code: string) => (): never => {
  throw Object.assign(new Error(`${code}: made up`), { code, syscall: 'write' });
};

const pictures = (): string => transcript(MADE['prompts'] ?? []);

test('a disk that is full leaves nothing behind, and is told for each conversation', async () => {
  const folder = freshFolder();
  disk.write = failing('ENOSPC');
  const sessions = [sessionOf(pictures(), { id: 'a' }), sessionOf(pictures(), { id: 'b' })];
  const result = await exportAll(sessions, { folder });
  expect(result).toMatchObject({
    files: [],
    failed: [
      { session: 'a', why: 'The file cannot be written: the disk is full.' },
      { session: 'b', why: 'The file cannot be written: the disk is full.' },
    ],
    cancelled: false,
  });
  expect(fs.readdirSync(folder)).toEqual([]);
});

test.each(['EPERM', 'ENOTSUP', 'EACCES'])(
  'where nothing can be linked (%s), nothing is replaced either',
  async (code) => {
    const folder = freshFolder();
    fs.writeFileSync(join(folder, 'Light the lantern.md'), 'mine');
    disk.link = failing(code);
    const { files, failed } = await exportAll([sessionOf(transcript([user(1, 'Light it')]))], { folder });
    expect(failed).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual([join(folder, 'Light the lantern (2).md')]);
    expect(filesIn(folder)).toEqual(['Light the lantern (2).md', 'Light the lantern.md']);
    expect(fs.readFileSync(join(folder, 'Light the lantern.md'), 'utf8')).toBe('mine');
    expect(fs.readFileSync(join(folder, 'Light the lantern (2).md'), 'utf8')).toContain('> Light it');
  },
);

test('a name that cannot be given leaves nothing behind', async () => {
  const folder = freshFolder();
  disk.link = failing('EPERM');
  disk.rename = failing('EIO');
  const { files, failed } = await exportAll([sessionOf(pictures(), { id: 'a' })], { folder });
  expect(files).toEqual([]);
  expect(failed).toEqual([{ session: 'a', why: 'The file cannot be written: the disk reports an error.' }]);
  expect(fs.readdirSync(folder)).toEqual([]);
});
