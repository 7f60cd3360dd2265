import type { AppCheck } from '../../shared/model.ts';
import { createEngine } from '../engine.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { World } from '../world.ts';

/** How long an answer holds. A plan asks anew, whatever is remembered here. */
const FRESH_MS = 60_000;

/**
 * What the installed Claude says about itself, remembered for a while: Health is asked for with every change on the disk,
 * and on Windows the question starts two programs.
 */
export class AppMemory {
  #home: string | null = null;
  #askedAt = -Infinity;
  #answer: Promise<AppCheck> | null = null;

  /** Never rejects. */
  of(world: World, inventory: Inventory): Promise<AppCheck> {
    const isFresh = this.#home === world.home && performance.now() - this.#askedAt < FRESH_MS;
    if (isFresh && this.#answer !== null) return this.#answer;
    this.#home = world.home;
    this.#askedAt = performance.now();
    this.#answer = createEngine(world).installedApp(inventory);
    return this.#answer;
  }
}
