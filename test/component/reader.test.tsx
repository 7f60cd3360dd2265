import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useStore } from '../../src/renderer/store/index.ts';
import { failure, type FakeApi } from './fake-api.ts';
import {
  agentCall,
  entriesOf,
  entryUuid,
  FakeReader,
  longConversation,
  metadata,
  prompt,
  reply,
  shell,
} from './fake-reader.ts';
import {
  distanceOf,
  forgetReading,
  messages,
  openConversation,
  openReading,
  pane,
  press,
  scroller,
  settled,
  shownEntries,
  shownText,
} from './reader-support.tsx';
import { list, rows } from './render-app.tsx';

beforeEach(forgetReading);

const question = (number: number): string => `Question ${number}: what about part ${number}?`;

describe('a conversation', () => {
  it('opens at its beginning, and goes to its end and back', async () => {
    await openReading(new FakeReader({ entries: longConversation(500) }));
    await expect.element(messages().getByText(question(1), { exact: true })).toBeVisible();
    expect(scroller().scrollTop).toBe(0);
    await press('{End}');
    await expect.element(messages().getByText('ls part-500')).toBeVisible();
    await settled();
    expect(scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight).toBeLessThanOrEqual(32);
    await press('{Home}');
    await expect.element(messages().getByText(question(1), { exact: true })).toBeVisible();
    expect(scroller().scrollTop).toBe(0);
  });

  it('asks only for what is in view and around it', async () => {
    const api = await openReading(new FakeReader({ entries: longConversation(13_000) }));
    await press('{End}');
    await expect.element(messages().getByText(question(13_000), { exact: true })).toBeVisible();
    await settled();
    const asked = api.asked.filter(({ operation }) => operation === 'reader.entries');
    expect(asked.length).toBeLessThan(16);
    expect(messages().element().querySelectorAll('article').length).toBeLessThan(60);
  });

  it('keeps in place what is being read while rows above get their true heights', async () => {
    await openReading(new FakeReader({ entries: longConversation(600) }));
    scroller().scrollTo({ top: scroller().scrollHeight / 2 });
    await settled();
    const texts = shownEntries().map((entry) => entry.querySelector('p')?.textContent ?? '');
    const text = texts.slice(3).find((words) => words !== '') ?? '';
    for (let step = 0; step < 12; step += 1) {
      const before = distanceOf(text);
      scroller().scrollBy({ top: -20 });
      await settled();
      expect(Math.abs(distanceOf(text) - before - 20)).toBeLessThanOrEqual(2);
    }
  });

  it('is found where it was left', async () => {
    await openReading(new FakeReader({ entries: longConversation(300) }));
    scroller().scrollTo({ top: 9_000 });
    await settled();
    const [text, top] = [shownText(), scroller().scrollTop];
    await rows().nth(1).click();
    await expect.element(messages().getByText(question(1), { exact: true })).toBeVisible();
    expect(scroller().scrollTop).toBe(0);
    await rows().first().click();
    await expect.poll(() => Math.abs(scroller().scrollTop - top)).toBeLessThanOrEqual(2);
    await settled();
    expect(shownText()).toBe(text);
  });

  it('is opened once, and those that somebody runs past are not', async () => {
    const api = await openReading(new FakeReader({ entries: longConversation(3) }));
    const opened = (): unknown[] =>
      api.asked.flatMap(({ operation, request }) => (operation === 'reader.open' ? [request] : []));
    const cursor = (): unknown => ({ id: useStore.getState().selection.cursor, agent: null });
    const first = cursor();
    expect(opened()).toEqual([first]);
    const down = (): void => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    };
    list().element().focus();
    down();
    const second = cursor();
    for (let step = 0; step < 4; step += 1) down();
    expect(cursor()).not.toEqual(second);
    await expect.poll(opened).toEqual([first, second, cursor()]);
  });

  it('leaves out what Claude keeps for itself, until it is asked for', async () => {
    const entries = entriesOf(
      prompt('Hello'),
      metadata('queue-operation'),
      reply('Good day'),
      metadata('turn_duration'),
    );
    await openReading(new FakeReader({ entries }));
    await expect.element(messages().getByText('Good day')).toBeVisible();
    expect(shownText()).not.toContain('turn_duration');
    await pane().getByRole('button', { name: 'View' }).click();
    await page.getByRole('menuitemcheckbox', { name: /Claude’s own notes/ }).click();
    await expect.element(messages().getByText('turn_duration').first()).toBeVisible();
  });

  it('says so where there is nothing but that', async () => {
    await openConversation(new FakeReader({ entries: entriesOf(metadata('mode')) }));
    await expect.element(pane().getByText(/Claude’s own notes are all there is/)).toBeVisible();
  });

  it('folds what was said and taken back, and opens it on demand', async () => {
    const entries = entriesOf(
      prompt('One'),
      reply('To one'),
      prompt('Two, a mistake'),
      reply('To the mistake'),
      prompt('Two'),
    );
    await openReading(new FakeReader({ entries, branches: [{ from: 2, to: 3, prompts: 1 }] }));
    const branch = pane().getByRole('button', { name: /You went back here: 2 messages on an abandoned branch/ });
    await expect.element(branch).toHaveAttribute('aria-expanded', 'false');
    expect(shownText()).not.toContain('a mistake');
    await branch.click();
    await expect.element(messages().getByText('To the mistake')).toBeVisible();
    await branch.click();
    await expect.poll(shownText).not.toContain('a mistake');
  });

  it('shows a subagent’s own conversation under its call, more of it on demand', async () => {
    const inner = entriesOf(
      prompt('Look for all usages of the cart.'),
      ...longConversation(20).map(({ entry }) => shell(`step ${entry}`, '')),
    );
    const entries = entriesOf(prompt('Hello'), agentCall('a1b2'), reply('Done'));
    const reader = new FakeReader({ entries, agents: { a1b2: inner } });
    await openReading(reader);
    await messages()
      .getByRole('button', { name: /Look for usages/ })
      .click();
    const own = pane()
      .getByRole('button', { name: /conversation/i })
      .last();
    await own.click();
    const section = page.getByRole('region', { name: 'The subagent’s own conversation' });
    await expect.element(section.getByText('step 5', { exact: true })).toBeVisible();
    await section.getByRole('button', { name: 'Show 41 more' }).click();
    await expect.element(section.getByText('step 59', { exact: true })).toBeInTheDocument();
    expect(reader.open.size).toBe(2);
  });
});

