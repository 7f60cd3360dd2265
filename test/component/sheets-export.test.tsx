import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ExportResult } from '../../src/shared/reading.ts';
import { openSheet, useStore } from '../../src/renderer/store/index.ts';
import { failure, fixture, type FakeApi } from './fake-api.ts';
import { rows } from './render-app.tsx';
import { asked, expectAccessible, show } from './sheets-support.ts';

const [first, second, third] = fixture('usual').state.sessions.filter(({ hasTranscript }) => hasTranscript);
if (first === undefined || second === undefined || third === undefined) throw new Error('The fixture has three.');
const ids = [first.id, second.id, third.id];

const RESULT: ExportResult = {
  folder: '/home/ana/Documents/exports',
  files: [
    { session: first.id, path: '/home/ana/Documents/exports/Refactor the checkout.md', bytes: 48_211 },
    { session: second.id, path: '/home/ana/Documents/exports/Cart total.md', bytes: 1_204_000 },
  ],
  failed: [{ session: third.id, why: 'It is no longer on the disk.' }],
  cancelled: false,
};

const sheet = page.getByRole('dialog', { name: /^Export/ });
const button = (name: string | RegExp) => sheet.getByRole('button', { name, exact: typeof name === 'string' });

/** An export that goes on until the test ends it. */
function pending(): { run: () => Promise<ExportResult>; end: (result: ExportResult) => void } {
  let end: (result: ExportResult) => void = () => undefined;
  const result = new Promise<ExportResult>((resolve) => (end = resolve));
  return { run: () => result, end: (value) => end(value) };
}

async function open(replies: Parameters<typeof show>[0] = {}, chosen: string[] = ids): Promise<FakeApi> {
  const api = await show({ 'export.run': () => RESULT, ...replies });
  openSheet({ kind: 'export', ids: chosen });
  await expect.element(sheet).toBeVisible();
  return api;
}

describe('the choice', () => {
  it('is Markdown with what tools printed, and without whose account it is', async () => {
    const api = await open();
    await expectAccessible();
    await button('Export 3').click();
    const [request] = asked(api, 'export.run');
    expect(request).toEqual({
      ids,
      options: { format: 'md', toolOutput: true, thinking: false, subagents: true, images: true, personal: false },
    });
  });

  it('is made by the keyboard, and is what goes to the engine', async () => {
    const api = await open({}, [first.id]);
    await sheet.getByRole('radio', { name: /^Markdown/ }).click();
    // Held for a moment, as a finger does: the choice moves while the key is down.
    await userEvent.keyboard('{ArrowDown>}');
    await expect.element(sheet.getByRole('radio', { name: /^Web page/ })).toBeChecked();
    await userEvent.keyboard('{/ArrowDown}');
    await sheet.getByRole('checkbox', { name: 'Thinking' }).click();
    await sheet.getByRole('checkbox', { name: 'Include account ids and e-mail addresses' }).click();
    await button('Export').click();
    expect(asked(api, 'export.run')).toMatchObject([
      { ids: [first.id], options: { format: 'html', thinking: true, personal: true } },
    ]);
  });

  it('is remembered, but never whose account it is', async () => {
    await open({}, [first.id]);
    await expect.element(sheet.getByRole('radio', { name: /^Web page/ })).toBeChecked();
    await expect.element(sheet.getByRole('checkbox', { name: /account ids/ })).not.toBeChecked();
  });

  it('leaves out what is no longer on the disk, and says so', async () => {
    await open({}, [first.id, '00000000-0000-4000-8000-00000000dead']);
    await expect.element(sheet.getByText(/no longer on this disk and cannot be exported/)).toBeVisible();
    await expect.element(button('Export')).toBeEnabled();
  });
});

