import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Media } from '../../src/shared/reading.ts';
import { highlight } from '../../src/renderer/reader/blocks/code/highlight.ts';
import { isReadable } from '../../src/renderer/reader/blocks/markdown/readable.ts';
import { gallery, HOSTILE, PNG, prompt, reply, tool, whole } from './blocks-entries.ts';
import { makeAround, showEntries } from './blocks-support.tsx';

/** Addresses that the page has asked for since this was called, its own modules left out. */
function watchRequests(): () => string[] {
  performance.clearResourceTimings();
  return () =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => !name.startsWith(location.origin) && !name.startsWith(`blob:${location.origin}`));
}

const live = 'script, iframe, object, embed, link, style, form, base, [onerror], [onclick], [href], [src]';
const inEntries = (selector: string): Element[] => [...document.querySelectorAll(`main :is(${selector})`)];

describe('nothing in a conversation is live', () => {
  it.each([
    ['a prompt', () => prompt(HOSTILE)],
    ['a reply', () => reply(HOSTILE)],
    [
      'a summary',
      () =>
        ({
          ...reply(''),
          kind: 'compaction',
          by: null,
          tokensBefore: null,
          tokensAfter: null,
          summary: whole(HOSTILE),
        }) as const,
    ],
    ['a plan', () => tool('P', { is: 'plan', plan: whole(HOSTILE), accepted: null })],
    [
      'a page from the web',
      () => tool('W', { is: 'web', url: 'javascript:alert(1)', query: null, prompt: HOSTILE, result: whole(HOSTILE) }),
    ],
    [
      'what a command printed',
      () =>
        tool('Bash', {
          is: 'command',
          command: whole(HOSTILE),
          description: HOSTILE,
          stdout: whole(HOSTILE),
          stderr: whole(HOSTILE),
          background: false,
          exit: HOSTILE,
        }),
    ],
    [
      'an unknown tool',
      () =>
        tool(
          HOSTILE,
          { is: 'mcp', server: HOSTILE, tool: HOSTILE },
          { about: HOSTILE, input: whole(JSON.stringify({ [HOSTILE]: HOSTILE })), output: whole(HOSTILE) },
        ),
    ],
  ] as const)('in %s', async (_name, make) => {
    const requests = watchRequests();
    const entry = make();
    const around = makeAround();
    around.folds.reveal(entry.entry, 2);
    await showEntries([entry], { around });
    await expect.poll(() => document.body.textContent).toContain('tracker.example');
    await new Promise((done) => setTimeout(done, 200));
    expect(inEntries(live)).toEqual([]);
    expect(requests()).toEqual([]);
    expect('hacked' in globalThis).toBe(false);
  });

  it('markup is there to be read, as text', async () => {
    await showEntries([reply(HOSTILE)]);
    await expect.element(page.getByText(/<script>globalThis\.hacked = true<\/script>/)).toBeVisible();
    await expect.element(page.getByText('https://tracker.example/b.png')).toBeVisible();
  });
});

describe('a link', () => {
  it('is followed by nobody: a press asks, by pointer and by keyboard', async () => {
    const around = await showEntries([reply('See [this](https://github.com/example) or mailto:a@example.com.')]);
    const link = page.getByRole('link', { name: 'this' });
    await link.click();
    link.element().focus();
    await userEvent.keyboard('{Enter}');
    expect(around.opened).toEqual(['https://github.com/example', 'https://github.com/example']);
    expect(link.element().getAttribute('href')).toBeNull();
  });

  it('to anything but the web and mail is words with their address', async () => {
    const around = await showEntries([
      reply('[a](javascript:alert(1)) [b](file:///etc/passwd) [c](src/x.ts) [d](data:text/html,x)'),
    ]);
    expect(page.getByRole('link').elements()).toEqual([]);
    const word = page.getByText('b', { exact: true });
    await expect.element(word).toHaveAttribute('title', expect.stringContaining('file:///etc/passwd'));
    await word.click();
    expect(around.opened).toEqual([]);
  });

  it('shows where it leads', async () => {
    await showEntries([reply('[this](https://example.com/elsewhere)')]);
    await page.getByRole('link', { name: 'this' }).hover();
    await expect
      .element(page.getByRole('tooltip'))
      .toHaveTextContent('Opens https://example.com/elsewhere in your browser');
  });
});