describe('a conversation that is still being written', () => {
  it('goes along where somebody is at its end', async () => {
    const reader = new FakeReader({ entries: longConversation(50) });
    const api = await openReading(reader);
    await press('{End}');
    await settled();
    reader.grow(api, [prompt('Came in just now'), reply('So it did.')]);
    await expect.element(messages().getByText('So it did.')).toBeVisible();
  });

  it('stays where somebody reads, and says that there is more', async () => {
    const reader = new FakeReader({ entries: longConversation(50) });
    const api = await openReading(reader);
    scroller().scrollTo({ top: 2_000 });
    await settled();
    const before = scroller().scrollTop;
    reader.grow(api, [metadata('turn_duration')]);
    await settled();
    expect(pane().getByRole('button', { name: 'New messages below' }).elements()).toHaveLength(0);
    reader.grow(api, [reply('Came in just now.')]);
    const news = pane().getByRole('button', { name: 'New messages below' });
    await expect.element(news).toBeVisible();
    expect(scroller().scrollTop).toBe(before);
    await news.click();
    await expect.element(messages().getByText('Came in just now.')).toBeVisible();
    await expect.poll(() => news.elements().length).toBe(0);
  });

  it('shows an entry anew that has changed', async () => {
    const reader = new FakeReader({ entries: entriesOf(prompt('Hello'), shell('npm test', '')) });
    const api = await openReading(reader);
    reader.entries[1] = shell('npm run everything', 'done')(1);
    reader.grow(api, [], [1]);
    await expect.element(messages().getByText('npm run everything')).toBeVisible();
  });

  it('says how much of it has been read, and ends where the file ends', async () => {
    const reader = new FakeReader({ entries: longConversation(400), readAtFirst: 300 });
    const api = await openReading(reader);
    await expect.element(pane().getByText('Reading… 25 %')).toBeVisible();
    await press('{End}');
    reader.grow(api);
    await expect.element(messages().getByText(question(400), { exact: true })).toBeVisible();
    await expect.element(pane().getByText(/Reading…/)).not.toBeInTheDocument();
  });
});

