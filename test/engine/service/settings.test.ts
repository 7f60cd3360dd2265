import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldersToLookAt, openSettings } from '../../../src/engine/service/settings.ts';
import { homeForTest } from '../../support/for-test.ts';

const usual = { theme: 'system', textSize: 'normal', tray: false, folders: [] };
const stateDir = (): string => homeForTest('linux').stateDir;

test('settings that nobody made are the usual ones, and no file is written for them', () => {
  const folder = stateDir();
  expect(openSettings(folder).get()).toEqual(usual);
  expect(fs.existsSync(folder)).toBe(false);
});

test('what was set is there the next time, for this user alone', () => {
  const folder = stateDir();
  const folders = [{ kind: 'data-root' as const, path: '/mnt/old/Claude' }];
  openSettings(folder).set({ theme: 'dark', tray: undefined });
  expect(openSettings(folder).set({ folders })).toEqual({ ...usual, theme: 'dark', folders });
  expect(openSettings(folder).get()).toEqual({ ...usual, theme: 'dark', folders });
  expect(fs.readdirSync(folder)).toEqual(['settings.json']);
  expect(fs.statSync(path.join(folder, 'settings.json')).mode & 0o777).toBe(0o600);
});

test('one setting that is not understood does not cost the others', () => {
  const folder = stateDir();
  fs.mkdirSync(folder);
  const file = path.join(folder, 'settings.json');
  fs.writeFileSync(file, JSON.stringify({ theme: 'neon', textSize: 'large', folders: [{ kind: 'x' }], more: 1 }));
  expect(openSettings(folder).get()).toEqual({ ...usual, textSize: 'large' });
});

test('any bytes in the file are read as something', () => {
  const folder = stateDir();
  fs.mkdirSync(folder);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (content) => {
      fs.writeFileSync(path.join(folder, 'settings.json'), content);
      expect(Object.keys(openSettings(folder).get())).toEqual(Object.keys(usual));
    }),
  );
});

test('settings that cannot be written are not taken for set', () => {
  const folder = stateDir();
  fs.writeFileSync(folder, 'a file where the folder should be');
  const settings = openSettings(folder);
  expect(() => settings.set({ theme: 'dark' })).toThrow();
  expect(settings.get().theme).toBe('system');
});

test('saved folders are looked at, unless what to look at was named at the start', () => {
  const folders = [{ kind: 'home' as const, path: '/mnt/old/Users/ana' }];
  const saved = { ...openSettings(stateDir()).get(), folders };
  expect(foldersToLookAt({ stateDir: '/elsewhere' }, saved)).toEqual(folders);
  expect(foldersToLookAt({ home: '/home/bo' }, saved)).toEqual([]);
  expect(foldersToLookAt({ dataRoots: ['/x'] }, saved)).toEqual([]);
  expect(foldersToLookAt({ configDirs: ['/x'] }, saved)).toEqual([]);
});
