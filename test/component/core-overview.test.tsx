import { expect, describe, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useStore } from '../../src/renderer/store/index.ts';
import { asTold, failure, FakeApi, fixture, type FixtureName } from './fake-api.ts';
import type { FaceState } from './make-fixtures.ts';
import { entriesOf, FakeReader, prompt, reply } from './fake-reader.ts';
import { renderApp, rows } from './render-app.tsx';

async function open(name: FixtureName, change: Partial<FaceState> = {}): Promise<FakeApi> {
  const made = fixture(name);
  const api = new FakeApi({ ...made, state: { ...made.state, ...change } });
  await renderApp(api);
  return api;
}

const headline = () => page.getByRole('heading', { level: 1 });
const restoreAll = () => page.getByRole('button', { name: /^Restore all/ });
const overview = () => page.getByRole('region', { name: 'Overview' });

describe('the overview', () => {
  it('says what is missing, why, about whom, and has one button', async () => {
    await open('usual');
    await expect
      .element(headline())
      .toHaveTextContent('12 conversations are missing from Claude’s sidebar. They are on this disk.');
    await expect.poll(() => overview().element().textContent).toContain('a known fault of the Windows Store build');
    await expect
      .poll(() => overview().element().textContent)
      .toContain('ana@example.test · Claude from the Microsoft Store');
    await expect.element(page.getByText('You see the plan first, and every restore can be undone.')).toBeVisible();
    expect(overview().element().textContent).not.toContain('Nothing is lost');
    expect(overview().element().textContent).toMatch(/gone from this disk\. What may help/);
    await page.getByRole('button', { name: 'Restore all 12' }).click();
    expect(useStore.getState().sheet).toEqual({ kind: 'restore', ids: null, include: [] });
  });

  it('says of a sample that it is made up, and that nothing of Claude’s was found', async () => {
    const { state, ...rest } = fixture('usual');
    await renderApp(new FakeApi({ ...rest, state: { ...state, sample: true, nothingIn: '/home/ana' } }));
    await expect
      .element(headline())
      .toHaveTextContent('Nothing of Claude’s app was found here. This is a made-up sample.');
    expect(overview().element().textContent).toContain('/home/ana');
    await expect.element(page.getByRole('button', { name: 'Try it on the sample' })).toBeVisible();
    expect(restoreAll().elements()).toHaveLength(0);
  });

  it('is calm where all are listed', async () => {
    await open('fine');
    await expect.element(headline()).toHaveTextContent('All 14 conversations are listed.');
    expect(restoreAll().elements()).toHaveLength(0);
  });

  it('never says that all is well where something could not be read', async () => {
    await open('fine', {
      problems: [{ path: '/Volumes/Old/.claude', problem: 'could not be read: permission denied' }],
    });
    await expect.element(headline()).toHaveTextContent('All 14 conversations that could be read are listed.');
    await expect
      .poll(() => overview().element().textContent)
      .toContain('/Volumes/Old/.claude could not be read: permission denied.');
    await page.getByRole('button', { name: /^Ghosts/ }).click();
    await expect.element(page.getByText('Nothing is missing, as far as can be told')).toBeVisible();
  });

  it('is not calm where the conversations that Claude lists are gone, and says what may have become of them', async () => {
    const { sessions } = fixture('fine').state;
    await open('fine', { sessions: sessions.map((one) => ({ ...one, status: 'unavailable', hasTranscript: false })) });
    await expect.element(headline()).toHaveTextContent('Claude lists 14 conversations that are not on this disk.');
    await expect.poll(() => overview().element().textContent).toContain('If they are kept on another disk, connect it');
    expect(overview().element().textContent).not.toMatch(/Nothing was started|is missing/);
    expect(overview().element().querySelector('[data-light]')).toHaveAttribute('data-light', 'low');
    await expect.element(page.getByText('Nothing is missing, as far as can be told')).toBeVisible();
    await page.getByRole('button', { name: 'Details' }).click();
    await expect.element(page.getByRole('heading', { name: 'Health' })).toBeVisible();
  });

  it('does not take a disk that could not be looked at for an empty one', async () => {
    const problem = { path: '/home/ana', problem: 'could not be looked at: no such device' };
    for (const change of [{ problems: [problem] }, { failed: problem }]) {
      await open('nothing-here', change);
      await expect.element(headline()).toHaveTextContent('Ghostlight could not look at your conversations.');
      await expect
        .poll(() => overview().element().textContent)
        .toContain('/home/ana could not be looked at: no such device. Nothing was changed.');
    }
  });

  it('neither comforts nor offers to restore where the latest look failed, and tries again', async () => {
    const problem = 'could not be looked at: The home folder /mnt/old-disk/ana does not exist or is not a folder.';
    const api = await open('usual');
    await expect.element(restoreAll()).toBeVisible();
    api.change({ rest: { failed: { path: '/mnt/old-disk/ana', problem } } });
    await expect.element(headline()).toHaveTextContent('Ghostlight could not look at your conversations.');
    const { textContent } = overview().element();
    expect(textContent).toContain('is not a folder. What stands below was read before that. Nothing was changed.');
    expect(textContent).toContain('Connect the disk');
    expect(textContent).not.toContain('Nothing is lost');
    expect(restoreAll().elements()).toEqual([]);
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(api.asked).toContainEqual({ operation: 'state.refresh', request: {} });
    api.change({ rest: { failed: null } });
    await expect.element(restoreAll()).toBeVisible();
  });

  it('ends each sentence once, and says what is to be done also where some could be read', async () => {
    await open('fine', { problems: [{ path: '/mnt/old-disk', problem: 'is not there now: is its disk connected?' }] });
    await expect
      .poll(() => overview().element().textContent)
      .toContain(
        'is its disk connected? Something may be missing that Ghostlight cannot see. Nothing was changed. Look again once it can be read.',
      );
  });

  it('explains itself where nothing of Claude is, and shows the sample', async () => {
    const api = await open('nothing-here');
    await expect.element(headline()).toHaveTextContent('Nothing of Claude’s was found on this computer');
    await page.getByRole('button', { name: 'Choose a folder…' }).click();
    await page.getByRole('button', { name: 'Look at a sample' }).click();
    expect(api.asked).toContainEqual({ operation: 'folder.add', request: { kind: 'any' } });
    expect(api.asked).toContainEqual({ operation: 'sample.show', request: { on: true } });
  });

  it('says where nothing of Claude is in a folder that was chosen, and what can be chosen', async () => {
    await renderApp(
      new FakeApi(fixture('nothing-here'), {
        'folder.add': () => {
          throw failure('not-claude', 'Nothing of Claude’s could be found in /home/ana/pictures.');
        },
      }),
    );
    await page.getByRole('button', { name: 'Choose a folder…' }).click();
    await expect.element(page.getByText('That folder was not added')).toBeVisible();
    await expect
      .element(page.getByText(/could be found in \/home\/ana\/pictures\. Choose another one: a home folder with/))
      .toBeVisible();
  });

  it('says without pause that a sample is a sample', async () => {
    const api = await open('usual', { sample: true });
    await expect.element(page.getByText('This is a sample, not your data.')).toBeVisible();
    await page.getByRole('button', { name: 'Back to this computer' }).click();
    expect(api.asked).toContainEqual({ operation: 'sample.show', request: { on: false } });
  });

  it('says without pause that another home is not this computer, and leads back where it was added', async () => {
    let folders = [
      { kind: 'home' as const, path: '/backup/of/last/year' },
      { kind: 'data-root' as const, path: '/profile' },
      { kind: 'home' as const, path: '/mnt/old-disk/ana' },
    ];
    const settings = () => ({ theme: 'light' as const, textSize: 'normal' as const, tray: false, folders });
    const made = fixture('usual');
    const api = new FakeApi(
      { ...made, state: { ...made.state, foreign: true, home: '/mnt/old-disk/ana' } },
      {
        'settings.get': settings,
        'folder.remove': ({ index }) => {
          folders = folders.toSpliced(index, 1);
          return settings();
        },
      },
    );
    await renderApp(api);
    await expect.element(page.getByText('This is /mnt/old-disk/ana, not this computer.')).toBeVisible();
    await page.getByRole('button', { name: 'Back to this computer' }).click();
    await expect.poll(() => folders).toEqual([{ kind: 'data-root', path: '/profile' }]);
    await expect.poll(() => useStore.getState().settings?.folders).toEqual(folders);
  });

  it('has no way back from a home that was named on the command line', async () => {
    await open('usual', { foreign: true, home: '/mnt/old-disk/ana' });
    await expect.element(page.getByText('This is /mnt/old-disk/ana, not this computer.')).toBeVisible();
    expect(page.getByRole('button', { name: 'Back to this computer' }).elements()).toEqual([]);
  });

  it('counts while it reads for the first time, and promises nothing yet', async () => {
    const api = await open('fine', { phase: 'reading', progress: { done: 1240, total: 9800 } });
    await expect.element(headline()).toHaveTextContent('Looking for your conversations…');
    await expect.poll(() => overview().element().textContent).toContain('1,240 of 9,800 read.');
    await expect.poll(() => overview().element().textContent).toContain('The newest are in the list already.');
    await page.getByRole('button', { name: /^Listed/ }).click();
    await expect.element(rows().first()).toBeVisible();
    api.change({ rest: { phase: 'ready', progress: null } });
    await expect.element(headline()).toHaveTextContent('All 14 conversations are listed.');
  });

  it('says nothing of what is missing before it has seen anything', async () => {
    await open('nothing-here', { phase: 'reading', progress: { done: 3, total: 9800 } });
    await expect.poll(() => overview().element().textContent).toContain('3 of 9,800 read.');
    expect(overview().element().textContent).not.toMatch(/missing|already/);
  });

  it('lets the person choose where the account is in doubt', async () => {
    await open('doubt-account');
    await expect.element(headline()).toHaveTextContent('It is not certain which account Claude uses.');
    await page.getByRole('button', { name: 'Choose an account…' }).click();
    expect(useStore.getState().sheet).toMatchObject({ kind: 'restore', ids: null });
  });

  it('says which installation counts is not certain', async () => {
    const { state } = fixture('fine');
    const [root] = state.dataRoots;
    if (root === undefined) throw new Error('no data root');
    await open('fine', {
      dataRoots: [
        { ...root, live: false },
        { ...root, live: false, path: '/elsewhere' },
      ],
    });
    await expect
      .element(headline())
      .toHaveTextContent('2 installations of Claude are here, and it is not certain which one you use.');
  });

  it('offers no button where restoring would not help', async () => {
    await open('display-fault');
    await expect.element(headline()).toHaveTextContent('All 2 entries are in order on this disk.');
    await expect.poll(() => overview().element().textContent).toContain('its sidebar has a filter set');
    expect(restoreAll().elements()).toHaveLength(0);
  });

  it('knows conversations without an app', async () => {
    await open('no-profile');
    await expect.element(headline()).toHaveTextContent('Claude’s desktop app was not found on this computer.');
    await expect.element(page.getByRole('heading', { level: 2, name: 'Terminal' })).toBeVisible();
  });

  it('says what went wrong where the engine does not answer, and tries again', async () => {
    let broken = true;
    const made = fixture('fine');
    const api = new FakeApi(made, {
      'state.get': () => {
        if (broken) throw failure('internal', 'The engine stopped: not enough memory.');
        return asTold(made.state);
      },
    });
    await renderApp(api);
    await expect.poll(() => overview().element().textContent).toContain('The engine stopped: not enough memory.');
    broken = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.element(headline()).toHaveTextContent('All 14 conversations are listed.');
  });
});

