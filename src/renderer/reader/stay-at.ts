/** What stands above it may still grow for so long. */
const GROWING_MS = 1_500;
const LEAVING = ['wheel', 'pointerdown', 'keydown'] as const;

/**
 * Puts the keyboard to an element and brings it to the upper edge, also while what is above it comes in, until the person
 * goes on by themselves. Answers how to leave off.
 */
export function stayAt(element: HTMLElement): () => void {
  const begun = performance.now();
  let frame = 0;
  let top = NaN;
  const leave = (): void => {
    cancelAnimationFrame(frame);
    for (const kind of LEAVING) window.removeEventListener(kind, leave, true);
  };
  const look = (): void => {
    const now = element.getBoundingClientRect().top;
    if (now !== top) {
      element.scrollIntoView({ block: 'start' });
      top = element.getBoundingClientRect().top;
    }
    if (performance.now() - begun > GROWING_MS) leave();
    else frame = requestAnimationFrame(look);
  };
  element.focus({ preventScroll: true });
  for (const kind of LEAVING) window.addEventListener(kind, leave, true);
  frame = requestAnimationFrame(look);
  return leave;
}
