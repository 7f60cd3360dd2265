import { EDGE, patternOf, type Query } from './pattern.ts';

const BLOCKS = 'p, li, pre, td, th, h1, h2, h3, h4, h5, h6, blockquote, div, summary, button, figcaption, dt, dd';
const SKIPPED = '[data-no-find], [aria-hidden="true"], svg, style';

/** Where a query stands in what is shown of an element, in order. Words of different blocks do not run together. */
export function matchesIn(element: Element, query: Query): Range[] {
  const pattern = patternOf(query);
  if (pattern === null) return [];
  const nodes = textNodes(element);
  const whole = nodes.map(({ node, isNewBlock }) => (isNewBlock ? EDGE : '') + node.data).join('');
  const cursor = new Cursor(nodes);
  return Array.from(whole.matchAll(pattern), ({ index, 0: words }) => {
    const range = document.createRange();
    range.setStart(...cursor.at(index, false));
    range.setEnd(...cursor.at(index + words.length, true));
    return range;
  });
}

interface Piece {
  node: Text;
  isNewBlock: boolean;
}

function textNodes(element: Element): Piece[] {
  const pieces: Piece[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element
      ? node.matches(SKIPPED)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_SKIP
      : NodeFilter.FILTER_ACCEPT,
  );
  let block: Element | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    const its: Element | null = node.parentElement?.closest(BLOCKS) ?? null;
    pieces.push({ node, isNewBlock: pieces.length > 0 && its !== block });
    block = its;
  }
  return pieces;
}

/** Goes through the pieces once, for places that ascend. */
class Cursor {
  readonly #pieces: readonly Piece[];
  #index = 0;
  #start = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  at(place: number, isEnd: boolean): [node: Text, offset: number] {
    for (;;) {
      const piece = this.#pieces[this.#index];
      if (piece === undefined) throw new RangeError('The place is beyond the text.');
      const before = this.#start + (piece.isNewBlock ? 1 : 0);
      const end = before + piece.node.length;
      if (place < end || (isEnd && place === end) || this.#index === this.#pieces.length - 1) {
        return [piece.node, Math.max(0, Math.min(piece.node.length, place - before))];
      }
      this.#start = end;
      this.#index += 1;
    }
  }
}
