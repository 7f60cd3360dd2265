import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { entryKinds, type ReaderEntry } from '../../src/shared/reading.ts';
import { agent, command, cut, edit, gallery, lines, prompt, questions, reply, tool, whole } from './blocks-entries.ts';
import { makeAround, showEntries } from './blocks-support.tsx';
import { axeFindings } from './render-app.tsx';

const button = (name: string | RegExp) => page.getByRole('button', { name });

describe('one of each kind and each view', () => {
  it('the gallery has them all', () => {
    const shown = gallery();
    expect(new Set(shown.map(({ kind }) => kind))).toEqual(new Set(entryKinds));
    const views = shown.flatMap((entry) => (entry.kind === 'tool' ? [entry.view.is] : []));
    expect(new Set(views).size).toBe(11);
  });

  it.each([
    ['light', 760],
    ['dark', 760],
    ['light', 420],
  ] as const)(
    'axe finds nothing wrong with them in the %s theme, %i wide, folded and unfolded',
    async (theme, width) => {
      const entries = gallery();
      const around = await showEntries(entries, { theme, width });
      await expect.element(page.getByText('That was the last of it, and then')).toBeVisible();
      await expect.poll(() => document.querySelectorAll('[data-token]').length).toBeGreaterThan(0);
      expect(await axeFindings()).toEqual([]);
      for (const { entry } of entries) {
        for (const key of [
          'tool',
          'thinking',
          'summary',
          'attachment',
          'json',
          'left-out',
          'details',
          'agent',
        ] as const) {
          around.folds.setOpen(`${entry}:${key}`, true);
        }
      }
      await expect.element(page.getByText('The conversation of a89b462008ee95611')).toBeVisible();
      // What has become too wide takes the keyboard with the next frame.
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      expect(await axeFindings()).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    },
  );
});

describe('a prompt', () => {
  it('stands in the person’s own words and lines', async () => {
    await showEntries([prompt('Mend the *cart*.\nThen the rest.')]);
    await expect.element(page.getByRole('heading', { name: 'You' })).toBeVisible();
    expect(document.querySelector('em')?.textContent).toBe('cart');
    const text = page.getByText(/Then the rest\./).element();
    expect(getComputedStyle(text).whiteSpace).toBe('pre-line');
  });

  it('is folded where a log was pasted into it, and says how long it is', async () => {
    await showEntries([prompt(`Look:\n\n${lines(300)}`)]);
    expect(document.body.textContent).not.toContain('line 200 ');
    await button('Show all 302 lines').click();
    await expect.poll(() => document.body.textContent).toContain('line 300 of');
    await button('Show less').click();
    await expect.poll(() => document.body.textContent).not.toContain('line 200 ');
  });
});

describe('a reply', () => {
  it('says whose it is only where a turn begins', async () => {
    await showEntries([reply('First.', { opens: true }), reply('Second.')]);
    expect(page.getByRole('heading', { name: 'Claude' }).elements()).toHaveLength(1);
    await expect.element(page.getByText('Opus 4.7')).toBeVisible();
  });

  it('has tables, ticked lists and headings that leave no level out', async () => {
    await showEntries([reply('# A\n\n### B\n\n# C\n\n- [x] done\n- [ ] open\n\n|a|b|\n|-|-|\n|1|2|')]);
    expect([...document.querySelectorAll('h4, h5, h6')].map(({ tagName }) => tagName)).toEqual(['H4', 'H5', 'H4']);
    await expect.element(page.getByRole('table')).toBeVisible();
    await expect.element(page.getByRole('img', { name: 'done' })).toBeVisible();
    await expect.element(page.getByRole('img', { name: 'open' })).toBeVisible();
  });

  it('that was cut is loaded to its end when asked for', async () => {
    const around = await showEntries([reply('', { text: cut('It begins', 12_000, 'long') })]);
    await button('Show all (12 kB)').click();
    await expect.poll(() => document.body.textContent).toContain('line 400 of');
    expect(around.parts).toEqual(['long']);
  });

  it('of megabytes comes as plain text, and says where even that is not all', async () => {
    await showEntries([reply('', { text: cut('It begins', 5_000_000, 'huge') })]);
    await button('Show all (5 MB)').click();
    await expect.poll(() => document.body.textContent).toContain('line 40000 of');
    await expect.element(page.getByText(/^Only the first .* can be shown here\.$/)).toBeVisible();
  });

  it('says so where the rest cannot be read, and tries again', async () => {
    let isThere = false;
    const around = makeAround(() => {
      if (!isThere) throw new Error('gone');
      return { is: 'text', text: 'All of it is here.', whole: true };
    });
    await showEntries([reply('', { text: cut('It begins', 9_000, 'x') })], { around });
    await button(/Show all/).click();
    await expect.element(page.getByText('The rest could not be read.')).toBeVisible();
    isThere = true;
    await button(/Show all/).click();
    await expect.element(page.getByText('All of it is here.')).toBeVisible();
  });
});

