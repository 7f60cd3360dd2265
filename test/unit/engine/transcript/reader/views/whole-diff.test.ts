import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffText } from '../../../../../../src/engine/transcript/reader/views/hunks.ts';
import { hunksIn } from '../../../../../../src/renderer/reader/blocks/diff/unified.ts';

test('a whole diff is read by the window as it was written', () => {
  const text = fc.constantFrom('const a = 1;', '', '@@ -1 +1 @@', '- a', '\t+');
  const line = fc.tuple(fc.constantFrom(' ', '+', '-'), text).map((parts) => parts.join(''));
  const hunk = fc.record({
    oldStart: fc.nat(99),
    newStart: fc.nat(99),
    lines: fc.array(line, { minLength: 1, maxLength: 12 }),
  });
  fc.assert(
    fc.property(fc.array(hunk, { minLength: 1 }), (hunks) => {
      expect(hunksIn(diffText(hunks))).toEqual(hunks);
    }),
  );
});
