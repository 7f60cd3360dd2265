import fs from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { everyEntry } from '../../../../../src/engine/transcript/reader/every-entry.ts';
import { openReading } from '../../../../../src/engine/transcript/reader/open-reading.ts';
import { assistant, transcript, user } from '../lines.ts';
import type { Json } from '../lines.ts';
import { only, opened, readToEnd, told } from './read.ts';

const text = (line: Json): string => `${JSON.stringify(line)}\n`;
const call = assistant(2, [{ type: 'tool_use', id: 't', name: 'Bash', input: { command: 'ls' } }]);
const result = user(3, [{ type: 'tool_result', tool_use_id: 't', content: 'a' }]);

test('what is appended gets the next numbers, and a result changes its call', () => {
  const path = transcript([user(1, 'One'), call]);
  const reading = opened(path);
  reading.layout(0);
  expect(reading.grow()).toBe('same');
  fs.appendFileSync(path, text(result) + text(assistant(4, 'Done.')));
  expect(reading.grow()).toBe('grew');
  expect(reading.layout(2).read.done).toBe(false);
  readToEnd(reading);
  const layout = reading.layout(2);
  expect([layout.from, layout.kinds.length, layout.changed]).toEqual([2, 1, [1]]);
  expect(reading.layout(3).changed).toEqual([]);
  expect(only(reading, 'tool').status).toBe('done');
  expect(told(reading).at(-1)).toBe('reply: Done.');
});

test('a summary that comes later changes its compaction', () => {
  const boundary = { ...user(1, ''), type: 'system', subtype: 'compact_boundary' };
  const path = transcript([boundary]);
  const reading = opened(path);
  reading.layout(0);
  fs.appendFileSync(path, text(user(2, 'Sum', { isCompactSummary: true })));
  reading.grow();
  readToEnd(reading);
  expect(reading.layout(1)).toMatchObject({ kinds: [], changed: [0] });
  expect(only(reading, 'compaction').summary?.text).toBe('Sum');
});

test('a last line that is half written is left alone until it is whole', () => {
  const path = transcript([user(1, 'One')]);
  const reading = opened(path);
  const line = text(user(2, 'Two'));
  for (let at = 0; at < line.length; at += 40) {
    expect(told(reading)).toEqual(['prompt: One']);
    expect(reading.layout(0).leftOut.lines).toBe(0);
    fs.appendFileSync(path, line.slice(at, at + 40));
    expect(reading.grow()).toBe('grew');
    readToEnd(reading);
  }
  expect(told(reading)).toEqual(['prompt: One', 'prompt: Two']);
});

test('a last line without a newline is told, and told once', () => {
  const path = transcript([user(1, 'One'), user(2, 'Two')], { end: '' });
  const reading = opened(path);
  expect(told(reading)).toHaveLength(2);
  fs.appendFileSync(path, `\n${text(user(3, 'Three'))}`);
  expect(reading.grow()).toBe('grew');
  readToEnd(reading);
  expect(told(reading)).toEqual(['prompt: One', 'prompt: Two', 'prompt: Three']);
});

test.each<[string, (path: string) => void]>([
  ['is shorter', (path) => fs.writeFileSync(path, text(user(9, 'New')))],
  [
    'is another one of the same name',
    (path) => {
      fs.writeFileSync(`${path}.new`, text(user(9, 'New')));
      fs.renameSync(`${path}.new`, path);
    },
  ],
  ['has other words where it was read', (path) => fs.writeFileSync(path, text(user(9, 'New')).padEnd(4000) + '\n')],
])('a file that %s begins anew', (_what, replace) => {
  const path = transcript([user(1, 'One'), user(2, 'Two')]);
  const reading = opened(path);
  reading.layout(0);
  replace(path);
  expect(reading.grow()).toBe('replaced');
  readToEnd(reading);
  expect(told(reading)).toEqual(['prompt: New']);
  expect(reading.layout(0)).toMatchObject({ from: 0, changed: [] });
});

test('a file that was moved or deleted is read on', () => {
  const path = transcript([user(1, 'One')]);
  const reading = opened(path);
  fs.renameSync(path, `${path}.moved`);
  fs.appendFileSync(`${path}.moved`, text(user(2, 'Two')));
  expect(reading.grow()).toBe('grew');
  readToEnd(reading);
  fs.rmSync(`${path}.moved`);
  expect(reading.grow()).toBe('same');
  expect(told(reading)).toEqual(['prompt: One', 'prompt: Two']);
});

test('all that was read in steps is what is read in one go', () => {
  const lines = [
    user(1, 'One'),
    call,
    user(5, 'Aside', { isSidechain: true }),
    result,
    assistant(4, 'Done.'),
    call,
    user(6, 'End'),
  ];
  const whole = opened(transcript(lines));
  const path = transcript([]);
  const reading = opened(path);
  for (const line of lines) {
    fs.appendFileSync(path, text(line));
    reading.grow();
    readToEnd(reading);
  }
  expect([...everyEntry(reading)]).toEqual([...everyEntry(whole)]);
  expect(reading.layout(0)).toEqual(whole.layout(0));
});

test('a reading that was called off reads no further, and says so', () => {
  const stop = new AbortController();
  const reading = opened(transcript([user(1, 'One')]), { signal: stop.signal });
  stop.abort();
  const unread = opened(transcript([user(1, 'One')]), { signal: stop.signal });
  expect([reading.count, unread.count]).toEqual([1, 0]);
  expect(unread.layout(0).read.done).toBe(false);
});

test('a little time is enough to come to the end', () => {
  const path = transcript(Array.from({ length: 300 }, (_, n) => user(n, `Prompt ${n}`)));
  const reading = openReading(path, { sessionDir: '/nowhere' });
  onTestFinished(() => reading.close());
  while (!reading.index({ ms: 0 }));
  expect(reading.count).toBe(300);
});
