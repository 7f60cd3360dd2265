import { expect, test } from 'vitest';
import { assistant, at, SESSION, user, uuid } from '../lines.ts';
import type { Json } from '../lines.ts';
import { readingOf, told } from './read.ts';

const OTHER = uuid(99);

test('lines that say where they were copied from end where the fork begins', () => {
  const forkedFrom = { sessionId: OTHER, messageUuid: uuid(50) };
  const lines = [user(1, 'Copied', { forkedFrom }), assistant(2, 'Copied, too', { forkedFrom }), user(3, 'Own')];
  expect(told(readingOf(lines))).toEqual(['prompt: Copied', 'reply: Copied, too', 'note: forked-here', 'prompt: Own']);
});

test('a history that an old version copied under its old name ends where the new one begins', () => {
  const lines = [
    user(1, 'Copied', { sessionId: OTHER }),
    assistant(2, 'Own'),
    user(3, 'Own'),
    user(4, 'x', { sessionId: OTHER }),
  ];
  expect(told(readingOf(lines))[1]).toBe('note: forked-here');
  expect(told(readingOf(lines)).filter((line) => line.startsWith('note'))).toHaveLength(1);
});

test('a file that was given another name is no fork', () => {
  const named = (line: Json): Json => ({ ...line, sessionId: OTHER });
  expect(told(readingOf([named(user(1, 'One')), named(user(2, 'Two'))]))).toEqual(['prompt: One', 'prompt: Two']);
});

test('where the copies do not say whose they are, the age of the file tells', () => {
  const begun = { type: 'queue-operation', operation: 'enqueue', timestamp: at(10), sessionId: SESSION };
  const copied = assistant(2, 'Copied', { requestSessionId: OTHER });
  const lines = [
    begun,
    user(1, 'Copied'),
    copied,
    user(3, 'Copied, too'),
    copied,
    user(11, 'Own'),
    assistant(12, 'Own'),
  ];
  expect(told(readingOf(lines)).slice(2)).toEqual([
    'prompt: Copied, too',
    'note: forked-here',
    'prompt: Own',
    'reply: Own',
  ]);
});

test('a conversation that went on elsewhere says so once, however often the file does', () => {
  const moved = { type: 'continued-in', continuedInSessionId: OTHER, sessionId: SESSION, timestamp: at(2) };
  const relocated = { type: 'relocated', relocatedCwd: '/harbour', sessionId: SESSION };
  const lines = [user(1, 'x'), moved, moved, relocated, { ...relocated, relocatedCwd: '' }, relocated];
  expect(told(readingOf(lines)).slice(1)).toEqual([`note: continued-elsewhere ${OTHER}`, 'note: moved /harbour']);
});
