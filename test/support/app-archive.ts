import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPackage } from '@electron/asar';
import { RULE_TEXTS } from '../../src/engine/claude/app/app-builds.ts';

export interface ArchiveContents {
  /** The version in `package.json`; null for a package without one. */
  version: string | null;
  /** Texts of Claude's code that are left out. */
  without?: readonly string[];
}

/** Makes an app's archive with the tool that packs Electron apps, holding the texts of Claude's code and other code. */
export async function makeAppArchive(path: string, { version, without = [] }: ArchiveContents): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'app-'));
  const texts = RULE_TEXTS.map(({ text }) => text).filter((text) => !without.includes(text));
  mkdirSync(join(folder, '.vite', 'build'), { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'claude', ...(version === null ? {} : { version }) }),
  );
  writeFileSync(join(folder, 'a-first-file.js'), 'x'.repeat(1_000));
  writeFileSync(
    join(folder, '.vite', 'build', 'index.js'),
    texts.map((text) => `const a=${JSON.stringify(text)};`).join('\n'),
  );
  mkdirSync(dirname(path), { recursive: true });
  await createPackage(folder, path);
  rmSync(folder, { recursive: true });
}
