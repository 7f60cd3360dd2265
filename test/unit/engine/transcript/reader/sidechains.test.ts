import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { AgentFiles } from '../../../../../src/engine/transcript/reader/agent-files.ts';
import { sampleFile } from '../../../../support/samples.ts';
import { assistant, SESSION, transcript, user, uuid } from '../lines.ts';
import type { Json } from '../lines.ts';
import { only, opened, readingOf, told } from './read.ts';

const task = (n: number, prompt: string): Json =>
  assistant(n, [{ type: 'tool_use', id: `toolu_${n}`, name: 'Task', input: { description: 'Look', prompt } }]);
const aside = (line: Json, parent: number | null): Json => ({
  ...line,
  isSidechain: true,
  parentUuid: parent === null ? null : uuid(parent),
});
const result = (n: number, of: number): Json =>
  user(n, [{ type: 'tool_result', tool_use_id: `toolu_${of}`, content: 'Both are lit.' }]);

const old = [
  user(1, 'Look at the lanterns'),
  task(2, 'Count the lanterns'),
  task(3, 'Trim the wicks'),
  aside(user(4, 'Count the lanterns'), null),
  aside(user(5, 'Trim the wicks'), null),
  aside(assistant(6, 'I count two.'), 4),
  aside(assistant(7, 'They are trimmed.'), 5),
  result(8, 2),
  result(9, 3),
  assistant(10, 'Two lanterns.'),
];

test('subagents that an old version wrote into the same file are no part of the conversation', () => {
  expect(told(readingOf(old))).toEqual([
    'prompt: Look at the lanterns',
    'tool: Task Look (done)',
    'tool: Task Look (done)',
    'reply: Two lanterns.',
  ]);
});

test('each is read by itself, under the name that its call gives', () => {
  const path = transcript(old);
  const main = opened(path);
  const agents = main.entries(0, 10).flatMap((entry) => {
    return entry.kind === 'tool' && entry.view.is === 'agent' ? [entry.view.agent] : [];
  });
  expect(agents).toEqual(['inline-3', 'inline-4']);
  expect(told(opened(path, { run: 3 }))).toEqual(['prompt: Count the lanterns', 'reply: I count two.']);
  expect(told(opened(path, { run: 4 }))).toEqual(['prompt: Trim the wicks', 'reply: They are trimmed.']);
  expect(main.locate(uuid(6))).toBe(1);
});

test('one that nothing started is there for whoever asks', () => {
  const reading = readingOf([aside(user(1, 'Warmup'), null), user(2, 'Hello')]);
  expect(told(reading)).toEqual(['prompt: Hello']);
  expect(only(reading, 'metadata').name).toBe('user · sidechain');
});

test("a subagent's own file is read as a conversation", () => {
  const path = new AgentFiles(sampleFile('agent').replace('.jsonl', '')).find('a89b462008ee95611');
  const reading = opened(path ?? '', { run: 'agent', sessionDir: sampleFile('agent').replace('.jsonl', '') });
  expect(told(reading).slice(0, 3)).toEqual([
    'prompt: Survey the harbour and report. [[bash]]',
    'reply: Step 1 of bash.',
    expect.stringMatching(/^tool: Bash /),
  ]);
});

test('subagents are found wherever versions keep them, by their id alone, and no link is followed', () => {
  const path = transcript([user(1, 'x')]);
  const [project, session] = [dirname(path), path.replace('.jsonl', '')];
  const deep = join(session, 'subagents', 'workflows', 'wf_1');
  fs.mkdirSync(deep, { recursive: true });
  fs.writeFileSync(join(deep, 'agent-deep.jsonl'), '');
  fs.writeFileSync(join(project, 'agent-own.jsonl'), JSON.stringify({ sessionId: SESSION, isSidechain: true }));
  fs.writeFileSync(join(project, 'agent-other.jsonl'), JSON.stringify({ sessionId: uuid(7), isSidechain: true }));
  fs.symlinkSync(path, join(session, 'subagents', 'agent-link.jsonl'));
  const agents = new AgentFiles(session);
  expect(agents.find('deep')).toBe(join(deep, 'agent-deep.jsonl'));
  expect(agents.find('own')).toBe(join(project, 'agent-own.jsonl'));
  for (const none of ['other', 'link', 'gone', '../agent-own', '', 'a/b']) expect(agents.find(none)).toBeNull();
});
