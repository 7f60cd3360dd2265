import type { ActionKind, Cause, Include, PairId, Platform, SessionStatus } from '../../../src/shared/model.ts';
import type { FakeConfigDir } from '../config-dir.ts';
import type { FakeDataRoot } from '../data-root.ts';
import { makeHome } from '../home.ts';
import type { FakeHome } from '../home.ts';
import { ACCOUNT, ORGANIZATION } from '../ids.ts';
import type { FakePair, RecordFile } from '../pair.ts';
import type { RootPlace } from '../places.ts';
import type { Transcript, TranscriptSpec } from '../transcripts.ts';

/** What a person would expect to hear of one session. */
export interface Expectation {
  status: SessionStatus;
  cause: Cause | null;
  /** What `restore --all` does for it; null where it leaves it alone. */
  actionKind: ActionKind | null;
  /** Only where the person asks for this too does `actionKind` happen. */
  include?: Include;
}

/** A home in which sessions got lost in one way. */
export interface LossMode {
  home: FakeHome;
  /** Where restored rows have to appear. */
  target: PairId;
  /** The config dirs that hold transcripts. */
  configDirs: string[];
  /** By session id. Sessions that are not named are not judged. */
  expected: Record<string, Expectation>;
  note: string;
}

export interface LossCase {
  /** The row of docs/formats/claude-desktop.md 7; `deleted` and `archived` are 5.5 and 5.3. */
  row: number | 'deleted' | 'archived';
  name: string;
  platforms: readonly Platform[];
  build: (platform: Platform) => LossMode;
}

/** A home under construction: one data root, one config dir, one pair, and what is expected so far. */
export class Scene {
  readonly home: FakeHome;
  readonly root: FakeDataRoot;
  readonly config: FakeConfigDir;
  readonly pair: FakePair;
  readonly expected: Record<string, Expectation> = {};
  readonly #configDirs: string[];

  constructor(platform: Platform, place?: RootPlace) {
    this.home = makeHome(platform);
    this.root = this.home.dataRoot(place);
    this.config = this.home.configDir();
    this.pair = this.root.pair(ACCOUNT, ORGANIZATION);
    this.#configDirs = [this.config.path];
  }

  /** A conversation of the app that `cause` hides from the sidebar and `actionKind` brings back. */
  ghost(cause: Cause, actionKind: ActionKind, spec: TranscriptSpec = {}, config = this.config): Transcript {
    const transcript = config.transcript(spec);
    this.expect(transcript, { status: 'ghost', cause, actionKind });
    return transcript;
  }

  /** A conversation with a good record: nothing is wrong with it, and nothing may happen to it. */
  listed(spec: TranscriptSpec = {}, config = this.config): RecordFile {
    const transcript = config.transcript({ title: 'Still here', ...spec });
    this.expect(transcript, { status: 'listed', cause: null, actionKind: null });
    return this.pair.recordOf(transcript);
  }

  /** A conversation from a terminal: it never had a row, and gets one only if asked for. */
  fromTerminal(): Transcript {
    const transcript = this.config.transcript({ entrypoint: 'cli', prompts: ['From a terminal'] });
    this.expect(transcript, { status: 'ghost', cause: 'never-listed', actionKind: 'create', include: 'cli' });
    return transcript;
  }

  expect(transcript: Pick<Transcript, 'id'>, expectation: Expectation): this {
    this.expected[transcript.id] = expectation;
    return this;
  }

  /** Another config dir that holds transcripts. */
  configDir(name: string): FakeConfigDir {
    const config = this.home.configDir(name);
    this.#configDirs.push(config.path);
    return config;
  }

  /** Finishes it. Whatever says who is signed in has to be there by now. */
  done(note: string, root = this.root): LossMode {
    const { home, expected } = this;
    const target = { accountId: ACCOUNT, organizationId: ORGANIZATION, dataRoot: root.path };
    return { home, target, configDirs: this.#configDirs, expected, note };
  }
}

export const EVERYWHERE: readonly Platform[] = ['linux', 'darwin', 'win32'];
export const WINDOWS: readonly Platform[] = ['win32'];
