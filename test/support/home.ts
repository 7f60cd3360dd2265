import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { World } from '../../src/engine/world.ts';
import type { DataRootKind, Platform } from '../../src/shared/model.ts';
import { FakeConfigDir } from './config-dir.ts';
import { FakeDataRoot } from './data-root.ts';
import { ACCOUNT, idSource, ORGANIZATION } from './ids.ts';
import { writeJson } from './json-file.ts';
import { defaultPlace, homePath, logFolder, nativePath, placeOf } from './places.ts';
import type { RootPlace } from './places.ts';
import type { Sample } from './samples.ts';
import type { Transcript } from './transcripts.ts';

export const PLATFORMS: readonly Platform[] = ['linux', 'darwin', 'win32'];

const MINUTE = 60_000;

/** A made-up home folder of one platform, real folders and files below a fresh temp folder (the box). */
export class FakeHome {
  readonly platform: Platform;
  /** The temp folder. On Windows its entries are drives: `C`, and `D` beside it. */
  readonly box: string;
  /** The home folder. */
  readonly path: string;
  /** Ghostlight's own folder, outside of the home. Not made. */
  readonly stateDir: string;
  /** The moment in which the home is looked at, in whole seconds: everything in it happened before. */
  readonly now: number;
  readonly newId: () => string;
  readonly #configDirs = new Map<string, FakeConfigDir>();

  constructor(platform: Platform, now: number) {
    this.platform = platform;
    this.now = now;
    this.box = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ghostlight-home-')));
    this.path = homePath(this.box, platform);
    this.stateDir = path.join(this.box, 'ghostlight-state');
    this.newId = idSource(platform);
    fs.mkdirSync(this.path, { recursive: true });
  }

  /** A profile folder where that install has it; the platform's usual one unless said. */
  dataRoot(place: RootPlace = defaultPlace(this.platform)): FakeDataRoot {
    const { path: root, kind } = placeOf(this.box, this.platform, place);
    return this.#root(root, kind);
  }

  /** A profile folder anywhere, such as `CLAUDE_USER_DATA_DIR` names. */
  dataRootAt(folder: string): FakeDataRoot {
    return this.#root(folder, 'chosen');
  }

  /** A Claude Code folder in the home: `.claude`, `.claude-work` … The same one each time. */
  configDir(name = '.claude'): FakeConfigDir {
    const { newId, now } = this;
    const made =
      this.#configDirs.get(name) ??
      new FakeConfigDir({ path: path.join(this.path, name), newId, cwd: this.cwd(), now });
    this.#configDirs.set(name, made);
    return made;
  }

  /** A genuine transcript of Claude Code 2.1.328, in `.claude`. */
  sample(name: Sample): Transcript {
    return this.configDir().sample(name);
  }

  /** `~/.claude.json`: who the command line is signed in as. */
  claudeJson(oauthAccount: Record<string, unknown> = {}): string {
    const account = { accountUuid: ACCOUNT, organizationUuid: ORGANIZATION, emailAddress: 'ana@example.test' };
    return writeJson(path.join(this.path, '.claude.json'), {
      oauthAccount: { ...account, ...oauthAccount },
      projects: {},
    });
  }

  /** The path of a project as the platform writes it: `C:\Users\ana\code\harbour`. There is no such folder. */
  cwd(project = 'harbour'): string {
    return this.native(path.join(this.path, 'code', ...project.split('/')));
  }

  /** A path in the box as the platform writes it. */
  native(file: string): string {
    return nativePath(this.box, this.platform, file);
  }

  /** Epoch milliseconds before now. */
  ago({ days = 0, hours = 0, minutes = 0 }: { days?: number; hours?: number; minutes?: number }): number {
    return this.now - ((days * 24 + hours) * 60 + minutes) * MINUTE;
  }

  /** How the engine is asked to look at this home. */
  world(overrides: Partial<World> = {}): World {
    const { platform, path: home, stateDir, now } = this;
    const given = { env: {}, foreign: true, dataRoots: [], configDirs: [], stateDir, now: () => now };
    return { platform, home, ...given, ...overrides };
  }

  /** How the command line is asked to look at this home. */
  args(): string[] {
    return ['--home', this.path, '--platform', this.platform, '--state-dir', this.stateDir];
  }

  remove(): void {
    fs.rmSync(this.box, { recursive: true, force: true });
  }

  #root(folder: string, kind: DataRootKind): FakeDataRoot {
    const { platform, newId, now } = this;
    const logs = logFolder(this.path, platform, kind, folder);
    const native = (file: string): string => this.native(file);
    return new FakeDataRoot({ path: folder, kind, platform, logFolder: logs, native, newId, cwd: this.cwd(), now });
  }
}

/** Makes a home folder of that platform with nothing in it. Remove it with `home.remove()`. */
export function makeHome(platform: Platform, { now = Date.now() } = {}): FakeHome {
  return new FakeHome(platform, Math.floor(now / 1000) * 1000);
}
