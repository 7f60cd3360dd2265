import fs from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { takeInventory } from '../../../src/engine/inventory/inventory.ts';
import { applyPlan } from '../../../src/engine/restore/apply.ts';
import type { Disk } from '../../../src/engine/restore/disk.ts';
import { readJournals, type Journal } from '../../../src/engine/restore/journal.ts';
import { planRestore, type Plan, type Selection } from '../../../src/engine/restore/plan.ts';
import { recover, type Recovery } from '../../../src/engine/restore/recover.ts';
import { applyUndo, findReceipt, planUndo } from '../../../src/engine/restore/undo.ts';
import type { AppCheck, Platform } from '../../../src/shared/model.ts';
import { OTHER_ACCOUNT, OTHER_ORGANIZATION, SECOND_ORGANIZATION } from '../../support/ids.ts';
import { damageTranscript } from '../../support/damage.ts';
import { Scene } from '../../support/lossmodes/scene.ts';
import { diffSnapshots, snapshot, type Snapshot } from '../../support/snapshot.ts';
import { expectToLeadThere } from '../leads-there.ts';
import { watchedDisk } from './watched-disk.ts';

export type Running = boolean | null;

/** What a test may do otherwise than usual. Claude is closed unless said. */
export interface Otherwise {
  disk?: Disk;
  running?: Running | (() => Running);
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
  now?: number;
  stateDir?: string;
}

/** A made-up home, and a restore in it at every step by hand. */
/** No Claude is installed: nothing is known about it, and nothing refused. */
export const NO_APP: AppCheck = { kind: 'not-checked', version: null, archive: null, missing: [], sentence: '' };

export class Bench {
  readonly scene: Scene;
  readonly #saved = new Map<string, { bytes: Buffer; mtime: Date; mode: number }>();

  constructor(scene: Scene) {
    this.scene = scene;
    scene.root.signedIn();
  }

  get stateDir(): string {
    return this.scene.home.stateDir;
  }

  get dataRoots(): string[] {
    return [this.scene.root.path];
  }

  async plan(selection: Partial<Selection> = {}, running: Running = false): Promise<Plan> {
    const inventory = await takeInventory(this.scene.home.world());
    const plan = planRestore(
      inventory,
      { ids: null, include: [], ...selection },
      { claudeRunning: running, app: NO_APP },
      disk(),
    );
    expectToLeadThere(plan, this.scene.home);
    return plan;
  }

