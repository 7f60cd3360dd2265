import { useRef, type KeyboardEvent } from 'react';
import { dropTicks, extendTicks, openSession, showPane, toggleTick, toggleTicks, useStore } from '../store/index.ts';
import { isApple } from '../ui/index.ts';
import { runCommand } from '../keyboard/commands.ts';
import { plain } from './arrange.ts';
import type { ListLayout } from './layout.ts';
import { restoreChosen } from './chosen.ts';

const TYPE_AHEAD_MS = 700;

/** The list under the keyboard, as in a mail client. `page` is how many rows fit into the view. */
export function useKeys(layout: ListLayout, page: number): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', at: 0 });
  /** Where the keyboard stood, for when that row has gone. */
  const lastIndex = useRef(0);

  const indexOfCursor = (): number => {
    const { cursor } = useStore.getState().selection;
    const line = cursor === null ? undefined : layout.lines[layout.lineOf.get(cursor) ?? -1];
    return line?.kind === 'row' ? line.index : -1;
  };

  const goTo = (index: number, extending: boolean): void => {
    const at = Math.max(0, Math.min(layout.order.length - 1, index));
    const id = layout.order[at];
    if (id === undefined) return;
    lastIndex.current = at;
    if (extending) extendTicks(id, layout.order);
    else openSession(id);
  };

  const typeAhead = (key: string): void => {
    const now = Date.now();
    const text = now - typed.current.at < TYPE_AHEAD_MS ? typed.current.text + key : key;
    typed.current = { text, at: now };
    const wanted = plain(text);
    const from = Math.max(0, indexOfCursor());
    const rows = layout.lines.flatMap((line) => (line.kind === 'row' ? [line] : []));
    // The same letter again goes on to the next one; more letters may stay where they are.
    const shift = text.length === 1 ? 1 : 0;
    for (let step = 0; step < rows.length; step += 1) {
      const row = rows[(from + shift + step) % rows.length];
      if (row !== undefined && plain(row.session.title).startsWith(wanted)) {
        goTo(row.index, false);
        return;
      }
    }
  };

  return (event) => {
    if (event.altKey) return;
    const mod = isApple ? event.metaKey : event.ctrlKey;
    if (mod) {
      if (event.key.toLowerCase() !== 'a') return;
      event.preventDefault();
      toggleTicks(layout.order);
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    const isTypingAhead = Date.now() - typed.current.at < TYPE_AHEAD_MS && event.key.length === 1;
    if (!isTypingAhead && act(event, { goTo, indexOfCursor, lastIndex: lastIndex.current, page, layout })) {
      event.preventDefault();
      return;
    }
    if (event.key.length === 1 && event.key !== '/' && event.key !== '?') {
      event.preventDefault();
      typeAhead(event.key);
    }
  };
}

interface Hands {
  goTo: (index: number, extending: boolean) => void;
  indexOfCursor: () => number;
  lastIndex: number;
  page: number;
  layout: ListLayout;
}

/** All of the group that a conversation is in. */
function groupOf(id: string, { lines, lineOf, groups }: ListLayout): string[] {
  const group = groups[lines[lineOf.get(id) ?? -1]?.group ?? -1];
  return (group?.sessions ?? []).map((session) => session.id);
}

/** True where the key means something here. */
function act(event: KeyboardEvent, { goTo, indexOfCursor, lastIndex, page, layout }: Hands): boolean {
  const at = indexOfCursor();
  // Down from a row that has gone is the row that took its place.
  const next = at >= 0 ? at + 1 : lastIndex;
  const previous = at >= 0 ? at - 1 : lastIndex - 1;
  const { cursor, ticked } = useStore.getState().selection;
  switch (event.key) {
    case 'ArrowDown':
      goTo(next, event.shiftKey);
      return true;
    case 'ArrowUp':
      goTo(previous, event.shiftKey);
      return true;
    case 'PageDown':
      goTo(at + page, event.shiftKey);
      return true;
    case 'PageUp':
      goTo(at - page, event.shiftKey);
      return true;
    case 'Home':
      goTo(0, event.shiftKey);
      return true;
    case 'End':
      goTo(layout.order.length - 1, event.shiftKey);
      return true;
    case ' ':
      if (cursor !== null && at >= 0) {
        if (event.shiftKey) toggleTicks(groupOf(cursor, layout));
        else toggleTick(cursor);
      }
      return true;
    case 'Enter':
      if (at < 0) goTo(0, false);
      showPane('detail');
      return true;
    case 'Escape':
      if (useStore.getState().pane === 'detail') showPane('list');
      else if (ticked.size > 0) dropTicks();
      else return false;
      return true;
    case 'b':
    case 'B':
    case 'r':
    case 'R':
      if (event.shiftKey) runCommand('restore-all');
      else restoreChosen();
      return true;
    default:
      return false;
  }
}
