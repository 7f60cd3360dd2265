import { useEffect } from 'react';
import { LIST_ID, placeItemId } from '../shell/focus.ts';
import { placeOf, useStore, type Live } from '../store/index.ts';
import { idOfRow } from './row.tsx';

/** Where a conversation in view changes its place, its row slides there: from Ghosts to Listed, once it is back. */
export function useDepartures(): void {
  useEffect(
    () =>
      useStore.subscribe(({ live }, { live: before }) => {
        // Told before the page is drawn anew: the rows that go are still in it.
        if (live !== null && before !== null && live !== before) slideAll(live, before);
      }),
    [],
  );
}

function slideAll(live: Live, before: Live): void {
  const list = document.getElementById(LIST_ID);
  const motion = motionOf(document.documentElement);
  if (list === null || motion.duration === 0) return;
  const view = list.getBoundingClientRect();
  for (const row of list.querySelectorAll<HTMLElement>('[role="option"]')) {
    const [was, is] = [before.sessions.get(idOfRow(row.id)), live.sessions.get(idOfRow(row.id))];
    if (was === undefined || is === undefined || placeOf(was) === placeOf(is)) continue;
    const [from, goal] = [row.getBoundingClientRect(), document.getElementById(placeItemId(placeOf(is)))];
    if (goal !== null && from.bottom > view.top && from.top < view.bottom) slide(row, from, goal, motion);
  }
}

/** As the tokens say; nothing moves where the person wants no motion. */
function motionOf(root: HTMLElement): { duration: number; easing: string } {
  const style = getComputedStyle(root);
  return { duration: parseFloat(style.getPropertyValue('--slow')) || 0, easing: style.getPropertyValue('--ease') };
}

/** A picture of the row goes, for the row itself is gone at once: nobody has to wait for a motion. */
function slide(row: HTMLElement, from: DOMRect, goal: HTMLElement, motion: KeyframeAnimationOptions): void {
  const picture = row.cloneNode(true) as HTMLElement;
  for (const { name } of [...picture.attributes]) if (name !== 'class') picture.removeAttribute(name);
  picture.inert = true;
  picture.ariaHidden = 'true';
  picture.dataset['departing'] = '';
  const { left, top, width, height } = from;
  Object.assign(picture.style, {
    position: 'fixed',
    inset: 'auto',
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
    transformOrigin: '0 50%',
    pointerEvents: 'none',
  });
  document.body.append(picture);
  const to = goal.getBoundingClientRect();
  const [x, y] = [to.left - left, to.top + to.height / 2 - (top + height / 2)];
  const way = [
    { transform: 'none', opacity: 1 },
    { transform: `translate(${x}px, ${y}px) scale(0.6)`, opacity: 0 },
  ];
  void picture.animate(way, motion).finished.finally(() => picture.remove());
}
