import fc from 'fast-check';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { describe, expect, it } from 'vitest';
import { countOf, patternOf } from '../../src/engine/transcript/reader/find-words.ts';
import { isReadable as isReadableInEngine } from '../../src/engine/transcript/reader/readable.ts';
import { mayHold, shownText } from '../../src/engine/transcript/reader/shown-markdown.ts';
import { Markdown } from '../../src/renderer/reader/blocks/markdown/markdown.tsx';
import { isReadable } from '../../src/renderer/reader/blocks/markdown/readable.ts';
import { matchesIn } from '../../src/renderer/reader/find/matches.ts';
import { TooltipProvider } from '../../src/renderer/ui/index.ts';
import { makeAround } from './blocks-support.tsx';

/** Words and marks as people, models and nobody write them: put together, they are markdown of every kind. */
const SCRAPS = [
  ...['lamp', 'oil', 'wick', 'a', 'ä', '灯', '🏮', 'snake_case', '3.14', '2', 'x', 'K', 'ſ'],
  ...[' ', ' ', ' ', '\n', '\n\n', '\n\n', '  \n', '\t', '\n    '],
  ...['**', '*', '_', '__', '~~', '~', '`', '``', '\n```\n', '\n```ts\n', '\\', '\\*', '\\_', '!'],
  ...['\n- ', '\n* ', '\n1. ', '\n- [ ] ', '\n- [x] ', '\n  - ', '\n> ', '\n# ', '\n## ', '\n---\n', '\n===\n'],
  ...[
    '[',
    ']',
    '](',
    ')',
    '[lamp](https://e.test/oil)',
    '![wick](https://e.test/a.png)',
    '![](<b c>)',
    '[oil][1]',
    '![x][1]',
  ],
  ...['\n\n[1]: https://e.test/ä?a&b "t"\n\n', '[^n]', '\n\n[^n]: oil\n\n', '[1]', '[^n]: '],
  ...['&amp;', '&', '&#97;', '&lt;', '<', '>', '<b>', '</b>', '<!-- oil -->', '\n<div>\n', '<https://e.test/lamp>'],
  ...['https://e.test/wick', 'www.e.test', 'ana@e.test', '|', '\n| a | b |\n|---|:-:|\n| oil | wick | x |\n', '"', "'"],
];
/** A footnote that nothing but footnotes speak of, a page leaves out, and its words are found nevertheless. */
const OF_ITSELF = /\[\^n\]:[^]*\[\^n\]/;
const markdown = fc
  .array(fc.constantFrom(...SCRAPS), { minLength: 1, maxLength: 40 })
  .map((scraps) => scraps.join(''))
  .filter((text) => !OF_ITSELF.test(text));

/** What a person reads and types. */
const QUERIES = [
  'lamp',
  'oil',
  'a',
  'lamp oil',
  'oil wick',
  '.',
  '*',
  '_',
  '<',
  '&',
  ' a',
  'x ',
  '[',
  'e.test',
  '2',
  'k',
  's',
];

function shown(text: string, look: (element: HTMLElement) => void): void {
  const element = document.createElement('div');
  document.body.append(element);
  const root = createRoot(element);
  const { context } = makeAround();
  // A long fence is folded until the search opens it.
  context.folds.isOpen = () => true;
  try {
    flushSync(() =>
      root.render(
        <TooltipProvider>
          <Markdown text={text} context={context} name="0:text" />
        </TooltipProvider>,
      ),
    );
    look(element);
  } finally {
    root.unmount();
    element.remove();
  }
}

describe('find in markdown', () => {
  it('counts what the page highlights', () => {
    fc.assert(
      fc.property(markdown, fc.nat(), fc.integer({ min: 1, max: 12 }), (text, from, length) => {
        shown(text, (element) => {
          const seen = element.innerText;
          // The icons' words are the page's own.
          const some =
            seen
              .slice(from % (seen.length + 1))
              .slice(0, length)
              .split('\n')[0] ?? '';
          for (const words of [...QUERIES, some]) {
            const query = { text: words, matchCase: false };
            const pattern = patternOf(query);
            const counted = pattern === null ? 0 : countOf(pattern, shownText(text));
            expect([words, counted]).toEqual([words, matchesIn(element, query).length]);
          }
        });
      }),
      { numRuns: 250 },
    );
  });

  it('passes over no text that holds the words', () => {
    fc.assert(
      fc.property(markdown, fc.constantFrom('lamp', 'oil', 'wick', 'a', 'ä', '灯', '2', 'k'), (text, word) => {
        const holds = new RegExp(word, 'iu');
        if (holds.test(shownText(text))) expect(mayHold(text, holds)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it('agrees with the page on what is markdown at all', () => {
    const more = fc.tuple(markdown, fc.integer({ min: 1, max: 1_000 }), markdown);
    fc.assert(
      fc.property(more, ([text, times, end]) => {
        const long = `${text.repeat(times)}${end}`;
        expect(isReadableInEngine(long)).toBe(isReadable(long));
      }),
      { numRuns: 300 },
    );
  });
});
