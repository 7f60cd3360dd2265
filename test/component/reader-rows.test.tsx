import { describe, expect, it } from 'vitest';
import { entryKinds, type Branch, type EntryKind } from '../../src/shared/reading.ts';
import { boundsOf, chunkAround, FIRST_CHUNK, LAST_CHUNK, nextChunk } from '../../src/renderer/reader/chunk.ts';
import { FoldStore } from '../../src/renderer/reader/folds.ts';
import { parseLink } from '../../src/renderer/reader/links.ts';
import { Layout } from '../../src/renderer/reader/reading/layout.ts';
import { PAGE, Pages } from '../../src/renderer/reader/reading/pages.ts';
import {
  entryAt,
  entryOf,
  indexOfRow,
  kindOf,
  listRows,
  nearbyPrompt,
  rowKey,
} from '../../src/renderer/reader/rows.ts';
import { prompt } from './fake-reader.ts';

const DAY = 24 * 60 * 60_000;
const NOON = new Date(2026, 10, 3, 12).getTime();

function layoutOf(
  kinds: readonly EntryKind[],
  at: (entry: number) => number = () => NOON,
  branches: Branch[] = [],
): Layout {
  const layout = new Layout();
  layout.take({
    reading: 'reading-1',
    from: 0,
    kinds: kinds.map((kind) => entryKinds.indexOf(kind)),
    times: kinds.map((_, entry) => at(entry)),
    lengths: kinds.map(() => 100),
    changed: [],
    branches,
    read: { bytes: 1, of: 1, done: true },
    leftOut: { lines: 0, bytes: 0, duplicates: 0 },
  });
  return layout;
}

const NONE: ReadonlySet<number> = new Set();
const named = (layout: Layout, options: { metadata?: boolean; openBranches?: ReadonlySet<number> } = {}): string[] =>
  Array.from(
    listRows(layout, { version: 1, metadata: false, openBranches: NONE, ...options }),
    (row) => `${kindOf(row)} ${entryOf(row)}`,
  );

describe('the rows', () => {
  it('have a line where a day begins, and nothing of what is hidden', () => {
    const layout = layoutOf(['metadata', 'prompt', 'metadata', 'reply', 'prompt'], (entry) =>
      entry === 4 ? NOON + DAY : NOON,
    );
    expect(named(layout)).toEqual(['day 1', 'entry 1', 'entry 3', 'day 4', 'entry 4']);
    expect(named(layout, { metadata: true })).toEqual([
      'day 0',
      'entry 0',
      'entry 1',
      'entry 2',
      'entry 3',
      'day 4',
      'entry 4',
    ]);
  });

  it('do not take an unknown time for another day', () => {
    expect(named(layoutOf(['prompt', 'reply', 'prompt'], (entry) => (entry === 1 ? 0 : NOON)))).toHaveLength(4);
  });

  it('ascend, also where a day and an abandoned branch begin at the same entry', () => {
    const branches = [
      { from: 1, to: 2, prompts: 1 },
      { from: 4, to: 4, prompts: 1 },
    ];
    const layout = layoutOf(
      ['prompt', 'prompt', 'reply', 'prompt', 'prompt', 'reply'],
      (entry) => NOON + entry * DAY,
      branches,
    );
    for (const openBranches of [NONE, new Set([1]), new Set([1, 4])]) {
      const rows = [...listRows(layout, { version: 1, metadata: false, openBranches })];
      expect(rows).toEqual(rows.toSorted((a, b) => a - b));
    }
    expect(named(layout).filter((row) => !row.startsWith('day'))).toEqual([
      'entry 0',
      'branch 1',
      'entry 3',
      'branch 4',
      'entry 5',
    ]);
  });

  it('lead to prompts and times that are listed', () => {
    const layout = layoutOf(['prompt', 'reply', 'prompt', 'reply', 'prompt'], (entry) => NOON + entry * 60_000, [
      { from: 2, to: 3, prompts: 1 },
    ]);
    const rows = listRows(layout, { version: 1, metadata: false, openBranches: NONE });
    expect(nearbyPrompt(layout, rows, 0, 1)).toBe(4);
    expect(nearbyPrompt(layout, rows, 4, -1)).toBe(0);
    expect(nearbyPrompt(layout, rows, 4, 1)).toBeNull();
    expect(entryAt(layout, rows, NOON + 90_000)).toBe(4);
    expect(entryAt(layout, rows, NOON + DAY)).toBe(4);
  });

  it('are forgotten from where the file is another one', () => {
    const layout = layoutOf(['prompt', 'reply', 'prompt']);
    const growth = {
      reading: 'reading-1',
      times: [NOON],
      lengths: [1],
      changed: [],
      branches: [],
      read: { bytes: 1, of: 1, done: true },
      leftOut: { lines: 0, bytes: 0, duplicates: 0 },
    };
    expect(layout.take({ ...growth, from: 1, kinds: [entryKinds.indexOf('note')] })).toBe(true);
    expect(named(layout)).toEqual(['day 0', 'entry 0', 'entry 1']);
    expect(layout.take({ ...growth, from: 5, kinds: [0] })).toBe(false);
  });
});

