import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { closeReadings } from '../../src/renderer/reader/reading/registry.ts';
import { forgetPlaces } from '../../src/renderer/reader/place.ts';
import { FakeApi, fixture } from './fake-api.ts';
import { FakeReader, longConversation } from './fake-reader.ts';
import { renderApp, rows } from './render-app.tsx';

beforeEach(() => {
  closeReadings();
  forgetPlaces();
});

const scroller = (): HTMLElement =>
  page.getByRole('region', { name: 'About the conversation' }).element() as HTMLElement;
const messages = () => page.getByRole('feed', { name: 'Messages' });

async function open(reader: FakeReader, options = {}): Promise<FakeApi> {
  const api = new FakeApi(fixture('usual'), reader.replies);
  await renderApp(api, options);
  await rows().first().click();
  return api;
}

describe('the reader', () => {
  it('opens at the beginning', async () => {
    await open(new FakeReader({ entries: longConversation(200) }), { width: 1440, height: 900 });
    await expect.element(messages().getByText('Question 1: what about part 1?')).toBeVisible();
    expect(scroller().scrollTop).toBe(0);
    await page.screenshot({ path: '/tmp/reader/out/shots/reader-1.png' });
    scroller().focus();
    await userEvent.keyboard('{End}');
    await expect.element(messages().getByText('Question 200: what about part 200?')).toBeVisible();
    await page.screenshot({ path: '/tmp/reader/out/shots/reader-2.png' });
  });
});
