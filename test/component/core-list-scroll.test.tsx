import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { setGrouping, useStore, type Grouping } from '../../src/renderer/store/index.ts';
import { enlarged, FakeApi, fixture } from './fake-api.ts';
import { list, renderApp, rows } from './render-app.tsx';

/** Twelve rows in many small groups, or a thousand in few large ones. */
const LISTS: readonly [name: string, api: () => FakeApi][] = [
  ['many small groups', () => new FakeApi(fixture('usual'))],
  ['few large groups', () => new FakeApi(enlarged(fixture('usual'), 1000))],
];

const GROUPINGS: readonly Grouping[] = ['project', 'cause', 'none'];

const frame = (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

async function scrollTo(top: number): Promise<void> {
  list().element().scrollTop = top;
  await frame();
  await frame();
}

/**
 * What covers the rows: at most the one heading that stays at the top, and a row is covered by it only as far as it has
 * been scrolled under it. Every other pixel row of the view shows a row or a heading that belongs there.
 */
function expectReadable(where: string): void {
  const scroller = list().element();
  const view = scroller.getBoundingClientRect();
  const headings = [...scroller.querySelectorAll('[role=group] > [role=presentation]')].map((head) =>
    head.getBoundingClientRect(),
  );
  // One that its group's end pushes out begins above the view.
  const stuck = headings.filter((head) => head.top < view.top + 1 && head.bottom > view.top + 1);
  const covered = stuck[0]?.bottom ?? view.top;
  expect(stuck.length, `${where}: headings at the top`).toBeLessThanOrEqual(1);
  for (const option of scroller.querySelectorAll('[role=option]')) {
    const box = option.getBoundingClientRect();
    const [top, bottom] = [Math.max(box.top, covered), Math.min(box.bottom, view.bottom)];
    if (bottom - top < 4) continue;
    for (const y of [top + 2, (top + bottom) / 2, bottom - 2]) {
      const hit = document.elementFromPoint(box.left + box.width / 2, y);
      expect(hit?.closest('[role=option]')?.id, `${where}: row at ${Math.round(y)}`).toBe(option.id);
    }
  }
  // No hole: whatever point of the view one looks at, a row or a heading is there, but below the last row.
  const end = Math.min(view.bottom, list().element().firstElementChild?.getBoundingClientRect().bottom ?? 0);
  for (let y = view.top + 1; y < end - 1; y += 7) {
    const hit = document.elementFromPoint(view.left + view.width / 2, y);
    const isCovered = hit?.closest('[role=option], [role=group] > [role=presentation]') != null;
    expect(isCovered, `${where}: nothing at ${Math.round(y)}`).toBe(true);
  }
}

describe.each(LISTS)('a list of %s that is scrolled', (_name, make) => {
  it.each(GROUPINGS)('shows and lets click every row in view, grouped by %s', async (grouping) => {
    await renderApp(make(), { height: 480 });
    await expect.element(rows().first()).toBeVisible();
    setGrouping(grouping);
    await frame();
    const { scrollHeight, clientHeight } = list().element();
    const most = scrollHeight - clientHeight;
    expect(most).toBeGreaterThan(100);
    const steps = [0, 1, 10, 31, 33, 60, 95, 100, 150, 213, most / 3, most / 2, (2 * most) / 3, most - 40, most];
    for (const top of steps.filter((step) => step <= most)) {
      await scrollTo(top);
      expectReadable(`scrolled to ${Math.round(top)} of ${most}`);
    }
  });

  it('never has the row of the keyboard under a heading', async () => {
    await renderApp(make(), { height: 480 });
    await expect.element(rows().first()).toBeVisible();
    list().element().focus();
    for (const key of [
      'End',
      'ArrowUp',
      'ArrowUp',
      'PageUp',
      'ArrowUp',
      'Home',
      'PageDown',
      'ArrowDown',
      'End',
      'Home',
    ]) {
      await userEvent.keyboard(`{${key}}`);
      await frame();
      const { cursor } = useStore.getState().selection;
      const row = document.querySelector(`[role=option][aria-current]`);
      expect(cursor, key).not.toBeNull();
      const box = row?.getBoundingClientRect();
      const hit = document.elementFromPoint((box?.left ?? 0) + 60, (box?.top ?? 0) + 3);
      expect(hit?.closest('[role=option]')?.id, key).toBe(row?.id);
      expectReadable(`after ${key}`);
    }
    await page.viewport(1280, 800);
  });
});
