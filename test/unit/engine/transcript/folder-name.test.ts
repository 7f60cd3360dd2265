import { expect, test } from 'vitest';
import { encodeFolderName, folderNameMatches } from '../../../../src/engine/transcript/folder-name.ts';

test.each([
  ['/Users/me/my_proj.v2', '-Users-me-my-proj-v2'],
  ['C:\\git\\cc-plus', 'C--git-cc-plus'],
  ['/tmp/a😀b', '-tmp-a--b'],
  ['\\\\wsl$\\Ubuntu\\home\\u', '--wsl--Ubuntu-home-u'],
  ['/home/keeper/灯台', '-home-keeper---'],
  ['/home/Keeper/A B', '-home-Keeper-A-B'],
])('the folder of %s is %s', (cwd, folder) => {
  expect(encodeFolderName(cwd)).toBe(folder);
  expect(folderNameMatches(folder, cwd)).toBe(true);
});

test('a path that macOS took apart has the folder of the composed one', () => {
  expect(encodeFolderName('/home/cafe\u0301')).toBe(encodeFolderName('/home/caf\u00e9'));
  expect(encodeFolderName('/home/cafe\u0301')).toBe('-home-caf-');
});

test('a name of 200 characters stays whole; a longer one is cut there and gets a hash of the whole path', () => {
  const whole = `/${'a'.repeat(199)}`;
  expect(encodeFolderName(whole)).toBe(`-${'a'.repeat(199)}`);
  const long = `/${'a'.repeat(200)}`;
  expect(encodeFolderName(long)).toMatch(/^-a{199}-[0-9a-z]+$/);
  expect(encodeFolderName(`${long}b`)).not.toBe(encodeFolderName(`${long}c`));
});

test('the hash of a long name is the 31-polynomial over the UTF-16 units, in base 36', () => {
  const cwd = `/home/${'灯'.repeat(250)}`;
  let hash = 0n;
  for (let i = 0; i < cwd.length; i++) hash = BigInt.asIntN(32, hash * 31n + BigInt(cwd.charCodeAt(i)));
  const digits = (hash < 0n ? -hash : hash).toString(36);
  expect(encodeFolderName(cwd)).toBe(`-home-${'-'.repeat(194)}-${digits}`);
});

test('a long name belongs to its path with any hash, since builds differ in it, but not without one', () => {
  const cwd = `/${'a'.repeat(300)}`;
  const start = `-${'a'.repeat(199)}`;
  expect(folderNameMatches(`${start}-1x9z`, cwd)).toBe(true);
  expect(folderNameMatches(`${start}-`, cwd)).toBe(false);
  expect(folderNameMatches(start, cwd)).toBe(false);
  expect(folderNameMatches(`${start}-1x9z`, `/${'b'.repeat(300)}`)).toBe(false);
});

test('a short name belongs to its path alone', () => {
  expect(folderNameMatches('-home-keeper-a', '/home/keeper/a')).toBe(true);
  expect(folderNameMatches('-home-keeper-a-b', '/home/keeper/a')).toBe(false);
  expect(folderNameMatches('-HOME-keeper-a', '/home/keeper/a')).toBe(false);
});
