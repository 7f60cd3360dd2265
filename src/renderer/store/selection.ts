/**
 * Which conversation is open and which are ticked, as in a mail client: opening one leaves the ticks alone, Ctrl and
 * Space tick one more, Shift ticks from the anchor to here. Pure: the list's order comes from whoever calls.
 */
export interface Selection {
  /** The open one, on which the keyboard stands. */
  cursor: string | null;
  /** Where a range begins. */
  anchor: string | null;
  ticked: ReadonlySet<string>;
}

export const nothingSelected: Selection = { cursor: null, anchor: null, ticked: new Set() };

export const open = (selection: Selection, id: string | null): Selection => ({ ...selection, cursor: id, anchor: id });

export function toggle(selection: Selection, id: string): Selection {
  const ticked = new Set(selection.ticked);
  if (!ticked.delete(id)) ticked.add(id);
  return { ticked, cursor: id, anchor: id };
}

/** Ticks all from the anchor to `id`. What was ticked before stays. */
export function extend(selection: Selection, id: string, order: readonly string[]): Selection {
  const to = order.indexOf(id);
  const from = order.indexOf(selection.anchor ?? selection.cursor ?? id);
  if (to < 0) return selection;
  const start = from < 0 ? to : from;
  const range = order.slice(Math.min(start, to), Math.max(start, to) + 1);
  return {
    cursor: id,
    anchor: order[start] ?? id,
    ticked: new Set([...withoutRange(selection, order, start), ...range]),
  };
}

/** A range that is drawn again from the same anchor replaces the former one instead of adding to it. */
function withoutRange({ cursor, anchor, ticked }: Selection, order: readonly string[], start: number): string[] {
  const end = cursor === null ? -1 : order.indexOf(cursor);
  if (anchor === null || end < 0) return [...ticked];
  const former = new Set(order.slice(Math.min(start, end), Math.max(start, end) + 1));
  return [...ticked].filter((id) => !former.has(id));
}

/** Ticks all of these, or none of them where all were ticked. */
export function toggleAll(selection: Selection, ids: readonly string[]): Selection {
  const ticked = new Set(selection.ticked);
  const all = ids.every((id) => ticked.has(id));
  for (const id of ids) {
    if (all) ticked.delete(id);
    else ticked.add(id);
  }
  return { ...selection, ticked };
}

export const clearTicks = (selection: Selection): Selection => ({ ...selection, ticked: new Set() });

/** Drops the ticks of what is no longer there. The same selection where nothing has to go. */
export function keepTicks(selection: Selection, isThere: (id: string) => boolean): Selection {
  const kept = [...selection.ticked].filter(isThere);
  return kept.length === selection.ticked.size ? selection : { ...selection, ticked: new Set(kept) };
}
