import fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNCUT } from '../../../../../src/engine/transcript/reader/excerpt.ts';
import type { Reading } from '../../../../../src/engine/transcript/reader/reading.ts';
import { countOf, patternOf } from '../../../../../src/engine/transcript/reader/find-words.ts';
import { searchable } from '../../../../../src/engine/transcript/reader/searchable.ts';
import { shownText } from '../../../../../src/engine/transcript/reader/shown-markdown.ts';
import { sampleFile, sampleNames } from '../../../../support/samples.ts';
import { assistant, transcript, user } from '../lines.ts';
import type { Json } from '../lines.ts';
import { findAll, opened, readingOf } from './read.ts';

const bash = (n: number, command: string): Json =>
  assistant(n, [{ type: 'tool_use', id: `t${n}`, name: 'Bash', input: { command } }]);
const result = (n: number, of: number, content: unknown, more: Json = {}): Json =>
  user(n, [{ type: 'tool_result', tool_use_id: `t${of}`, content }], more);

test('words are found in all that can be shown, and counted where they stand', () => {
  const reading = readingOf([
    user(1, 'Light the lantern, the LANTERN'),
    assistant(2, [{ type: 'thinking', thinking: 'A lantern?' }]),
    assistant(3, 'The lantern is lit.'),
    bash(4, 'light lantern'),
    result(5, 4, 'lantern: lit\nlantern: warm'),
    user(6, 'A lantern was lit.', { isCompactSummary: true }),
  ]);
  expect(findAll(reading, 'lantern')).toEqual({
    found: [
      { entry: 0, count: 2, folded: false },
      { entry: 1, count: 1, folded: true },
      { entry: 2, count: 1, folded: false },
      { entry: 3, count: 3, folded: true },
      { entry: 4, count: 1, folded: true },
    ],
    total: 8,
    complete: true,
  });
  expect(findAll(reading, 'LANTERN', { matchCase: true }).total).toBe(1);
});

test('what Claude keeps for itself is looked in only where that is asked for', () => {
  const blob = { type: 'api-request-blob', message: { role: 'user', content: 'Light the lantern' } };
  const reading = readingOf([user(1, 'Light the lantern'), blob]);
  expect(findAll(reading, 'lantern').total).toBe(1);
  expect(findAll(reading, 'lantern', { metadata: true }).total).toBe(2);
});

test('words are found in every one of several results in a line, and in one beside an interruption', () => {
  const results = ['first', 'second'].map((word, i) => ({
    type: 'tool_result',
    tool_use_id: `t${i + 2}`,
    content: `The ${word} lantern`,
  }));
  const third = { type: 'tool_result', tool_use_id: 't5', content: 'The third lantern' };
  const reading = readingOf([
    user(1, 'Light them'),
    bash(2, 'one'),
    bash(3, 'two'),
    user(4, results),
    bash(5, 'three'),
    user(6, [third, { type: 'text', text: '[Request interrupted by user for tool use]' }]),
  ]);
  expect(findAll(reading, 'lantern').found.map(({ entry }) => entry)).toEqual([1, 2, 3]);
  for (const word of ['first', 'second', 'third']) expect(findAll(reading, word).total, word).toBe(1);
});

test('of a line that was written twice, the last words are found, with what was added to it', () => {
  const half = assistant(2, [{ type: 'text', text: 'A lan' }]);
  const whole = assistant(2, [
    { type: 'text', text: 'A lantern' },
    { type: 'tool_use', id: 't2', name: 'Bash', input: { command: 'kindle' } },
  ]);
  const reading = readingOf([user(1, 'Light it'), half, user(3, 'Well?'), whole]);
  expect([findAll(reading, 'lantern').total, findAll(reading, 'kindle').total]).toEqual([1, 1]);
});

/** What looking at every entry, whole, would find. */
function naively(reading: Reading, text: string): number {
  const pattern = patternOf({ text, matchCase: false });
  const texts = reading.entries(0, reading.count, UNCUT).flatMap((entry) => {
    if (entry.kind === 'metadata') return [];
    return searchable(entry).map(({ text, isMarkdown }) => (isMarkdown ? shownText(text) : text));
  });
  return pattern === null ? 0 : texts.reduce((sum, text) => sum + countOf(pattern, text), 0);
}

