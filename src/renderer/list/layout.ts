import type { SessionSummary } from '../../shared/contract.ts';
import type { ListGroup } from './arrange.ts';

/** Pixels of a row and of a group's head at the text size in use. */
export interface Sizes {
  row: number;
  head: number;
}

export type Line =
  | { kind: 'head'; key: string; group: number; start: number; size: number }
  | { kind: 'row'; key: string; group: number; start: number; size: number; session: SessionSummary; index: number };

export interface PlacedGroup extends ListGroup {
  start: number;
  size: number;
}

/** Where everything of the list stands. All heights are known, so nothing has to be measured and nothing jumps. */
export interface ListLayout {
  lines: Line[];
  groups: PlacedGroup[];
  /** Ids in the order of the list. */
  order: string[];
  /** The line of each id. */
  lineOf: ReadonlyMap<string, number>;
}

export function layOut(groups: readonly ListGroup[], { row, head }: Sizes): ListLayout {
  const lines: Line[] = [];
  const placed: PlacedGroup[] = [];
  const order: string[] = [];
  const lineOf = new Map<string, number>();
  let start = 0;
  for (const [index, group] of groups.entries()) {
    const groupStart = start;
    if (group.name !== null) {
      lines.push({ kind: 'head', key: `head ${group.key}`, group: index, start, size: head });
      start += head;
    }
    for (const session of group.sessions) {
      lineOf.set(session.id, lines.length);
      lines.push({ kind: 'row', key: session.id, group: index, start, size: row, session, index: order.length });
      order.push(session.id);
      start += row;
    }
    placed.push({ ...group, start: groupStart, size: start - groupStart });
  }
  return { lines, groups: placed, order, lineOf };
}

/**
 * Where to scroll to so that what was at the top of the view still is, after the list has changed: the first row in
 * view that is still there keeps its place. At the very top the list stays at the top.
 */
export function keepPlace(before: ListLayout, after: ListLayout, scrollTop: number): number {
  if (scrollTop <= 0) return 0;
  const first = before.lines.findIndex(({ start, size }) => start + size > scrollTop);
  if (first < 0) return scrollTop;
  for (const line of before.lines.slice(first, first + 200)) {
    const now = line.kind === 'row' ? after.lineOf.get(line.key) : undefined;
    const target = now === undefined ? undefined : after.lines[now];
    if (target !== undefined) return Math.max(0, target.start + (scrollTop - line.start));
  }
  return scrollTop;
}