describe('the detail', () => {
  it('shows facts in words, the evidence, what restoring does, and how it begins', async () => {
    const api = await open('usual');
    await page.getByRole('option', { name: /Refactor the checkout/ }).click();
    const detail = page.getByRole('region', { name: 'Conversation', exact: true });
    await expect
      .element(detail.getByRole('heading', { name: 'Refactor the checkout flow into smaller steps' }))
      .toBeVisible();
    await expect.poll(() => detail.element().textContent).toContain('Opus 4.7');
    await expect.poll(() => detail.element().textContent).toContain('1 prompt');
    await expect.element(detail.getByText('I will start with the cart.')).toBeVisible();
    await detail.getByRole('button', { name: 'Evidence' }).click();
    await expect.element(detail.getByText(/EXDEV: cross-device link not permitted/)).toBeVisible();
    expect(api.asked.some(({ operation }) => operation === 'session.evidence')).toBe(true);
    await detail.getByRole('button', { name: 'Restore…' }).click();
    expect(useStore.getState().sheet).toMatchObject({ kind: 'restore' });
  });

  it('offers no button for what no entry would open, and says what helps', async () => {
    const advice = 'Start one Code session in the folder with that path, then look again.';
    const { sessions } = fixture('usual').state;
    const stuck = sessions.map((one) =>
      one.title.startsWith('Refactor the checkout') ? { ...one, restorable: false, advice } : one,
    );
    await open('usual', { sessions: stuck });
    await page.getByRole('option', { name: /Refactor the checkout/ }).click();
    const detail = page.getByRole('region', { name: 'Conversation', exact: true });
    await expect.element(detail.getByRole('heading', { name: 'It cannot be restored from here' })).toBeVisible();
    await expect.element(detail.getByText(advice)).toBeVisible();
    expect(detail.getByRole('button', { name: 'Restore…' }).query()).toBeNull();
  });

  it('copies the command and shows the folder', async () => {
    const api = await open('usual');
    await page.getByRole('option', { name: /Refactor the checkout/ }).click();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Show in folder' }).click();
    expect(api.asked).toContainEqual({
      operation: 'session.reveal',
      request: { id: useStore.getState().selection.cursor },
    });
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /claude --resume/ }).click();
    await expect.element(page.getByText(/^Command copied/)).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe(`claude --resume ${useStore.getState().selection.cursor ?? ''}`);
  });

  it('never shows what a conversation says as markup', async () => {
    const made = fixture('usual');
    const hostile = '<img src=x onerror="window.owned = true"> <b>bold</b> [link](javascript:alert(1))';
    const api = new FakeApi(made, new FakeReader({ entries: entriesOf(prompt(hostile), reply(hostile)) }).replies);
    await renderApp(api);
    // One that no other test has read: what is open of a conversation stays open for a while.
    await page.getByRole('option').nth(3).click();
    await expect.element(page.getByText(/<img src=x onerror=/).first()).toBeVisible();
    expect(document.querySelectorAll('img, b, [href^=javascript]')).toHaveLength(0);
    expect('owned' in window).toBe(false);
  });

  it('warns where Claude’s own cleanup comes near', async () => {
    const made = fixture('usual');
    const [first] = made.state.sessions;
    if (first === undefined) throw new Error('no conversations');
    const inThreeDays = new Date();
    inThreeDays.setDate(inThreeDays.getDate() + 3);
    const soon = { ...first, expiresAt: inThreeDays.getTime() };
    const api = new FakeApi({ ...made, state: { ...made.state, sessions: [soon] } });
    await renderApp(api);
    await page.getByRole('option').first().click();
    await expect.element(page.getByText('Claude’s own cleanup will delete this conversation in 3 days.')).toBeVisible();
  });
});

describe('the panes', () => {
  it('slide the detail over the list where the window is small, and Escape brings the list back', async () => {
    await renderApp(new FakeApi(fixture('usual')), { width: 900, height: 600 });
    await page.getByRole('option').first().click();
    await expect.element(page.getByRole('button', { name: 'Back to the list' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: 'Back to the list' })).not.toBeInTheDocument();
  });

  it('show one at a time where the window is narrow', async () => {
    await renderApp(new FakeApi(fixture('usual')), { width: 600, height: 800 });
    await expect.element(page.getByRole('listbox')).toBeVisible();
    await page.getByRole('button', { name: 'Places' }).click();
    await expect.element(page.getByRole('listbox')).not.toBeInTheDocument();
    await page.getByRole('button', { name: /^Listed/ }).click();
    await page.getByRole('option').first().click();
    await expect.element(page.getByRole('button', { name: 'Back to the list' })).toBeVisible();
  });
});
