import { expect, test } from 'vitest';
import { readOptions } from '../../../src/main/options.ts';

test('the app takes what the command line takes', () => {
  const options = readOptions([
    '.',
    '--home',
    '/old',
    '--platform',
    'win32',
    '--data-root',
    '/a',
    '--data-root',
    '/b',
    '--state-dir=/s',
  ]);
  expect(options).toEqual({ home: '/old', platform: 'win32', dataRoots: ['/a', '/b'], configDirs: [], stateDir: '/s' });
});

test('switches of Chromium and what makes no sense are passed over', () => {
  const options = readOptions(['--no-sandbox', '--platform', 'amiga', '--disable-gpu=1', '--home', 'ghostlight://x']);
  expect(options).toMatchObject({ platform: undefined, dataRoots: [], home: 'ghostlight://x' });
});
