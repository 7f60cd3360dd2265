import fs from 'node:fs';
import { expect, test } from 'vitest';
import { everyEntry } from '../../../../../src/engine/transcript/reader/every-entry.ts';
import { assistant, transcript, user, uuid } from '../lines.ts';
import type { Json } from '../lines.ts';
import { only, opened, readingOf, shown, told, wholeText } from './read.ts';

const sizes = { window: 512, longestLine: 4000, longMetadata: 1000, longestPart: 3000 };
const big = (n: number): string => 'x'.repeat(n);

test('a line that is too long is left out: its size is told, and its beginning can be had', () => {
  const long = user(2, big(6000));
  const reading = readingOf([user(1, 'Before'), long, user(3, 'After')], { sizes });
  const bytes = JSON.stringify(long).length;
  expect(told(reading)).toEqual(['prompt: Before', `left-out: too-long ${bytes}`, 'prompt: After']);
  expect(reading.layout(0).leftOut).toEqual({ lines: 1, bytes, duplicates: 0 });
  const entry = only(reading, 'left-out');
  expect(reading.part(entry.text.part ?? '')).toEqual({
    is: 'text',
    text: JSON.stringify(long).slice(0, 3000),
    whole: false,
  });
});

test('what stands at its beginning is known of it', () => {
  const long = { type: 'user', uuid: uuid(2), timestamp: '2026-11-20T10:00:02.000Z', message: { content: big(6000) } };
  const reading = readingOf([user(1, 'x'), long, long], { sizes });
  expect(only(reading, 'left-out')).toMatchObject({ uuid: uuid(2), at: Date.parse('2026-11-20T10:00:02.000Z') });
  expect(reading.locate(uuid(2))).toBe(1);
  expect(reading.layout(0).leftOut).toMatchObject({ lines: 1, duplicates: 1 });
});

test('one that is too long at the end of the file is shown once it is whole', () => {
  const path = transcript([user(1, 'Before'), user(2, big(6000))], { end: '' });
  expect(told(opened(path, { sizes }))).toEqual(['prompt: Before']);
  fs.appendFileSync(path, '\n');
  expect(told(opened(path, { sizes }))).toHaveLength(2);
});

test('of a long line that nobody is shown only the beginning and the end are read', () => {
  const progress = {
    parentUuid: uuid(1),
    type: 'progress',
    data: { type: 'agent_progress', normalizedMessages: [big(2000)] },
    toolUseID: 't',
    uuid: uuid(2),
    timestamp: '2026-11-20T10:00:02.000Z',
  };
  const reading = readingOf([user(1, 'x'), progress, progress], { sizes });
  expect(only(reading, 'metadata')).toMatchObject({ name: 'progress · agent_progress', uuid: uuid(2) });
  expect(reading.locate(uuid(2))).toBe(1);
});

test('long metadata is shown as it stands in the file, and whole for whoever asks', () => {
  const line = { type: 'api-request-shape', shape: big(300_000) };
  const reading = readingOf([line]);
  const { json } = only(reading, 'metadata');
  expect(json.length).toBe(JSON.stringify(line).length);
  expect(JSON.parse(wholeText(reading, json.part) ?? '')).toEqual(line);
});

test.each([
  ['is torn', JSON.stringify(user(2, 'Torn')).slice(0, 60)],
  ['is no text', '\u0007\u0000\u0001'],
  ['is NUL', '\0'.repeat(50)],
  ['is half an object', '{"type":"user","message":{"content":"x"'],
])('a line that %s is left out and counted', (_what, bad) => {
  const reading = readingOf([user(1, 'Before'), bad, user(3, 'After')]);
  expect(told(reading)).toEqual(['prompt: Before', `left-out: damaged ${Buffer.byteLength(bad)}`, 'prompt: After']);
  expect(reading.layout(0).leftOut).toEqual({ lines: 1, bytes: Buffer.byteLength(bad), duplicates: 0 });
});

test('of a line that was torn and written over, what is whole is told', () => {
  const torn = JSON.stringify(user(1, 'Torn')).slice(0, -10) + JSON.stringify(user(2, 'Whole'));
  const spliced = `${JSON.stringify(user(3, 'Three'))}${JSON.stringify(user(4, 'Four')).slice(0, 50)}`;
  expect(told(readingOf([torn, spliced, user(5, 'Five')]))).toEqual([
    expect.stringMatching(/^left-out: damaged/),
    'prompt: Three',
    expect.stringMatching(/^left-out: damaged/),
    'prompt: Five',
  ]);
});

test.each(['[]', '"text"', '7', 'null', '', '   ', '\r'])('%j is no line', (text) => {
  expect([...everyEntry(readingOf([user(1, 'One'), text, user(2, 'Two')]))]).toHaveLength(2);
});

test('a byte order mark, carriage returns and NUL before a line are no damage', () => {
  const lines = [`\uFEFF${JSON.stringify(user(1, 'One'))}\r`, `\0\0${JSON.stringify(user(2, 'Two'))}\r`];
  expect(told(readingOf(lines))).toEqual(['prompt: One', 'prompt: Two']);
});

test('an empty file is an empty conversation', () => {
  const reading = opened(transcript([]));
  expect(reading.layout(0)).toEqual({
    from: 0,
    kinds: [],
    times: [],
    lengths: [],
    changed: [],
    branches: [],
    read: { bytes: 0, of: 0, done: true },
    leftOut: { lines: 0, bytes: 0, duplicates: 0 },
  });
  expect([reading.outline(), reading.entries(0, 10), reading.locate(uuid(1))]).toEqual([[], [], null]);
});

test('a line that is longer than a window is read all the same', () => {
  const lines = [user(1, 'One'), assistant(2, big(3500)), user(3, 'Three')];
  const told = shown(readingOf(lines, { sizes })).map((entry) => 'text' in entry && entry.text?.length);
  expect(told).toEqual([3, 3500, 5]);
});

test.each([1, 7, 64, 1000])('with windows of %d bytes all is told as with large ones', (window) => {
  const lines: Json[] = [user(1, 'One'), assistant(2, big(700)), user(3, 'é灯🏮'.repeat(50)), user(4, big(6000))];
  const path = transcript(lines);
  const usual = opened(path, { sizes: { longestLine: 4000 } });
  const small = opened(path, { sizes: { longestLine: 4000, window } });
  expect([...everyEntry(small)]).toEqual([...everyEntry(usual)]);
});

test('a file that cannot be opened says why', () => {
  expect(() => opened('/nowhere/at/all.jsonl')).toThrow('ENOENT');
  expect(() => opened('/')).toThrow('is not a file');
});