describe('a conversation that is higher than a browser can lay out', () => {
  const layout = layoutOf(Array.from({ length: 5_000 }, () => 'prompt' as const));
  const rows = listRows(layout, { version: 1, metadata: false, openBranches: NONE });
  const HIGHEST = 40_000;

  it('is laid out whole where it fits', () => {
    expect(boundsOf(rows, layout, FIRST_CHUNK)).toEqual([0, rows.length]);
    expect(boundsOf(rows, layout, LAST_CHUNK)).toEqual([0, rows.length]);
    expect(boundsOf(rows, layout, chunkAround(rows, rowKey('entry', 3_000)))).toEqual([0, rows.length]);
  });

  it('is laid out in parts that overlap and leave nothing out', () => {
    let bounds = boundsOf(rows, layout, FIRST_CHUNK, HIGHEST);
    let parts = 1;
    for (; bounds[1] < rows.length; parts += 1) {
      const next = boundsOf(rows, layout, nextChunk(rows, bounds, 1), HIGHEST);
      expect(next[0]).toBeLessThan(bounds[1]);
      expect(next[1]).toBeGreaterThan(bounds[1]);
      bounds = next;
    }
    expect(parts).toBeGreaterThan(3);
    expect(bounds).toEqual(boundsOf(rows, layout, LAST_CHUNK, HIGHEST));
    while (bounds[0] > 0) bounds = boundsOf(rows, layout, nextChunk(rows, bounds, -1), HIGHEST);
    expect(bounds[0]).toBe(0);
  });

  it('shows the part that somebody is led to', () => {
    const row = rowKey('entry', 3_000);
    const [from, to] = boundsOf(rows, layout, chunkAround(rows, row), HIGHEST);
    expect(from).toBeLessThan(indexOfRow(rows, row));
    expect(to).toBeGreaterThan(indexOfRow(rows, row));
    expect(to - from).toBeLessThan(rows.length);
  });
});

describe('the pages', () => {
  const pagesOf = (count: number, failing = false) => {
    const asked: number[] = [];
    const errors: unknown[] = [];
    const pages = new Pages({
      fetch: (from, wanted) => {
        asked.push(from);
        return failing
          ? Promise.reject(new Error('gone'))
          : Promise.resolve(
              Array.from({ length: wanted }, (_, index) => prompt(`Entry ${from + index}`)(from + index)),
            );
      },
      count: () => count,
      onChange: () => undefined,
      onError: (error) => errors.push(error),
    });
    return { pages, asked, errors };
  };
  const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

  it('keep what is around, and drop what is far away', async () => {
    const { pages } = pagesOf(10_000);
    for (let page = 0; page < 100; page += 1) {
      pages.want([page]);
      await soon();
    }
    expect(pages.get(99 * PAGE)).toBeDefined();
    expect(pages.get(70 * PAGE)).toBeDefined();
    expect(pages.get(0)).toBeUndefined();
  });

  it('forget what was wanted when something else is', async () => {
    const { pages, asked } = pagesOf(10_000);
    for (let page = 0; page < 100; page += 1) pages.want([page]);
    await soon();
    expect(asked).toEqual([0, PAGE, 99 * PAGE]);
  });

  it('ask again for what has changed, and go on showing it until then', async () => {
    const { pages, asked } = pagesOf(60);
    pages.want([0]);
    await soon();
    const before = pages.get(3);
    pages.changed([3]);
    expect(pages.get(3)).toBe(before);
    await soon();
    expect(asked).toEqual([0, 0]);
  });

  it('do not ask without end where there is an error', async () => {
    const { pages, asked, errors } = pagesOf(60, true);
    pages.want([0]);
    await soon();
    expect(asked).toHaveLength(1);
    expect(errors).toHaveLength(1);
  });
});

describe('folds', () => {
  it('are opened by a search, but not the details, a subagent, or what was cut', () => {
    const folds = new FoldStore();
    folds.reveal(7);
    expect(folds.isOpen('7:output', false)).toBe(true);
    for (const key of ['7:details', '7:agent', '7:output:whole', '8:output', '70:output'] as const) {
      expect(folds.isOpen(key, false)).toBe(false);
    }
    folds.reveal(7, 2);
    expect(folds.isOpen('7:output:whole', false)).toBe(true);
    folds.setOpen('7:output', false);
    expect(folds.isOpen('7:output', false)).toBe(false);
    folds.reveal(8);
    expect(folds.isOpen('7:input', false)).toBe(false);
  });
});

describe('links', () => {
  const [id, uuid] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  it('are found in what was pasted, and nothing else is', () => {
    expect(parseLink(`http://127.0.0.1:4000/#/conversation/${id}/${uuid} `)).toEqual({ id, path: [uuid] });
    expect(parseLink(`#/conversation/${id}`)).toEqual({ id, path: [] });
    expect(parseLink(`see #/conversation/${id}/${uuid}/${id}, please`)).toEqual({ id, path: [uuid, id] });
    for (const text of ['', '#/conversation/x', `#/conversation/${id}x`, `#/conversation/../${id}`, id]) {
      expect(parseLink(text)).toBeNull();
    }
  });
});
