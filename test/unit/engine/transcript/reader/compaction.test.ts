import { expect, test } from 'vitest';
import { assistant, chain, user, uuid } from '../lines.ts';
import type { Json } from '../lines.ts';
import { only, readingOf, told } from './read.ts';

const boundary = (n: number, compactMetadata: Json = {}): Json =>
  chain(n, 'system', { subtype: 'compact_boundary', content: 'Conversation compacted', compactMetadata });

test('the line after a compaction is its summary, and what came before stays', () => {
  const metadata = { trigger: 'auto', preTokens: 150_000, postTokens: 9_000 };
  const reading = readingOf([
    user(1, 'Before'),
    boundary(2, metadata),
    user(3, 'We lit the lantern.', { isCompactSummary: true }),
    user(4, 'After'),
  ]);
  expect(told(reading)).toEqual(['prompt: Before', 'compaction: We lit the lantern.', 'prompt: After']);
  expect(only(reading, 'compaction')).toMatchObject({ by: 'claude', tokensBefore: 150_000, tokensAfter: 9_000 });
  expect(reading.locate(uuid(3))).toBe(1);
});

test('an old file says by its first words alone that a text is a summary', () => {
  const text = 'This session is being continued from a previous conversation that ran out of context. We lit it.';
  expect(told(readingOf([user(1, text), user(2, 'Go on')]))).toEqual([`compaction: ${text}`, 'prompt: Go on']);
});

test('messages that a compaction kept and wrote again are told once', () => {
  const kept = assistant(2, 'It is lit.');
  const lines = [
    user(1, 'Light it'),
    kept,
    boundary(3),
    user(4, 'Sum', { isCompactSummary: true }),
    kept,
    user(5, 'Good'),
  ];
  expect(told(readingOf(lines))).toEqual(['prompt: Light it', 'reply: It is lit.', 'compaction: Sum', 'prompt: Good']);
});

test('each compaction has its own summary; one that has none says so', () => {
  const lines = [boundary(1), user(2, 'One', { isCompactSummary: true }), boundary(3), user(4, 'Go on')];
  expect(told(readingOf(lines))).toEqual(['compaction: One', 'compaction: ', 'prompt: Go on']);
});

test.each([{ preTokens: -1, postTokens: 'many', trigger: 7 }, { preTokens: Infinity, trigger: null }, 'nothing'])(
  'what cannot be true of a compaction is not told: %j',
  (compactMetadata) => {
    const line = { ...boundary(1), compactMetadata };
    expect(only(readingOf([line]), 'compaction')).toMatchObject({ by: null, tokensBefore: null, tokensAfter: null });
  },
);
