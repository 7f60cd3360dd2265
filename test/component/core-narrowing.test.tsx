import { describe, expect, it, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { partOf } from './blocks-entries.ts';
import { entriesOf, FakeReader, longConversation, prompt } from './fake-reader.ts';
import { forgetReading, messages, openReading, scroller, settled, shownEntries } from './reader-support.tsx';
import { list, rows } from './render-app.tsx';

/** What a person reads stays before their eyes, however the window changes its size. */

const back = () => page.getByRole('button', { name: 'Back to the list' });
const WIDE = { width: 1280, height: 800 };

async function open(): Promise<HTMLElement> {
  forgetReading();
  await openReading(new FakeReader({ entries: longConversation(100) }), WIDE);
  return scroller();
}

/** The message at the upper edge. */
const topMessage = (): string => shownEntries()[0]?.textContent ?? '';

async function scrollTo(top: number): Promise<void> {
  scroller().scrollTop = top;
  await settled();
}

/** Until the panes have taken their widths. */
const twoFrames = (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

describe('a window that gets too small for three panes', () => {
  it('shows the conversation that has the keyboard, which stays there', async () => {
    const text = await open();
    text.focus();
    await page.viewport(900, 600);
    await expect.element(back().first()).toBeVisible();
    expect(document.activeElement).toBe(text);
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => document.activeElement).toBe(list().element());
    expect(back().elements()).toHaveLength(0);
  });

  it.each([900, 600])('shows the conversation that was scrolled, at its place, %d pixels wide', async (width) => {
    const text = await open();
    await scrollTo(6000);
    const before = topMessage();
    expect(document.activeElement).toBe(list().element());
    await page.viewport(width, 600);
    await expect.element(back().first()).toBeVisible();
    await settled();
    expect(scroller()).toBe(text);
    expect(topMessage()).toBe(before);
    expect(document.activeElement).toBe(text);
    await page.viewport(WIDE.width, WIDE.height);
    await expect.element(list()).toBeVisible();
    await settled();
    expect(scroller()).toBe(text);
    expect(topMessage()).toBe(before);
  });

  it('leaves a picture open that was opened large', async () => {
    forgetReading();
    const media = { is: 'image', mediaType: 'image/png', name: 'plan.png', bytes: 48_213, part: 'picture' } as const;
    const entries = entriesOf((entry) => ({ ...prompt('See this.')(entry), media: [media] }));
    await openReading(new FakeReader({ entries, parts: { picture: partOf('picture') } }), WIDE);
    await page.getByRole('button', { name: 'Show plan.png large' }).click();
    const large = page.getByRole('dialog', { name: 'plan.png' });
    await expect.element(large).toBeVisible();
    for (const width of [900, 600, 1280]) {
      await page.viewport(width, 600);
      await expect.poll(() => document.documentElement.clientWidth).toBe(width);
      await expect.element(large).toBeVisible();
    }
    await page.viewport(900, 600);
    await userEvent.keyboard('{Escape}');
    await expect.element(large).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Show plan.png large' })).toHaveFocus();
  });

  it('shows the list where nothing was read yet', async () => {
    await open();
    await page.viewport(900, 600);
    await expect.element(messages()).not.toBeInTheDocument();
    await expect.element(rows().first()).toBeVisible();
    expect(document.activeElement).toBe(list().element());
  });

  it.each([
    ['that the person gave to its panes', 2],
    ['that its panes had at first', 0],
  ])('has the widths again %s', async (_, presses) => {
    await open();
    onTestFinished(() => localStorage.clear());
    const widths = (): number[] =>
      ['nav', 'list', 'detail'].map((id) =>
        Math.round(document.getElementById(id)?.getBoundingClientRect().width ?? 0),
      );
    for (const name of ['Width of the list', 'Width of the places']) {
      page.getByRole('separator', { name }).element().focus();
      for (let n = 0; n < presses; n += 1) await userEvent.keyboard('{ArrowRight}');
    }
    list().element().focus();
    const before = widths();
    for (const width of [900, 1280, 600, 1280]) {
      await page.viewport(width, 800);
      await expect.element(page.getByRole('option').first()).toBeVisible();
      await twoFrames();
    }
    await expect.poll(widths).toEqual(before);
  });
});
