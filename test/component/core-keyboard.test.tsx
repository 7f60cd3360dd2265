import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { RestoreResult } from '../../src/shared/model.ts';
import { openSheet, useStore } from '../../src/renderer/store/index.ts';
import { FakeApi, fixture } from './fake-api.ts';
import { list, renderApp, rows } from './render-app.tsx';
import { expectAccessible, kept, receipt, type Replies } from './sheets-support.ts';

/** The keyboard always stands somewhere, a key that does nothing says why, and none pulls away what runs. */

async function open(replies: Replies = {}): Promise<FakeApi> {
  const api = new FakeApi(fixture('usual'), replies);
  await renderApp(api);
  await expect.element(rows().first()).toBeVisible();
  return api;
}

it('stands in the list, empty as it is, after all were brought back', async () => {
  const { plan } = fixture('usual');
  const result: RestoreResult = { ...plan, dryRun: false, receipt: receipt().id };
  const api = await open({ 'restore.apply': () => result, 'receipts.list': () => kept(receipt()) });
  await page.getByRole('button', { name: 'Restore all 12' }).click();
  const sheet = page.getByRole('dialog', { name: 'Bring back' });
  await sheet.getByRole('button', { name: /^Bring back \d/ }).click();
  await expect.element(sheet.getByRole('button', { name: 'Done' })).toBeVisible();
  const ghosts = api.state.sessions.filter(({ status, cause }) => status === 'ghost' && cause !== 'never-listed');
  api.change({ upserted: ghosts.map((ghost) => ({ ...ghost, status: 'listed', cause: null, restorable: false })) });
  await expect.element(page.getByText('Nothing is missing', { exact: true })).toBeInTheDocument();
  // A button takes no key in its first moments.
  await expect
    .poll(async () => {
      if (useStore.getState().sheet !== null) await userEvent.keyboard('{Enter}');
      return useStore.getState().sheet;
    })
    .toBeNull();
  const empty = page.getByRole('group', { name: 'Conversations' });
  await expect.element(empty).toHaveFocus();
  await expect.element(empty.getByRole('heading', { name: 'Nothing is missing' })).toBeVisible();
  await expectAccessible();
});

describe('R', () => {
  it.each([
    ['Listed', 'It is in Claude’s sidebar.'],
    ['Archived', 'You archived it; Claude shows it in its archive.'],
  ])('says why there is nothing to bring back of what is in %s', async (place, why) => {
    await open();
    await page.getByRole('button', { name: new RegExp(`^${place}`) }).click();
    await rows().first().click();
    await userEvent.keyboard('r');
    const said = page.getByRole('region', { name: /^Messages/ });
    await expect.element(said.getByText('There is nothing to bring back')).toBeVisible();
    await expect.element(said.getByText(why)).toBeVisible();
    expect(useStore.getState().sheet).toBeNull();
    expect(document.activeElement).toBe(list().element());
  });

  it('says so where none of several can be restored', async () => {
    await open();
    await page.getByRole('button', { name: /^Listed/ }).click();
    await rows().first().click();
    await userEvent.keyboard(' {Shift>}{ArrowDown}{/Shift}r');
    const said = page.getByRole('region', { name: /^Messages/ });
    await expect.element(said.getByText('None of these can be restored')).toBeVisible();
  });
});

describe('what has to be watched', () => {
  const never = () => new Promise<never>(() => undefined);
  const { plan } = fixture('usual');
  const [action] = plan.actions;
  if (action === undefined) throw new Error('The fixture has a plan.');
  const undoing: Replies = {
    'receipts.list': () => kept(receipt()),
    'undo.plan': () => ({
      schema: 1,
      dryRun: true,
      receipt: receipt().id,
      actions: [{ kind: 'remove', session: action.session, path: action.path }],
      refused: [],
    }),
    'undo.apply': never,
  };

  /** All that would put something else in its place. */
  async function tryToReplace(api: FakeApi): Promise<void> {
    await userEvent.keyboard('{Control>}k{/Control}');
    for (const command of ['settings', 'undo-last', 'export', 'restore-all', 'history'] as const) {
      api.emit('command', command);
    }
  }

  it('is a running undo, which no key and no menu puts away', async () => {
    const api = await open(undoing);
    openSheet({ kind: 'undo', receipt: receipt().id });
    const sheet = page.getByRole('dialog', { name: 'Undo this restore?' });
    await sheet.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.element(sheet.getByRole('button', { name: 'Taking it back…' })).toBeVisible();
    await tryToReplace(api);
    await expect.element(sheet).toBeVisible();
    expect(useStore.getState()).toMatchObject({ sheet: { kind: 'undo', receipt: receipt().id }, page: 'list' });
  });

  it('is a running export as well', async () => {
    const api = await open({ 'export.run': never });
    openSheet({ kind: 'export', ids: [action.session] });
    const sheet = page.getByRole('dialog', { name: /^Export/ });
    await sheet.getByRole('button', { name: /^Export/ }).click();
    await expect.element(sheet.getByRole('button', { name: 'Cancel' })).toBeVisible();
    await tryToReplace(api);
    await expect.element(sheet).toBeVisible();
    expect(useStore.getState()).toMatchObject({ sheet: { kind: 'export', ids: [action.session] }, page: 'list' });
  });
});
