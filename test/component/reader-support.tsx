import { expect } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { forgetPlaces } from '../../src/renderer/reader/place.ts';
import { closeReadings } from '../../src/renderer/reader/reading/registry.ts';
import { setTarget } from '../../src/renderer/reader/targets.ts';
import { setMetadata, setOutline } from '../../src/renderer/reader/view.ts';
import { FakeApi, fixture } from './fake-api.ts';
import type { FakeReader } from './fake-reader.ts';
import { renderApp, rows } from './render-app.tsx';

/** What the reader remembers while the app runs is forgotten. */
export function forgetReading(): void {
  closeReadings();
  forgetPlaces();
  setTarget(null);
  setMetadata(false);
  setOutline(true);
}

export const pane = () => page.getByRole('region', { name: 'Conversation', exact: true });
export const messages = () => page.getByRole('feed', { name: 'Messages' });
export const scroller = (): HTMLElement =>
  page.getByRole('region', { name: 'About the conversation' }).element() as HTMLElement;

/** Opens the first conversation of the list, which this reader has. */
export async function openConversation(
  reader: FakeReader,
  options: Parameters<typeof renderApp>[1] = {},
): Promise<FakeApi> {
  const api = new FakeApi(fixture('usual'), reader.replies);
  await renderApp(api, { width: 1440, height: 900, ...options });
  await rows().first().click();
  return api;
}

export async function openReading(reader: FakeReader, options: Parameters<typeof renderApp>[1] = {}): Promise<FakeApi> {
  const api = await openConversation(reader, options);
  await expect.element(messages().getByRole('article').first()).toBeVisible();
  await settled();
  return api;
}

/** A key for the conversation as a whole. */
export async function press(keys: string): Promise<void> {
  if (!pane().element().contains(document.activeElement)) scroller().focus();
  await userEvent.keyboard(keys);
}

/** The entries in view, from top to bottom; what the bar covers is not in view. */
export function shownEntries(): HTMLElement[] {
  const { top, bottom } = scroller().getBoundingClientRect();
  const bar = scroller().querySelector('[data-stuck]')?.getBoundingClientRect().bottom ?? top;
  return [...messages().element().querySelectorAll<HTMLElement>('article')]
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.bottom > Math.max(top, bar) + 1 && box.top < bottom)
    .toSorted((a, b) => a.box.top - b.box.top)
    .map(({ element }) => element);
}

/** Until all that is in view has its contents, and nothing moves any more. */
export async function settled(): Promise<void> {
  let before = '';
  await expect
    .poll(
      () => {
        const now = `${scroller().scrollTop} ${scroller().scrollHeight}`;
        const isStill = now === before;
        before = now;
        return isStill && shownEntries().every((element) => element.getAttribute('aria-busy') !== 'true');
      },
      { interval: 120, timeout: 8_000 },
    )
    .toBe(true);
}

export const shownText = (): string =>
  shownEntries()
    .map(({ textContent }) => textContent)
    .join('\n');

/** How far the element of a text is from the upper edge of what scrolls. */
export const distanceOf = (text: string): number => {
  const element = messages().getByText(text, { exact: true }).element();
  return element.getBoundingClientRect().top - scroller().getBoundingClientRect().top;
};

/** What is painted as found in the page; the match at hand alone. */
export const highlighted = (name: 'reader-found' | 'reader-found-now'): string[] =>
  [...(CSS.highlights.get(name) ?? [])].map((range) => (range instanceof Range ? range.toString() : ''));
