import { describe, expect, it, vi, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { CoworkSession } from '../../src/shared/model.ts';
import { useStore } from '../../src/renderer/store/index.ts';
import { failure, FakeApi, fixture } from './fake-api.ts';
import { list, renderApp, rows } from './render-app.tsx';
import { expectAccessible } from './sheets-support.ts';

/** The frame around everything: what holds when the window itself fails, where rows go, and what is not in the list. */

describe('a window that cannot be drawn', () => {
  it('says so, says what to do, and has the details for a report', async () => {
    onTestFinished(() => void vi.restoreAllMocks());
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const api = new FakeApi(fixture('usual'));
    await renderApp(api);
    await expect.element(rows().first()).toBeVisible();
    // What no engine would send: the overview has nothing to go by.
    useStore.setState(({ live }) => ({ live: live === null ? null : { ...live, pairs: null as never } }));
    await expect.element(page.getByRole('heading', { name: 'Ghostlight’s window stumbled' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Load again' })).toBeVisible();
    await expectAccessible();
    await page.getByRole('button', { name: 'Copy the details' }).click();
    await expect.element(page.getByRole('status')).toHaveTextContent('Copied.');
    const details = await navigator.clipboard.readText();
    expect(details).toContain('TypeError');
    expect(details).toContain(`Ghostlight ${api.state.version}`);
  });
});

describe('a row whose conversation is back', () => {
  const restored = (api: FakeApi) => {
    const ghost = api.state.sessions.find(({ title }) => title === rowTitle());
    if (ghost === undefined) throw new Error('The fixture has a ghost.');
    return { ...ghost, status: 'listed', cause: null } as const;
  };
  const rowTitle = (): string => rows().first().element().querySelector('[data-title]')?.textContent ?? '';
  const leaving = () => document.querySelectorAll('[data-departing]');

  it('slides to Listed', async () => {
    const api = new FakeApi(fixture('usual'));
    await renderApp(api);
    await expect.element(rows().first()).toBeVisible();
    // These tests run with reduced motion, where the tokens are zero.
    document.documentElement.style.setProperty('--slow', '400ms');
    onTestFinished(() => void document.documentElement.style.removeProperty('--slow'));
    const title = rowTitle();
    api.change({ upserted: [restored(api)] });
    await expect.poll(() => leaving().length).toBe(1);
    expect(leaving()[0]?.textContent).toContain(title);
    await expect.poll(() => leaving().length).toBe(0);
    expect(list().element().textContent).not.toContain(title);
  });

  it('just goes where the person wants no motion', async () => {
    const api = new FakeApi(fixture('usual'));
    await renderApp(api);
    await expect.element(rows().first()).toBeVisible();
    const title = rowTitle();
    api.change({ upserted: [restored(api)] });
    expect(leaving()).toHaveLength(0);
    await expect.poll(() => list().element().textContent).not.toContain(title);
  });
});

describe('Cowork’s tasks', () => {
  const made = fixture('usual');
  const pair = made.state.pairs.find(({ active }) => active);
  if (pair === undefined) throw new Error('The fixture has a pair.');
  const { dataRoot, accountId, organizationId } = pair;
  const at = Date.now() - 3 * 60 * 60_000;
  const task: CoworkSession = {
    id: 'local_00000000-0000-4000-8000-00000000000a',
    title: 'Sort the holiday pictures',
    createdAt: at,
    lastActivityAt: at,
    dataRoot,
    accountId,
    organizationId,
    record: `${dataRoot}/local-agent-mode-sessions/x.json`,
    hasConversation: true,
  };

  it('are shown on a page of their own, so that nobody believes them gone', async () => {
    const api = new FakeApi(fixture('usual'));
    api.state = { ...api.state, cowork: [task] };
    await renderApp(api);
    await page.getByRole('button', { name: 'Cowork 1' }).click();
    await expect.element(page.getByRole('heading', { name: 'Cowork tasks' })).toBeVisible();
    await expect.element(page.getByText('Sort the holiday pictures')).toBeVisible();
    await expect.element(page.getByText(`3 hours ago · ${pair.label ?? ''}`)).toBeVisible();
    await expectAccessible();
  });

  it('have no item where there are none', async () => {
    await renderApp(new FakeApi(fixture('usual')));
    await expect.element(page.getByRole('button', { name: /^Health/ })).toBeVisible();
    expect(page.getByRole('button', { name: /^Cowork/ }).elements()).toHaveLength(0);
  });
});

describe('a group', () => {
  it('is ticked as a whole with Shift and Space, and unticked again', async () => {
    await renderApp(new FakeApi(fixture('usual')));
    await expect.element(rows().first()).toBeVisible();
    list().element().focus();
    await userEvent.keyboard('{ArrowDown}{Shift>} {/Shift}');
    const group = document.querySelector('[role=group]')?.querySelectorAll('[role=option]').length ?? 0;
    expect(group).toBeGreaterThan(1);
    expect(useStore.getState().selection.ticked.size).toBe(group);
    await userEvent.keyboard('{Shift>} {/Shift}');
    expect(useStore.getState().selection.ticked.size).toBe(0);
  });
});

describe('a button that could not do its work', () => {
  it('says what went wrong and what to do', async () => {
    const api = new FakeApi(fixture('nothing-here'), {
      'sample.show': () => {
        throw failure('disk', 'The disk is full.');
      },
    });
    await renderApp(api);
    await page.getByRole('button', { name: 'Look at a sample' }).click();
    await expect.element(page.getByText(/The disk is full\. See that the disk has room/)).toBeVisible();
  });
});

describe('looking again', () => {
  const button = () => page.getByRole('button', { name: 'Look at the disk again' });

  it('shows that it is under way, and says that nothing has changed', async () => {
    const look = Promise.withResolvers<null>();
    const api = new FakeApi(fixture('usual'), { 'state.refresh': () => look.promise });
    await renderApp(api);
    await expect.element(rows().first()).toBeVisible();
    await button().click();
    await expect.element(button()).toHaveAttribute('aria-busy', 'true');
    await button().click();
    await expectAccessible();
    look.resolve(null);
    await expect.element(page.getByText('Looked again: no conversation has changed.')).toBeVisible();
    await expect.element(button()).not.toHaveAttribute('aria-busy');
    await expect.element(button()).toHaveFocus();
    expect(api.asked.filter(({ operation }) => operation === 'state.refresh')).toHaveLength(1);
  });

  it('says how many have changed, also by its key', async () => {
    const api: FakeApi = new FakeApi(fixture('usual'), {
      'state.refresh': () => {
        const [first, second] = api.state.sessions;
        if (first === undefined || second === undefined) throw new Error('The fixture has conversations.');
        api.change({ upserted: [{ ...first, title: 'Renamed' }], removed: [second.id] });
        return null;
      },
    });
    await renderApp(api);
    await expect.element(rows().first()).toBeVisible();
    await userEvent.keyboard('{Control>}r{/Control}');
    await expect.element(page.getByText('Looked again: 2 conversations have changed.')).toBeVisible();
  });
});
