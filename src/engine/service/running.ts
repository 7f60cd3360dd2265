import { isClaudeRunning } from '../claude/process.ts';
import type { World } from '../world.ts';

/** Windows tells by starting a program, the others by reading a few files. */
const interval = (platform: World['platform']): number => (platform === 'win32' ? 15_000 : 4_000);

/**
 * Whether Claude runs, asked again no more often than it is worth. Claude's start shows in its log, its end shows
 * nowhere, so while it runs it is asked for now and then.
 */
export class RunningWatch {
  readonly #onEnd: () => void;
  readonly #isRunning: typeof isClaudeRunning;
  #known: boolean | null = null;
  #askedAt = -Infinity;
  #timer: NodeJS.Timeout | null = null;

  /** `onEnd`: Claude ran, and no longer does. `isRunning`: another source, for tests. */
  constructor(onEnd: () => void, isRunning: typeof isClaudeRunning = isClaudeRunning) {
    this.#onEnd = onEnd;
    this.#isRunning = isRunning;
  }

  async ask(world: World): Promise<boolean | null> {
    if (world.foreign) return false;
    if (performance.now() - this.#askedAt < interval(world.platform)) return this.#known;
    this.#known = await this.#isRunning(world);
    this.#askedAt = performance.now();
    if (this.#known === true) this.#askLater(world);
    return this.#known;
  }

  /** The next answer is a fresh one. */
  forget(): void {
    this.#askedAt = -Infinity;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #askLater(world: World): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        // Also where somebody asked a moment ago: nobody else would ask again.
        this.forget();
        void this.ask(world).then((running) => {
          if (running === false) this.#onEnd();
        });
      },
      interval(world.platform) + 1,
    );
  }
}
