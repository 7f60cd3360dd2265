/** So far from the edges a match should stand, in pixels. */
const AIR = 72;

/** Scrolls whatever scrolls around a range, as little as it takes; `covered` of the outermost is not in sight. */
export function bringIntoView(range: Range, outermost: HTMLElement, covered: number): void {
  for (let element = range.startContainer.parentElement; element !== null; element = element.parentElement) {
    const isOutermost = element === outermost;
    if (!isOutermost && !canScroll(element)) continue;
    const [box, match] = [element.getBoundingClientRect(), range.getBoundingClientRect()];
    const air = isOutermost ? AIR : Math.min(AIR, box.height / 4);
    const [top, bottom] = [box.top + (isOutermost ? covered : 0) + air, box.bottom - air];
    if (match.top < top) element.scrollTop += match.top - top;
    else if (match.bottom > bottom) element.scrollTop += match.bottom - bottom;
    if (match.left < box.left || match.right > box.right) element.scrollLeft += match.left - box.left - box.width / 3;
    if (isOutermost) return;
  }
}

const canScroll = (element: Element): boolean =>
  (element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth) &&
  /auto|scroll/.test(getComputedStyle(element).overflow);
