import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { realDisk } from '../../../src/engine/restore/disk.ts';
import { RestoreError } from '../../../src/engine/restore/errors.ts';
import { withLock } from '../../../src/engine/restore/lock.ts';
import { homeForTest } from '../../support/for-test.ts';

/** Where Ghostlight's own folder cannot be used, a person is told what is the matter with it and what to do. */

async function sentenceIn(spoil: (stateDir: string, lock: string) => void): Promise<string> {
  const { stateDir } = homeForTest('linux');
  fs.mkdirSync(stateDir, { recursive: true });
  const lock = path.join(stateDir, 'lock.sqlite');
  spoil(stateDir, lock);
  const worked: string[] = [];
  const failure: unknown = await withLock(realDisk, stateDir, () => Promise.resolve(worked.push('done'))).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(RestoreError);
  expect(worked).toEqual([]);
  return (failure as RestoreError).message.replaceAll(stateDir, 'STATE');
}

const BEGIN = 'Nothing was changed: Ghostlight’s own folder STATE cannot be used: ';

test('by something else in the place of its lock', async () => {
  const sentence = `${BEGIN}STATE/lock.sqlite is not the file that Ghostlight makes. Delete STATE/lock.sqlite: it holds nothing.`;
  expect(await sentenceIn((_, lock) => fs.writeFileSync(lock, 'something else '.repeat(1000)))).toBe(sentence);
  expect(await sentenceIn((_, lock) => fs.mkdirSync(lock))).toBe(sentence);
});

test.skipIf(process.getuid?.() === 0)('because nothing may be written there', async () => {
  expect(await sentenceIn((stateDir) => fs.chmodSync(stateDir, 0o500))).toMatch(
    /cannot be opened or made: the folder may not be written to, or the disk is full\. Mend that/,
  );
});

test('because the way to it leads nowhere', async () => {
  const sentence = await sentenceIn((_, lock) => fs.symlinkSync('/nowhere/at/all/lock', lock));
  expect(sentence).toBe(
    `${BEGIN}STATE/lock.sqlite cannot be opened or made: the folder may not be written to, or the disk is full. Mend that, then try again.`,
  );
});
