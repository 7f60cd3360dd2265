import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { useStore } from '../../src/renderer/store/index.ts';
import { FakeApi, fixture } from './fake-api.ts';
import { axeFindings, list, renderApp, rows } from './render-app.tsx';

/** Whether two elements overlap. */
function overlap(a: Element, b: Element): boolean {
  const [one, other] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
  return (
    one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1
  );
}

async function open(width: number, height: number): Promise<void> {
  await renderApp(new FakeApi(fixture('usual')), { width, height });
  await expect.element(rows().first()).toBeVisible();
}

describe('a window narrower than 520 pixels', () => {
  it.each([320, 420, 519])('of %i has nothing of the title bar over its filter', async (width) => {
    await open(width, 800);
    const field = page.getByRole('textbox', { name: /filter/i }).element();
    const buttons = [...document.querySelectorAll('header button')].filter((button) => !button.contains(field));
    const over = buttons.filter((button) => overlap(button, field) && !field.parentElement?.contains(button));
    expect(over.map((button) => button.getAttribute('aria-label'))).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });

  it('has the account, the refresh and the commands in one menu', async () => {
    await open(420, 800);
    expect(page.getByRole('button', { name: /^Account/ }).elements()).toEqual([]);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Account/ }).click();
    await expect.element(page.getByRole('dialog', { name: /^Account/ })).toBeVisible();
    await page.getByRole('button', { name: 'More', exact: true }).click({ force: true });
    await page.getByRole('menuitem', { name: /^Commands/ }).click();
    await expect.poll(() => useStore.getState().sheet?.kind).toBe('palette');
  });
});

describe('a low and narrow window', () => {
  it.each([320, 420])('of %i by 400 shows the sentence and the button, and neither is cut off', async (width) => {
    await open(width, 400);
    const heading = page.getByRole('heading', { level: 1 }).element().getBoundingClientRect();
    const button = page
      .getByRole('button', { name: /^Restore all/ })
      .element()
      .getBoundingClientRect();
    expect(heading.width).toBeGreaterThan(250);
    expect(button.right).toBeLessThanOrEqual(width);
  });
});

describe('a window of 640 by 400, as at 200 % zoom', () => {
  it('leaves at least half of its height to the list, and keeps the sentence and the one button', async () => {
    await open(640, 400);
    const { top, bottom } = list().element().getBoundingClientRect();
    expect(bottom - top).toBeGreaterThanOrEqual(200);
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect.element(page.getByRole('button', { name: /^Restore all/ })).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });
});
