import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

/** An element as a browser would make it of a text. */
export interface Found {
  name: string;
  attributes: Record<string, string>;
  /** How many elements it stands in. */
  depth: number;
  /** All text in it. */
  text: string;
}

type Node = DefaultTreeAdapterTypes.Node;

/** Every element of a piece of HTML, in order. A whole document counts as its body. */
export const elementsIn = (html: string): Found[] => collect(parseFragment(html), -1);

export const textOf = (html: string): string => text(parseFragment(html)).trim();

function collect(node: Node, depth: number): Found[] {
  const below = childrenOf(node).flatMap((child) => collect(child, depth + 1));
  if (!('tagName' in node)) return below;
  const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
  return [{ name: node.tagName, attributes, depth, text: text(node) }, ...below];
}

function text(node: Node): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value;
  return childrenOf(node).map(text).join('');
}

function childrenOf(node: Node): Node[] {
  if ('content' in node) return node.content.childNodes;
  return 'childNodes' in node ? node.childNodes : [];
}
