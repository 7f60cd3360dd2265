import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { checkJournal } from '../../src/engine/restore/journal-form.ts';
import { readInterrupted, readJournals } from '../../src/engine/restore/journal.ts';
import { realDisk } from '../../src/engine/restore/disk.ts';
import { recover } from '../../src/engine/restore/recover.ts';
import { diffSnapshots, snapshot } from '../support/snapshot.ts';

/** Whatever lies where receipts are: it is read without a failure, and nothing is done that it has no right to ask for. */

const ID = '20261120-101010-abcdef';
const ROOT = path.join(os.tmpdir(), 'no-such-profile');
const FOLDER = path.join(ROOT, 'claude-code-sessions', '2f6d8a10', '9b14c7e2');
const NAME = 'local_5b0b7a44-1f0e-4e43-9f0a-7f5a4a1f9c10';
const SESSION = '5b0b7a44-1f0e-4e43-9f0a-7f5a4a1f9c10';

const entry = {
  kind: 'create',
  session: SESSION,
  path: path.join(FOLDER, `${NAME}.json`),
  before: null,
  after: JSON.stringify({ sessionId: NAME, cliSessionId: SESSION, createdAt: 1, lastActivityAt: 1 }),
  sources: [{ path: '/t.jsonl', state: null, of: 'ends' }],
};
const journal = {
  schema: 1,
  id: ID,
  at: 1_795_000_000_000,
  target: { accountId: '2f6d8a10', organizationId: '9b14c7e2', dataRoot: ROOT },
  folder: FOLDER,
  createdFolders: [FOLDER],
  entries: [entry],
};

const hostile = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('..', '/', '/etc/passwd', '\0', FOLDER, ROOT, entry.path, `${FOLDER}/../x`, 'e30=', 1e300, -1),
  fc.string({ unit: 'binary' }),
);

/** The journal with one or several of its values replaced, at any depth. */
const mutated = fc
  .array(fc.tuple(fc.nat({ max: 40 }), hostile), { minLength: 1, maxLength: 3 })
  .map((changes) => changes.reduce<unknown>((value, [n, by]) => replaceNth(value, n, by), journal));

function replaceNth(value: unknown, n: number, by: unknown): unknown {
  let left = n;
  const walk = (node: unknown): unknown => {
    left -= 1;
    if (left < 0) {
      left = Infinity;
      return by;
    }
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, walk(child)]));
  };
  return walk(value);
}

test('the journal that is mutated here is a good one', () => {
  expect(checkJournal(journal, ID)).toMatchObject({ problem: null });
});

test('a journal that is followed names records of its own pair and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(mutated, fc.jsonValue(), fc.anything()), (value) => {
      const { journal: followed } = checkJournal(value, ID);
      if (followed === null) return;
      const { dataRoot, accountId, organizationId } = followed.target;
      expect(path.isAbsolute(dataRoot)).toBe(true);
      expect(followed.folder).toBe(
        `${dataRoot.replace(/\/$/, '')}/claude-code-sessions/${accountId}/${organizationId}`,
      );
      expect(`${accountId}${organizationId}`).toMatch(/^[0-9a-f-]+$/i);
      for (const { path: file, before, kind } of followed.entries) {
        expect(path.dirname(file)).toBe(followed.folder);
        expect(path.basename(file)).toMatch(/^local_[0-9a-f-]{36}\.json$/i);
        expect(before === null).toBe(['create', 'copy', 'promote'].includes(kind));
      }
      for (const made of followed.createdFolders) expect(`${followed.folder}/`.startsWith(`${made}/`)).toBe(true);
      expect(followed.createdFolders).not.toContain(dataRoot);
      expect(() => new Date(followed.at).toISOString()).not.toThrow();
    }),
    { numRuns: 2_000 },
  );
});

test('soup in the place of a receipt is read without a failure, and never acted upon', async () => {
  const box = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ghostlight-soup-')));
  onTestFinished(() => fs.rmSync(box, { recursive: true }));
  const receipts = path.join(box, 'state', 'receipts');
  const home = path.join(box, 'home');
  fs.mkdirSync(path.join(home, 'claude-code-sessions'), { recursive: true });
  fs.mkdirSync(receipts, { recursive: true });
  fs.writeFileSync(path.join(home, 'config.json'), '{}');
  const before = snapshot(home);
  const soup = fc.oneof(
    mutated.map((value) => JSON.stringify(value).replaceAll(ROOT, home)),
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.nat({ max: 900 }).map((length) => JSON.stringify(journal).slice(0, length)),
  );
  const mark = fc.constantFrom(null, 'done', 'undoing', 'undone', 'rolled-back', 'applied');
  await fc.assert(
    fc.asyncProperty(soup, mark, async (content, state) => {
      fs.rmSync(receipts, { recursive: true });
      fs.mkdirSync(receipts);
      fs.writeFileSync(path.join(receipts, `${ID}.json`), content);
      if (state !== null) fs.writeFileSync(path.join(receipts, `${ID}.${state}`), '');
      const followed = [...readJournals(path.join(box, 'state'), []), ...readInterrupted(path.join(box, 'state'))];
      const isClaudeRunning = () => Promise.resolve(false);
      await recover({ stateDir: path.join(box, 'state'), disk: realDisk, dataRoots: [home], isClaudeRunning });
      // The one that asks for nothing wrong is taken back, since what it rests on is not there.
      if (followed.length === 0) expect(diffSnapshots(before, snapshot(home))).toEqual([]);
      expect(diffSnapshots(before, snapshot(home))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
