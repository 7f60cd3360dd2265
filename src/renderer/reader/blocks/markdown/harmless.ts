import type { Element, Root, RootContent } from 'hast';

/** Attributes that say how it looks or reads; every other one goes. The addresses are for `elements.tsx`, not the page. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  img: ['src', 'alt'],
  code: ['className'],
  input: ['checked'],
  ol: ['start'],
  th: ['align'],
  td: ['align'],
  ul: ['className'],
  li: ['className'],
  p: ['dataMarkup'],
};

/** Headings of a text stand under the heading of their message. */
const HIGHEST = 4;
const LOWEST = 6;

/**
 * Strips what would name or address other parts of the page (ids, footnotes' links), and gives headings levels that
 * leave none out, whatever the author chose. `data-level` keeps how large the author wanted it.
 */
export function harmless() {
  return (tree: Root): void => {
    stripAll(tree, []);
  };
}

/** What leads from a footnote back to its place. */
const isDropped = (node: RootContent): boolean =>
  node.type === 'element' && node.properties['dataFootnoteBackref'] !== undefined;

function stripAll(parent: Root | Element, above: number[]): void {
  const children: RootContent[] = parent.children.filter((child) => !isDropped(child));
  parent.children = children.map((child, index) =>
    child.type === 'raw' && standsAlone(parent, children, index) ? asParagraph(child) : child,
  );
  for (const child of parent.children) if (child.type === 'element') strip(child, above);
}

/** In a list, where the words of a paragraph may stand without one, lines of its own around it say so. */
function standsAlone(parent: Root | Element, children: readonly RootContent[], index: number): boolean {
  if (parent.type === 'root' || parent.tagName === 'blockquote') return true;
  return parent.tagName === 'li' && isBreak(children[index - 1]) && isBreak(children[index + 1]);
}

const isBreak = (node: RootContent | undefined): boolean =>
  node === undefined || (node.type === 'text' && node.value === '\n');

/** Markup that stands for itself is a paragraph of text, with its lines. */
const asParagraph = ({ value }: { value: string }): Element => ({
  type: 'element',
  tagName: 'p',
  properties: { dataMarkup: '' },
  children: [{ type: 'text', value }],
});

function strip(element: Element, above: number[]): void {
  const kept = KEPT[element.tagName] ?? [];
  const { properties } = element;
  element.properties = Object.fromEntries(Object.entries(properties).filter(([name]) => kept.includes(name)));
  const level = /^h([1-6])$/.exec(element.tagName)?.[1];
  if (level !== undefined) settleHeading(element, Number(level), above);
  stripAll(element, above);
}

function settleHeading(element: Element, level: number, above: number[]): void {
  while ((above.at(-1) ?? 0) >= level) above.pop();
  above.push(level);
  element.tagName = `h${Math.min(HIGHEST + above.length - 1, LOWEST)}`;
  element.properties = { dataLevel: level };
}
