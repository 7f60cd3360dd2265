import { describe, expect, test } from 'vitest';
import { readConversation } from '../../../../src/engine/transcript/conversation.ts';
import type { Entry } from '../../../../src/engine/transcript/conversation.ts';
import { assistant, at, chain, transcript, user } from './lines.ts';
import type { Json } from './lines.ts';

function read(lines: (Json | string)[]): string[] {
  return [...readConversation(transcript(lines))].map(({ kind, text }) => `${kind}: ${text}`);
}

const folder = 'test/fixtures/real-cli-2.1.328/projects/-home-keeper-code-harbour';

function readSample(name: string): string[] {
  return [...readConversation(`${folder}/${name}.jsonl`)].map(
    ({ kind, text }) => `${kind}: ${text.split('\n')[0] ?? ''}`,
  );
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
    expect(told.filter((line) => line.startsWith('note:'))).toEqual(['note: Earlier conversation was summarised here']);
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
  const expected: Entry[] = [
    { kind: 'prompt', at: Date.parse(at(1)), text: 'Light it' },
    { kind: 'prompt', at: null, text: 'And then?' },
  ];
  expect([...readConversation(path)]).toEqual(expected);
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
      user(3, [{ type: 'tool_result', tool_use_id: 'a', content: 'ok' }]),
      user(4, 'Survey', { isSidechain: true }),
      user(5, '<local-command-stdout>ok</local-command-stdout>'),
      chain(6, 'attachment', { attachment: { type: 'environment', snapshot: {} } }),
      chain(7, 'progress', { data: { message: user(8, 'Nested') } }),
      chain(9, 'system', { subtype: 'turn_duration', durationMs: 5 }),
      assistant(10, thinking),
      assistant(11, 'No response requested.', { message: { model: '<synthetic>', content: 'No response requested.' } }),
      'not json',
      '[1]',
    ]),
  ).toEqual(['prompt: Light it', 'reply: Aye.']);
});

test('what was typed while Claude worked is a prompt, a notice that came meanwhile is not', () => {
  const queued = (n: number, prompt: unknown): Json =>
    chain(n, 'attachment', { attachment: { type: 'queued_command', prompt } });
  expect(
    read([
      queued(1, 'Mind the tide'),
      queued(2, [{ type: 'text', text: 'And the rope' }]),
      queued(3, '<task-notification>done</task-notification>'),
    ]),
  ).toEqual(['prompt: Mind the tide', 'prompt: And the rope']);
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
  ['Bash', { command: `echo \u001b[31m${'x'.repeat(500)}` }, `Bash echo [31m${'x'.repeat(191)}…`],
])('a call of %s with %j is mentioned in a line', (name, input, mention) => {
  expect(read([assistant(1, [{ type: 'tool_use', id: 'a', name, input }])])).toEqual([`tool: ${mention}`]);
});

test('nothing in a text can command the terminal', () => {
  const text = 'a\u001b[2Jb\u001b]0;title\u0007c\r\nd\te\u0000\u009b2Jf\u202eg\ud83d';
  expect(read([user(1, text)])).toEqual(['prompt: abc\nd\tefg\ufffd']);
});

test('a line that is too long is left out and its size told', () => {
  const path = transcript([user(1, 'Light it'), user(2, 'x'.repeat(3_000_000)), user(3, 'And then?')]);
  const told = [...readConversation(path, { window: 1000, longestLine: 100_000 })];
  expect(told.map(({ text }) => text)).toEqual(['Light it', 'A line of 3 MB is left out here', 'And then?']);
});

test('reading can stop anywhere', () => {
  const path = transcript([user(1, 'Light it'), user(2, 'And then?')]);
  for (const { text } of readConversation(path)) {
    expect(text).toBe('Light it');
    break;
  }
});
