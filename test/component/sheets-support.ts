import { expect } from 'vitest';
import type { Receipt, Receipts } from '../../src/shared/model.ts';
import { showPage, useStore, type Page } from '../../src/renderer/store/index.ts';
import { FakeApi, fixture } from './fake-api.ts';
import { axeFindings, renderApp } from './render-app.tsx';

export type Replies = NonNullable<ConstructorParameters<typeof FakeApi>[1]>;

/** The whole window over the usual history, with these answers in place of the fixture's. */
export async function show(replies: Replies = {}, page: Page = 'list'): Promise<FakeApi> {
  const api = new FakeApi(fixture('usual'), replies);
  await renderApp(api);
  await expect.poll(() => useStore.getState().live?.phase).toBe('ready');
  await expect.poll(() => useStore.getState().settings).not.toBeNull();
  showPage(page);
  return api;
}

/** What was asked of the engine under this name, oldest first. */
export const asked = (api: FakeApi, operation: string): unknown[] =>
  api.asked.filter((one) => one.operation === operation).map(({ request }) => request);

/** No fault that axe knows of, AA contrast among them, in both themes. */
export async function expectAccessible(): Promise<void> {
  const root = document.documentElement.dataset;
  const before = root['theme'];
  for (const theme of ['light', 'dark']) {
    root['theme'] = theme;
    await still();
    expect((await axeFindings()).map((finding) => `${theme}: ${finding}`)).toEqual([]);
  }
  if (before === undefined) delete root['theme'];
  else root['theme'] = before;
}

/** What comes in by fading has to have come in before its contrast can be judged. */
async function still(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    .map(({ finished }) => finished.catch(() => undefined));
  await Promise.all(ending);
}

/** What the engine answers where these receipts, and no others, are kept. */
export const kept = (...receipts: Receipt[]): Receipts => ({ receipts, problems: [] });

/** A receipt of the plan that the fixture has. */
export function receipt(change: Partial<Receipt> = {}): Receipt {
  const { plan } = fixture('usual');
  const { target, actions } = plan;
  if (target === null) throw new Error('The fixture has a target.');
  return {
    id: '20261120-110000-abcdef',
    at: Date.now() - 3_600_000,
    state: 'done',
    target,
    actions,
    confirmation: { state: 'waiting', confirmed: 0, total: actions.length, notes: [] },
    ...change,
  };
}
