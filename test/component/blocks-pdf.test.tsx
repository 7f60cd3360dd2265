import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Media, ReaderPage } from '../../src/shared/reading.ts';
import { PNG, prompt } from './blocks-entries.ts';
import { makeAround, showEntries, type Around } from './blocks-support.tsx';
import { axeFindings } from './render-app.tsx';

/** PDF documents in a message: by their first page, and opened large. */

const pdf = (more: Partial<Media> = {}): Media => ({
  is: 'document',
  mediaType: 'application/pdf',
  name: 'plan.pdf',
  bytes: 240_112,
  part: 'plan',
  ...more,
});

const card = page.getByRole('button', { name: 'Show plan.pdf large' });
const dialog = page.getByRole('dialog', { name: 'plan.pdf' });
const shown = (number: number) => dialog.getByRole('img', { name: `plan.pdf, page ${number}`, exact: true });

const missing = (why: Extract<ReaderPage, { is: 'missing' }>['why'], pages = 0): ReaderPage => ({
  is: 'missing',
  why,
  pages,
});

async function openLarge(around?: Around, theme: 'light' | 'dark' = 'light'): Promise<Around> {
  const shownWith = await showEntries([prompt('', { media: [pdf()] })], { theme, ...(around && { around }) });
  await card.click();
  await expect.element(dialog.getByText('Page 1 of 3')).toBeVisible();
  return shownWith;
}

describe('a document', () => {
  it('is shown by its first page, its name, its pages and its size; none of its bytes are asked for', async () => {
    const around = await showEntries([prompt('', { media: [pdf()] })]);
    await expect.element(card).toBeVisible();
    await expect.element(page.getByText('plan.pdf')).toBeVisible();
    await expect.element(page.getByText('PDF document · 3 pages · 240 kB')).toBeVisible();
    await expect.poll(() => card.element().querySelector('img')?.naturalWidth).toBe(2);
    expect(around.pages).toEqual(['plan 1 thumbnail']);
    expect(around.parts).toEqual([]);
  });

  it('keeps its place while its page is drawn', async () => {
    let draw: (answer: ReaderPage) => void = () => undefined;
    const drawing = new Promise<ReaderPage>((resolve) => (draw = resolve));
    await showEntries([prompt('', { media: [pdf()] })], { around: makeAround(undefined, () => drawing) });
    await expect.element(page.getByRole('status', { name: 'Drawing the page…' })).toBeVisible();
    const height = (): number | undefined => document.querySelector('main li')?.getBoundingClientRect().height;
    const before = height();
    draw({ is: 'page', pages: 3, data: PNG });
    await expect.element(card).toBeVisible();
    expect(height()).toBe(before);
  });

  it.each([
    ['locked', 'needs a password'],
    ['damaged', 'could not be read'],
    ['empty', 'has no pages'],
    ['too-large', 'too large to be drawn'],
    ['too-slow', 'took too long to draw'],
  ] as const)('that is %s keeps its name and says so', async (why, words) => {
    await showEntries([prompt('', { media: [pdf()] })], { around: makeAround(undefined, () => missing(why)) });
    await expect.element(page.getByText('plan.pdf')).toBeVisible();
    await expect.element(page.getByText(`PDF document · 240 kB · ${words}`)).toBeVisible();
    expect(document.querySelectorAll('main :is(img, button[aria-label^=Show])')).toHaveLength(0);
  });

  it('that the engine could not be asked about says that it could not be read', async () => {
    const around = makeAround(undefined, () => Promise.reject(new Error('gone')));
    await showEntries([prompt('', { media: [pdf({ name: null })] })], { around });
    await expect.element(page.getByText('240 kB · could not be read')).toBeVisible();
  });

  it('whose data is not in the transcript is named, and nothing is asked for', async () => {
    const around = await showEntries([prompt('', { media: [pdf({ part: null })] })]);
    await expect.element(page.getByText(/not in the conversation file/)).toBeVisible();
    expect(around.pages).toEqual([]);
  });
});

