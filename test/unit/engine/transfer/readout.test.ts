import { describe, expect, test } from 'vitest';
import type { Said } from '../../../../src/engine/transfer/readout.ts';
import { assistant, at, chain, transcript, user, uuid } from '../transcript/lines.ts';
import type { Json } from '../transcript/lines.ts';
import { readAloud } from './read-aloud.ts';

function read(lines: (Json | string)[]): string[] {
  return readAloud(transcript(lines)).map(({ kind, text }) => `${kind}: ${text}`);
}

const folder = 'test/fixtures/real-cli-2.1.328/projects/-home-keeper-code-harbour';

function readSample(name: string): string[] {
  return readAloud(`${folder}/${name}.jsonl`).map(({ kind, text }) => `${kind}: ${text.split('\n')[0] ?? ''}`);
}

describe('real conversations', () => {
  test('prompts, tools and answers come in the order of the file', () => {
    expect(readSample('a001393c-335b-4352-a1a3-d057d4d752f2')).toEqual([
      'prompt: Please do this one for the keeper: [[edit]]',
      'reply: Step 1 of edit.',
      'tool: Write /home/keeper/code/harbour/ledger.py',
      'reply: Step 2 of edit.',
      'tool: Read /home/keeper/code/harbour/ledger.py',
      'reply: Step 3 of edit.',
      'tool: Edit /home/keeper/code/harbour/ledger.py',
      'reply: Finished edit.',
    ]);
  });

  test('what came before a compaction is there, and the compaction is marked', () => {
    const told = readSample('1c5c92dd-6210-46ab-8663-8b3b472c40a2');
    expect(told[0]).toBe('prompt: Start of a long watch [[bash]]');
    expect(told.filter((line) => line.startsWith('prompt:'))).toHaveLength(5);
    expect(told.filter((line) => line.startsWith('note:'))).toEqual([
      'note: Earlier conversation was summarised here',
      'note: What the command said: Compacted (ctrl+o to see full summary)',
      'note: File /home/keeper/code/harbour/ledger.py',
    ]);
    expect(told.slice(-4)).toEqual([
      'tool: Bash pwd',
      'tool: Bash date -u +%Y',
      'tool: Bash uname',
      'reply: Finished parallel.',
    ]);
  });

  test('an image is mentioned, other letters are kept', () => {
    expect(readSample('ac5171c0-6b46-44c7-968d-6062564a1ec2')).toEqual([
      'prompt: What is in this picture? [[think]]',
      'reply: It is lit. 灯がついています 🏮',
    ]);
  });
});

test('an entry tells when it was said, if the line does', () => {
  const path = transcript([user(1, 'Light it'), user(2, 'And then?', { timestamp: 'yesterday' })]);
  const expected: Said[] = [
    { kind: 'prompt', at: Date.parse(at(1)), text: 'Light it' },
    { kind: 'prompt', at: null, text: 'And then?' },
  ];
  expect(readAloud(path)).toEqual(expected);
});

test('what is noise is left out', () => {
  const thinking = [
    { type: 'thinking', thinking: 'Hm.' },
    { type: 'redacted_thinking' },
    { type: 'text', text: 'Aye.' },
  ];
  expect(
    read([
      { type: 'queue-operation', operation: 'enqueue', content: 'Light it' },
      { type: 'api-request-blob', message: { role: 'user', content: 'Light it' } },
      user(1, 'Light it'),
      user(1, 'Light it'),
      user(2, 'mind', { isMeta: true }),
      user(4, 'Survey', { isSidechain: true }),
      chain(6, 'attachment', { attachment: { type: 'environment', snapshot: {} } }),
      chain(7, 'progress', { data: { message: user(8, 'Nested') } }),
      chain(9, 'system', { subtype: 'turn_duration', durationMs: 5 }),
      assistant(10, thinking),
      assistant(11, 'No response requested.', { message: { model: '<synthetic>', content: 'No response requested.' } }),
    ]),
  ).toEqual(['prompt: Light it', 'reply: Aye.']);
});

test('what a command said, a damaged line and a result without its call are told in their place', () => {
  expect(
    read([
      user(1, '<local-command-stdout>ok</local-command-stdout>'),
      'not json',
      user(2, [{ type: 'tool_result', tool_use_id: 'a', content: 'ok' }]),
    ]),
  ).toEqual(['note: What the command said: ok', 'note: A damaged line', 'tool: Unknown tool']);
});

