import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { homeForTest } from '../../support/for-test.ts';
import { diffSnapshots, snapshot } from '../../support/snapshot.ts';

test('a snapshot sees names, contents, modes and links, and no times', () => {
  const home = homeForTest('linux');
  const { path: root } = home.dataRoot();
  const file = path.join(root, 'config.json');
  fs.writeFileSync(file, '{}', { mode: 0o600 });
  fs.symlinkSync('/nowhere', path.join(root, 'link'));
  const before = snapshot(home.box);
  fs.utimesSync(file, 1, 1);
  expect(diffSnapshots(before, snapshot(home.box))).toEqual([]);
  fs.writeFileSync(file, '[]');
  fs.rmSync(path.join(root, 'link'));
  fs.mkdirSync(path.join(root, 'new'));
  const below = path.relative(home.box, root);
  expect(diffSnapshots(before, snapshot(home.box))).toEqual([
    `removed ${below}/link`,
    `added ${below}/new`,
    expect.stringContaining(`changed ${below}/config.json`),
  ]);
  fs.writeFileSync(file, '{}');
  fs.chmodSync(file, 0o644);
  expect(diffSnapshots(before, snapshot(home.box))).toHaveLength(3);
});