describe('a document opened large', () => {
  it('is turned page by page with the buttons, and stops at its ends', async () => {
    await openLarge();
    const [previous, next] = [
      dialog.getByRole('button', { name: 'Previous page' }),
      dialog.getByRole('button', { name: 'Next page' }),
    ];
    await expect.element(previous).toHaveAttribute('aria-disabled', 'true');
    await next.click();
    await expect.element(shown(2)).toBeVisible();
    await next.click();
    await expect.element(shown(3)).toBeVisible();
    await expect.element(next).toHaveAttribute('aria-disabled', 'true');
    await next.click({ force: true });
    await expect.element(dialog.getByText('Page 3 of 3')).toBeVisible();
    await previous.click();
    await expect.element(shown(2)).toBeVisible();
  });

  it('is turned with the keyboard from the first key on, and closed with Escape', async () => {
    await openLarge();
    for (const [key, number] of [
      ['ArrowRight', 2],
      ['ArrowLeft', 1],
      ['ArrowLeft', 1],
      ['End', 3],
      ['ArrowRight', 3],
      ['PageUp', 2],
      ['Home', 1],
      ['PageDown', 2],
    ] as const) {
      await userEvent.keyboard(`{${key}}`);
      await expect.element(dialog.getByText(`Page ${number} of 3`)).toBeVisible();
      await expect.element(shown(number)).toBeVisible();
    }
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(card).toHaveFocus();
  });

  it('fits the window at first, and fills its width when asked to', async () => {
    await openLarge();
    await expect.element(shown(1)).toBeVisible();
    const stage = dialog.getByRole('group', { name: 'plan.pdf' });
    const overflow = (): number => stage.element().scrollHeight - stage.element().clientHeight;
    expect(overflow()).toBe(0);
    await dialog.getByRole('radio', { name: 'Full width' }).click();
    const picture = shown(1).element();
    await expect.poll(() => picture.getBoundingClientRect().width).toBe(stage.element().clientWidth);
    // Now these scroll the page; the arrows to the sides still turn it.
    await userEvent.keyboard('{End}');
    await expect.element(dialog.getByText('Page 1 of 3')).toBeVisible();
  });

  it('shows the page before only faintly while the next is on its way', async () => {
    let draw: (answer: ReaderPage) => void = () => undefined;
    const second = new Promise<ReaderPage>((resolve) => (draw = resolve));
    await openLarge(
      makeAround(undefined, (_part, number) => (number === 2 ? second : { is: 'page', pages: 3, data: PNG })),
    );
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(dialog.getByText('Page 2 of 3')).toBeVisible();
    await expect.poll(() => getComputedStyle(shown(1).element()).opacity).toBe('0.3');
    draw({ is: 'page', pages: 3, data: PNG });
    await expect.element(shown(2)).toBeVisible();
    expect(getComputedStyle(shown(2).element()).opacity).toBe('1');
  });

  it('has the next page drawn ahead, and each only as large as it is shown', async () => {
    const around = await openLarge();
    await expect.element(shown(1)).toBeVisible();
    await expect.poll(() => around.pages).toEqual(['plan 1 thumbnail', 'plan 1 large', 'plan 2 large']);
  });

  it('goes on past a page that cannot be drawn', async () => {
    const around = makeAround(undefined, (_part, number) =>
      number === 2 ? missing('damaged', 3) : { is: 'page', pages: 3, data: PNG },
    );
    await openLarge(around);
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(dialog.getByText('This page could not be read.')).toBeVisible();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(shown(3)).toBeVisible();
  });

  it('opens also where it is its first page that cannot be drawn', async () => {
    const around = makeAround(undefined, (_part, number) =>
      number === 1 ? missing('too-slow', 3) : { is: 'page', pages: 3, data: PNG },
    );
    await openLarge(around);
    await expect.element(dialog.getByText('This page took too long to draw.')).toBeVisible();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(shown(2)).toBeVisible();
  });

  it('lets go of its pictures', async () => {
    const around = await openLarge();
    await expect.element(shown(1)).toBeVisible();
    const urls = [...document.querySelectorAll('img')].map(({ src }) => src);
    expect(urls.filter((url) => url.startsWith('blob:'))).toHaveLength(2);
    await userEvent.keyboard('{Escape}');
    await showEntries([], { around });
    for (const url of urls) await expect(fetch(url)).rejects.toThrow();
  });

  it.each(['light', 'dark'] as const)('axe finds nothing wrong with it in the %s theme', async (theme) => {
    await openLarge(undefined, theme);
    await expect.element(shown(1)).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(await axeFindings()).toEqual([]);
  });
});
