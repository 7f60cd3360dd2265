import '../../src/renderer/base.css';
import axe from 'axe-core';
import { expect } from 'vitest';
import { cleanup, render } from 'vitest-browser-react';
import { page } from 'vitest/browser';
import { provideApi } from '../../src/renderer/api/index.ts';
import { App } from '../../src/renderer/app.tsx';
import { firstStore, startSync, useStore, type Sync } from '../../src/renderer/store/index.ts';
import type { FakeApi } from './fake-api.ts';

interface Options {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
}

let sync: Sync | null = null;

/** Opens the whole window over this engine, as if for the first time. */
export async function renderApp(api: FakeApi, { width = 1280, height = 800, theme = 'light' }: Options = {}) {
  await cleanup();
  sync?.stop();
  await page.viewport(width, height);
  localStorage.clear();
  useStore.setState(firstStore, true);
  api.settings = { ...api.settings, theme };
  provideApi(api);
  document.body.style.height = '100vh';
  const container = document.createElement('div');
  container.id = 'app';
  document.body.replaceChildren(container);
  sync = startSync();
  const rendered = await render(<App />, { container });
  await expect.poll(() => document.documentElement.dataset['theme']).toBe(theme);
  return rendered;
}

export const list = () => page.getByRole('listbox', { name: 'Conversations' });
export const rows = () => list().getByRole('option');

/** The rows in view, from top to bottom. */
export function shownRows(): Element[] {
  const scroller = list().element();
  const { top, bottom } = scroller.getBoundingClientRect();
  return [...scroller.querySelectorAll('[role=option]')]
    .map((row) => ({ row, box: row.getBoundingClientRect() }))
    .filter(({ box }) => box.bottom > top && box.top < bottom)
    .toSorted((a, b) => a.box.top - b.box.top)
    .map(({ row }) => row);
}

export const shownTitles = (): string[] =>
  shownRows().map((row) => row.querySelector('[data-title]')?.textContent ?? '');

/** What axe finds wrong with the page as it is: one line for each place. What floats stands outside of all landmarks. */
export async function axeFindings(): Promise<string[]> {
  const { violations } = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  return violations
    .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`))
    .filter((line) => !line.startsWith('region: <div data-radix-popper'));
}
