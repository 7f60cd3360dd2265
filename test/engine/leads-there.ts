import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Plan } from '../../src/engine/restore/plan.ts';
import { transcriptsOf } from '../support/claude-loader-transcript.ts';
import type { FakeHome } from '../support/home.ts';

/** Every row of a plan leads to a conversation, by a model of what Claude does (docs/formats/claude-desktop.md 5.4). */
export function expectToLeadThere({ files, copies }: Plan, { path: home, platform }: FakeHome): void {
  const configDirs = readdirSync(home)
    .filter((name) => name.startsWith('.claude'))
    .map((name) => path.join(home, name));
  // A repaired copy is not there yet. It will lie beside its original, and its row leads to that folder.
  const originals = new Map(copies.map(({ session, original }) => [session, original]));
  const lost = files.filter(({ session, record }) => {
    const cliSessionId = originals.get(session) ?? record['cliSessionId'];
    return transcriptsOf({ ...record, cliSessionId }, configDirs, platform).length === 0;
  });
  expect(
    lost.map(({ session, record }) => ({ session, cwd: record['cwd'] })),
    'rows that open as "Session not found on disk"',
  ).toEqual([]);
}
