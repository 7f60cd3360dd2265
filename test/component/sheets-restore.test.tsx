import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { RestorePlan } from '../../src/shared/contract.ts';
import type { RestoreResult, UndoResult } from '../../src/shared/model.ts';
import { openSheet, useStore } from '../../src/renderer/store/index.ts';
import { failure, fixture } from './fake-api.ts';
import { asked, expectAccessible, kept, receipt, show, type Replies } from './sheets-support.ts';

const PLAN: RestorePlan = fixture('usual').plan;
const RESULT: RestoreResult = { ...PLAN, dryRun: false, receipt: receipt().id };
const UNDO: UndoResult = { schema: 1, dryRun: true, receipt: receipt().id, actions: [], refused: [] };
const COUNT = PLAN.actions.length;
const REPLIES: Replies = { 'restore.apply': () => RESULT, 'receipts.list': () => kept(receipt()) };

const sheet = page.getByRole('dialog', { name: 'Bring back' });
const bringBack = (count: number) => sheet.getByRole('button', { name: `Bring back ${count}`, exact: true });
const button = (name: string) => sheet.getByRole('button', { name, exact: true });

async function open(replies: Replies = {}) {
  const api = await show(replies);
  openSheet({ kind: 'restore', ids: null, include: [] });
  return api;
}

/** The plan for those that were asked for, as the engine makes it. */
const planFor: NonNullable<Replies['restore.plan']> = ({ ids }) => ({
  ...PLAN,
  actions: PLAN.actions.filter(({ session }) => ids === null || ids.includes(session)),
});

describe('the plan', () => {
  it('says in one sentence what will be done, before anything is written', async () => {
    const api = await open();
    await expect
      .element(sheet.getByText(/entries will be added, 1 damaged entry replaced, 1 lost link mended/))
      .toBeVisible();
    await expect.element(sheet.getByText('The conversations themselves are not changed.')).toBeVisible();
    await expect.element(bringBack(COUNT)).toBeEnabled();
    expect(asked(api, 'restore.apply')).toEqual([]);
    await expectAccessible();
  });

  it('says into whose sidebar, and why that one', async () => {
    await open();
    await expect.element(sheet.getByText('ana@example.test')).toBeVisible();
    await expect
      .element(sheet.getByText(/^Chosen because: Claude’s log names it at Claude’s last start/))
      .toBeVisible();
  });

  it('has the file and the content of each row behind Details only', async () => {
    await open();
    const [action] = PLAN.actions;
    const title = useStore.getState().live?.sessions.get(action?.session ?? '')?.title ?? '';
    await expect.element(sheet.getByText(title, { exact: true })).toBeVisible();
    expect(document.body.textContent).not.toContain(action?.path);
    expect(document.body.textContent).not.toContain('cliSessionId');
    await sheet.getByRole('button', { name: `Details of ${title}` }).click();
    await expect.element(sheet.getByText(action?.path ?? '', { exact: true })).toBeVisible();
    await expect.element(sheet.getByText(/"cliSessionId"/)).toBeVisible();
    await expectAccessible();
  });

  it('shows warnings and what is refused as plain sentences', async () => {
    const why = 'It is open in a running Claude, which would write its own entry for it. Close it first.';
    const refused = PLAN.actions.slice(0, 1).map(({ session }) => ({ session, why }));
    await open({
      'restore.plan': () => ({ ...PLAN, warnings: ['Claude is running.', 'One of them is in use.'], refused }),
    });
    await expect.element(sheet.getByText('One of them is in use.')).toBeVisible();
    await expect.element(sheet.getByRole('region', { name: 'Stays missing' }).getByText(why)).toBeVisible();
  });

  it('keeps a long plan short, and shows the rest at a press', async () => {
    const [action] = PLAN.actions;
    if (action === undefined) throw new Error('The plan is empty.');
    const actions = Array.from({ length: 1000 }, (_, i) => ({ ...action, path: `${action.path}${i}` }));
    await open({ 'restore.plan': () => ({ ...PLAN, actions }) });
    await expect.element(bringBack(1000).or(button('Bring back 1,000'))).toBeVisible();
    expect(document.querySelectorAll('[role="dialog"] li').length).toBeLessThan(20);
    await button('Show 500 more').click();
    await expect.poll(() => document.querySelectorAll('[role="dialog"] li').length).toBeGreaterThan(500);
  });

  it('waits with a picture of what comes', async () => {
    await open({ 'restore.plan': () => new Promise(() => undefined) });
    await expect.element(sheet.getByText('Nothing is written while Ghostlight looks.')).toBeVisible();
    await expectAccessible();
  });

  it('says so where there is nothing to bring back', async () => {
    await open({ 'restore.plan': () => ({ ...PLAN, actions: [] }) });
    await expect.element(sheet.getByText('There is nothing to bring back')).toBeVisible();
    expect(sheet.getByRole('button', { name: /^Bring back/ }).elements()).toEqual([]);
  });

  it('is made again when Claude quits, as what it says depends on that', async () => {
    const api = await open();
    await expect.element(bringBack(COUNT)).toBeVisible();
    api.change({ rest: { claudeRunning: api.state.claudeRunning !== true } });
    await expect.poll(() => asked(api, 'restore.plan').length).toBe(2);
  });
});

