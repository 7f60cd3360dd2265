import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { FaceState } from './make-fixtures.ts';
import { failure, FakeApi, fixture, type FixtureName } from './fake-api.ts';
import { axeFindings, renderApp } from './render-app.tsx';

interface Case {
  name: string;
  from: FixtureName;
  change?: Partial<FaceState>;
  width?: number;
  act?: () => Promise<void>;
}

const openFirst = async (): Promise<void> => {
  await page.getByRole('option').first().click();
  await expect.element(page.getByText('You', { exact: true }).first()).toBeVisible();
};

const press = (name: RegExp | string) => (): Promise<void> => page.getByRole('button', { name }).click();

const CASES: Case[] = [
  { name: 'conversations are missing', from: 'usual', act: openFirst },
  {
    name: 'several are ticked and the evidence is open',
    from: 'usual',
    act: async () => {
      await openFirst();
      for (const index of [1, 2, 4])
        await page
          .getByRole('option')
          .nth(index)
          .click({ modifiers: ['Control'] });
      await page.getByRole('button', { name: 'Evidence' }).click();
      await expect.element(page.getByText('Conversation file')).toBeVisible();
    },
  },
  { name: 'all are listed', from: 'fine' },
  { name: 'nothing is here', from: 'nothing-here' },
  { name: 'there is no app', from: 'no-profile', act: openFirst },
  { name: 'the account is in doubt', from: 'doubt-account' },
  { name: 'the first look lasts', from: 'usual', change: { phase: 'reading', progress: { done: 1, total: 9 } } },
  { name: 'a sample is shown', from: 'usual', change: { sample: true } },
  { name: 'something could not be read', from: 'fine', change: { problems: [{ path: '/x', problem: 'is gone' }] } },
  { name: 'the deleted ones are shown', from: 'usual', act: press(/^Deleted/) },
  { name: 'the unavailable ones are shown', from: 'usual', act: press(/^Unavailable/) },
  { name: 'the account is explained', from: 'usual', act: press(/^Account and profile/) },
  { name: 'the menu of the list is open', from: 'usual', act: press('Arrange') },
  { name: 'the window is small', from: 'usual', width: 900, act: openFirst },
  { name: 'the window is narrow', from: 'usual', width: 600, act: press('Places') },
];

describe.each(['light', 'dark'] as const)('in the %s theme, axe finds nothing wrong where', (theme) => {
  it.each(CASES)('$name', async ({ from, change = {}, width = 1280, act }) => {
    const made = fixture(from);
    await renderApp(new FakeApi({ ...made, state: { ...made.state, ...change } }), { theme, width });
    await expect.element(page.getByRole('heading').first()).toBeInTheDocument();
    await act?.();
    expect(await axeFindings()).toEqual([]);
  });

  it('the engine does not answer', async () => {
    const broken = new FakeApi(fixture('fine'), {
      'state.get': () => {
        throw failure('internal', 'The engine stopped.');
      },
    });
    await renderApp(broken, { theme });
    await expect.element(page.getByText('The engine stopped.')).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });
});