test('what was taken back is marked where it begins and ends', () => {
  const line = (n: number, parent: number | null, text: string): Json =>
    user(n, text, { parentUuid: parent === null ? null : uuid(parent) });
  const answered = (n: number, parent: number): Json => assistant(n, `Answer ${n}`, { parentUuid: uuid(parent) });
  expect(
    read([
      line(1, null, 'One'),
      answered(2, 1),
      line(3, 2, 'Two'),
      answered(4, 3),
      line(5, 2, 'Three'),
      answered(6, 5),
    ]),
  ).toEqual([
    'prompt: One',
    'reply: Answer 2',
    'note: Taken back: 1 prompt',
    'prompt: Two',
    'reply: Answer 4',
    'note: End of what was taken back',
    'prompt: Three',
    'reply: Answer 6',
  ]);
});

test('what was typed while Claude worked is a prompt, a notice that came meanwhile is a note', () => {
  const queued = (n: number, prompt: unknown): Json =>
    chain(n, 'attachment', { attachment: { type: 'queued_command', prompt } });
  expect(
    read([
      queued(1, 'Mind the tide'),
      queued(2, [{ type: 'text', text: 'And the rope' }]),
      queued(3, '<task-notification>done</task-notification>'),
    ]),
  ).toEqual(['prompt: Mind the tide', 'prompt: And the rope', 'note: A task in the background reported: done']);
});

test('commands are shown as they were typed', () => {
  const command =
    '<command-message>review</command-message>\n<command-name>/review</command-name>\n<command-args>a.ts</command-args>';
  expect(read([user(1, command), user(2, '<bash-input>git status</bash-input>')])).toEqual([
    'prompt: /review a.ts',
    'prompt: ! git status',
  ]);
});

test('what went wrong is noted, once for many attempts', () => {
  const failed = (n: number): Json => chain(n, 'system', { subtype: 'api_error', error: { message: 'Overloaded' } });
  expect(
    read([
      user(1, 'Light it'),
      failed(2),
      failed(3),
      assistant(4, 'API Error: 529', { isApiErrorMessage: true }),
      user(5, '[Request interrupted by user]'),
    ]),
  ).toEqual([
    'prompt: Light it',
    'note: The request failed: Overloaded',
    'note: API Error: 529',
    'note: You interrupted Claude here',
  ]);
});

test.each<[string, Json, string]>([
  ['Read', { file_path: '/a/b.ts', limit: 5 }, 'Read /a/b.ts'],
  ['Bash', { command: 'git\n  status', description: 'Look' }, 'Bash git status'],
  ['Grep', { pattern: 'TODO', path: '/a' }, 'Grep TODO'],
  ['WebFetch', { url: 'https://example.com', prompt: 'Sum up' }, 'WebFetch https://example.com'],
  ['Task', { description: 'Survey', prompt: 'Survey the harbour' }, 'Task Survey'],
  ['ExitPlanMode', {}, 'ExitPlanMode'],
  ['mcp__sea__tide', { depth: 5 }, 'mcp__sea__tide'],
  ['Bash', { command: `echo \u001b[31m${'x'.repeat(500)}` }, `Bash echo ${'x'.repeat(195)}…`],
])('a call of %s with %j is mentioned in a line', (name, input, mention) => {
  expect(read([assistant(1, [{ type: 'tool_use', id: 'a', name, input }])])).toEqual([`tool: ${mention}`]);
});

test('nothing in a text can command the terminal', () => {
  const text = 'a\u001b[2Jb\u001b]0;title\u0007c\r\nd\te\u0000\u009b2Jf\u202eg\ud83d';
  expect(read([user(1, text)])).toEqual(['prompt: abc\nd\tefg\ufffd']);
});

test('a line that is too long is left out and its size told', () => {
  const path = transcript([user(1, 'Light it'), user(2, 'x'.repeat(3_000_000)), user(3, 'And then?')]);
  const told = readAloud(path, { window: 1000, longestLine: 100_000 });
  expect(told.map(({ text }) => text)).toEqual(['Light it', 'A line of 3 MB is left out here', 'And then?']);
});
