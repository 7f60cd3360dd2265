import type { RowKey } from './rows.ts';

/** Where somebody stood in a conversation, and what was measured there. */
export interface Place {
  /** The row at the upper edge and how far it was scrolled past it; null above the first row. */
  row: RowKey | null;
  past: number;
  /** From the top of the whole pane, where no row is at the edge yet. */
  top: number;
  atEnd: boolean;
  /** Heights of rows that were shown, at that width. */
  heights: ReadonlyMap<RowKey, number>;
  width: number;
}

const KEPT = 200;
const places = new Map<string, Place>();

/** While the app runs, each conversation is found where it was left. */
export const placeOf = (id: string): Place | undefined => places.get(id);

export function keepPlace(id: string, place: Place): void {
  places.delete(id);
  places.set(id, place);
  const [oldest] = places.keys();
  if (places.size > KEPT && oldest !== undefined) places.delete(oldest);
}

/** For tests, which begin anew. */
export function forgetPlaces(): void {
  places.clear();
  branches.clear();
}

const branches = new Map<string, ReadonlySet<number>>();
const NONE: ReadonlySet<number> = new Set();

/** The abandoned branches that were unfolded in a conversation, by their first entry. */
export const branchesOf = (id: string): ReadonlySet<number> => branches.get(id) ?? NONE;

export function keepBranches(id: string, open: ReadonlySet<number>): void {
  if (open.size === 0) branches.delete(id);
  else branches.set(id, open);
}
