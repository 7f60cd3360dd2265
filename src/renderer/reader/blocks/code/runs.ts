import type { Emitter } from 'highlight.js';

/** What colours tell apart in code. */
export type Kind = 'comment' | 'keyword' | 'string' | 'number' | 'name' | 'type' | 'attribute' | 'added' | 'removed';

/** A piece of code in one colour; null for the colour of plain text. */
export interface Run {
  kind: Kind | null;
  text: string;
}

/** By the first word of a highlighter's scope, such as `title` of `title.function`. */
const KINDS: Readonly<Record<string, Kind>> = {
  comment: 'comment',
  quote: 'comment',
  meta: 'comment',
  doctag: 'keyword',
  keyword: 'keyword',
  operator: 'keyword',
  'selector-tag': 'keyword',
  literal: 'number',
  number: 'number',
  symbol: 'number',
  link: 'number',
  string: 'string',
  regexp: 'string',
  char: 'string',
  code: 'string',
  title: 'name',
  section: 'name',
  name: 'name',
  type: 'type',
  built_in: 'type',
  class: 'type',
  'selector-class': 'type',
  'selector-id': 'type',
  attr: 'attribute',
  attribute: 'attribute',
  property: 'attribute',
  variable: 'attribute',
  'template-variable': 'attribute',
  bullet: 'attribute',
  'selector-attr': 'attribute',
  'selector-pseudo': 'attribute',
  addition: 'added',
  deletion: 'removed',
};

/** Takes what the highlighter finds as runs of text, where its own makes HTML of it. */
export class Runs implements Emitter {
  readonly runs: Run[] = [];
  readonly #within: (Kind | null)[] = [];

  startScope(scope: string): void {
    this.#within.push(KINDS[scope.split('.')[0] ?? ''] ?? this.#kind());
  }

  endScope(): void {
    this.#within.pop();
  }

  /** What its types do not say: the highlighter calls these two by their old names as well. */
  openNode(scope: string): void {
    this.startScope(scope);
  }

  closeNode(): void {
    this.endScope();
  }

  addText(text: string): void {
    this.#add({ kind: this.#kind(), text });
  }

  __addSublanguage(inner: Emitter): void {
    if (inner instanceof Runs) for (const run of inner.runs) this.#add(run);
  }

  finalize(): void {
    this.#within.length = 0;
  }

  /** Nobody asks for markup. */
  toHTML(): string {
    return '';
  }

  #kind(): Kind | null {
    return this.#within.at(-1) ?? null;
  }

  #add({ kind, text }: Run): void {
    const last = this.runs.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== '') this.runs.push({ kind, text });
  }
}

/** The same runs, line by line. */
export function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const { kind, text } of runs) {
    for (const [index, piece] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (piece !== '') lines.at(-1)?.push({ kind, text: piece });
    }
  }
  return lines;
}
