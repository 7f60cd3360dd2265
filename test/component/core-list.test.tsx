import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useStore } from '../../src/renderer/store/index.ts';
import { enlarged, FakeApi, fixture, numberedId } from './fake-api.ts';
import { list, renderApp, rows, shownRows, shownTitles } from './render-app.tsx';

const ticked = (): number => useStore.getState().selection.ticked.size;
const openTitle = (): string => {
  const { live, selection } = useStore.getState();
  return live?.sessions.get(selection.cursor ?? '')?.title ?? '';
};

let api: FakeApi;

beforeEach(async () => {
  api = new FakeApi(fixture('usual'));
  await renderApp(api);
  await expect.element(rows().first()).toBeVisible();
});

describe('the keyboard in the list', () => {
  it('goes with the arrows, and to both ends', async () => {
    list().element().focus();
    await userEvent.keyboard('{ArrowDown}');
    const titles = shownTitles();
    expect(openTitle()).toBe(titles[0]);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(openTitle()).toBe(titles[2]);
    await userEvent.keyboard('{ArrowUp}');
    expect(openTitle()).toBe(titles[1]);
    await userEvent.keyboard('{End}');
    expect(openTitle()).toBe(shownTitles().at(-1));
    await userEvent.keyboard('{Home}');
    expect(openTitle()).toBe(titles[0]);
  });

  it('tells readers which row it stands on', async () => {
    list().element().focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    const active = list().element().getAttribute('aria-activedescendant');
    expect(document.getElementById(active ?? '')?.textContent).toContain(openTitle());
  });

  it('ticks with Space, a range with Shift, all with Ctrl-A, and none with Escape', async () => {
    list().element().focus();
    await userEvent.keyboard('{ArrowDown} ');
    expect(ticked()).toBe(1);
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(ticked()).toBe(3);
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect(ticked()).toBe(2);
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(ticked()).toBe(12);
    await userEvent.keyboard('{Escape}');
    expect(ticked()).toBe(0);
  });

  it('goes to the conversation that begins with what is typed', async () => {
    list().element().focus();
    await userEvent.keyboard('cart');
    expect(openTitle()).toBe('Cart total is wrong after removing a voucher');
  });

  it('shows the plan for what is selected with R', async () => {
    list().element().focus();
    await userEvent.keyboard('{ArrowDown} {ArrowDown} r');
    const sheet = useStore.getState().sheet;
    expect(sheet).toMatchObject({ kind: 'restore', ids: [...useStore.getState().selection.ticked] });
  });

  it('is not stopped by an anchor that has gone', async () => {
    list().element().focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    const { cursor } = useStore.getState().selection;
    api.change({ removed: [cursor ?? ''] });
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
    expect(ticked()).toBe(1);
  });
});

describe('the mouse in the list', () => {
  it('opens with a press, adds with Ctrl, takes a range with Shift, and keeps ticks while reading', async () => {
    await rows().nth(0).click();
    expect(ticked()).toBe(0);
    await expect.element(page.getByRole('heading', { name: openTitle() })).toBeVisible();
    await rows()
      .nth(1)
      .click({ modifiers: ['Control'] });
    await rows()
      .nth(3)
      .click({ modifiers: ['Shift'] });
    expect(ticked()).toBe(3);
    await rows().nth(0).click();
    expect(ticked()).toBe(3);
  });

  it('says how many are selected and how large they are, and restores just these', async () => {
    await rows()
      .nth(0)
      .click({ modifiers: ['Control'] });
    await rows()
      .nth(1)
      .click({ modifiers: ['Control'] });
    await expect.element(page.getByText(/^2 selected · \d+ kB/)).toBeVisible();
    const ids = [...useStore.getState().selection.ticked];
    await page.getByRole('button', { name: 'Restore 2…' }).click();
    expect(useStore.getState().sheet).toEqual({ kind: 'restore', ids, include: [] });
  });

  it('asks for what the person deleted to be included, where they picked it', async () => {
    await page.getByRole('button', { name: /^Deleted/ }).click();
    await rows()
      .nth(0)
      .click({ modifiers: ['Control'] });
    await page.getByRole('button', { name: 'Restore 1…' }).click();
    expect(useStore.getState().sheet).toMatchObject({ include: ['deleted'] });
  });
});