describe('pictures', () => {
  const image = (more: Partial<Media> = {}): Media => ({
    is: 'image',
    mediaType: 'image/png',
    name: 'a.png',
    bytes: 9,
    part: 'picture',
    ...more,
  });

  it('come from the conversation alone, open large, and let go of their bytes', async () => {
    const around = await showEntries([prompt('', { media: [image()] })]);
    const thumbnail = page.getByRole('button', { name: 'Show a.png large' });
    await expect.element(thumbnail).toBeVisible();
    const url = thumbnail.element().querySelector('img')?.src ?? '';
    expect(url).toMatch(/^blob:/);
    await thumbnail.click();
    await expect.element(page.getByRole('dialog', { name: 'a.png' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await showEntries([], { around });
    await expect(fetch(url)).rejects.toThrow();
  });

  it.each([
    ['whose data is no picture', { is: 'media', mediaType: 'image/png', data: btoa('<svg onload="alert(1)">') }],
    ['whose data is no base64', { is: 'media', mediaType: 'image/png', data: '!!!' }],
    ['that are documents in truth', { is: 'media', mediaType: 'application/pdf', data: PNG }],
    ['that are text in truth', { is: 'text', text: 'x', whole: true }],
  ] as const)('%s are named instead', async (_name, answer) => {
    await showEntries([prompt('', { media: [image()] })], { around: makeAround(() => answer) });
    await expect.element(page.getByText(/could not be read/)).toBeVisible();
    expect(inEntries('img')).toEqual([]);
  });

  it('of kinds that can do something are named and not shown', async () => {
    const media = [image({ mediaType: null, name: 'x.svg' }), image({ part: null, name: 'z.png' })];
    const around = await showEntries([prompt('', { media })]);
    await expect.element(page.getByText('x.svg')).toBeVisible();
    await expect.element(page.getByText(/not in the conversation file/)).toBeVisible();
    expect(inEntries('img')).toEqual([]);
    expect(around.parts).toEqual([]);
  });
});

describe('texts that would hold up or break a parser', () => {
  it.each([
    ['emphasis without end', '*a_'.repeat(6_000)],
    ['brackets without end', ']'.repeat(18_000)],
    ['quotes in quotes', '>'.repeat(18_000)],
    ['lists in lists', '1. '.repeat(6_000)],
    ['headings without end', 'a\n=\n'.repeat(4_500)],
    ['lines without end', '- a\n'.repeat(5_000)],
  ])('%s are shown as they stand', async (_name, text) => {
    expect(isReadable(text)).toBe(false);
    await showEntries([reply(text)]);
    await expect.poll(() => document.querySelector('article')?.textContent.length).toBeGreaterThan(10_000);
  });

  it.each([
    ['a long answer', '## Step\n\nSome **words** with `code` and *more*, [a link](https://x.y).\n\n'.repeat(250)],
    ['rulers and tables', `${'-'.repeat(80)}\n\n${'*'.repeat(80)}\n\n${'| a | b |\n'.repeat(200)}`],
    ['code with many stars', `\`\`\`c\n${`/*${'*'.repeat(70)}*/\n`.repeat(40)}\`\`\`\n`],
  ])('%s is read as markdown', (_name, text) => {
    expect(isReadable(text)).toBe(true);
  });

  it('code keeps each of its characters, whatever the highlighter makes of it', () => {
    const code =
      gallery()
        .flatMap((entry) => ('text' in entry && entry.text !== null ? [entry.text.text] : []))
        .join('\n') + HOSTILE;
    for (const language of ['ts', 'html', 'bash', 'json', 'md', 'python', 'php', 'yaml', 'diff', 'css']) {
      expect(
        highlight(code, language)
          ?.map(({ text }) => text)
          .join(''),
      ).toBe(code);
    }
  });
});
