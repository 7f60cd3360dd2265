import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { matchesIn } from '../../src/renderer/reader/find/matches.ts';
import { agentCall, entriesOf, FakeReader, longConversation, metadata, prompt, reply, shell } from './fake-reader.ts';
import {
  forgetReading,
  highlighted,
  messages,
  openReading,
  pane,
  press,
  scroller,
  settled,
  shownText,
} from './reader-support.tsx';

beforeEach(forgetReading);

const many = (count: number, words: string) => Array.from({ length: count }, (_, n) => reply(`${words} ${n}.`));

const field = () => page.getByRole('textbox', { name: 'Find in this conversation' });
const count = (): string => pane().getByRole('search').getByRole('status').element().textContent;

async function find(text: string): Promise<void> {
  await press('{Control>}f{/Control}');
  await expect.element(field()).toHaveFocus();
  await field().fill(text);
}

describe('finding in a conversation', () => {
  it('counts, goes on and back, and paints what it finds', async () => {
    await openReading(new FakeReader({ entries: longConversation(300) }));
    await find('question 2');
    await expect.poll(count).toBe('1 of 111');
    await expect.poll(() => highlighted('reader-found-now')).toEqual(['Question 2']);
    await userEvent.keyboard('{Enter}{Enter}');
    await expect.poll(count).toBe('3 of 111');
    await expect.poll(shownText).toContain('Question 21:');
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    await expect.poll(count).toBe('2 of 111');
    await userEvent.keyboard('{F3}');
    await expect.poll(count).toBe('3 of 111');
    await userEvent.keyboard('{Shift>}{F3}{F3}{F3}{/Shift}');
    await expect.poll(count).toBe('111 of 111');
    await expect.poll(shownText).toContain('Question 299:');
    expect(highlighted('reader-found').length).toBeGreaterThan(1);
  });

  it('minds the case where it is told to', async () => {
    await openReading(new FakeReader({ entries: entriesOf(prompt('Cart, cart, CART'), reply('cart')) }));
    await find('cart');
    await expect.poll(count).toBe('1 of 4');
    await pane().getByRole('button', { name: 'Match case' }).click();
    await expect.poll(count).toBe('1 of 2');
    await expect.poll(() => highlighted('reader-found')).toEqual(['cart', 'cart']);
  });

  it('opens what is folded, and stays there when it is closed', async () => {
    const entries = entriesOf(prompt('Hello'), shell('ls', 'one\ntwo needle\nthree'), reply('Done'));
    await openReading(new FakeReader({ entries }));
    expect(
      messages()
        .getByText(/needle/)
        .elements(),
    ).toHaveLength(0);
    await find('needle');
    await expect.poll(() => highlighted('reader-found-now')).toEqual(['needle']);
    await expect
      .element(
        messages()
          .getByText(/needle/)
          .first(),
      )
      .toBeVisible();
    const before = scroller().scrollTop;
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => pane().getByRole('search').elements().length).toBe(0);
    expect(CSS.highlights.has('reader-found')).toBe(false);
    await settled();
    expect(scroller().scrollTop).toBe(before);
    await expect
      .element(
        messages()
          .getByText(/needle/)
          .first(),
      )
      .toBeVisible();
  });

  it('leads into an abandoned branch', async () => {
    const entries = entriesOf(prompt('One'), prompt('A needle'), reply('Of hay'), prompt('Two'));
    await openReading(new FakeReader({ entries, branches: [{ from: 1, to: 2, prompts: 1 }] }));
    await find('needle');
    await expect.element(messages().getByText('A needle')).toBeVisible();
    await expect.poll(() => highlighted('reader-found-now')).toEqual(['needle']);
  });

  it('leaves out what is not listed', async () => {
    await openReading(new FakeReader({ entries: entriesOf(prompt('mode'), metadata('mode')) }));
    await find('mode');
    await expect.poll(count).toBe('1 of 1');
  });

  it('says what it did not find, and that the file is still being read', async () => {
    const reader = new FakeReader({ entries: [...longConversation(30)], readAtFirst: 60 });
    const api = await openReading(reader);
    await find('Question 29');
    await expect.poll(count).toBe('No matches so far');
    await expect.element(pane().getByText('The file is still being read.')).toBeVisible();
    reader.grow(api);
    await expect.poll(count).toBe('1 of 1');
    await field().fill('nowhere at all');
    await expect.poll(count).toBe('No matches');
  });

  it('counts on while the file is being written, however often it grows', async () => {
    const reader = new FakeReader({ entries: entriesOf(prompt('One lantern')) });
    const api = await openReading(reader);
    await find('lantern');
    await expect.poll(count).toBe('1 of 1');
    const growing = setInterval(() => reader.grow(api, [reply('Another lantern')]), 150);
    await expect.poll(count, { timeout: 4_000 }).toMatch(/^1 of ([2-9]|1[0-9])$/);
    clearInterval(growing);
    await expect.poll(count).toBe(`1 of ${reader.entries.length}`);
  });
});