describe('code', () => {
  const fence = (code: string, language = 'ts') => reply(`\`\`\`${language}\n${code}\n\`\`\``);

  it('has colours, its language, and a button that copies all of it', async () => {
    const code = Array.from({ length: 90 }, (_, i) => `const a${i} = ${i}; // ${i}`).join('\n');
    const around = await showEntries([fence(code)]);
    await expect.poll(() => document.querySelectorAll('[data-token="keyword"]').length).toBe(40);
    await expect.element(page.getByText('ts', { exact: true })).toBeVisible();
    await button('Copy').click();
    expect(around.copied).toEqual([`${code}\n`]);
    await button('Show all 90 lines').click();
    await expect.poll(() => document.querySelectorAll('[data-token="keyword"]').length).toBe(90);
  });

  it('of a language that nobody knows is shown as it stands', async () => {
    await showEntries([fence('a <- b', 'klingon')]);
    await expect.element(page.getByText('a <- b')).toBeVisible();
  });

  it('scrolls by the keyboard where it is wider than the column, and wraps when told to', async () => {
    await showEntries([fence(`const a = '${'x'.repeat(300)}';`)], { width: 420 });
    const scrolling = page.getByRole('group', { name: 'ts' });
    await expect.element(scrolling).toHaveAttribute('tabindex', '0');
    await button('Wrap long lines').click();
    await expect.element(button('Wrap long lines')).toHaveAttribute('aria-pressed', 'true');
    await expect.element(scrolling).not.toBeInTheDocument();
  });
});

describe('a tool', () => {
  const open = async (entry: ReaderEntry): Promise<void> => {
    await showEntries([entry]);
    await page.getByRole('button', { expanded: false }).first().click();
  };

  it('is one line that opens and closes by the keyboard', async () => {
    await showEntries([command('npm test', '3 passed', { durationMs: 8_400 })]);
    const line = button(/Ran npm test 8\.4 secs done/);
    await expect.element(line).toHaveAttribute('aria-expanded', 'false');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('3 passed')).toBeVisible();
    await userEvent.keyboard(' ');
    await expect.element(page.getByText('3 passed')).not.toBeInTheDocument();
  });

  it.each([
    ['failed', /Ran rm x failed/],
    ['denied', /Tried to run rm x not allowed/],
    ['interrupted', /Ran rm x interrupted/],
    ['waiting', /Running rm x no result yet/],
    ['none', /Tried to run rm x no result$/],
  ] as const)('that is %s says so in a word', async (status, words) => {
    await showEntries([command('rm x', '', { status })]);
    await expect.element(button(words)).toBeVisible();
  });

  it('that ran a command shows what it printed and its errors apart', async () => {
    await open(command('make', 'built', { status: 'failed' }, 'warning: old'));
    await expect.element(page.getByText('built')).toBeVisible();
    await expect.element(page.getByText('Errors')).toBeVisible();
    await expect.element(page.getByText('warning: old')).toBeVisible();
  });

  it('that read a file numbers its lines, and leaves the numbers out of what is selected', async () => {
    const view = {
      is: 'read',
      file: '/a/b.py',
      from: 99,
      lines: 2,
      total: 400,
      content: whole('x = 1\ny = 2'),
    } as const;
    await open(tool('Read', view));
    await expect.element(button(/Read b\.py lines 99–100 of 400/)).toBeVisible();
    const code = document.querySelector('pre');
    expect(code?.textContent).toBe('x = 1\ny = 2\n');
    expect([...document.querySelectorAll('[data-number]')].map((one) => one.getAttribute('data-number'))).toEqual([
      '99',
      '100',
    ]);
  });

  it('that edited a file says how much, and shows old against new with signs and numbers', async () => {
    await open(edit());
    await expect.element(button(/Edited total\.ts 4 lines added 2 lines removed done/)).toBeVisible();
    expect([...document.querySelectorAll('del')].map(({ textContent }) => textContent.trim())).toEqual([
      'removed:   const sum = items.reduce((all, item) => all + item.price, 0);',
      'removed:   return sum;',
    ]);
    expect(document.querySelectorAll('ins')).toHaveLength(4);
    const signs = [...document.querySelectorAll('[data-sign]')].map((one) => one.getAttribute('data-sign'));
    expect(signs.join('').replaceAll('\u00a0', ' ')).toBe(' −+−+  ++');
    await expect.element(page.getByText('Line 88')).toBeVisible();
  });

  it('whose place in the file nobody knows has no line numbers', async () => {
    const hunks = [{ oldStart: 0, newStart: 0, lines: ['-a', '+b'] }];
    await open(tool('Edit', { is: 'edit', file: '/x', created: false, added: 1, removed: 1, hunks, more: null }));
    await expect.element(page.getByText('added:')).toBeInTheDocument();
    expect([...document.querySelectorAll('[data-number]')].map((one) => one.getAttribute('data-number'))).toEqual([
      '',
      '',
      '',
      '',
    ]);
  });

  it('that changed too much to be sent at once loads all of it', async () => {
    const entry = gallery().find((one) => one.kind === 'tool' && one.view.is === 'edit' && one.view.created);
    if (entry === undefined) throw new Error('The gallery has one.');
    await open(entry);
    await button('Show all (48 kB)').click();
    await expect.poll(() => document.body.textContent).toContain('toBe(299)');
  });

  it('that asked the person shows what they chose and said', async () => {
    await showEntries([questions()]);
    const chosen = page.getByRole('listitem').filter({ hasText: 'chosen' });
    expect(chosen.element().textContent).toMatch(/^Up/);
    await expect.element(page.getByText(/Keep the old name for now\.$/)).toBeVisible();
    await expect.element(page.getByText('There is no answer to it.')).toBeVisible();
  });

  it('that proposed a plan shows it at once, and what became of it', async () => {
    const view = { is: 'plan', plan: whole('## The plan\n\n1. Test'), accepted: false } as const;
    await showEntries([tool('ExitPlanMode', view, { status: 'denied', output: whole('Not like that.') })]);
    await expect.element(page.getByRole('heading', { name: 'The plan' })).toBeVisible();
    await expect.element(page.getByText('Not like that.')).toBeVisible();
  });

  it('that asked an agent opens its own conversation only when asked to', async () => {
    await open(agent());
    await expect.element(page.getByText(/Look for every place/)).toBeVisible();
    await expect.element(page.getByText('The conversation of a89b462008ee95611')).not.toBeInTheDocument();
    await button('Its own conversation').click();
    await expect.element(page.getByText('The conversation of a89b462008ee95611')).toBeVisible();
  });

  it('of which nobody knows anything shows what it was given by name, and what came back', async () => {
    const input = whole(JSON.stringify({ query: 'rounding', limit: 20, deep: { a: [1] } }));
    await open(
      tool('mcp__a_b__find_it', { is: 'mcp', server: 'a_b', tool: 'find_it' }, { input, output: whole('{"n":1}') }),
    );
    await expect.element(button(/Used a_b · find it/)).toBeVisible();
    expect([...document.querySelectorAll('dd')].map(({ textContent }) => textContent)).toEqual([
      'rounding',
      '20',
      '{"a":[1]}',
    ]);
    await expect.element(page.getByText('{"n":1}')).toBeVisible();
    await button('Details').click();
    await expect.element(page.getByText('mcp__a_b__find_it')).toBeVisible();
  });

  it('with an input that is no JSON any more shows it as it is', async () => {
    await open(tool('X', { is: 'other' }, { input: cut('{"a": "b', 9_000, 'long') }));
    await expect.element(page.getByText('{"a": "b')).toBeVisible();
  });
});

