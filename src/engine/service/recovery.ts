import type { Problem } from '../../shared/model.ts';
import { createEngine } from '../engine.ts';
import { receiptsFolder } from '../restore/receipts-folder.ts';
import type { World } from '../world.ts';
import { describeFailure } from './answer.ts';

/** Finishes what a crash interrupted, at the start; what has to wait for something is tried again at every look. */
export class RecoveryNotes {
  #finished: Problem[];
  #waiting: Problem[] = [];
  #isOpen = true;

  /** `others`: sentences to show beside. */
  constructor(others: readonly Problem[]) {
    this.#finished = [...others];
  }

  /** What was done about it and what is left, as sentences. Never rejects. */
  async ask(world: World): Promise<Problem[]> {
    if (this.#isOpen) await this.#recover(world);
    return [...this.#finished, ...this.#waiting];
  }

  async #recover(world: World): Promise<void> {
    const path = receiptsFolder(world.stateDir);
    try {
      const recoveries = await createEngine(world).recover();
      const said = (waiting: boolean): Problem[] =>
        recoveries
          .filter(({ outcome }) => (outcome === 'waiting') === waiting)
          .map(({ sentence }) => ({ path, problem: sentence }));
      this.#finished.push(...said(false));
      this.#waiting = said(true);
    } catch (error) {
      this.#waiting = [{ path, problem: describeFailure(error).message }];
    }
    this.#isOpen = this.#waiting.length > 0;
  }
}
