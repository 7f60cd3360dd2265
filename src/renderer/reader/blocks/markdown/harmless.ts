import type { Element, Root } from 'hast';

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
    const above: number[] = [];
    for (const child of tree.children) if (child.type === 'element') strip(child, above);
  };
}

function strip(element: Element, above: number[]): void {
  const kept = KEPT[element.tagName] ?? [];
  const { properties } = element;
  element.properties = Object.fromEntries(Object.entries(properties).filter(([name]) => kept.includes(name)));
  const level = /^h([1-6])$/.exec(element.tagName)?.[1];
  if (level !== undefined) settleHeading(element, Number(level), above);
  for (const child of element.children) if (child.type === 'element') strip(child, above);
}

function settleHeading(element: Element, level: number, above: number[]): void {
  while ((above.at(-1) ?? 0) >= level) above.pop();
  above.push(level);
  element.tagName = `h${Math.min(HIGHEST + above.length - 1, LOWEST)}`;
  element.properties = { dataLevel: level };
}
