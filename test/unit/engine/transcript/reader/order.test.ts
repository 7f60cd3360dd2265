import { expect, test } from 'vitest';
import { everyEntry } from '../../../../../src/engine/transcript/reader/every-entry.ts';
import { sampleFile } from '../../../../support/samples.ts';
import { assistant, at, chain, user, uuid } from '../lines.ts';
import type { Json } from '../lines.ts';
import { only, opened, readingOf, shown, told } from './read.ts';

const tool = (n: number, id: string, name: string, input: Json, message = `msg_${n}`): Json =>
  inMessage(assistant(n, [{ type: 'tool_use', id, name, input }]), message);

function inMessage(line: Json, id: string): Json {
  return { ...line, message: { ...(line['message'] as Json), id } };
}

const result = (n: number, id: string, content: unknown, more: Json = {}): Json =>
  user(n, [{ type: 'tool_result', tool_use_id: id, content }], more);

test('a conversation is told in the order of the file, not of its parents or its dates', () => {
  const lines = [
    user(3, 'First', { parentUuid: uuid(9) }),
    assistant(2, 'Second', { parentUuid: uuid(3) }),
    user(1, 'Third', { parentUuid: 'nobody' }),
  ];
  expect(told(readingOf(lines))).toEqual(['prompt: First', 'reply: Second', 'prompt: Third']);
});

test('a line that stands in the file again keeps its first place and gets its last words', () => {
  const lines = [user(1, 'Lihgt it'), assistant(2, 'It is lit.'), user(1, 'Light it'), assistant(2, 'It is lit.')];
  const reading = readingOf(lines);
  expect(told(reading)).toEqual(['prompt: Light it', 'reply: It is lit.']);
  expect(reading.layout(0).leftOut).toEqual({ lines: 0, bytes: 0, duplicates: 2 });
  expect(reading.outline()).toEqual([{ entry: 0, at: Date.parse(at(1)), text: 'Light it' }]);
});

test('a block that only the later of two equal lines has is not lost', () => {
  const half = assistant(1, [{ type: 'text', text: 'One' }]);
  const whole = assistant(1, [
    { type: 'text', text: 'One' },
    { type: 'text', text: 'Two' },
  ]);
  expect(told(readingOf([half, user(2, 'And?'), whole]))).toEqual(['reply: One', 'prompt: And?', 'reply: Two']);
});

test('the lines of one message belong together, also with results between them', () => {
  const lines = [
    user(1, 'Both'),
    inMessage(assistant(2, [{ type: 'thinking', thinking: 'Two tools.' }]), 'm'),
    tool(3, 'toolu_1', 'Bash', { command: 'pwd' }, 'm'),
    result(4, 'toolu_1', '/harbour'),
    tool(5, 'toolu_2', 'Bash', { command: 'date' }, 'm'),
    result(6, 'toolu_2', 'today'),
    inMessage(assistant(7, 'Done.'), 'n'),
  ];
  const said = shown(readingOf(lines)).flatMap((entry) => ('opens' in entry ? [entry] : []));
  expect(said.map(({ message }) => message)).toEqual(['m', 'm', 'm', 'n']);
  expect(said.map(({ opens }) => opens)).toEqual([true, false, false, true]);
});

test('results find their calls by id, in whatever order they come', () => {
  const lines = [
    tool(1, 'toolu_1', 'Bash', { command: 'one' }, 'm'),
    tool(2, 'toolu_2', 'Bash', { command: 'two' }, 'm'),
    result(3, 'toolu_2', 'second', { parentUuid: uuid(1) }),
    result(5, 'toolu_1', 'first', { parentUuid: uuid(2) }),
  ];
  const tools = shown(readingOf(lines));
  expect(tools.map((entry) => entry.kind === 'tool' && entry.output?.text)).toEqual(['first', 'second']);
  expect(tools.map((entry) => entry.kind === 'tool' && entry.durationMs)).toEqual([4000, 1000]);
});

test('two results in one line find both their calls', () => {
  const blocks = ['toolu_1', 'toolu_2'].map((id) => ({ type: 'tool_result', tool_use_id: id, content: `of ${id}` }));
  const lines = [
    tool(1, 'toolu_1', 'Bash', { command: 'one' }, 'm'),
    tool(2, 'toolu_2', 'Bash', { command: 'two' }, 'm'),
    user(3, blocks),
  ];
  const outputs = shown(readingOf(lines)).map((entry) => entry.kind === 'tool' && entry.output?.text);
  expect(outputs).toEqual(['of toolu_1', 'of toolu_2']);
});

