import fs from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../../../../src/shared/model.ts';
import type { ExportOptions, ExportResult } from '../../../../src/shared/reading.ts';
import { localWorld } from '../../../../src/engine/local-world.ts';
import { exportConversations, type ExportWatch } from '../../../../src/engine/transfer/export.ts';
import type { KnownIds } from '../../../../src/engine/transfer/personal.ts';
import type { World } from '../../../../src/engine/world.ts';
import { freshFolder } from '../transcript/lines.ts';

/** Everything that there is to choose, but nothing personal. */
export const ALL: ExportOptions = {
  format: 'md',
  toolOutput: true,
  thinking: true,
  subagents: true,
  images: true,
  personal: false,
};

/** 2026-11-21, noon. */
const NOW = Date.UTC(2026, 10, 21, 12);

export function sessionOf(transcript: string | null, more: Partial<Session> = {}): Session {
  return {
    id: '5e551000-0000-4000-8000-000000000001',
    status: 'listed',
    cause: null,
    family: '5e551000-0000-4000-8000-000000000001',
    part: 'whole',
    explanation: '',
    advice: null,
    restorable: false,
    title: 'Light the lantern',
    titleSource: 'auto',
    cwd: '/home/keeper/harbour',
    originCwd: null,
    createdAt: null,
    lastActivityAt: null,
    model: 'claude-opus-5-5',
    entrypoint: 'claude-desktop',
    turns: 1,
    bytes: 0,
    inUse: false,
    expiresAt: null,
    transcript,
    records: [],
    ...more,
  };
}

/** A home in which nothing is. */
export function worldForTest(more: Partial<World> = {}): World {
  const home = freshFolder();
  return { ...localWorld({ home, platform: 'linux', stateDir: join(home, 'state') }), now: () => NOW, ...more };
}

export interface Exporting extends ExportWatch {
  options?: Partial<ExportOptions>;
  folder?: string;
  world?: World;
  known?: KnownIds;
}

export async function exportAll(sessions: readonly Session[], given: Exporting = {}): Promise<ExportResult> {
  const { options, folder = freshFolder(), world = worldForTest(), known = NOBODY, ...watch } = given;
  return exportConversations(
    { sessions, folder, options: { ...ALL, ...options }, world, known, version: '0.0.0-test', timeZone: 'UTC' },
    watch,
  );
}

const NOBODY: KnownIds = { accounts: [], organizations: [] };

/** The text of the one file that the export of a transcript makes. Throws where it makes none. */
export async function exported(path: string, given: Exporting & { session?: Partial<Session> } = {}): Promise<string> {
  const { files, failed } = await exportAll([sessionOf(path, given.session)], given);
  const [file] = files;
  if (file === undefined) throw new Error(`not exported: ${failed[0]?.why ?? ''}`);
  return fs.readFileSync(file.path, 'utf8');
}

/** All files below a folder, by their way from there. */
export const filesIn = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
