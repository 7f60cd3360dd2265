let standing: number | null = null;

/** The time by which dates are near or far: this machine's, or the one at which what is shown stands still. */
export const now = (): number => standing ?? Date.now();

/** Null for this machine's. */
export function standAt(time: number | null): void {
  standing = time;
}
