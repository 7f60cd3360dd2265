import { beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { agentCall, entriesOf, FakeReader, longConversation, metadata, prompt, reply, shell } from './fake-reader.ts';
import { forgetReading, openReading, pane, press } from './reader-support.tsx';
import { axeFindings } from './render-app.tsx';

beforeEach(forgetReading);

const mixed = () =>
  new FakeReader({
    entries: entriesOf(
      prompt('Have a look at the **cart**.'),
      reply('It is here:\n\n```ts\nconst cart = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |'),
      shell('npm test', '12 passed'),
      prompt('A mistake'),
      prompt('Once more'),
      agentCall('a1'),
      metadata('turn_duration'),
      reply('Done.'),
    ),
    branches: [{ from: 3, to: 3, prompts: 1 }],
    agents: { a1: longConversation(2) },
  });

describe('the reader for everybody', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const [width, height] of [
      [900, 600],
      [2560, 1440],
    ] as const) {
      it(`has nothing that axe objects to (${theme}, ${width} × ${height})`, async () => {
        await openReading(mixed(), { theme, width, height });
        expect(await axeFindings()).toEqual([]);
        await press('{Control>}f{/Control}cart');
        await expect.element(pane().getByText('1 of 2')).toBeVisible();
        expect(await axeFindings()).toEqual([]);
        await press('{Escape}');
        await pane()
          .getByRole('button', { name: /tool calls/ })
          .click();
        expect(await axeFindings()).toEqual([]);
        if (width < 1000) {
          await pane().getByRole('button', { name: 'Your prompts' }).click();
          await expect.element(page.getByRole('listbox', { name: 'Your prompts' })).toBeVisible();
          expect(await axeFindings()).toEqual([]);
        }
      });
    }
  }

  it('says what each message is, and where in the conversation', async () => {
    await openReading(mixed());
    const articles = page.getByRole('article').elements();
    expect(articles.map((one) => one.getAttribute('aria-label')?.replace(/,.*/, ''))).toEqual([
      'You',
      'Claude',
      'Tool',
      'Abandoned branch',
      'You',
      'Tool',
      'Claude',
    ]);
    expect(articles.at(-1)?.getAttribute('aria-setsize')).toBe(articles.at(-1)?.getAttribute('aria-posinset'));
  });

  it('says in numbers what the conversation amounts to', async () => {
    await openReading(mixed());
    const facts = pane().getByRole('button', { name: /tool calls/ });
    expect(facts.element().textContent).toMatch(
      /5 messages · 1,204 tool calls · 1 file changed · 3\.3[mM] tokens · .*4\.10/,
    );
    await facts.click();
    await expect.element(pane().getByText('1,204, 2 failed')).toBeVisible();
    await expect.element(pane().getByText('/home/ana/shop/cart.ts')).toBeVisible();
  });
});
