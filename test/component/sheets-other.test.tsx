import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { UndoResult } from '../../src/shared/model.ts';
import { openSheet, useStore } from '../../src/renderer/store/index.ts';
import { failure, fixture } from './fake-api.ts';
import { asked, expectAccessible, kept, receipt, show, type Replies } from './sheets-support.ts';

const { plan } = fixture('usual');

describe('undo', () => {
  const sheet = page.getByRole('dialog', { name: 'Undo this restore?' });
  const [left, ...back] = plan.actions;
  const undo: UndoResult = {
    schema: 1,
    dryRun: true,
    receipt: receipt().id,
    actions: back.map(({ session, path }, i) => ({ kind: i === 0 ? 'put-back' : 'remove', session, path })),
    refused: [{ session: left?.session ?? '', why: 'Its entry was changed since, so it stays as it is.' }],
  };
  const replies: Replies = {
    'receipts.list': () => kept(receipt({ id: '20261119-080000-aaaaaa', at: 5, state: 'undone' }), receipt()),
    'undo.plan': () => undo,
    'undo.apply': () => ({ ...undo, dryRun: false }),
  };

  it('shows what it will do and what it leaves, and does nothing without a yes', async () => {
    const api = await show(replies);
    openSheet({ kind: 'undo', receipt: null });
    await expect
      .element(sheet.getByText(`${back.length - 1} entries will be removed, 1 put back as it was.`))
      .toBeVisible();
    await expect.element(sheet.getByText('Its entry was changed since, so it stays as it is.')).toBeVisible();
    await expectAccessible();
    await sheet.getByRole('button', { name: 'Keep it' }).click();
    await expect.poll(() => useStore.getState().sheet).toBeNull();
    expect(asked(api, 'undo.apply')).toEqual([]);
  });

  it('takes back the last restore that can be, and says so', async () => {
    const api = await show(replies);
    openSheet({ kind: 'undo', receipt: null });
    await sheet.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.element(page.getByText(`Undone: ${back.length} entries taken back.`)).toBeVisible();
    expect(asked(api, 'undo.apply')).toEqual([{ receipt: receipt().id }]);
    await expectAccessible();
  });

  it('says that Claude has to be closed first', async () => {
    const api = await show(replies);
    api.change({ rest: { claudeRunning: true } });
    openSheet({ kind: 'undo', receipt: receipt().id });
    await expect.element(sheet.getByText('Claude is running.')).toBeVisible();
    api.change({ rest: { platform: 'win32' } });
    await expect.element(sheet.getByText(/quit it completely first \(tray icon, Quit\)/)).toBeVisible();
    api.change({ rest: { platform: 'darwin' } });
    await expect.element(sheet.getByText(/quit it completely first \(Claude menu, Quit\)/)).toBeVisible();
  });

  it('says why where it was refused, and plans again', async () => {
    await show({
      ...replies,
      'undo.apply': () => {
        throw failure('refused', 'Nothing was changed: Claude is running. Quit Claude completely and try again.');
      },
    });
    openSheet({ kind: 'undo', receipt: null });
    await sheet.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.element(sheet.getByRole('alert').getByText(/Quit Claude completely/)).toBeVisible();
    await sheet.getByRole('button', { name: 'Look again' }).click();
    await expect.element(sheet.getByRole('button', { name: 'Undo', exact: true })).toBeVisible();
  });

  it('says so where there is nothing to undo', async () => {
    await show();
    openSheet({ kind: 'undo', receipt: null });
    await expect.element(page.getByRole('dialog', { name: 'There is nothing to undo' })).toBeVisible();
  });
});