describe('what stands beside the conversation', () => {
  it('thinking is folded, and says so where Claude hid it', async () => {
    await showEntries(gallery().filter(({ kind }) => kind === 'thinking'));
    await expect.element(page.getByText('Thinking hidden by Claude')).toBeVisible();
    await expect.element(page.getByText('Let me look at the cart.')).not.toBeInTheDocument();
    await button('Thought for 12 secs').click();
    await expect.element(page.getByText('Let me look at the cart.')).toBeVisible();
  });

  it('a summary is a line across the page that opens to it', async () => {
    await showEntries(gallery().filter(({ kind }) => kind === 'compaction'));
    await expect.element(page.getByText('168,204 tokens to 12,040')).toBeVisible();
    await button('The summary that Claude went on with').click();
    await expect.element(page.getByText(/We mended the/)).toBeVisible();
  });

  it('a line that was left out says how large it is and why, and can be loaded', async () => {
    const around = await showEntries(
      gallery().filter(({ kind }) => kind === 'left-out'),
      {
        around: makeAround((part) => ({ is: 'text', text: `all of ${part}`, whole: false })),
      },
    );
    await expect.element(page.getByText('A line of 144 MB is too long to show.')).toBeVisible();
    await button('How it begins').first().click();
    await button('Show all (144 MB)').click();
    await expect.element(page.getByText('all of line')).toBeVisible();
    expect(around.parts).toEqual(['line']);
  });

  it('metadata is a name that opens to the line', async () => {
    await showEntries(gallery().filter(({ kind }) => kind === 'metadata'));
    await button('system · turn_duration').click();
    await expect.element(page.getByText('"durationMs"')).toBeVisible();
  });
});

it('what was unfolded stays so while the entry is out of sight', async () => {
  const around = makeAround();
  const entry = command('make', 'built');
  await showEntries([entry], { around });
  await button(/Ran make/).click();
  await showEntries([], { around });
  await showEntries([entry], { around });
  await expect.element(page.getByText('built')).toBeVisible();
});