describe('the end of a conversation that is still being read', () => {
  const LAST = question(900);
  const gap = () => messages().getByText(/^What was said before is still being read…/);

  async function openTail(reader: FakeReader): Promise<FakeApi> {
    const api = await openReading(reader);
    await press('{End}');
    await expect.element(messages().getByText(LAST, { exact: true })).toBeVisible();
    await settled();
    return api;
  }

  it('is there at once, and stays where it is when all has been read', async () => {
    const reader = new FakeReader({ entries: longConversation(900), readAtFirst: 60 });
    const api = await openTail(reader);
    expect(atEnd()).toBe(true);
    await expect.element(gap()).toBeInTheDocument();
    expect(messages().element().getAttribute('aria-busy')).toBe('true');
    scroller().scrollBy({ top: -200 });
    await settled();
    const [text, top] = [shownText(), distanceOf(LAST)];
    const seen = watchPlace(LAST);
    reader.grow(api);
    await expect.element(gap()).not.toBeInTheDocument();
    await settled();
    // Browsers scroll by whole pixels.
    expect([...seen()].map((place) => Math.round((place ?? NaN) - top))).toEqual([...seen()].map(() => 0));
    expect(shownText()).toBe(text);
    expect(shownEntries().map((row) => Number(row.getAttribute('aria-setsize')))).not.toContain(-1);
    // The rest is above it.
    await press('{Home}');
    await expect.element(messages().getByText(question(1), { exact: true })).toBeVisible();
  });

  it('begins where it is certain, below the words that the rest is missing', async () => {
    const reader = new FakeReader({ entries: longConversation(900), readAtFirst: 60 });
    await openTail(reader);
    scroller().scrollTo({ top: 0 });
    await settled();
    await expect.element(gap()).toBeVisible();
    const [first] = shownEntries();
    // 113 entries of the end: the first of these is a reply.
    expect(first?.textContent).toContain('Answer 863.');
  });

  it('keeps unfolded what was unfolded there', async () => {
    const reader = new FakeReader({ entries: longConversation(900), readAtFirst: 60 });
    const api = await openTail(reader);
    await messages()
      .getByRole('button', { name: /ls part-900/ })
      .click();
    await expect
      .element(
        messages()
          .getByText(/file-900\.txt/)
          .first(),
      )
      .toBeVisible();
    reader.grow(api);
    await expect.element(gap()).not.toBeInTheDocument();
    await settled();
    await expect
      .element(
        messages()
          .getByText(/file-900\.txt/)
          .first(),
      )
      .toBeVisible();
  });

  it('goes along with what is written meanwhile', async () => {
    const reader = new FakeReader({ entries: longConversation(900), readAtFirst: 60 });
    const api = await openTail(reader);
    reader.grow(api, [reply('Written meanwhile.')]);
    await expect.element(messages().getByText('Written meanwhile.')).toBeVisible();
    await settled();
    expect(atEnd()).toBe(true);
  });

  it('is left for the beginning, and for a prompt of the outline', async () => {
    const reader = new FakeReader({ entries: longConversation(900), readAtFirst: 60 });
    await openTail(reader);
    await press('{Home}');
    await expect.element(messages().getByText(question(1), { exact: true })).toBeVisible();
    await expect.element(gap()).not.toBeInTheDocument();
  });

  it('is ready before anybody wants it', async () => {
    const reader = new FakeReader({ entries: longConversation(900), readAtFirst: 60 });
    const api = await openTail(reader);
    expect(api.asked.filter(({ operation }) => operation === 'reader.tail')).toHaveLength(1);
  });

  it('is forgotten once all of the conversation was read without it', async () => {
    const reader = new FakeReader({ entries: longConversation(900), readAtFirst: 60 });
    const api = await openReading(reader);
    await expect.poll(() => reader.open.size).toBe(2);
    reader.grow(api);
    await expect.poll(() => [...reader.open.values()].map(({ length }) => length)).toEqual([reader.entries.length]);
  });

  it('is waited for where too little of it is certain', async () => {
    const reader = new FakeReader({ entries: longConversation(900), readAtFirst: 60 });
    reader.replies['reader.tail'] = () => null;
    const api = await openReading(reader);
    await press('{End}');
    await expect.element(messages().getByText(question(20), { exact: true })).toBeVisible();
    reader.grow(api);
    await expect.element(messages().getByText(LAST, { exact: true })).toBeVisible();
  });
});

const atEnd = (): boolean => scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight <= 32;