test('a call waits for its result while it is the last thing said, and has none once the model went on', () => {
  const call = tool(1, 'toolu_1', 'Bash', { command: 'sleep 1' });
  expect(only(readingOf([call]), 'tool').status).toBe('waiting');
  expect(only(readingOf([call, assistant(2, 'Never mind.')]), 'tool').status).toBe('none');
  expect(only(readingOf([call, user(2, 'Stop it')]), 'tool').status).toBe('none');
});

test('a result without its call is shown for itself', () => {
  const entry = only(readingOf([result(1, 'toolu_gone', 'All of it')]), 'tool');
  expect(entry).toMatchObject({ name: 'Unknown tool', status: 'done' });
  expect(entry.output?.text).toBe('All of it');
});

test('what was typed while Claude worked is a prompt', () => {
  const attachment = { type: 'queued_command', prompt: 'Also the ledger', commandMode: 'prompt' };
  const lines = [user(1, 'Light it'), chain(2, 'attachment', { attachment }), assistant(3, 'Both are done.')];
  const reading = readingOf(lines);
  expect(told(reading)).toEqual(['prompt: Light it', 'prompt: Also the ledger', 'reply: Both are done.']);
  expect(shown(reading).map((entry) => entry.kind === 'prompt' && entry.how)).toEqual(['typed', 'queued', false]);
});

test('the log of requests repeats messages and is never shown as one', () => {
  const blob = { type: 'api-request-blob', sessionId: 's', hash: 'h', message: { role: 'user', content: 'Light it' } };
  const reading = readingOf([user(1, 'Light it'), blob]);
  expect(told(reading)).toEqual(['prompt: Light it']);
  expect(only(reading, 'metadata').name).toBe('api-request-blob');
});

test('lines that were spliced into one are both there', () => {
  const spliced = JSON.stringify(user(1, 'One')) + JSON.stringify(user(2, 'Two'));
  expect(told(readingOf([spliced, user(3, 'Three')]))).toEqual(['prompt: One', 'prompt: Two', 'prompt: Three']);
});

test('entries are numbered in order, and a page is what it is in the whole', () => {
  const reading = opened(sampleFile('compacted'));
  const all = [...everyEntry(reading)];
  expect(all.map(({ entry }) => entry)).toEqual(all.map((_, i) => i));
  expect([...reading.entries(0, 40), ...reading.entries(40, 7), ...reading.entries(47, 1000)]).toEqual(all);
  expect(reading.entries(all.length, 10)).toEqual([]);
});

test('the entry of a line is found by its uuid: of a result, the call', () => {
  const lines = [
    user(1, 'Do it'),
    tool(2, 'toolu_1', 'Bash', { command: 'pwd' }),
    result(3, 'toolu_1', '/'),
    user(1, 'Do it'),
  ];
  const reading = readingOf(lines);
  expect([1, 2, 3, 4].map((n) => reading.locate(uuid(n)))).toEqual([0, 1, 1, null]);
});

test('what a line says when it stands in the file again is counted, and nothing twice', () => {
  const usage = (output: number): Json => ({ input_tokens: 10, output_tokens: output });
  const said = (blocks: Json[], output: number): Json => {
    const line = assistant(2, blocks);
    return { ...line, message: { ...(line['message'] as Json), usage: usage(output) } };
  };
  const edit = {
    type: 'tool_use',
    id: 'e',
    name: 'Edit',
    input: { file_path: '/a', old_string: 'x', new_string: 'y' },
  };
  const half = said([{ type: 'text', text: 'I wi' }], 1);
  const whole = said([{ type: 'text', text: 'I will' }, edit], 500);
  const done = result(3, 'e', 'The file /a has been updated.');
  const reading = readingOf([user(1, 'Mend it'), half, whole, done, user(1, 'Mend it'), whole, done]);
  const facts = reading.facts();
  expect([facts.prompts, facts.replies, facts.tokens]).toEqual([
    1,
    1,
    { input: 10, output: 500, cacheRead: 0, cacheWrite: 0 },
  ]);
  expect(facts.tools).toEqual([{ name: 'Edit', uses: 1, failed: 0 }]);
  expect(facts.files).toEqual([{ path: '/a', added: null, removed: null }]);
});