describe('the filter', () => {
  it('narrows the list while typing, by title and folder, whatever the marks', async () => {
    await userEvent.keyboard('/');
    await userEvent.keyboard('grossen');
    await expect.element(page.getByText('0 of 12')).toBeVisible();
    await userEvent.clear(page.getByRole('textbox'));
    await userEvent.fill(page.getByRole('textbox'), 'GROßENANG');
    await expect.poll(shownTitles).toEqual(['Größenangaben im Katalog vereinheitlichen']);
    await userEvent.fill(page.getByRole('textbox'), 'shop voucher');
    await expect.poll(shownTitles).toEqual(['Cart total is wrong after removing a voucher']);
  });

  it('says where else there is a match, and goes there', async () => {
    await userEvent.fill(page.getByRole('textbox'), 'chart');
    await page.getByRole('button', { name: '1 in Listed' }).click();
    await expect.poll(shownTitles).toEqual(['Chart of weekly sign-ups']);
  });

  it('keeps what is ticked and says that it is hidden', async () => {
    await rows()
      .nth(0)
      .click({ modifiers: ['Control'] });
    await userEvent.fill(page.getByRole('textbox'), 'voucher');
    await expect.element(page.getByText('1 hidden by the filter')).toBeVisible();
  });

  it('gives the keyboard back to the list', async () => {
    await userEvent.click(page.getByRole('textbox'));
    await userEvent.keyboard('cart{ArrowDown}');
    expect(document.activeElement).toBe(list().element());
  });
});

describe('a list of 10,000', () => {
  beforeEach(async () => {
    api = new FakeApi(enlarged(fixture('usual'), 10_000));
    await renderApp(api);
    await page.getByRole('button', { name: /^Listed/ }).click();
    await expect.element(rows().first()).toBeVisible();
  });

  it('has only the rows in view in the page', async () => {
    await expect.poll(() => Number(rows().first().element().getAttribute('aria-setsize'))).toBeGreaterThan(4000);
    expect(document.querySelectorAll('[role=option]').length).toBeLessThan(60);
  });

  it('keeps its place, its ticks and what is open when conversations come and go above it', async () => {
    const scroller = list().element();
    scroller.scrollTop = 20_000;
    await vi.waitFor(() => expect(shownTitles().length).toBeGreaterThan(5));
    const [row] = shownRows().slice(4);
    if (row === undefined) throw new Error('no rows in view');
    row.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }));
    await expect.element(page.getByText(/^1 selected/)).toBeVisible();
    const before = shownTitles();
    const { cursor } = useStore.getState().selection;
    const [newest] = useStore.getState().live?.sessions.values() ?? [];
    if (newest === undefined) throw new Error('no conversations');
    const added = Array.from({ length: 7 }, (_, index) => ({
      ...newest,
      id: numberedId(900_000 + index),
      status: 'listed' as const,
      cause: null,
      title: `New ${index}`,
      lastActivityAt: Date.now(),
    }));
    api.change({ upserted: added, removed: [numberedId(12)] });
    await expect.poll(shownTitles).toEqual(before);
    expect(useStore.getState().selection.cursor).toBe(cursor);
    expect(ticked()).toBe(1);
  });

  it('follows the keyboard to the end and back', async () => {
    list().element().focus();
    await userEvent.keyboard('{End}');
    await expect.poll(() => shownTitles().at(-1)).toBe(openTitle());
    await userEvent.keyboard('{Home}');
    await expect.poll(() => shownTitles()[0]).toBe(openTitle());
  });
});

describe('live changes', () => {
  it('asks for the whole state where a change was missed', async () => {
    const before = api.asked.filter(({ operation }) => operation === 'state.get').length;
    api.state = { ...api.state, revision: 7 };
    api.change({ rest: { claudeRunning: true } });
    await expect.poll(() => useStore.getState().live?.revision).toBe(8);
    expect(api.asked.filter(({ operation }) => operation === 'state.get')).toHaveLength(before + 1);
  });

  it('drops the tick of what was brought back, and shows it as listed', async () => {
    await rows()
      .nth(0)
      .click({ modifiers: ['Control'] });
    const [id] = useStore.getState().selection.ticked;
    const session = useStore.getState().live?.sessions.get(id ?? '');
    if (session === undefined) throw new Error('nothing ticked');
    api.change({ upserted: [{ ...session, status: 'listed', cause: null, restorable: false }] });
    await expect.element(page.getByRole('button', { name: 'Restore all 11' })).toBeVisible();
    expect(ticked()).toBe(0);
    await expect.element(page.getByText('in the sidebar')).toBeVisible();
  });
});
