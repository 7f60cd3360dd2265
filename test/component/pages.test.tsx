import { describe, expect, it } from 'vitest';
import { page, type Locator } from 'vitest/browser';
import type { Diagnosis, FindingAction } from '../../src/shared/model.ts';
import { daysOf } from '../../src/renderer/pages/health/days.ts';
import { useStore } from '../../src/renderer/store/index.ts';
import { failure, fixture } from './fake-api.ts';
import { asked, expectAccessible, kept, receipt, show } from './sheets-support.ts';

const { diagnosis, plan } = fixture('usual');
const COUNT = plan.actions.length;

const barsOf = (chart: Locator): Element[] => [...chart.element().querySelectorAll('.visx-bar')];

describe('History', () => {
  it('says that there was no restore yet, and leads on', async () => {
    await show({}, 'history');
    await expect.element(page.getByRole('heading', { name: 'No restore yet' })).toBeVisible();
    await expectAccessible();
  });

  it('shows each receipt with what became of it, the newest first', async () => {
    const confirmation = { state: 'confirmed', confirmed: COUNT, total: COUNT, notes: [] } as const;
    const receipts = [
      receipt({ id: '20261101-080000-aaaaaa', at: Date.now() - 9e8, state: 'undone' }),
      receipt({ confirmation: { ...confirmation, notes: [] } }),
    ];
    await show({ 'receipts.list': () => ({ receipts, problems: [] }) }, 'history');
    await expect.element(page.getByText(`Confirmed by Claude: ${COUNT} of ${COUNT}.`)).toBeVisible();
    expect(page.getByRole('article').elements()[0]?.textContent).toContain(`${COUNT} conversations brought back`);
    expect(page.getByRole('button', { name: 'Undo…' }).elements()).toHaveLength(1);
    await expectAccessible();
  });

  it('shows the plan of an undo before it asks for a yes', async () => {
    const api = await show({ 'receipts.list': () => kept(receipt()) }, 'history');
    await page.getByRole('button', { name: 'Undo…' }).click();
    await expect.poll(() => asked(api, 'undo.plan')).toEqual([{ receipt: receipt().id }]);
    expect(asked(api, 'undo.apply')).toEqual([]);
  });

  it('says what to do where one was interrupted', async () => {
    await show({ 'receipts.list': () => kept(receipt({ state: 'applying' })) }, 'history');
    await expect.element(page.getByText(/Quit Claude and start Ghostlight again/)).toBeVisible();
  });

  it('does not look as if nothing had been restored where a receipt is spoilt', async () => {
    const path = '/home/ana/.local/state/ghostlight/receipts/20261101-080000-aaaaaa.json';
    const problems = [{ path, problem: 'is not a receipt that can be followed' }];
    await show({ 'receipts.list': () => ({ receipts: [], problems }) }, 'history');
    await expect.element(page.getByText('One receipt cannot be used any more')).toBeVisible();
    await expect.element(page.getByText(path)).toBeVisible();
    await expect.element(page.getByText('No restore yet')).not.toBeInTheDocument();
    await expectAccessible();
  });

  it('says what to do where the receipts cannot be read', async () => {
    await show(
      {
        'receipts.list': () => {
          throw failure('disk', 'The folder of receipts cannot be read.');
        },
      },
      'history',
    );
    await expect.element(page.getByRole('alert').getByText('The folder of receipts cannot be read.')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Look again' })).toBeVisible();
  });
});

describe('Health', () => {
  it('shows the findings, and a button in place of a command', async () => {
    await show({}, 'health');
    await expect.element(page.getByText(/conversations are missing from Claude’s sidebar/)).toBeVisible();
    expect(document.body.textContent).not.toContain('--');
    await page.getByRole('button', { name: 'Review and bring back…' }).click();
    await expect.poll(() => useStore.getState().sheet).toMatchObject({ kind: 'restore', ids: null });
  });

  it('has the failed saves as a picture and as a table', async () => {
    await show({}, 'health');
    const total = diagnosis.saveErrors.reduce((sum, { count }) => sum + count, 0);
    await expect.element(page.getByRole('img', { name: new RegExp(`${total} failed saves`) })).toBeVisible();
    await page.getByRole('button', { name: 'As a table' }).click();
    const [first] = diagnosis.saveErrors;
    await expect.element(page.getByRole('cell', { name: String(first?.count), exact: true })).toBeVisible();
    await expectAccessible();
  });

  it('stacks the kinds of failed saves on their day, and names them under the pointer', async () => {
    const day = `${new Date().getFullYear()}-03-02`;
    const saveErrors = [
      { kind: 'EXDEV', day, count: 3 },
      { kind: 'ENOSPC', day, count: 1 },
    ];
    await show({ doctor: () => ({ ...diagnosis, saveErrors }) }, 'health');
    const chart = page.getByRole('img', { name: /4 failed saves on 1 day/ });
    await expect.poll(() => barsOf(chart)).toHaveLength(2);
    const [lower, upper] = barsOf(chart).map((bar) => bar.getBoundingClientRect());
    expect(upper?.bottom).toBeCloseTo(lower?.top ?? 0);
    expect((lower?.height ?? 0) / (upper?.height ?? 1)).toBeCloseTo(3);
    await chart.hover();
    await expect.poll(() => chart.element().textContent).toMatch(/2 Mar3 .*1 the disk was full/);
    await page.getByRole('button', { name: 'Check again' }).hover();
    await expect.poll(() => chart.element().textContent).not.toMatch(/the disk was full/);
  });

  it('draws the chart anew in the colours of another theme', async () => {
    await show({}, 'health');
    const chart = page.getByRole('img', { name: /failed saves/ });
    await expect.poll(() => barsOf(chart).length).toBeGreaterThan(0);
    const look = (theme: string): string[] => {
      document.documentElement.dataset['theme'] = theme;
      return [...chart.element().querySelectorAll('rect, text')].map((part) => getComputedStyle(part).fill);
    };
    try {
      const [light, dark] = [look('light'), look('dark')];
      // All but the columns that only the pointer makes visible.
      const same = light.filter((fill, i) => fill === dark[i]);
      expect(new Set(same)).toEqual(new Set(['rgba(0, 0, 0, 0)']));
    } finally {
      delete document.documentElement.dataset['theme'];
    }
  });

  it('shows installations and accounts with the evidence for each', async () => {
    await show({}, 'health');
    const accounts = page.getByRole('region', { name: 'Accounts' });
    await expect.element(accounts.getByText('studio@example.test')).toBeVisible();
    await accounts.getByRole('button', { name: 'Why Ghostlight believes so' }).first().click();
    await expect.element(accounts.getByText('Claude’s log names it at Claude’s last start.')).toBeVisible();
    await expect.element(page.getByRole('region', { name: 'Installations of Claude' })).toBeVisible();
  });

  it('names what could not be read, and what to do about it', async () => {
    const problems = [{ path: '/home/ana/.claude/projects/secret', problem: 'may not be read' }];
    await show({ doctor: () => ({ ...diagnosis, problems }) }, 'health');
    await expect.element(page.getByText('secret may not be read.')).toBeVisible();
    await expect.element(page.getByText(/Give yourself permission/)).toBeVisible();
  });

  it('is calm where all is well', async () => {
    const what = '41 conversations are in Claude’s sidebar, and none of Claude’s own is missing.';
    const good: Diagnosis = {
      ...diagnosis,
      findings: [{ level: 'good', what, next: null, action: null }],
      saveErrors: [],
      unloadable: [],
      problems: [],
    };
    await show({ doctor: () => good }, 'health');
    await expect.element(page.getByText(what)).toBeVisible();
    await expect.element(page.getByText('In order')).toBeVisible();
    expect(page.getByRole('img').elements()).toEqual([]);
    await expectAccessible();
  });

  it('says what to do where nothing could be looked at', async () => {
    await show(
      {
        doctor: () => {
          throw failure('unavailable', 'gone');
        },
      },
      'health',
    );
    await expect.element(page.getByRole('alert').getByText(/Close Ghostlight and start it again/)).toBeVisible();
  });
});

describe('what Ghostlight can do about a finding', () => {
  const finding = (action: FindingAction | null): Diagnosis => ({
    ...diagnosis,
    findings: [{ level: 'act', what: 'It is so.', next: 'Do something in Claude.', action }],
  });

  it.each([
    ['restore', 'Review and bring back…'],
    ['choose-account', 'Choose an account…'],
    ['choose-data-root', 'Choose a folder…'],
    ['choose-config-dir', 'Choose a folder…'],
    ['show-outside', 'Show them'],
  ] as const)('is a button beside the advice: %s', async (action, name) => {
    await show({ doctor: () => finding(action) }, 'health');
    await expect.element(page.getByText('Do something in Claude.')).toBeVisible();
    await expect.element(page.getByRole('region', { name: 'Findings' }).getByRole('button', { name })).toBeVisible();
  });

  it.each(['choose-installation', null] as const)('is none where only Claude can settle it: %s', async (action) => {
    await show({ doctor: () => finding(action) }, 'health');
    await expect.element(page.getByText('Do something in Claude.')).toBeVisible();
    expect(page.getByRole('region', { name: 'Findings' }).getByRole('button').elements()).toEqual([]);
  });
});

describe('the days of the chart', () => {
  it('have no gaps, and are the last sixty at most', () => {
    const days = daysOf([
      { kind: 'EXDEV', day: '2026-02-27', count: 2 },
      { kind: 'ENOSPC', day: '2026-03-02', count: 1 },
    ]);
    expect(days.map(({ day }) => day)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
    const long = daysOf([
      { kind: 'EXDEV', day: '2020-01-01', count: 2 },
      { kind: 'EXDEV', day: '2026-03-02', count: 1 },
    ]);
    expect(long).toHaveLength(60);
    expect(daysOf([{ kind: 'EXDEV', day: 'yesterday', count: 2 }])).toEqual([]);
  });
});
