import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { codeSpan, fenced, htmlText, plainText } from '../../../../src/engine/transfer/markdown/inline.ts';
import { isReadable } from '../../../../src/engine/transfer/markdown/readable.ts';
import { tame, tameQuotation } from '../../../../src/engine/transfer/markdown/tame.ts';
import { elementsIn, textOf, type Found } from './html-elements.ts';
import { hostileMarkdown } from './hostile-markdown.ts';

/** As a viewer would show it that obeys everything. */
const shown = (markdown: string): Found[] =>
  elementsIn(
    micromark(markdown, {
      allowDangerousHtml: true,
      allowDangerousProtocol: true,
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    }),
  );

const HARMLESS = 'a blockquote br code del em h2 h3 h4 h5 h6 hr input li ol p pre strong table tbody td th thead tr ul';

function expectHarmless(markdown: string): void {
  const elements = shown(markdown);
  expect([...new Set(elements.map(({ name }) => name))].filter((name) => !HARMLESS.split(' ').includes(name))).toEqual(
    [],
  );
  for (const { name, attributes } of elements) {
    if (name === 'a') expect(attributes['href'] ?? '').not.toMatch(/^\s*(javascript|vbscript|data|file|blob):/i);
    expect(Object.keys(attributes).filter((key) => key.startsWith('on') || key === 'src')).toEqual([]);
  }
}

const folded = (html: string): string => `<details>\n<summary>${html}</summary>\n\n</details>`;

/** What follows a text stands where it would stand without it. */
function expectContained(tamed: string): void {
  const [before, after] = shown(`## Before\n\n${tamed}\n\n## After\n\nend`).filter(({ name }) => name === 'h2');
  expect(before).toMatchObject({ depth: 0, text: 'Before' });
  expect(after).toMatchObject({ depth: 0, text: 'After' });
  expect(shown(`## Before\n\n${tamed}\n\n## After\n\nend`).filter(({ name }) => name === 'h2')).toHaveLength(2);
}

describe('Markdown of others', () => {
  test.each([
    ['Plain *words* with `code`.', 'Plain *words* with `code`.'],
    ['# One\n\n### Three', '### One\n\n##### Three'],
    ['Title\n=====', 'Title\n\\====='],
    ['a <b>c</b> <!-- d', 'a &lt;b>c&lt;/b> <!-- d'],
    ['```js\n<b>', '```js\n<b>\n```'],
    ['![x](https://example.com/p.png)', '[x](https://example.com/p.png)'],
    ['[x](javascript:alert(1)) [y](src/a.ts:5)', '[x]\\(javascript:alert(1)) [y](src/a.ts:5)'],
    ['[x]: https://example.com', '\\[x]: https://example.com'],
    ['<https://example.com> <javascript:x>', '<https://example.com> &lt;javascript:x>'],
  ])('%j becomes %j', (text, tamed) => {
    expect(tame(text)).toBe(tamed);
  });

  test('a quotation ends with itself', () => {
    expect(tameQuotation('One\n\n```\ntwo')).toBe('> One\n>\n> ```\n> two');
  });

  test('what is no Markdown is shown as it is', () => {
    const log = 'a_b*c '.repeat(2000);
    expect(tame(log)).toBe(fenced(log, null));
    expect(tameQuotation('x'.repeat(200_000))).toMatch(/^> ```\n> x+\n> ```$/);
  });

  test('whatever it is, it holds nothing live and swallows nothing', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        for (const tamed of [tame(text), tameQuotation(text)]) {
          expectHarmless(tamed);
          expectContained(tamed);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('texts that are no Markdown', () => {
  test('code comes back as it went in', () => {
    fc.assert(
      fc.property(hostileMarkdown, fc.option(hostileMarkdown), (text, language) => {
        const elements = shown(`${fenced(text, language)}\n\nend`);
        const [pre, , end] = elements;
        const kept = text.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd').replace(/\n+$/, '');
        expect(pre?.text.replace(/\n$/, '')).toBe(kept);
        expect(end).toMatchObject({ name: 'p', text: 'end' });
        expect(elements).toHaveLength(3);
      }),
    );
  });

  test('code that ends with newlines of Windows loses them like those of other systems', () => {
    for (const text of ['\n\r\n', 'a\r\n\r\n', 'a\r', '\r\n']) {
      expect(fenced(text, null)).toBe(`\`\`\`\n${text.replace(/[\r\n]+$/, '')}\n\`\`\``);
    }
  });

  test('words and spans of code have no other meaning', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        for (const line of [`x ${plainText(text)}`, `# ${plainText(text)} x`, folded(htmlText(text))]) {
          const names = shown(line).map(({ name }) => name);
          expect(names.filter((name) => !['p', 'h1', 'details', 'summary', 'a'].includes(name))).toEqual([]);
        }
        const span = shown(`x ${codeSpan(text)}`);
        expect(span.filter(({ name }) => name !== 'p' && name !== 'code')).toEqual([]);
        const words = text.replaceAll('\0', '\ufffd').replace(/\s+/g, ' ').trim();
        expect(span.find(({ name }) => name === 'code')?.text ?? '').toBe(words);
      }),
      { numRuns: 300 },
    );
  });

  test('words are to be read as they are', () => {
    expect(plainText('[[x]] snake_case & a<b [a](b) *c* _d_ 1. e')).toBe(
      '[[x]] snake_case & a&lt;b [a\\](b) \\*c\\* \\_d\\_ 1. e',
    );
    expect(textOf(micromark(plainText('- [a](b) &amp; `c` __d__')))).toBe('- [a](b) &amp; `c` __d__');
  });
});

test('no text keeps the writer busy', () => {
  const pieces = [
    '*a_',
    '>',
    '](',
    ']',
    '- ',
    '=\n',
    '> a\n\n',
    '1. a\n   - b\n\n',
    'a <!-- ',
    '- a\n\n',
    '`a',
    '\n',
    '[a]: b\n',
  ];
  for (const piece of pieces) {
    const text = `${piece.repeat(90_000 / piece.length)}x`;
    expect(tame(text)).toBe(fenced(text, null));
    expect(isReadable(`${piece.repeat(20)}\n\n\`\`\`\n${'code\n'.repeat(2000)}\`\`\`\n`), 'code may be long').toBe(
      piece !== '>' && piece !== '- ',
    );
  }
});