describe('settings', () => {
  const sheet = page.getByRole('dialog', { name: 'Settings' });

  it('keeps each change at once', async () => {
    const api = await show();
    openSheet({ kind: 'settings' });
    await sheet.getByRole('radio', { name: 'Dark' }).click();
    await sheet.getByRole('radio', { name: 'Larger' }).click();
    await expect.poll(() => asked(api, 'settings.set')).toEqual([{ theme: 'dark' }, { textSize: 'larger' }]);
    await expect.element(sheet.getByRole('radio', { name: 'Larger' })).toBeChecked();
    await expectAccessible();
  });

  it('offers what this face can do, and no more', async () => {
    const api = await show();
    api.change({ rest: { can: { reveal: false, quitClaude: false, addFolder: false, tray: false } } });
    openSheet({ kind: 'settings' });
    await expect.element(sheet.getByText(/folders are named when Ghostlight is started/)).toBeVisible();
    expect(sheet.getByRole('button', { name: 'Add a folder' }).elements()).toEqual([]);
    expect(sheet.getByRole('checkbox', { name: /tray/ }).elements()).toEqual([]);
  });

  it('adds and removes folders', async () => {
    const folders = [{ kind: 'home' as const, path: '/mnt/old-disk/ana' }];
    const api = await show({
      'folder.add': () => ({ theme: 'system', textSize: 'normal', tray: false, folders }),
      'folder.remove': () => ({ theme: 'system', textSize: 'normal', tray: false, folders: [] }),
    });
    api.change({ rest: { can: { ...api.state.can, addFolder: true } } });
    openSheet({ kind: 'settings' });
    await expect.element(sheet.getByText(/A home folder takes the place of this computer’s/)).toBeVisible();
    await sheet.getByRole('button', { name: 'Add a folder' }).click();
    await page.getByRole('menuitem', { name: /Home folder/ }).click();
    await expect.element(sheet.getByText('/mnt/old-disk/ana')).toBeVisible();
    expect(asked(api, 'folder.add')).toEqual([{ kind: 'home' }]);
    await sheet.getByRole('button', { name: 'Stop looking at /mnt/old-disk/ana' }).click();
    await expect.element(sheet.getByText('/mnt/old-disk/ana')).not.toBeInTheDocument();
    expect(asked(api, 'folder.remove')).toEqual([{ index: 0 }]);
  });

  it('says what went wrong in a message that stays', async () => {
    await show({
      'sample.show': () => {
        throw failure('disk', 'The sample could not be unpacked.');
      },
    });
    openSheet({ kind: 'settings' });
    await sheet.getByRole('checkbox', { name: /sample/ }).click();
    await expect.element(page.getByText(/The sample could not be unpacked\. See that the disk has room/)).toBeVisible();
  });
});

describe('the palette', () => {
  const palette = page.getByRole('dialog', { name: 'Commands' });

  it('opens and closes by its key, and runs a command', async () => {
    await show();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(palette).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard('settings{Enter}');
    await expect.element(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  });

  it('goes to a conversation by a part of its title', async () => {
    await show();
    openSheet({ kind: 'palette' });
    const sessions = [...(useStore.getState().live?.sessions.values() ?? [])];
    const [last] = sessions
      .filter(({ title }) => title.startsWith('Write a migration'))
      .toSorted((a, b) => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0));
    await userEvent.keyboard('migration orders');
    await palette
      .getByRole('option', { name: /Write a migration for the orders table/ })
      .first()
      .click();
    await expect.poll(() => useStore.getState().selection.cursor).toBe(last?.id);
  });

  it.each([
    ['restore', /^Bring back all/],
    ['recover', /^Bring back all/],
    ['bring back', /^Bring back all/],
    ['get back', /^Bring back all/],
    ['lost', /^Bring back all/],
    ['missing', /^Bring back all|^Show what is missing/],
    ['undo', /^Undo the last restore/],
    ['save', /^Export|^Look at the disk/],
    ['history', /^Show History/],
    ['activity', /^Show History/],
    ['health', /^Show Health/],
    ['settings', /^Open Settings/],
    ['preferences', /^Open Settings/],
    ['dark', /^Theme: Dark/],
    ['rescan', /^Look at the disk again/],
    ['keys', /^Keyboard shortcuts/],
  ])('answers “%s” with what people mean by it', async (typed, first) => {
    await show();
    const ghost = plan.actions[0]?.session ?? '';
    useStore.setState({ selection: { cursor: ghost, anchor: null, ticked: new Set() } });
    openSheet({ kind: 'palette' });
    await userEvent.keyboard(typed);
    const options = palette
      .getByRole('option')
      .elements()
      .map(({ textContent }) => textContent);
    const answers = typed === 'undo' ? options : options.filter((option) => !option.startsWith('Bring back “'));
    expect(answers[0]).toMatch(first);
  });

  it.each(['restore', 'get back', 'lost'])(
    'never offers the undo alone or first for “%s”, also if nothing is missing',
    async (typed) => {
      const api = await show();
      api.change({
        removed: [...(useStore.getState().live?.sessions.values() ?? [])]
          .filter(({ status }) => status === 'ghost')
          .map(({ id }) => id),
      });
      openSheet({ kind: 'palette' });
      await userEvent.keyboard(typed);
      const options = palette
        .getByRole('option')
        .elements()
        .map(({ textContent }) => textContent);
      expect(options[0]).toMatch(/^Show what is missing/);
    },
  );

  it('offers the open conversation first', async () => {
    await show();
    const ghost = plan.actions[0]?.session ?? '';
    useStore.setState({ selection: { cursor: ghost, anchor: null, ticked: new Set() } });
    openSheet({ kind: 'palette' });
    await userEvent.keyboard('bring');
    expect(palette.getByRole('option').first().element().textContent).toMatch(/^Bring back “/);
  });

  it('says so where nothing matches', async () => {
    await show();
    openSheet({ kind: 'palette' });
    await userEvent.keyboard('zzzzz');
    await expect.element(palette.getByText(/Nothing matches/)).toBeVisible();
  });
});

