import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Plan } from '../../src/engine/restore/plan.ts';
import { transcriptsOf } from '../support/claude-loader-transcript.ts';
import type { FakeHome } from '../support/home.ts';

/** Every row of a plan leads to a conversation, by a model of what Claude does (docs/formats/claude-desktop.md 5.4). */
export function expectToLeadThere({ files }: Plan, { path: home, platform }: FakeHome): void {
  const configDirs = readdirSync(home)
    .filter((name) => name.startsWith('.claude'))
    .map((name) => path.join(home, name));
  const lost = files.filter(({ record }) => transcriptsOf(record, configDirs, platform).length === 0);
  expect(
    lost.map(({ session, record }) => ({ session, cwd: record['cwd'] })),
    'rows that open as "Session not found on disk"',
  ).toEqual([]);
}
