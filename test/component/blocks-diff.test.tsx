import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight } from '../../src/renderer/reader/blocks/code/highlight.ts';
import { coloured, sideOf } from '../../src/renderer/reader/blocks/diff/colours.ts';
import { rowsOf } from '../../src/renderer/reader/blocks/diff/rows.ts';
import type { Hunk } from '../../src/shared/reading.ts';
import { edit, tool } from './blocks-entries.ts';
import { makeAround, showEntries } from './blocks-support.tsx';
import { axeFindings } from './render-app.tsx';

const CODE = [
  'const a = 1;',
  'const a = 2;',
  '/* a',
  'b */',
  '`x',
  "'y'",
  '',
  '  return f(a);',
  'type T = {',
  '🏮',
  '@@ -1 +1 @@',
];
const line = fc.tuple(fc.constantFrom(' ', '+', '-'), fc.constantFrom(...CODE)).map((parts) => parts.join(''));
const hunk = fc.record({
  oldStart: fc.nat(99),
  newStart: fc.nat(99),
  lines: fc.array(line, { minLength: 1, maxLength: 12 }),
});

describe('a diff in colours', () => {
  it('has the lines that it had, whatever is in them', () => {
    fc.assert(
      fc.property(hunk, (made: Hunk) => {
        const rows = rowsOf(made);
        const [before, after] = (['old', 'new'] as const).map((side) => highlight(sideOf(rows, side), 'ts') ?? []);
        const lines = coloured(rows, before ?? [], after ?? []).map((pieces) =>
          pieces.map(({ text }) => text).join(''),
        );
        expect(lines).toEqual(made.lines.map((one) => one.slice(1)));
      }),
      { numRuns: 500 },
    );
  });

  it.each(['light', 'dark'] as const)('keeps its signs, and can be read on every ground (%s)', async (theme) => {
    const comments = tool('Edit', {
      is: 'edit',
      file: '/x/a.ts',
      created: false,
      added: 2,
      removed: 2,
      more: null,
      hunks: [
        {
          oldStart: 1,
          newStart: 1,
          lines: [
            '-const total: Total = sum("all of it", 17); // the old total of the cart',
            '+const total: Sum = add("half of it", 18); // the new total of the cart',
            '-  @wick({ oil: `level ${3}` }) static lamp(): Map<string, number> { return new Map(); } /* old */',
            '+  @wick({ oil: `height ${4}` }) static lamp(): Set<string> { return new Set(); } /* new */',
          ],
        },
      ],
    });
    const around = makeAround();
    const entries = [edit(), comments];
    for (const { entry } of entries) around.folds.setOpen(`${entry}:tool`, true);
    await showEntries(entries, { theme, around });
    for (const is of ['same', 'added', 'removed']) {
      await expect
        .poll(() => document.querySelectorAll(`[data-is="${is}"] [data-token]`).length, { message: is })
        .toBeGreaterThan(0);
    }
    const row = document.querySelector('[data-is="removed"]');
    expect(row?.querySelector('[data-sign]')?.getAttribute('data-sign')).toBe('−');
    expect(row?.querySelector('del')?.textContent).toContain(
      'const sum = items.reduce((all, item) => all + item.price, 0);',
    );
    expect(
      new Set([...document.querySelectorAll('[data-token]')].map((one) => one.getAttribute('data-token'))),
    ).toContain('comment');
    expect(await axeFindings()).toEqual([]);
  });
});