describe('the keys', () => {
  it('are all shown by ?', async () => {
    await show();
    await userEvent.keyboard('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect.element(sheet.getByText('Undo the last restore; asks first')).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard('{Escape}');
    await expect.element(sheet).not.toBeInTheDocument();
  });

  it('B and R without a target propose nothing, and say how to', async () => {
    const api = await show();
    for (const key of ['b', 'r']) await userEvent.keyboard(key);
    const said = page.getByRole('region', { name: /^Messages/ });
    await expect.element(said.getByText(/^Tick some first, or press Shift and B/).first()).toBeVisible();
    expect(useStore.getState().sheet).toBeNull();
    expect(asked(api, 'restore.plan')).toEqual([]);
  });

  it.each(['B', 'R'])('Shift-%s shows the plan for all that are missing', async (key) => {
    const api = await show();
    await userEvent.keyboard(`{Shift>}${key}{/Shift}`);
    await expect.element(page.getByRole('dialog', { name: 'Bring back' })).toBeVisible();
    expect(asked(api, 'restore.plan')).toMatchObject([{ ids: null }]);
  });

  it('R shows the plan for what is ticked, Ctrl-Z asks before it undoes', async () => {
    const api = await show();
    const ghost = plan.actions[0]?.session ?? '';
    useStore.setState({ selection: { cursor: null, anchor: null, ticked: new Set([ghost]) } });
    await userEvent.keyboard('r');
    await expect.element(page.getByRole('dialog', { name: 'Bring back' })).toBeVisible();
    expect(asked(api, 'restore.plan')).toMatchObject([{ ids: [ghost] }]);
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(() => useStore.getState().sheet?.kind).toBe('undo');
    expect(asked(api, 'undo.apply')).toEqual([]);
  });

  it('Esc leaves a page', async () => {
    await show();
    useStore.setState({ page: 'history' });
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => useStore.getState().page).toBe('list');
  });
});

it('says so when Claude shows what was brought back, long after the sheet was closed', async () => {
  const total = plan.actions.length;
  let confirmed = false;
  const api = await show({
    'receipts.list': () =>
      kept(receipt(confirmed ? { confirmation: { state: 'confirmed', confirmed: total, total, notes: [] } } : {})),
  });
  await expect.poll(() => asked(api, 'receipts.list').length).toBe(1);
  confirmed = true;
  api.change({ rest: { claudeRunning: api.state.claudeRunning !== true } });
  await expect.element(page.getByText(`Claude shows all ${total} you brought back.`)).toBeVisible();
});