const queries = [
  'the',
  'lantern',
  'ledger.py',
  'x',
  '灯',
  '🏮',
  'a"b',
  '\\n',
  '":',
  '{',
  ' ',
  ' the',
  'İ',
  'k',
  '7',
  '/home',
];

test.each(sampleNames)('what is found in "%s" is what is there', (name) => {
  const reading = opened(sampleFile(name));
  for (const query of queries) expect([query, findAll(reading, query).total]).toEqual([query, naively(reading, query)]);
});

describe('words are found however the file writes them', () => {
  const raw = (json: string): string => `{"type":"user","uuid":"u","message":{"role":"user","content":${json}}}`;

  test.each([
    ['as they are', '"The kéy of Ölfaß 灯"', 'kéy'],
    ['escaped', '"The k\\u00e9y"', 'kéy'],
    ['escaped though nothing asks for it', '"\\u006cantern"', 'lantern'],
    ['with an escaped slash', '"src\\/a.ts"', 'src/a.ts'],
    ['in upper case beyond ASCII', '"ÖLFASS"', 'ölfass'],
    ['with the Kelvin sign', '"300 \u212a"', '300 k'],
    ['with a quote', '"say \\"hello\\" now"', 'say "hello"'],
    ['over two lines', '"one\\ntwo"', 'one\ntwo'],
    ['in colours', '"la\\u001b[31mnt\\u001b[0mern"', 'lantern'],
    ['in two blocks', '[{"type":"text","text":"one"},{"type":"text","text":"two"}]', 'one\ntwo'],
    ['with a space at the end', '"one two"', 'one '],
  ])('%s', (_how, json, query) => {
    expect(findAll(readingOf([raw(json)]), query).total).toBe(1);
  });

  const lamp = (input: Json): Json => assistant(1, [{ type: 'tool_use', id: 't', name: 'Lamp', input }]);

  test('indented, where that is how it is shown', () => {
    const long = 'x'.repeat(2_100);
    const call = lamp({ wick: 3, oil: { level: 10 }, long });
    for (const query of ['"wick": 3', '": 3,', '"level": 10', ' 10']) {
      expect([query, findAll(readingOf([call]), query).total]).toEqual([query, 1]);
    }
  });

  test('by name, where that is how it is shown', () => {
    const call = lamp({ wick: 3, oil: { level: 10 }, colour: 'a "warm"\nwhite' });
    for (const query of ['wick', '{"level":10}', 'a "warm" white', ' 3 ']) {
      expect([query, findAll(readingOf([call]), query).total]).toEqual([query, 1]);
    }
    expect(findAll(readingOf([call]), '"wick": 3').total).toBe(0);
  });

  test('in a file of their own', () => {
    const text =
      '<persisted-output>\nOutput too large (60KB). Full output saved to: /x/tool-results/b1.txt\n</persisted-output>';
    const sidecar = {
      stdout: text,
      stderr: '',
      persistedOutputPath: '/x/tool-results/b1.txt',
      persistedOutputSize: 60_000,
    };
    const path = transcript([bash(1, 'cat log'), result(2, 1, text, { toolUseResult: sidecar })]);
    const folder = join(path.replace('.jsonl', ''), 'tool-results');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(join(folder, 'b1.txt'), 'nothing\n'.repeat(8000) + 'the needle\n');
    expect(findAll(opened(path), 'needle').total).toBe(1);
  });
});

test('what is at the border of a window is found', () => {
  const lines = Array.from({ length: 3 }, (_, n) =>
    user(n, `${'-'.repeat((1 << 20) - 190 + n * 60)}needle${'-'.repeat(400)}`),
  );
  expect(findAll(readingOf(lines), 'needle').total).toBe(3);
});

test('a search says that it is not complete where lines were left out, or the file is still being read', () => {
  const sizes = { longestLine: 500 };
  expect(findAll(readingOf([user(1, 'needle'), user(2, 'x'.repeat(900))], { sizes }), 'needle')).toMatchObject({
    total: 1,
    complete: false,
  });
});

