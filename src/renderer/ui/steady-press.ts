import { useEffect, useState } from 'react';

/**
 * Hands slip: people double-click everything, hold Enter, or press it twice. Such a press must never start a thing
 * twice, cancel it, or press what appears next. Three rules hold in the whole window:
 *
 * 1. A key that is held down presses once.
 * 2. The second click of a double click belongs to what the first one hit, and to nothing that came in its place.
 * 3. What has just appeared (`data-settling`) takes no press for a moment.
 */

/** How long what has just appeared takes no press, in milliseconds. A double click may take 500 on every system. */
const GRACE_MS = 700;

/**
 * True for a moment after `moment` changed: the name of what a person sees now, so that a press that was meant for what
 * they saw before can be told apart. Null while nothing is shown.
 */
export function useSettling(moment: string | null): boolean {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(moment), GRACE_MS);
    return () => clearTimeout(timer);
  }, [moment]);
  return moment !== null && settled !== moment;
}

/** Keeps the three rules. Called once, in the frame. */
export function useSteadyPress(): void {
  useEffect(() => {
    /** What the first click of a row of clicks hit. */
    let first: Element | null = null;
    const click = (event: MouseEvent): void => {
      const pressed = pressableOf(event);
      if (event.detail === 1) first = pressed;
      const isStray = event.detail > 1 && pressed !== first;
      if (pressed !== null && (isStray || isSettling(pressed))) stop(event);
    };
    const press = (event: KeyboardEvent): void => {
      const pressed = isPressing(event) ? pressableOf(event) : null;
      if (pressed !== null && (event.repeat || isSettling(pressed))) stop(event);
    };
    window.addEventListener('click', click, true);
    window.addEventListener('keydown', press, true);
    return () => {
      window.removeEventListener('click', click, true);
      window.removeEventListener('keydown', press, true);
    };
  }, []);
}

/** A palette's field is one for Enter: it runs the command that is marked. */
const PRESSABLE = 'button, a[href], summary, [role="button"], [role^="menuitem"], [role="option"]';

function pressableOf({ target }: Event): Element | null {
  if (!(target instanceof Element)) return null;
  return target.closest('[role="combobox"]') ?? target.closest(PRESSABLE);
}

/** In a field a space is a letter. */
const isPressing = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Enter' || (key === ' ' && !(target instanceof HTMLInputElement));

/** A field takes what is typed at once, also while the dialog around it settles. */
const isSettling = (pressed: Element): boolean =>
  pressed.closest('[data-settling]') !== null && !(pressed instanceof HTMLInputElement);

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