describe('the account', () => {
  it('can be changed, with the evidence of each', async () => {
    const api = await open();
    await button('Change…').click();
    await expect.element(sheet.getByRole('radiogroup')).toBeVisible();
    await expectAccessible();
    await sheet.getByRole('radio', { name: /studio@example\.test/ }).click();
    await expect.poll(() => asked(api, 'restore.plan').length).toBe(2);
    const { accountId, organizationId } = PLAN.pairs.find(({ label }) => label === 'studio@example.test') ?? {};
    expect(asked(api, 'restore.plan').at(-1)).toMatchObject({ pair: { accountId, organizationId } });
  });

  it('is never chosen for the person where it is in doubt, and the reasons are shown', async () => {
    const doubt = 'Claude’s own files contradict each other about the account in use.';
    const pairs = PLAN.pairs.map((pair) => ({ ...pair, active: false }));
    const api = await open({
      'restore.plan': ({ pair }) =>
        pair === null ? { ...PLAN, target: null, actions: [], pairs, doubts: [doubt] } : { ...PLAN, pairs },
    });
    await expect.element(sheet.getByText('Which account should they go to?')).toBeVisible();
    await expect.element(sheet.getByText(doubt)).toBeVisible();
    expect(sheet.getByRole('radio', { checked: true }).elements()).toEqual([]);
    expect(sheet.getByRole('button', { name: /^Bring back/ }).elements()).toEqual([]);
    await expectAccessible();
    await sheet.getByRole('radio', { name: /studio@example\.test/ }).click();
    await expect.element(sheet.getByText('You chose it.')).toBeVisible();
    await expect.element(bringBack(COUNT)).toBeEnabled();
    expect(asked(api, 'restore.apply')).toEqual([]);
  });

  it('is not asked for again where the installation is what is in doubt', async () => {
    const doubt = 'Nothing tells which of the installations of Claude is in use.';
    await open({ 'restore.plan': () => ({ ...PLAN, target: null, actions: [], doubts: [doubt] }) });
    await sheet.getByRole('radio', { name: /studio@example\.test/ }).click();
    await expect.element(sheet.getByText(/Start Claude once/)).toBeVisible();
    await expect.element(button('Look again')).toBeVisible();
  });

  it('is asked for in Claude where there is none', async () => {
    await open({ 'restore.plan': () => ({ ...PLAN, target: null, actions: [], pairs: [], doubts: [] }) });
    await expect.element(sheet.getByText(/Start Claude, sign in, open its Code tab/)).toBeVisible();
  });
});

