import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useStore } from '../../src/renderer/store/index.ts';
import { formatDates, formatModel, formatSize, formatWhen } from '../../src/renderer/strings/index.ts';
import { FakeApi, fixture } from './fake-api.ts';
import { list, renderApp, rows } from './render-app.tsx';

describe('words for', () => {
  it.each([
    ['claude-opus-4-7[1m]', 'Opus 4.7'],
    ['claude-sonnet-4-5-20250929', 'Sonnet 4.5'],
    ['claude-opus-4-20250514', 'Opus 4'],
    ['claude-3-5-haiku-20241022', 'Haiku 3.5'],
    ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 'Haiku 4.5'],
    ['gpt-oss:20b', 'gpt-oss:20b'],
    ['<synthetic>', null],
    [null, null],
  ])('the model %s are %s', (model, words) => {
    expect(formatModel(model)).toBe(words);
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [12_345, '12 kB'],
    [1_234_567, '1.2 MB'],
    [1_400_000_000, '1.4 GB'],
  ])('%d bytes are %s', (bytes, words) => {
    expect(formatSize(bytes)).toBe(words);
  });

  const now = new Date(2026, 10, 20, 12, 0).getTime();
  const hour = 60 * 60_000;

  it.each([
    [now, 'just now'],
    [now - 20_000, 'just now'],
    [now - 5 * 60_000, '5 minutes ago'],
    [now - 3 * hour, '3 hours ago'],
    [now - 26 * hour, 'yesterday'],
    [now - 100 * hour, '4 days ago'],
    [now - 400 * hour, '3 Nov'],
    [now - 9000 * hour, '10 Nov 2025'],
    [now + 76 * hour, 'in 3 days'],
  ])('a moment are relative where it is near (%#)', (at, words) => {
    expect(formatWhen(at, now)).toBe(words);
  });

  it('a conversation of several days are both days', () => {
    expect(formatDates(now - 400 * hour, now - 360 * hour, now)).toBe('3 Nov – 5 Nov');
    expect(formatDates(null, null, now)).toBeNull();
  });
});

describe('looking through before restoring', () => {
  it('ticks all that can be brought back, and Escape takes the ticks away at once', async () => {
    await renderApp(new FakeApi(fixture('usual')));
    await rows().nth(2).click();
    await page.getByRole('button', { name: 'Choose which…' }).click();
    await expect.element(page.getByText(/^12 selected/)).toBeVisible();
    await expect.poll(() => document.activeElement).toBe(list().element());
    await rows().nth(1).click();
    await userEvent.keyboard('{Escape}');
    expect(useStore.getState().selection.ticked.size).toBe(0);
  });

  it('remembers how the list is arranged', async () => {
    await renderApp(new FakeApi(fixture('usual')));
    await page.getByRole('button', { name: 'Arrange' }).click();
    await page.getByRole('menuitemradio', { name: 'Cause' }).click();
    await expect.element(list().getByRole('group', { name: 'Not saved by Claude' })).toBeVisible();
    expect(localStorage.getItem('ghostlight.view')).toContain('"grouping":"cause"');
  });

  it('scales the whole window with the text size', async () => {
    const api = new FakeApi(fixture('usual'));
    await renderApp(api);
    const before = rows().first().element().getBoundingClientRect().height;
    api.emit('settings.changed', { ...api.settings, textSize: 'larger' });
    await expect.poll(() => rows().first().element().getBoundingClientRect().height).toBe(before * 1.25);
  });
});
