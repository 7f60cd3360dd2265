import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useStore } from '../../src/renderer/store/index.ts';
import { agentCall, entriesOf, entryUuid, FakeReader, prompt, reply, shell } from './fake-reader.ts';
import { forgetReading, messages, openReading, scroller, settled } from './reader-support.tsx';

beforeEach(forgetReading);

const many = (count: number, words: string) => Array.from({ length: count }, (_, n) => reply(`${words} ${n}.`));

/** A conversation with a subagent far from its beginning, which has one of its own. */
const reader = () =>
  new FakeReader({
    entries: entriesOf(prompt('Hello'), ...many(60, 'Before'), agentCall('outer'), ...many(60, 'Behind')),
    agents: {
      outer: entriesOf(prompt('Look around'), ...many(50, 'Outer'), agentCall('inner'), reply('The outer end')),
      inner: entriesOf(prompt('Look closer'), ...many(30, 'Inner'), shell('ls', 'a file'), reply('The **innermost**')),
    },
  });
const ways = {
  outer: [61, 52],
  inner: [61, 51, 32],
};

const cursor = (): string => useStore.getState().selection.cursor ?? '';
const link = (way: readonly number[]): string => `#/conversation/${[cursor(), ...way.map(entryUuid)].join('/')}`;
const isInView = (element: Element): boolean => {
  const [box, view] = [element.getBoundingClientRect(), scroller().getBoundingClientRect()];
  return box.top >= view.top && box.bottom <= view.bottom;
};

describe('a message in a subagent’s conversation', () => {
  it.each([
    ['outer', 'The outer end'],
    ['inner', 'The innermost'],
  ] as const)('is led to by its link (%s)', async (agent, words) => {
    await openReading(reader());
    window.location.hash = link(ways[agent]);
    await expect.poll(() => document.activeElement?.textContent).toBe(words);
    await expect.poll(() => isInView(document.activeElement ?? document.body)).toBe(true);
    await settled();
    expect(isInView(document.activeElement ?? document.body)).toBe(true);
  });

  it('is copied, and so is a link to it that leads back', async () => {
    await openReading(reader());
    window.location.hash = link(ways.inner);
    await expect.poll(() => document.activeElement?.textContent).toBe('The innermost');
    await userEvent.keyboard('c');
    await expect.poll(() => navigator.clipboard.readText()).toBe('The **innermost**');
    await settled();
    const own = page.getByRole('region', { name: 'The subagent’s own conversation' }).last();
    await own.getByRole('button', { name: 'Copy the message or a link to it' }).last().click();
    await page.getByRole('menuitem', { name: 'Copy link' }).click();
    await expect.poll(() => navigator.clipboard.readText()).toMatch(new RegExp(`${link(ways.inner)}$`));
    await own.getByRole('button', { name: 'Copy the message or a link to it' }).last().click();
    await page.getByRole('menuitem', { name: /^Copy(?! link)/ }).click();
    await expect.poll(() => navigator.clipboard.readText()).toBe('The **innermost**');
  });

  it('says so where it is not there', async () => {
    await openReading(reader());
    window.location.hash = link([61, 999]);
    await expect.element(page.getByText(/is not in this conversation any more/)).toBeVisible();
    await expect.element(messages().getByText('Look around')).toBeInTheDocument();
  });
});