/** Where a text is in each frame from now on. */
function watchPlace(text: string): () => ReadonlySet<number | null> {
  const seen = new Set<number | null>();
  let isOver = false;
  const look = (): void => {
    const element = [...scroller().querySelectorAll('article p')].find(({ textContent }) => textContent === text);
    seen.add(
      element === undefined ? null : element.getBoundingClientRect().top - scroller().getBoundingClientRect().top,
    );
    if (!isOver) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return () => {
    isOver = true;
    return seen;
  };
}

describe('what can go wrong', () => {
  it('opens again by itself once, where the engine was started again', async () => {
    const reader = new FakeReader({ entries: longConversation(300) });
    await openReading(reader);
    reader.forget();
    await press('{End}');
    await expect.element(messages().getByText(question(300), { exact: true })).toBeVisible();
    expect(reader.open.size).toBe(1);
  });

  it('says that the file is gone, and tries again', async () => {
    const reader = new FakeReader({ entries: entriesOf(prompt('Hello')) });
    const openIt = reader.replies['reader.open'];
    let isGone = true;
    reader.replies['reader.open'] = (request) => {
      if (isGone || openIt === undefined) throw failure('not-found', 'Its file is gone.');
      return openIt(request);
    };
    await openConversation(reader);
    await expect.element(pane().getByText('The conversation is no longer on this disk.')).toBeVisible();
    isGone = false;
    await pane().getByRole('button', { name: 'Try again' }).click();
    await expect.element(messages().getByText('Hello')).toBeVisible();
  });

  it('says why a file could not be read', async () => {
    const reader = new FakeReader({ entries: [] });
    reader.replies['reader.open'] = () => {
      throw failure('disk', 'The system does not permit it.');
    };
    await openConversation(reader);
    await expect.element(pane().getByText('The system does not permit it.')).toBeVisible();
  });

  it('says that nothing was said', async () => {
    await openConversation(new FakeReader({ entries: [] }));
    await expect.element(pane().getByText('Nothing was said in it yet.')).toBeVisible();
  });
});

describe('a link to a message', () => {
  const target = entryUuid(601);

  it('opens the conversation there and marks the message', async () => {
    await openReading(new FakeReader({ entries: longConversation(300) }));
    const id = useStore.getState().selection.cursor ?? '';
    window.location.hash = `#/conversation/${id}/${target}`;
    await expect.element(messages().getByText(/^Answer 201\./)).toBeVisible();
    await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toMatch(/^Claude/);
    expect(window.location.hash).toBe('');
  });

  it('says so where the message is not there', async () => {
    await openReading(new FakeReader({ entries: entriesOf(prompt('Hello')) }));
    window.location.hash = `#/conversation/${useStore.getState().selection.cursor ?? ''}/${target}`;
    await expect.element(page.getByText(/is not in this conversation any more/)).toBeVisible();
  });

  it('is copied from a message, as its text is', async () => {
    await openReading(new FakeReader({ entries: entriesOf(prompt('Hello'), reply('Good **day**')) }));
    await press('jj');
    await press('c');
    await expect.poll(() => navigator.clipboard.readText()).toBe('Good **day**');
    await pane().getByRole('button', { name: 'Copy the message or a link to it' }).last().click();
    await page.getByRole('menuitem', { name: 'Copy link' }).click();
    const id = useStore.getState().selection.cursor ?? '';
    await expect
      .poll(() => navigator.clipboard.readText())
      .toMatch(new RegExp(`#/conversation/${id}/${entryUuid(1)}$`));
  });
});

describe('the keyboard', () => {
  it('goes from prompt to prompt, and from message to message', async () => {
    await openReading(new FakeReader({ entries: longConversation(40) }));
    await press('{Alt>}{ArrowDown}{ArrowDown}{/Alt}');
    await expect.poll(() => document.activeElement?.textContent).toContain(question(3));
    await press('{Alt>}{ArrowUp}{/Alt}');
    await expect.poll(() => document.activeElement?.textContent).toContain(question(2));
    await press('j');
    await expect.poll(() => document.activeElement?.textContent).toContain('Answer 2.');
    await press('k');
    await expect.poll(() => document.activeElement?.textContent).toContain(question(2));
  });

  it('opens the prompts, and goes to one', async () => {
    await openReading(new FakeReader({ entries: longConversation(120) }));
    await press('o');
    const prompts = page.getByRole('listbox', { name: 'Your prompts' });
    await expect.element(prompts).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(pane().getByRole('button', { name: 'Your prompts' })).toHaveFocus();
    await press('o');
    await expect.element(prompts).toHaveFocus();
    await userEvent.keyboard('{End}{ArrowUp}{Enter}');
    await expect.poll(() => document.activeElement?.textContent).toContain(question(119));
    expect(prompts.elements()).toHaveLength(0);
  });

  it('has the prompts beside the conversation where there is room, and goes to a time', async () => {
    await openReading(new FakeReader({ entries: longConversation(120) }), { width: 2560, height: 1440 });
    const column = page.getByRole('complementary', { name: 'Your prompts' });
    await column.getByRole('option', { name: new RegExp('^Question 12:') }).click();
    await expect.poll(() => document.activeElement?.textContent).toContain(question(12));
    const at = new Date(Date.UTC(2026, 10, 3, 9, 0) + 60 * 60_000);
    const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    await column.getByLabelText('Go to a time').fill(local);
    await column.getByRole('button', { name: 'Go', exact: true }).click();
    await expect.poll(() => document.activeElement?.textContent).toContain(question(21));
  });
});

describe('what was typed and never taken up', () => {
  it('is told above the conversation, once all of the file was read', async () => {
    const queued = [{ text: 'And then the *invoices*,\nplease.', at: Date.UTC(2026, 10, 3, 9, 5) }];
    const reader = new FakeReader({ entries: longConversation(30), readAtFirst: 60, facts: { queued } });
    const api = await openReading(reader);
    const told = pane().getByText('Typed while Claude worked, and not taken up so far:');
    expect(told.elements()).toHaveLength(0);
    reader.grow(api);
    await expect.element(told).toBeVisible();
    await expect.element(pane().getByText(/And then the \*invoices\*,\s+please\./)).toBeVisible();
  });
});
