/** The first entry in view. It changes with every turn of the wheel, so only who draws it hears of it. */
export class Top {
  #entry = 0;
  readonly #listeners = new Set<() => void>();

  get = (): number => this.#entry;

  set = (entry: number): void => {
    if (entry === this.#entry) return;
    this.#entry = entry;
    for (const listener of this.#listeners) listener();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
