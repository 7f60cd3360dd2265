import type { Settings } from '../../shared/contract.ts';
import type { Conversation } from '../inventory/conversation.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Problem } from '../../shared/model.ts';
import type { World } from '../world.ts';
import { AnswerFailure } from './answer.ts';
import { Lookout } from './lookout.ts';
import type { ServiceOptions } from './options.ts';
import { RecoveryNotes } from './recovery.ts';
import { SAMPLE_NOW } from '../sample-story.ts';
import { copySample, type Sample } from './sample.ts';
import type { Serial } from './serial.ts';
import type { Rest, StateKeeper } from './state.ts';
import { layoutOf, whereToLook, type Where } from './where.ts';

/** What is shown now: the person's own home, another that they added, or the sample; one at a time. */
export class Site {
  readonly #options: ServiceOptions;
  readonly #keeper: StateKeeper;
  readonly #serial: Serial;
  readonly #notes: RecoveryNotes;
  #folders: Settings['folders'];
  #sample: Sample | null = null;
  #lookout: Lookout;
  /** The first look at what is shown; never rejects. */
  #ready: Promise<void>;

  constructor(options: ServiceOptions, problems: readonly Problem[], keeper: StateKeeper, serial: Serial) {
    this.#options = options;
    this.#keeper = keeper;
    this.#serial = serial;
    this.#folders = options.folders ?? [];
    this.#notes = new RecoveryNotes(problems);
    this.#lookout = this.#ownHome();
    this.#ready = this.#lookout.look();
  }

  get isSample(): boolean {
    return this.#sample !== null;
  }

  /** Throws FolderError. */
  world(): World {
    return this.#lookout.where().world;
  }

  look(): Promise<void> {
    return this.#lookout.look();
  }

  refresh(): Promise<void> {
    return this.#lookout.refresh();
  }

  /** What was seen last, once something was. Throws AnswerFailure. */
  async inventory(): Promise<Inventory> {
    await this.#ready;
    const { inventory } = this.#lookout;
    if (inventory === null) throw new AnswerFailure('disk', 'The disk could not be looked at. Refresh to try again.');
    return inventory;
  }

  /** Throws AnswerFailure. */
  async conversation(id: string): Promise<{ conversation: Conversation; inventory: Inventory }> {
    const { glimpse } = this.#lookout;
    const inventory = glimpse?.conversations.has(id) === true ? glimpse : await this.inventory();
    const conversation = inventory.conversations.get(id);
    if (conversation === undefined) throw new AnswerFailure('not-found', 'This conversation is no longer here.');
    return { conversation, inventory };
  }

  async setFolders(folders: Settings['folders']): Promise<void> {
    this.#folders = folders;
    await this.#lookout.look();
  }

  /** Shows the sample, or the person's own home again, and has looked at it. Throws AnswerFailure. */
  async showSample(on: boolean): Promise<void> {
    const sample = on ? copySample(this.#options.samplePath) : null;
    const { dataRoots, phase, home } = this.#keeper.rest;
    const nothingIn = on && phase === 'ready' && dataRoots.length === 0 ? home : null;
    await this.#leave();
    this.#sample = sample;
    this.#lookout = sample === null ? this.#ownHome() : this.#sampleHome(sample);
    this.#keeper.change(
      { ...nothingSeen(this.#lookout.where()), sample: on, nothingIn, now: on ? SAMPLE_NOW : null },
      [],
    );
    this.#ready = this.#lookout.look();
    await this.#ready;
  }

  async dispose(): Promise<void> {
    await this.#leave();
  }

  /** The look or the restore that runs ends first. */
  async #leave(): Promise<void> {
    await this.#lookout.stop();
    await this.#serial.run(() => Promise.resolve());
    this.#sample?.remove();
    this.#sample = null;
  }

  #ownHome(): Lookout {
    return new Lookout({
      where: () => whereToLook(this.#options, this.#folders),
      notes: (world) => this.#notes.ask(world),
      keeper: this.#keeper,
      serial: this.#serial,
    });
  }

  #sampleHome({ home, stateDir }: Sample): Lookout {
    const platform = layoutOf(home) ?? undefined;
    const named = { home, platform, dataRoots: [], configDirs: [], stateDir };
    return new Lookout({
      where: () => {
        const where = whereToLook(named, []);
        return { ...where, world: { ...where.world, now: () => SAMPLE_NOW } };
      },
      notes: () => Promise.resolve([]),
      keeper: this.#keeper,
      serial: this.#serial,
    });
  }
}

/** The state of a home before the first look at it. */
export function nothingSeen({ world }: Where): Omit<Rest, 'sample' | 'nothingIn' | 'now' | 'can' | 'version'> {
  const { platform, home, foreign } = world;
  return {
    phase: 'reading',
    progress: null,
    platform,
    home,
    foreign,
    dataRoots: [],
    pairs: [],
    cowork: [],
    problems: [],
    failed: null,
    skipped: {},
    displayFault: null,
    claudeRunning: null,
    claudeStart: null,
    lastRestore: null,
  };
}
