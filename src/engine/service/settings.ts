import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { textSizes, themes, type Settings } from '../../shared/contract.ts';
import { readJson } from '../files.ts';
import type { WorldOptions } from '../local-world.ts';

export interface SettingsStore {
  get: () => Settings;
  /** Writes what changed and answers with all of it. Throws what the file system throws. */
  set: (change: SettingsChange) => Settings;
}

export type SettingsChange = { [K in keyof Settings]?: Settings[K] | undefined };

/** What was named at the start takes the place of everything that Ghostlight would look at by itself, saved folders too. */
export function foldersToLookAt(
  { home, dataRoots = [], configDirs = [] }: WorldOptions,
  { folders }: Settings,
): Settings['folders'] {
  return home === undefined && dataRoots.length === 0 && configDirs.length === 0 ? folders : [];
}

const MOST_FOLDERS = 100;

/** Each on its own: one that is not understood does not cost the others. */
const SettingsSchema = v.object({
  theme: v.fallback(v.picklist(themes), 'system'),
  textSize: v.fallback(v.picklist(textSizes), 'normal'),
  tray: v.fallback(v.boolean(), false),
  folders: v.fallback(
    v.pipe(
      v.array(v.object({ kind: v.picklist(['data-root', 'config-dir', 'home']), path: v.string() })),
      v.maxLength(MOST_FOLDERS),
    ),
    [],
  ),
});

/** The person's settings, `<stateDir>/settings.json`. What cannot be read counts as not set. */
export function openSettings(stateDir: string): SettingsStore {
  const path = join(stateDir, 'settings.json');
  const read = v.safeParse(SettingsSchema, readJson(path, []));
  let settings: Settings = read.success ? read.output : v.parse(SettingsSchema, {});
  return {
    get: () => settings,
    set: (change) => {
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      const next = v.parse(SettingsSchema, { ...settings, ...Object.fromEntries(given) });
      write(stateDir, path, next);
      settings = next;
      return settings;
    },
  };
}

/** The old file or the new one, never half of it. */
function write(stateDir: string, path: string, settings: Settings): void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
