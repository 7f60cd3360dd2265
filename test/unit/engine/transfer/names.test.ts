import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileNameOf, numbered, sameName } from '../../../../src/engine/transfer/names.ts';

test.each([
  ['Refactor the checkout flow', 'Refactor the checkout flow'],
  ['fix: a/b\\c <d> "e" | f? g*', 'fix a b c d e f g'],
  ['  spaces  and\nlines ', 'spaces and lines'],
  ['..hidden', 'hidden'],
  ['trailing dots... ', 'trailing dots'],
  ['灯台を灯す 🏮', '灯台を灯す 🏮'],
  ['👩‍👩‍👧 family', '👩‍👩‍👧 family'],
  ['e\u0301te\u0301', 'été'],
  ['safe\u202Egpj.exe', 'safe gpj.exe'],
  ['half \ud83d', 'half \ufffd'],
  ['CON', 'instead'],
  ['con.txt', 'instead'],
  ['CONIN$', '_CONIN$'],
  ['com¹', '_com¹'],
  ['CON ', '_CON'],
  ['COM1 ', '_COM1'],
  ['con .txt', '_con .txt'],
  ['NUL .tar.gz', '_NUL .tar.gz'],
  ['aux\u00a0.md', '_aux .md'],
  ['COM¹ .md', '_COM¹ .md'],
  ['LPT³.md', '_LPT³.md'],
  ['con air.md', 'con air.md'],
  ['Console', 'Console'],
  ['???', 'instead'],
  ['', 'instead'],
])('%j is called %j', (title, name) => {
  expect(fileNameOf(title, 'instead')).toBe(name);
});

test('a long title is cut between characters', () => {
  expect(fileNameOf('🏮'.repeat(100), 'instead')).toBe('🏮'.repeat(30));
  expect(fileNameOf('a'.repeat(500), 'instead')).toBe('a'.repeat(120));
});

const hostile = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom('/', '\\', ':', '*', '?', '"', '<', '>', '|', '.', ' ', '\u0000', '\u202e', '\u200d', '\ud800'),
    fc.constantFrom('con', 'nul', 'COM1', 'lpt²', 'aux.', 'prn .', '..', '~', '$', '🏮', 'CONOUT$'),
  ),
  maxLength: 200,
});

test('whatever the title, the name is one that every system can have', () => {
  fc.assert(
    fc.property(hostile, (title) => {
      const name = fileNameOf(title, 'instead');
      expect(name).not.toBe('');
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(121);
      expect(name.isWellFormed()).toBe(true);
      expect(name).not.toMatch(/[\u0000-\u001f\u007f-\u009f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]/);
      expect(name).not.toMatch(/^[. ]|[. ]$/);
      expect(name).not.toMatch(/^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)/i);
      expect(fileNameOf(name, 'instead')).toBe(name);
    }),
  );
});

test('names that some system takes for one are the same', () => {
  expect(sameName('Été')).toBe(sameName('E\u0301TE\u0301'));
  expect(sameName('straße')).toBe(sameName('STRASSE'));
  expect(sameName('a')).not.toBe(sameName('b'));
});

test('further names are counted from two on', () => {
  const names = numbered('a');
  expect([names.next().value, names.next().value, names.next().value]).toEqual(['a', 'a (2)', 'a (3)']);
});