  apply(plan: Plan, otherwise: Otherwise = {}): Promise<Journal> {
    const { signal, onProgress, now = this.scene.home.now } = otherwise;
    const more = { ...(signal === undefined ? {} : { signal }), ...(onProgress === undefined ? {} : { onProgress }) };
    return applyPlan(plan, { ...this.#options(otherwise), now: () => now, ...more });
  }

  recover(otherwise: Otherwise = {}): Promise<Recovery[]> {
    return recover({ ...this.#options(otherwise), dataRoots: this.dataRoots });
  }

  /** Plans and does it. */
  async undo(receipt: string | null = null, otherwise: Otherwise = {}): Promise<Journal> {
    const options = this.#options(otherwise);
    return applyUndo(planUndo(findReceipt(options.stateDir, receipt), options.disk, options.stateDir), options);
  }

  journals(): Journal[] {
    return readJournals(this.stateDir, []);
  }

  receipt(): Journal {
    return findReceipt(this.stateDir, null);
  }

  /** Everything of Claude's. */
  files(): Snapshot {
    return snapshot(this.scene.home.path);
  }

  /** Everything below the folder that the entries of all accounts are in, and all conversations. */
  entryFiles(): Snapshot {
    const folders = [path.join(this.scene.root.path, 'claude-code-sessions'), this.#projects];
    return new Map(folders.flatMap((folder) => (fs.existsSync(folder) ? [...snapshot(folder)] : [])));
  }

  get #projects(): string {
    return path.join(this.scene.config.path, 'projects');
  }

  /** What was prepared and not cleaned up, anywhere, and names that Claude would promote. */
  remains(): string[] {
    const own = fs.existsSync(this.stateDir) ? this.#filesOf(this.stateDir) : [];
    const theirs = this.#theirs().filter((file) => !this.#saved.has(file));
    return [
      ...[...own, ...theirs].filter((file) => path.basename(file).startsWith('.ghostlight-')),
      ...theirs.filter((file) => file.endsWith('.json.tmp')),
    ];
  }

  /** Remembers Claude's data root as it is now … */
  save(): this {
    this.#saved.clear();
    for (const file of this.#theirs()) {
      const { mtime, mode } = fs.statSync(file);
      this.#saved.set(file, { bytes: fs.readFileSync(file), mtime, mode });
    }
    return this;
  }

  /** … and gives it back, with nothing known of any restore. */
  reset(): this {
    fs.rmSync(this.stateDir, { recursive: true, force: true });
    fs.rmSync(path.join(this.scene.root.path, 'claude-code-sessions'), { recursive: true, force: true });
    for (const file of this.#filesOf(this.#projects)) if (!this.#saved.has(file)) fs.rmSync(file);
    for (const [file, { bytes, mtime, mode }] of this.#saved) {
      if (fs.existsSync(file)) continue;
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, bytes, { mode });
      fs.utimesSync(file, mtime, mtime);
    }
    return this;
  }

  #options({ disk: other, running = false, stateDir = this.stateDir }: Otherwise) {
    const isClaudeRunning = (): Promise<Running> =>
      Promise.resolve(typeof running === 'function' ? running() : running);
    return { stateDir, disk: other ?? disk(), isClaudeRunning };
  }

  #theirs(): string[] {
    return [...this.#filesOf(this.scene.root.path), ...this.#filesOf(this.#projects)];
  }

  #filesOf(folder: string): string[] {
    if (!fs.existsSync(folder)) return [];
    return fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
  }
}

const disk = (): Disk => watchedDisk({});

/** One of each: a row to create, to copy, to promote, to replace and to relink, and one that nothing is wrong with. */
export function fiveKinds(platform: Platform = 'linux'): Bench {
  const scene = sceneForTest(platform);
  scene.listed();
  scene.ghost('record-lost', 'create', { title: 'No record left' });
  const other = scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION);
  other.recordOf(scene.ghost('other-account', 'copy', { title: 'In another account' }));
  scene.pair.tmpOf(scene.ghost('save-failed', 'promote', { title: 'Kept in a left-over' }));
  const damaged = scene.ghost('record-damaged', 'replace', { title: 'Cut off' });
  scene.pair.damagedRecordOf('truncated', damaged, { sessionId: `local_${damaged.id}` });
  const unlinked = scene.ghost('link-lost', 'relink', { title: 'Link lost', cwd: scene.home.cwd('pier') });
  scene.pair.recordOf(unlinked, { cliSessionId: undefined, transcriptUnavailable: true });
  return new Bench(scene).save();
}

/** The pair's folder and the ones around it are gone, as after a reinstallation. */
export function wiped(platform: Platform = 'linux', count = 3): Bench {
  const scene = sceneForTest(platform);
  for (let n = 1; n <= count; n += 1) scene.ghost('record-lost', 'create', { title: `Lost ${n}` });
  return new Bench(scene).save();
}

/** Rows that only have to be added, into a folder that is there. */
export function addedOnly(platform: Platform = 'linux'): Bench {
  const scene = sceneForTest(platform);
  scene.listed();
  scene.ghost('record-lost', 'create', { title: 'Lost' });
  const second = scene.root.pair(undefined, SECOND_ORGANIZATION);
  second.recordOf(scene.ghost('other-organization', 'copy', { title: 'In another organization' }));
  scene.ghost('record-lost', 'create', { title: 'Lost too' });
  return new Bench(scene).save();
}

/** A row to add, and two transcripts that a crash wrote zeros into: each gets a repaired copy and a row. */
export function repairs(platform: Platform = 'linux'): Bench {
  const scene = sceneForTest(platform);
  scene.listed();
  scene.ghost('record-lost', 'create', { title: 'No record left' });
  for (const damage of ['zeros-between', 'zeros-at-the-end'] as const) {
    damageTranscript(scene.config.transcript({ title: damage, prompts: ['One', 'Two'] }).path, damage);
  }
  return new Bench(scene).save();
}

/** A home that goes when the running test ends. */
export function sceneForTest(platform: Platform): Scene {
  const scene = new Scene(platform);
  onTestFinished(() => scene.home.remove());
  return scene;
}

export { diffSnapshots };