describe('the careful way', () => {
  it('plans the one that was used last, shows that plan, and goes back to all', async () => {
    const api = await open({ 'restore.plan': planFor });
    await button('Try one first').click();
    await expect.element(bringBack(1)).toBeVisible();
    expect(asked(api, 'restore.plan').at(-1)).toMatchObject({ ids: [expect.any(String)] });
    await button(`Back to all ${COUNT}`).click();
    await expect.element(bringBack(COUNT)).toBeVisible();
    expect(asked(api, 'restore.apply')).toEqual([]);
  });

  it('offers the others afterwards', async () => {
    await open({
      'restore.plan': planFor,
      'restore.apply': () => ({ ...RESULT, actions: RESULT.actions.slice(0, 1) }),
    });
    await button('Try one first').click();
    await bringBack(1).click();
    await expect.element(sheet.getByText('1 brought back')).toBeVisible();
    await button(`Bring back the other ${COUNT - 1}…`).click();
    await expect.element(button('Try one first')).toBeVisible();
  });
});

describe('doing it', () => {
  it('does the plan that was shown, and nothing else', async () => {
    const api = await open({ 'restore.apply': () => RESULT });
    await bringBack(COUNT).click();
    await expect.element(sheet.getByText(`${COUNT} brought back`)).toBeVisible();
    expect(asked(api, 'restore.apply')).toEqual([{ plan: PLAN.plan }]);
    await expectAccessible();
  });

  it('shows how far it is, cannot be closed meanwhile, and can be cancelled', async () => {
    const running = Promise.withResolvers<RestoreResult>();
    const api = await open({ 'restore.apply': () => running.promise });
    await bringBack(COUNT).click();
    await expect.element(sheet.getByRole('progressbar')).toBeVisible();
    api.emit('restore.progress', { done: 5, total: COUNT });
    await expect.element(sheet.getByText(`5 of ${COUNT} written`)).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard('{Escape}');
    await expect.element(sheet).toBeVisible();
    await button('Cancel').click();
    expect(asked(api, 'restore.cancel')).toHaveLength(1);
    running.reject(failure('cancelled', 'Cancelled. Nothing was changed.'));
    await expect.element(sheet.getByText('Cancelled. Nothing was changed.')).toBeVisible();
    await button('Show the plan again').click();
    await expect.element(bringBack(COUNT)).toBeVisible();
  });

  it('says what to do next, and asks Claude to quit only on a press', async () => {
    const api = await open({ ...REPLIES, 'claude.quit': () => ({ asked: true }) });
    const { can } = api.state;
    api.change({ rest: { claudeRunning: true, platform: 'win32', can: { ...can, quitClaude: true } } });
    await bringBack(COUNT).click();
    await expect.element(sheet.getByText('Quit Claude completely (tray icon, Quit) and open it again.')).toBeVisible();
    expect(asked(api, 'claude.quit')).toEqual([]);
    await button('Ask Claude to quit').click();
    expect(asked(api, 'claude.quit')).toHaveLength(1);
    await expect.element(sheet.getByText(/Claude was asked to quit/)).toBeVisible();
  });

  it.each([
    [
      'win32',
      'Claude’s window is closed, but Claude still runs: right-click its tray icon and choose Quit, then open it again.',
    ],
    ['darwin', 'Claude was asked to quit. It may ask you to confirm in its own window.'],
  ] as const)('says what is left to do where Claude still runs after it was asked (%s)', async (platform, words) => {
    const api = await open({ ...REPLIES, 'claude.quit': () => ({ asked: true }) });
    api.change({ rest: { platform, claudeRunning: true, can: { ...api.state.can, quitClaude: true } } });
    await bringBack(COUNT).click();
    await button('Ask Claude to quit').click();
    await expect.element(sheet.getByText(/^Claude was asked to quit\./)).toBeVisible();
    // It is looked for again, and is still there.
    await expect.poll(() => asked(api, 'state.refresh').length, { timeout: 8_000 }).toBe(1);
    await expect.element(sheet.getByText(words)).toBeVisible();
    await expectAccessible();
  });

  it('speaks of one where one was brought back, and of the menu that a Mac has', async () => {
    const one = { ...RESULT, actions: RESULT.actions.slice(0, 1) };
    const api = await open({ ...REPLIES, 'restore.apply': () => one, 'claude.quit': () => ({ asked: false }) });
    api.change({ rest: { platform: 'darwin', claudeRunning: true, can: { ...api.state.can, quitClaude: true } } });
    await bringBack(COUNT).click();
    await expect.element(sheet.getByText('1 brought back')).toBeVisible();
    await expect.element(sheet.getByText(/so it shows up then/)).toBeVisible();
    await expect.element(sheet.getByText(/in Claude’s own log that it took it\./)).toBeVisible();
    await button('Ask Claude to quit').click();
    await expect
      .element(sheet.getByText('Claude could not be asked. Quit it yourself: Claude menu, Quit.'))
      .toBeVisible();
    api.change({ rest: { claudeRunning: false } });
    await expect.element(sheet.getByText('Open Claude: the conversation is in its sidebar.')).toBeVisible();
  });

  it('does not offer to ask Claude where that cannot be done', async () => {
    const api = await open({ 'restore.apply': () => RESULT });
    const { can } = api.state;
    api.change({ rest: { claudeRunning: true, can: { ...can, quitClaude: false } } });
    await bringBack(COUNT).click();
    await expect.element(sheet.getByText(/Quit Claude completely/)).toBeVisible();
    expect(button('Ask Claude to quit').elements()).toEqual([]);
  });

  it('waits for no start of Claude where another home is shown, which no Claude here reads', async () => {
    const api = await open(REPLIES);
    api.change({ rest: { foreign: true, home: '/mnt/old-disk/ana', claudeRunning: false } });
    await bringBack(COUNT).click();
    await expect
      .element(sheet.getByText('They will be in the sidebar of the Claude that uses this home.'))
      .toBeVisible();
    expect(sheet.getByText(/Open Claude:|Waiting for Claude/).elements()).toEqual([]);
    expect(button('Ask Claude to quit').elements()).toEqual([]);
  });

  it('says so once Claude itself has confirmed it', async () => {
    let confirmed = false;
    const done = { state: 'confirmed', confirmed: COUNT, total: COUNT, notes: [] } as const;
    const api = await open({
      'restore.apply': () => RESULT,
      'receipts.list': () => kept(receipt(confirmed ? { confirmation: { ...done, notes: [] } } : {})),
    });
    await bringBack(COUNT).click();
    await expect.element(sheet.getByText(/Waiting for Claude’s next start/)).toBeVisible();
    confirmed = true;
    api.change({ rest: { claudeRunning: true } });
    await expect.element(sheet.getByText(`Claude shows all ${COUNT}.`)).toBeVisible();
  });

  it('leads to the undo', async () => {
    await open({ ...REPLIES, 'undo.plan': () => UNDO });
    await bringBack(COUNT).click();
    await button('Undo').click();
    await expect.element(page.getByRole('dialog', { name: 'Undo this restore?' })).toBeVisible();
  });
});