describe('finding in subagents’ own conversations', () => {
  const reader = () =>
    new FakeReader({
      entries: entriesOf(prompt('Hello'), ...many(40, 'Before'), agentCall('outer'), ...many(40, 'Behind')),
      agents: {
        outer: entriesOf(prompt('Look around'), ...many(50, 'Outer'), agentCall('inner'), reply('The outer needle')),
        inner: entriesOf(prompt('Look closer'), shell('ls', 'needle\nneedle')),
      },
    });
  const button = (name: string) => pane().getByRole('button', { name });
  const isInView = (words: string | RegExp) => (): boolean => {
    const [element] = messages().getByText(words).elements();
    const [box, view] = [element?.getBoundingClientRect(), scroller().getBoundingClientRect()];
    return box !== undefined && box.top >= view.top && box.bottom <= view.bottom;
  };

  it('says how many there are, and leads to them, unfolded and painted', async () => {
    await openReading(reader());
    await find('needle');
    await button('3 matches in subagents’ own conversations').click();
    await expect
      .poll(() =>
        page
          .getByRole('menuitem')
          .elements()
          .map((item) => item.textContent),
      )
      .toEqual(['outer1 match', 'inner2 matches']);
    await page.getByRole('menuitem', { name: /^inner/ }).click();
    await expect.poll(() => highlighted('reader-found')).toEqual(['needle', 'needle']);
    await expect.poll(isInView(/^needle\sneedle$/)).toBe(true);
    expect(count()).toBe('None here');
    await button('3 matches in subagents’ own conversations').click();
    await page.getByRole('menuitem', { name: /^outer/ }).click();
    await expect.poll(isInView('The outer needle')).toBe(true);
    await expect.poll(() => highlighted('reader-found')).toContain('needle');
  });

  it('is reached by the keyboard, and says nothing where there is nothing', async () => {
    await openReading(reader());
    await find('the outer');
    await expect.element(button('1 match in subagents’ own conversations')).toBeVisible();
    await userEvent.keyboard('{Tab}{Tab}{Tab}{Enter}{Enter}');
    await expect.poll(isInView('The outer needle')).toBe(true);
    await find('Before 7.');
    await expect.poll(count).toBe('1 of 1');
    await expect.element(button('1 match in subagents’ own conversations')).not.toBeInTheDocument();
  });

  it('does not say that there are none before it has looked', async () => {
    const slow = reader();
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    const { 'reader.findInAgents': look } = slow.replies;
    slow.replies['reader.findInAgents'] = async (request) => {
      await asked;
      return look?.(request) ?? [];
    };
    await openReading(slow);
    await find('nowhere at all');
    await expect.poll(count).toBe('No matches so far');
    answer();
    await expect.poll(count).toBe('No matches');
  });
});

describe('matches in what is shown', () => {
  const inside = (html: string, text: string, matchCase = false): string[] => {
    const element = document.createElement('div');
    element.innerHTML = html;
    document.body.append(element);
    const found = matchesIn(element, { text, matchCase }).map((range) => String(range));
    element.remove();
    return found;
  };

  it('run over the borders of words in colour and in bold', () => {
    expect(inside('<p>the <b>cart</b>-total, the cart</p>', 'the cart')).toEqual(['the cart', 'the cart']);
    expect(inside('<pre><span>con</span><span>st</span> x</pre>', 'const x')).toEqual(['const x']);
  });

  it('do not run over the borders of paragraphs', () => {
    expect(inside('<p>one</p><p>two</p>', 'onetwo')).toEqual([]);
  });

  it('do not stand in what is no part of the conversation', () => {
    expect(inside('<p>copy</p><button data-no-find>Copy</button>', 'copy')).toEqual(['copy']);
  });

  it('keep their places where lower case is longer', () => {
    expect(inside('<p>İİİ Cart</p>', 'cart')).toEqual(['Cart']);
  });
});
