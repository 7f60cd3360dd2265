import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useStore } from '../../src/renderer/store/index.ts';
import { FakeApi, fixture } from './fake-api.ts';
import { list, renderApp, rows, shownTitles } from './render-app.tsx';

/** The filter works from wherever the window stands: it brings the list to the front, and can always be left. */

const VOUCHER = 'Cart total is wrong after removing a voucher';
const field = () => page.getByRole('textbox', { name: 'Filter by title or folder' });
const openTitle = (): string => {
  const { live, selection } = useStore.getState();
  return live?.sessions.get(selection.cursor ?? '')?.title ?? '';
};

async function open(width: number): Promise<void> {
  await renderApp(new FakeApi(fixture('usual')), { width });
  await expect.element(rows().first()).toBeVisible();
}

async function expectFiltered(): Promise<void> {
  await expect.poll(shownTitles).toEqual([VOUCHER]);
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement).toBe(list().element());
  expect(openTitle()).toBe(VOUCHER);
}

describe('what is typed into the filter', () => {
  it.each(['Health', 'History'])('brings the list to the front while %s is shown', async (name) => {
    await open(1280);
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await expect.element(page.getByRole('heading', { name, exact: true })).toBeVisible();
    await field().click();
    await userEvent.keyboard('voucher');
    await expectFiltered();
  });

  it.each([900, 600])('brings the list to the front of an open conversation, %d pixels wide', async (width) => {
    await open(width);
    await rows().first().click();
    await expect.element(page.getByRole('button', { name: 'Back to the list' }).first()).toBeVisible();
    await userEvent.keyboard('/voucher');
    expect(page.getByRole('button', { name: 'Back to the list' }).elements()).toHaveLength(0);
    await expectFiltered();
  });

  it('brings the list to the front of the places where one pane is shown', async () => {
    await open(600);
    await page.getByRole('button', { name: 'Places' }).click();
    await field().click();
    await userEvent.keyboard('voucher');
    await expectFiltered();
  });
});

describe('the field of the filter', () => {
  it('goes to the list on Enter from a page as well, with what it still filters', async () => {
    await open(1280);
    await field().fill('voucher');
    await page.getByRole('button', { name: /^Health/ }).click();
    await field().click();
    await userEvent.keyboard('{Enter}');
    expect(document.activeElement).toBe(list().element());
    expect(openTitle()).toBe(VOUCHER);
  });

  it('leaves what is open alone on Enter where nothing is typed', async () => {
    await open(1280);
    await rows().nth(2).click();
    const before = openTitle();
    await userEvent.keyboard('/{Enter}');
    expect(document.activeElement).toBe(list().element());
    expect(openTitle()).toBe(before);
  });

  it('is cleared by Escape and then left', async () => {
    await open(1280);
    await userEvent.keyboard('/voucher{Escape}');
    await expect.element(field()).toHaveValue('');
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(list().element());
  });

  it('is left by Escape where a page is shown, and where a conversation covers the list', async () => {
    await open(900);
    await page.getByRole('button', { name: /^Health/ }).click();
    await field().click();
    await userEvent.keyboard('{Escape}');
    await expect.element(field()).not.toHaveFocus();
    await expect.element(page.getByRole('heading', { name: 'Health', exact: true })).toBeVisible();
    await page.getByRole('button', { name: /^Ghosts/ }).click();
    await rows().first().click();
    await field().click();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('region', { name: 'About the conversation' })).toHaveFocus();
  });

  it('keeps the keyboard when its cross is pressed', async () => {
    await open(1280);
    await field().fill('voucher');
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await expect.element(field()).toHaveFocus();
    await expect.element(field()).toHaveValue('');
  });

  it('is not there where there is no list', async () => {
    await renderApp(new FakeApi(fixture('nothing-here')));
    await expect.element(page.getByRole('button', { name: 'Look at a sample' })).toBeVisible();
    expect(field().elements()).toHaveLength(0);
    await page.getByRole('button', { name: 'Commands' }).click();
    await expect.element(page.getByRole('option', { name: /Open Settings/ })).toBeVisible();
    expect(page.getByRole('option', { name: /Filter the list/ }).elements()).toHaveLength(0);
  });
});
