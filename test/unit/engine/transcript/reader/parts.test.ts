import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UNCUT } from '../../../../../src/engine/transcript/reader/excerpt.ts';
import { sampleFile } from '../../../../support/samples.ts';
import { assistant, transcript, user } from '../lines.ts';
import type { Json } from '../lines.ts';
import { only, opened, readingOf, wholeText } from './read.ts';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const long = 'light the lantern '.repeat(5000);
const call = (input: Json, name = 'Lamp'): Json => assistant(1, [{ type: 'tool_use', id: 't', name, input }]);
const result = (content: unknown, more: Json = {}): Json =>
  user(2, [{ type: 'tool_result', tool_use_id: 't', content }], more);

describe('what is cut is had whole by its part', () => {
  test('a prompt and an answer', () => {
    const reading = readingOf([user(1, long), assistant(2, long)]);
    for (const kind of ['prompt', 'reply'] as const) {
      const { text } = only(reading, kind);
      expect(text.text.length).toBeLessThan(text.length);
      expect(long.startsWith(text.text)).toBe(true);
      expect(wholeText(reading, text.part)?.trim()).toBe(long.trim());
    }
  });

  test('thoughts, a summary and a note', () => {
    const reading = readingOf([
      assistant(1, [{ type: 'thinking', thinking: long }]),
      user(2, long, { isCompactSummary: true }),
      { ...assistant(3, long), isApiErrorMessage: true },
    ]);
    expect(wholeText(reading, only(reading, 'thinking').text?.part ?? null)).toBe(long);
    expect(wholeText(reading, only(reading, 'compaction').summary?.part ?? null)).toBe(long);
    expect(wholeText(reading, only(reading, 'note').text?.part ?? null)).toBe(long.trim());
  });

  test("a tool's input and output", () => {
    const reading = readingOf([call({ wick: long, 'odd key/..': long }), result([{ type: 'text', text: long }])]);
    const tool = only(reading, 'tool');
    expect(JSON.parse(wholeText(reading, tool.input.part) ?? '')).toEqual({ wick: long, 'odd key/..': long });
    expect(wholeText(reading, tool.output?.part ?? null)).toBe(long);
    expect(reading.part('0:input/wick')).toEqual({ is: 'text', text: long, whole: true });
    expect(reading.part('0:output/0/text')).toEqual({ is: 'text', text: long, whole: true });
  });

  test('a text in a file of its own', () => {
    const path = transcript([call({}), result('x')]);
    const folder = join(path.replace('.jsonl', ''), 'tool-results');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(join(folder, 'b1234.txt'), 'All of it\u0007');
    const reading = opened(path);
    expect(reading.part('0:file/b1234.txt')).toEqual({ is: 'text', text: 'All of it', whole: true });
    for (const name of ['other.txt', '..', '...txt', '.b1234.txt']) expect(reading.part(`0:file/${name}`)).toBeNull();
  });

  test('a text beyond any measure is given up to a limit', () => {
    const reading = readingOf([user(1, long)], { sizes: { longestPart: 30_000 } });
    expect(reading.part('0:text')).toEqual({ is: 'text', text: long.slice(0, 30_000), whole: false });
  });
});

test('nothing is cut where nothing shall be', () => {
  const reading = readingOf([user(1, long), call({ wick: long }), result(long)]);
  const [prompt, tool] = reading.entries(0, 2, UNCUT);
  expect(prompt).toMatchObject({ text: { text: long.trim(), part: null } });
  expect(tool).toMatchObject({ output: { text: long, part: null } });
});

describe('pictures', () => {
  const image = (data: string, media_type = 'image/png'): Json => ({
    type: 'image',
    source: { type: 'base64', media_type, data },
  });

  test('of a prompt are given with what they are', () => {
    const reading = opened(sampleFile('image'));
    const [media] = only(reading, 'prompt').media;
    const part = reading.part(media?.part ?? '');
    expect(part).toMatchObject({ is: 'media', mediaType: 'image/png' });
    expect(part?.is === 'media' && Buffer.from(part.data, 'base64').subarray(1, 4).toString()).toBe('PNG');
  });

  test('of a tool, too', () => {
    const reading = readingOf([call({}), result([{ type: 'text', text: 'See' }, image(PNG)])]);
    const [media] = only(reading, 'tool').media;
    expect(reading.part(media?.part ?? '')).toEqual({ is: 'media', mediaType: 'image/png', data: PNG });
  });

  test.each([
    ['a web page', Buffer.from('<html><script>alert(1)</script>').toString('base64')],
    ['a drawing that can hold a program', Buffer.from('<svg onload="x"/>').toString('base64')],
    ['no base64', `${PNG}"><script>`],
    ['nothing', ''],
  ])('that are %s are not given, whatever they say they are', (_what, data) => {
    const reading = readingOf([user(1, [image(data)])]);
    expect(reading.part('0:media/0')).toBeNull();
  });

  test('are what their bytes are', () => {
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]).toString('base64');
    const webp = Buffer.from('RIFF\0\0\0\0WEBPVP8 ').toString('base64');
    const pdf = Buffer.from('%PDF-1.7').toString('base64');
    const gif = Buffer.from('GIF89a').toString('base64');
    const reading = readingOf([
      user(
        1,
        [jpeg, webp, pdf, gif].map((data) => image(data)),
      ),
    ]);
    expect(only(reading, 'prompt').media.map(({ mediaType }) => mediaType)).toEqual([
      'image/jpeg',
      'image/webp',
      'application/pdf',
      'image/gif',
    ]);
  });
});

test.each([
  '',
  'x',
  '0',
  '0:',
  '0:nothing',
  '9:text',
  '-1:text',
  '1e3:text',
  '999999999999999:text',
  '0:input/__proto__',
  '0:input/constructor',
  '0:input/wick/length/0',
  '0:output/../../../etc/passwd',
  '0:file/../../x.txt',
  '0:file//etc/passwd',
  '0:media/0',
  '0:made/nothing',
  `0:input/${'a/'.repeat(90)}b`,
  `0:text${'/a'.repeat(500)}`,
])('%j names nothing', (id) => {
  const reading = readingOf([call({ wick: 'short' }), result('x')]);
  expect(reading.part(id)).toBeNull();
});
