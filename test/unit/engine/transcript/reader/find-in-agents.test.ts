import fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { FoundInAgent } from '../../../../../src/shared/reading.ts';
import type { Reading } from '../../../../../src/engine/transcript/reader/reading.ts';
import { assistant, SESSION, transcript, user, uuid } from '../lines.ts';
import type { Json } from '../lines.ts';
import { findAll, opened } from './read.ts';

afterEach(() => vi.restoreAllMocks());

const call = (n: number, description: string): Json =>
  assistant(n, [
    { type: 'tool_use', id: `toolu_${n}`, name: 'Agent', input: { description, subagent_type: 'Explore' } },
  ]);
/** The result that names the subagent. */
const result = (n: number, of: number, agentId: string): Json =>
  user(n, [{ type: 'tool_result', tool_use_id: `toolu_${of}`, content: 'Done.' }], { toolUseResult: { agentId } });
const own = (line: Json, agentId: string): Json => ({ ...line, isSidechain: true, agentId });

function write(path: string, lines: readonly Json[]): void {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

const fileOf = (conversation: string, agent: string): string =>
  join(conversation.replace('.jsonl', ''), 'subagents', `agent-${agent}.jsonl`);

/** A conversation with two subagents, the first of which has one of its own. */
function harbour(): string {
  const path = transcript([
    user(1, 'Look at the harbour'),
    call(2, 'Look at the piers'),
    result(3, 2, 'outer'),
    call(4, 'Count the boats'),
    result(5, 4, 'other'),
    assistant(6, 'All is well.'),
  ]);
  write(fileOf(path, 'outer'), [
    own(user(11, 'Look at the piers'), 'outer'),
    own(call(12, 'Look under the piers'), 'outer'),
    own(result(13, 12, 'inner'), 'outer'),
    own(assistant(14, 'A lantern hangs there, and a LANTERN lies in the water.'), 'outer'),
  ]);
  write(fileOf(path, 'inner'), [
    own(user(21, 'Look under the piers'), 'inner'),
    own(assistant(22, 'Barnacles.'), 'inner'),
    own(assistant(23, 'And one lantern.'), 'inner'),
  ]);
  write(fileOf(path, 'other'), [own(assistant(31, 'Nine boats.'), 'other')]);
  return path;
}

function findInAgents(reading: Reading, text: string, matchCase = false): FoundInAgent[] {
  const search = reading.findInAgents({ text, matchCase });
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

test('words in subagents’ own conversations are counted, with the way that leads to the first of them', () => {
  const reading = opened(harbour());
  expect(findAll(reading, 'lantern').total, 'none of them is in the conversation itself').toBe(0);
  const outer = { agent: 'outer', type: 'Explore', description: 'Look at the piers' };
  expect(findInAgents(reading, 'lantern')).toEqual([
    { ...outer, count: 2, path: [uuid(2), uuid(14)] },
    {
      agent: 'inner',
      type: 'Explore',
      description: 'Look under the piers',
      count: 1,
      path: [uuid(2), uuid(12), uuid(23)],
    },
  ]);
  expect(findInAgents(reading, 'LANTERN', true)).toEqual([{ ...outer, count: 1, path: [uuid(2), uuid(14)] }]);
  expect(findInAgents(reading, 'whale')).toEqual([]);
});

test('the files of old versions are looked in: beside the conversation, and in it', () => {
  const prompt = 'Count the lanterns';
  const path = transcript([
    user(1, 'Look at the lanterns'),
    assistant(2, [{ type: 'tool_use', id: 'toolu_2', name: 'Task', input: { description: 'Count', prompt } }]),
    { ...user(3, prompt), isSidechain: true },
    { ...assistant(4, 'I count two, one of brass.'), isSidechain: true, parentUuid: uuid(3) },
    user(5, [{ type: 'tool_result', tool_use_id: 'toolu_2', content: 'Two.' }]),
    call(6, 'Polish'),
    result(7, 6, 'beside'),
  ]);
  write(join(dirname(path), 'agent-beside.jsonl'), [
    { ...own(assistant(41, 'The brass shines.'), 'beside'), sessionId: SESSION },
  ]);
  expect(basename(path)).toContain(SESSION);
  expect(findInAgents(opened(path), 'brass').map(({ count, path: way }) => ({ count, way }))).toEqual([
    { count: 1, way: [uuid(2), uuid(4)] },
    { count: 1, way: [uuid(6), uuid(41)] },
  ]);
});

test('one whose file is gone, is a folder or calls itself is no reason to fail', () => {
  const path = harbour();
  fs.rmSync(fileOf(path, 'other'));
  fs.mkdirSync(fileOf(path, 'other'));
  fs.rmSync(fileOf(path, 'inner'));
  write(fileOf(path, 'outer'), [
    own(call(12, 'Once more'), 'outer'),
    own(result(13, 12, 'outer'), 'outer'),
    own(assistant(14, 'A lantern.'), 'outer'),
  ]);
  expect(findInAgents(opened(path), 'lantern').map(({ agent, count }) => [agent, count])).toEqual([['outer', 1]]);
});

test('a search that is called off leaves no file open', () => {
  const reading = opened(harbour());
  const [open, close] = [vi.spyOn(fs, 'openSync'), vi.spyOn(fs, 'closeSync')];
  const search = reading.findInAgents({ text: 'lantern', matchCase: false });
  // A clock that leaps ends every turn after its first line.
  let now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 50));
  expect(search.next().done).toBe(false);
  expect(open.mock.calls.length).toBeGreaterThan(close.mock.calls.length);
  search.return([]);
  expect(close.mock.calls.length).toBe(open.mock.calls.length);
});
