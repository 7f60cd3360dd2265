import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerpt, safeText } from '../../../../../src/engine/transcript/reader/excerpt.ts';
import { KeyTable } from '../../../../../src/engine/transcript/reader/key-table.ts';
import { quickTimeOf } from '../../../../../src/engine/transcript/reader/time.ts';
import { timeOf } from '../../../../../src/engine/transcript/line.ts';

describe('a text is made safe', () => {
  test.each([
    ['colours', '\u001b[1;31mred\u001b[0m', 'red'],
    ['a link', '\u001b]8;;https://example.com\u0007here\u001b]8;;\u001b\\', 'here'],
    ['movements', 'a\u001b[2K\u001b[1Gb\u001b7c', 'abc'],
    ['a sequence that never ends', 'a\u001b]8;;b', 'a8;;b'],
    ['bells and NUL', 'a\u0007\u0000b', 'ab'],
    ['texts that run backwards', 'a\u202eb\u2066c', 'abc'],
    ['other newlines', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['half a character', 'a\ud83d', 'a\ufffd'],
    ['tabs, indents and spaces at the end', '\t  a  \n', '\t  a  \n'],
    ['other scripts', 'é灯🏮', 'é灯🏮'],
  ])('%s', (_what, text, expected) => {
    expect(safeText(text)).toBe(expected);
  });

  test('also where a hundred thousand sequences never end', () => {
    expect(safeText('\u001b]8;;'.repeat(100_000)).startsWith('8;;8;;')).toBe(true);
    expect(safeText('\u001b['.repeat(100_000))).toBe('');
  });

  test('and nothing is lost of a text without any', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}|[\u2028-\u202e\u2066-\u2069]/u.test(text));
    fc.assert(
      fc.property(plain, (text) => {
        expect(safeText(text)).toBe(text);
      }),
    );
  });

  test('colours are left out as a terminal would take them', () => {
    const colour = fc.tuple(fc.nat(120), fc.constantFrom('m', 'K', 'H', 'A')).map(([n, to]) => `\u001b[${n}${to}`);
    const text = fc.array(fc.oneof(colour, fc.string({ unit: 'grapheme-ascii' })), { maxLength: 8 });
    fc.assert(
      fc.property(text, (pieces) => {
        expect(safeText(pieces.join(''))).toBe(stripVTControlCharacters(pieces.join('')));
      }),
    );
  });
});

describe('a long text is cut', () => {
  test('and says how long it is and what the rest is asked for by', () => {
    expect(excerpt('abcdef', 'part', 4)).toEqual({ text: 'abcd', length: 6, part: 'part' });
    expect(excerpt('abcd', 'part', 4)).toEqual({ text: 'abcd', length: 4, part: null });
  });

  test('never inside of a character, nor of what commands a terminal', () => {
    expect(excerpt('abc🏮def', 'p', 4).text).toBe('abc');
    expect(excerpt('abc\u001b[31mdef', 'p', 5).text).toBe('abc');
  });
});

test('a table of keys knows each of them, and no other', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 3000 }), (keys) => {
      const table = new KeyTable();
      for (const [i, key] of keys.entries()) expect(table.claim(key, i)).toBeNull();
      for (const [i, key] of keys.entries()) expect([table.get(key), table.claim(key, 7)]).toEqual([i, i]);
      table.set(keys[0] ?? '', 99);
      expect(table.get(keys[0] ?? '')).toBe(99);
      expect(table.get(`${keys.join('')}!`)).toBeNull();
    }),
    { numRuns: 30 },
  );
});

test('a timestamp that is read quickly is the one that is read slowly', () => {
  const digits = fc.stringMatching(/^[0-9]{17}$/).map((d) => {
    return `${d.slice(0, 4)}-${d.slice(4, 6)}-${d.slice(6, 8)}T${d.slice(8, 10)}:${d.slice(10, 12)}:${d.slice(12, 14)}.${d.slice(14)}Z`;
  });
  const real = fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('2150-01-01') })
    .map((at) => at.toISOString());
  const text = fc.oneof(real, digits, fc.string({ minLength: 24, maxLength: 24 }), fc.constant(undefined));
  fc.assert(
    fc.property(text, (timestamp) => {
      expect(quickTimeOf({ timestamp })).toBe(timeOf({ timestamp }));
    }),
    { numRuns: 3000 },
  );
});