test('a search can be left at any moment', () => {
  const reading = readingOf(Array.from({ length: 500 }, (_, n) => user(n, 'needle '.repeat(50))));
  reading.find({ text: 'needle', matchCase: false }).next();
  expect(findAll(reading, 'needle').total).toBe(25_000);
});

describe('words are found as they are seen', () => {
  const total = (markdown: string, query: string): number => findAll(readingOf([assistant(1, markdown)]), query).total;

  test.each([
    ['partly bold', 'the **old** lantern', 'the old lantern'],
    ['with marks in the middle of a word', 'un**believ**able', 'unbelievable'],
    ['with code in a word', 'all `Lamp`s are lit', 'lamps'],
    ['with marks that are escaped', 'oil\\_level and a\\*b', 'oil_level and a*b'],
    ['in a link', 'see [the *log*](https://example.com/the-log)s of it', 'the logs of'],
    ['in a link by name', 'see [the log][1]\n\n[1]: https://example.com/x', 'see the log'],
    ['over a line’s end', 'one\ntwo   three', 'one two three'],
    ['as references', 'oil &amp; wick &#111;n', 'oil & wick on'],
    ['in a table', '| a | b |\n|---|---|\n| **lit** now | no |', 'lit now'],
    ['in code, as they stand', '```\na **b** c\n```', 'a **b** c'],
    ['in markup, which is shown', 'a <b>bold</b> word', '<b>bold</b>'],
    ['of a picture', '![the lamp](https://example.com/a.png)', 'the lamp https://example.com/a.png'],
    ['in capitals', 'STRASSE, straſſe', 'strasse, strasse'],
    ['as one word, where that is asked for', 'wicked wick wicks', ' wick '],
  ])('%s', (_how, markdown, query) => expect([markdown, total(markdown, query)]).toEqual([markdown, 1]));

  test.each([
    ['marks', 'the **old** lantern', '**'],
    ['addresses', 'see [the log](https://example.com/x)', 'example.com'],
    ['words of two blocks', 'one\n\ntwo', 'one two'],
    ['words of two cells', '| one | two |\n|---|---|\n| a | b |', 'one two'],
    ['nothing but spaces', 'one  two', '  '],
  ])('and not %s', (_what, markdown, query) => expect(total(markdown, query)).toBe(0));

  test('as they stand, in what is too much to be read as markdown', () => {
    expect(total(`**lit** ${'x '.repeat(20_000)}`, '**lit**')).toBe(1);
  });

  test('in what a subagent, the web and a plan say', () => {
    const lines = ['Agent', 'WebFetch', 'ExitPlanMode'].flatMap((name, n) => [
      assistant(2 * n, [
        { type: 'tool_use', id: `t${2 * n}`, name, input: { prompt: 'x', url: 'y', plan: 'sun**lit** rooms' } },
      ]),
      result(2 * n + 1, 2 * n, [{ type: 'text', text: 'moon**lit** rooms' }]),
    ]);
    expect(findAll(readingOf(lines), 'moonlit rooms').total).toBe(2);
    expect(findAll(readingOf(lines), 'sunlit').total).toBe(1);
  });
});

test('no mark in the middle of a word keeps it from being found', () => {
  const scrap = fc.constantFrom(
    ...[
      'la',
      'mp',
      'lamp',
      'oil',
      '_',
      '**',
      '*',
      '`',
      '~~',
      '\\',
      '\\*',
      '[',
      ']',
      '](x)',
      '![',
      '[^n]',
      '&#108;',
      '&',
    ],
    ...['<', '>', '\n', '\n\n', ' ', '\n\n[^n]: ', '\n\n[lamp]: x\n\n', '"', 'ä', 'K', '|', '\u2028'],
  );
  const text = fc.array(scrap, { minLength: 1, maxLength: 14 }).map((scraps) => scraps.join(''));
  const query = fc.constantFrom('lamp', 'lamp oil', 'la', 'oil', 'mpla', 'lamp*', 'ä', 'k', 'la_mp', 'oil"');
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), query, (texts, words) => {
      const reading = readingOf(texts.map((one, n) => assistant(n, one)));
      expect(findAll(reading, words).total).toBe(naively(reading, words));
    }),
    { numRuns: 300 },
  );
});