describe('what goes wrong', () => {
  it.each([
    ['stale', 'The disk changed meanwhile'],
    ['forgotten', 'Ghostlight no longer has this plan'],
    ['refused', 'That was not done'],
    ['busy', 'Something else is under way'],
    ['disk', 'A fault of the disk'],
    ['full', 'The disk is full'],
    ['unavailable', 'Ghostlight’s engine does not answer'],
  ] as const)('is said with what to do about it: %s', async (code, title) => {
    const api = await open({
      'restore.apply': () => {
        throw failure(code, 'Nothing was changed: no space is left.');
      },
    });
    await bringBack(COUNT).click();
    await expect.element(sheet.getByRole('alert').getByText(title)).toBeVisible();
    await expectAccessible();
    await button('Look again').click();
    await expect.element(bringBack(COUNT)).toBeVisible();
    expect(asked(api, 'restore.plan')).toHaveLength(2);
  });

  it('is said as well where no plan can be made', async () => {
    await open({
      'restore.plan': () => {
        throw failure('refused', 'The profile of Claude is on a disk that is not connected.');
      },
    });
    await expect.element(sheet.getByText(/on a disk that is not connected/)).toBeVisible();
    await expect.element(button('Look again')).toBeVisible();
  });
});

describe('the keyboard in the sheet', () => {
  const focused = (): string =>
    document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '';

  it('confirms with Ctrl+Enter, which the button prints, and not while the plan is new', async () => {
    const api = await open({ 'restore.apply': () => new Promise(() => undefined) });
    await expect.element(bringBack(COUNT)).toHaveTextContent(`Bring back ${COUNT}Ctrl+Enter`);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(asked(api, 'restore.apply'), 'nobody can have read it yet').toEqual([]);
    await settled();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(asked(api, 'restore.apply')).toEqual([{ plan: PLAN.plan }]);
  });

  it('presses nothing else with Ctrl+Enter', async () => {
    const api = await open({ 'restore.apply': () => new Promise(() => undefined) });
    await expect.element(bringBack(COUNT)).toBeVisible();
    await settled();
    (button('Cancel').element() as HTMLElement).focus();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.element(sheet.getByRole('progressbar')).toBeVisible();
    expect(asked(api, 'restore.apply')).toHaveLength(1);
  });

  it('gives the progress the keyboard as text, so that no key presses Cancel', async () => {
    const api = await open({ 'restore.apply': () => new Promise(() => undefined) });
    await expect.element(bringBack(COUNT)).toBeVisible();
    await settled();
    (bringBack(COUNT).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(sheet.getByRole('status')).toHaveFocus();
    await userEvent.keyboard('{Enter} ');
    await settled();
    await userEvent.keyboard('{Enter} ');
    expect(asked(api, 'restore.cancel')).toEqual([]);
    expect(asked(api, 'restore.apply')).toHaveLength(1);
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    await expect.element(button('Cancel')).toHaveFocus();
  });

  it('has all rows in one stop for Tab, and the arrow keys go through them', async () => {
    await open();
    await expect.element(bringBack(COUNT)).toBeVisible();
    await settled();
    const stops: string[] = [];
    for (let i = 0; i < 12 && !stops.includes(`Bring back ${COUNT}Ctrl+Enter`); i += 1) {
      await userEvent.keyboard('{Tab}');
      stops.push(focused());
    }
    expect(stops.filter((name) => name.startsWith('Details of'))).toHaveLength(1);
    expect(stops.length, stops.join(' | ')).toBeLessThan(8);
    while (!focused().startsWith('Details of')) await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    const first = focused();
    await userEvent.keyboard('{ArrowDown}');
    expect(focused()).toMatch(/^Details of/);
    expect(focused()).not.toBe(first);
  });

  it('goes to the last button with Shift+Tab from the beginning', async () => {
    await open();
    await expect.element(bringBack(COUNT)).toBeVisible();
    await settled();
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    await expect.element(bringBack(COUNT)).toHaveFocus();
  });

  it('closes with the first Esc, also while a tooltip is open', async () => {
    await open();
    await expect.element(bringBack(COUNT)).toBeVisible();
    await settled();
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByRole('tooltip')).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await expect.element(sheet).not.toBeInTheDocument();
  });

  it('has a Cancel that closes it and writes nothing', async () => {
    const api = await open();
    await button('Cancel').click();
    await expect.element(sheet).not.toBeInTheDocument();
    expect(asked(api, 'restore.apply')).toEqual([]);
  });
});

/** What has just appeared takes no press for a moment; then it does. */
const settled = () => expect.poll(() => document.querySelector('[data-settling]')).toBeNull();

it('gives the keyboard back to where it was', async () => {
  await show({ ...REPLIES, 'undo.plan': () => UNDO });
  const origin = page.getByRole('button', { name: 'History' });
  (origin.element() as HTMLElement).focus();
  openSheet({ kind: 'restore', ids: null, include: [] });
  await bringBack(COUNT).click();
  await button('Undo').click();
  await expect.element(page.getByRole('dialog', { name: 'Undo this restore?' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(origin).toHaveFocus();
});