describe('while it runs', () => {
  it('says how far it is, cannot be closed by accident, and can be cancelled', async () => {
    const { run, end } = pending();
    const api = await open({ 'export.run': run });
    await button('Export 3').click();
    await expect.element(sheet.getByText('Getting ready…')).toBeVisible();
    api.emit('export.progress', { done: 1, total: 3, title: 'Cart total is wrong', share: 0.5 });
    await expect.element(sheet.getByText('1 of 3 written')).toBeVisible();
    await expect.element(sheet.getByText('Cart total is wrong')).toBeVisible();
    await expect.element(sheet.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '50');
    await userEvent.keyboard('{Escape}');
    await expect.element(sheet).toBeVisible();
    await expectAccessible();
    await button('Cancel').click();
    expect(asked(api, 'export.cancel')).toHaveLength(1);
    end({ ...RESULT, files: RESULT.files.slice(0, 1), failed: [], cancelled: true });
    await expect.element(sheet.getByText('Stopped. 1 conversation had been written.')).toBeVisible();
  });

  it('goes back to the choice where no folder was chosen', async () => {
    await open({ 'export.run': () => ({ folder: null, files: [], failed: [], cancelled: true }) });
    await button('Export 3').click();
    await expect.element(button('Export 3')).toBeVisible();
    expect(useStore.getState().sheet?.kind).toBe('export');
  });
});

describe('the result', () => {
  it('says where they are, what failed and why, and shows the folder', async () => {
    const api = await open();
    api.change({ rest: { can: { ...api.state.can, reveal: true } } });
    await button('Export 3').click();
    await expect.element(sheet.getByText('2 exported')).toBeVisible();
    await expect.element(sheet.getByText('/home/ana/Documents/exports', { exact: true })).toBeVisible();
    await expect.element(sheet.getByText('One could not be exported')).toBeVisible();
    await expect.element(sheet.getByText('It is no longer on the disk.')).toBeVisible();
    await expectAccessible();
    await button('Show in folder').click();
    expect(asked(api, 'export.reveal')).toHaveLength(1);
    await button('Done').click();
    await expect.element(sheet).not.toBeInTheDocument();
  });

  it('offers no folder where none can be shown', async () => {
    const api = await open();
    api.change({ rest: { can: { ...api.state.can, reveal: false } } });
    await button('Export 3').click();
    await expect.element(sheet.getByText('2 exported')).toBeVisible();
    await expect.element(button('Show in folder')).not.toBeInTheDocument();
  });

  it('is the engine’s own sentence where it could not be done', async () => {
    await open({
      'export.run': () => {
        throw failure('disk', 'There is no room left in /home/ana/Documents.');
      },
    });
    await button('Export 3').click();
    await expect.element(sheet.getByRole('alert')).toBeVisible();
    await expect.element(sheet.getByText('There is no room left in /home/ana/Documents.')).toBeVisible();
    await expectAccessible();
    await button('Change the export').click();
    await expect.element(button('Export 3')).toBeVisible();
  });
});

describe('the ways to it', () => {
  it('the open conversation, the selection, the palette and the menu lead there', async () => {
    const api = await show();
    const chosen = (): unknown => {
      const { sheet: shown } = useStore.getState();
      return shown?.kind === 'export' ? shown.ids : null;
    };
    await rows().first().click();
    const cursor = useStore.getState().selection.cursor;
    await page.getByRole('button', { name: 'Export…', exact: true }).click();
    expect(chosen()).toEqual([cursor]);
    await userEvent.keyboard('{Escape}');

    await rows()
      .nth(1)
      .click({ modifiers: ['Control'] });
    const ticked = [...useStore.getState().selection.ticked];
    await page.getByRole('button', { name: /^Export the .*selected/ }).click();
    expect(chosen()).toEqual(ticked);
    await userEvent.keyboard('{Escape}');

    api.emit('command', 'export');
    await expect.poll(chosen).toEqual(ticked);
    await userEvent.keyboard('{Escape}');

    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(page.getByRole('combobox')).toHaveFocus();
    await userEvent.keyboard('export{Enter}');
    await expect.poll(chosen).toEqual(ticked);
  });

  it('say so where nothing is chosen', async () => {
    const api = await show();
    api.emit('command', 'export');
    await expect.element(page.getByText('Choose a conversation first, or tick several.')).toBeVisible();
  });
});
