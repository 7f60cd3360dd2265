import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highlighted } from '../../../../src/engine/transfer/html/code.ts';
import { markdownToHtml } from '../../../../src/engine/transfer/html/markdown.ts';
import { assistant, transcript, user } from '../transcript/lines.ts';
import { exported } from './exporting.ts';
import { hostileMarkdown } from './hostile-markdown.ts';
import { hostileConversation } from './hostile-conversation.ts';
import { elementsIn, textOf, type Found } from './html-elements.ts';
import { MADE } from './made-conversations.ts';

const OURS =
  'a article blockquote br code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 header hr img ins li main meta nav ol p pre section span strong style summary table tbody td th thead time title tr ul'.split(
    ' ',
  );

const SAFE_ATTRIBUTES =
  'align alt aria-hidden aria-label aria-labelledby charset class content datetime dir download href http-equiv id lang loading name rel role src start tabindex target'.split(
    ' ',
  );

/** Nothing that runs, nothing that is fetched, no id twice. */
function expectInert(elements: readonly Found[]): void {
  expect(elements.map(({ name }) => name).filter((name) => !OURS.includes(name))).toEqual([]);
  const keys = new Set(elements.flatMap(({ attributes }) => Object.keys(attributes)));
  expect([...keys].filter((key) => !SAFE_ATTRIBUTES.includes(key))).toEqual([]);
  for (const { attributes } of elements) {
    const { href, src } = attributes;
    if (src !== undefined) expect(src).toMatch(/^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/);
    if (href !== undefined)
      expect(href).toMatch(/^(https?:\/\/|mailto:|#|data:application\/pdf;base64,[A-Za-z0-9+/=]+$)/i);
    if (href?.startsWith('data:') === true) expect(attributes).toHaveProperty('download');
  }
  const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
  expect(ids).toEqual([...new Set(ids)]);
}

describe('Markdown as HTML', () => {
  test.each([
    ['*a* <b>c</b>', '<p><em>a</em> &lt;b&gt;c&lt;/b&gt;</p>'],
    ['# One', '<h3>One</h3>'],
    [
      '[a](https://example.com "t")',
      '<p><a href="https://example.com" rel="noopener noreferrer" target="_blank">a</a></p>',
    ],
    ['[a](src/a.ts) [b](javascript:b)', '<p><a>a</a> <a>b</a></p>'],
    [
      '![a](https://example.com/p.png)',
      '<p><a href="https://example.com/p.png" rel="noopener noreferrer" target="_blank">a</a></p>',
    ],
    ['a[^1]\n\n[^1]: b', '<p>a[^1]</p>\n<p>[^1]: b</p>'],
    [
      '```js\nlet a = "<b>"\n```',
      '<pre tabindex="0"><code><span class="hljs-keyword">let</span> a = <span class="hljs-string">&quot;&lt;b&gt;&quot;</span></code></pre>',
    ],
    ['```nosuchlanguage\n&amp;\n```', '<pre tabindex="0"><code>&amp;amp;</code></pre>'],
  ])('%j becomes %j', (text, html) => {
    expect(markdownToHtml(text)).toBe(html);
  });

  test('whatever it is, nothing in it is live', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        const html = markdownToHtml(text);
        expectInert(elementsIn(html));
        expect(elementsIn(`${html}<article>end</article>`).at(-1)).toMatchObject({ name: 'article', depth: 0 });
      }),
      { numRuns: 500 },
    );
  });

  test('code keeps every character', () => {
    const languages = fc.constantFrom('ts', 'html', 'sh', 'diff', 'json', 'py', '"><script>', null);
    fc.assert(
      fc.property(hostileMarkdown, languages, (code, language) => {
        const html = highlighted(code, language);
        expectInert(elementsIn(html));
        const kept = code.replace(/\r\n?/g, '\n').replaceAll('\0', '');
        expect(textOf(`<b>.${html}.</b>`)).toBe(`.${kept}.`);
      }),
    );
  });
});

describe('the document', () => {
  test('declares what it is, and forbids to load anything', async () => {
    const html = await exported(transcript([user(1, 'Light it')]), { options: { format: 'html' } });
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(html) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(html).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">`,
    );
    expect(style).not.toMatch(/url\(|@import|expression/i);
  });

  test('leads from the list of prompts to each of them', async () => {
    const html = await exported(transcript(MADE['prompts'] ?? []), { options: { format: 'html' } });
    const elements = elementsIn(html);
    const targets = elements.filter(({ attributes }) => attributes['href']?.startsWith('#e'));
    expect(targets).toHaveLength(6);
    const ids = new Set(elements.map(({ attributes }) => attributes['id']));
    for (const { attributes, text } of targets) {
      expect(ids).toContain(attributes['href']?.slice(1));
      expect(text).not.toBe('');
    }
  });

  test('holds pictures as they are in the transcript', async () => {
    const html = await exported(transcript(MADE['prompts'] ?? []), { options: { format: 'html' } });
    const images = elementsIn(html).filter(({ name }) => name === 'img');
    expect(images).toHaveLength(2);
    for (const { attributes } of images) expect(attributes['alt']).toBe('Image (PNG, 72 bytes)');
  });

  test('has its headings in order', async () => {
    const html = await exported(transcript([user(1, '# One'), assistant(2, '## Two\n\n###### Six')]), {
      options: { format: 'html' },
    });
    const headings = elementsIn(html).filter(({ name }) => /^h\d$/.test(name));
    expect(headings.map(({ name, text }) => `${name} ${text.split(' ')[0] ?? ''}`)).toEqual([
      'h1 Light',
      'h2 You',
      'h3 One',
      'h2 Claude',
      'h4 Two',
      'h6 Six',
    ]);
  });

  test('whatever was said, nothing in it is live', async () => {
    await fc.assert(
      fc.asyncProperty(hostileConversation, hostileMarkdown, async (lines, title) => {
        const html = await exported(transcript(lines), { options: { format: 'html' }, session: { title, cwd: title } });
        const elements = elementsIn(html);
        expectInert(elements);
        // The conversation is whole: nothing in it ended what it stands in.
        expect(elements.filter(({ name }) => name === 'main')).toHaveLength(1);
        expect(elements.find(({ name }) => name === 'main')).toMatchObject({ depth: 0 });
        for (const { depth } of elements.filter(({ name }) => name === 'article')) expect(depth).toBe(1);
      }),
      { numRuns: 100 },
    );
  });
});
