import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ReaderThread } from '../../../src/engine/service/reader/thread.ts';
import { sampleFile } from '../../support/samples.ts';
import { homeForTest } from '../../support/for-test.ts';
import type { FakeHome } from '../../support/home.ts';
import { snapshot } from '../../support/snapshot.ts';
import { runService } from './running-service.ts';
import type { RunningService } from './running-service.ts';

const AGENT = 'a89b462008ee95611';
const UNKNOWN = '7d9b0f2e-3c41-4a86-9f57-2b8e6d1c0a94';

/** A home with one conversation of several prompts. */
function usualHome(): { home: FakeHome; id: string; path: string } {
  const home = homeForTest('linux');
  home.dataRoot().signedIn();
  const config = home.configDir();
  const { id, path } = config.transcript({ prompts: ['Light the lantern', 'And the other one', 'Thank you'] });
  return { home, id, path };
}

/** Reads all of a conversation, as a face does. */
async function readAll({ ask, face }: RunningService, id: string): Promise<{ reading: string; texts: string[] }> {
  const { reading, layout } = await ask('reader.open', { id, agent: null });
  let count = layout.kinds.length;
  if (!layout.read.done) {
    await face.until(() => face.grown.some((growth) => growth.reading === reading && growth.read.done));
    count = Math.max(...face.grown.map(({ from, kinds }) => from + kinds.length));
  }
  const entries = await ask('reader.entries', { reading, from: 0, count: Math.max(1, count) });
  return { reading, texts: entries.flatMap((entry) => (entry.kind === 'prompt' ? [entry.text.text] : [])) };
}

describe('a conversation', () => {
  test('is opened and read, and nothing is written by it', async () => {
    const { home, id } = usualHome();
    const running = runService(home);
    await running.face.ready();
    const before = snapshot(home.path);
    const { reading, texts } = await readAll(running, id);
    expect(texts).toEqual(['Light the lantern', 'And the other one', 'Thank you']);
    const { ask } = running;
    const outline = await ask('reader.outline', { reading });
    expect(outline.map(({ text }) => text)).toEqual(texts);
    expect(await ask('reader.facts', { reading })).toMatchObject({ prompts: 3, complete: true });
    const found = await ask('reader.find', { reading, query: 'the other', matchCase: false });
    expect(found.found[0]).toMatchObject({ entry: outline[1]?.entry, count: 1, folded: false });
    const [entry] = await ask('reader.entries', { reading, from: outline[1]?.entry ?? 0, count: 1 });
    expect(await ask('reader.locate', { reading, uuid: entry?.uuid ?? '' })).toEqual({ entry: outline[1]?.entry });
    expect(await ask('reader.close', { reading })).toBeNull();
    expect(snapshot(home.path)).toEqual(before);
  });

  test('comes with its first entries, so that the first screen need not be asked for', async () => {
    const { home, id } = usualHome();
    const { face, ask } = runService(home);
    await face.ready();
    const { reading, layout, entries } = await ask('reader.open', { id, agent: null });
    expect(entries).toHaveLength(Math.min(50, layout.kinds.length));
    expect(entries).toEqual(await ask('reader.entries', { reading, from: 0, count: entries.length }));
  });

  test('has an end that can be read ahead of the rest, where it is long enough', async () => {
    const home = homeForTest('linux');
    home.dataRoot().signedIn();
    const config = home.configDir();
    const short = config.transcript({ prompts: ['Light the lantern'] });
    const prompts = Array.from({ length: 60 }, (_, n) => `Watch ${n} ${'of the night '.repeat(200)}`);
    const long = config.transcript({ prompts });
    const running = runService(home);
    await running.face.ready();
    expect(await running.ask('reader.tail', { id: short.id })).toBeNull();
    const tail = await running.ask('reader.tail', { id: long.id });
    const shown = tail?.entries.flatMap((entry) => (entry.kind === 'prompt' ? [entry.text.text] : [])) ?? [];
    expect(shown.length).toBeGreaterThan(10);
    expect(shown).toEqual(prompts.slice(-shown.length).map((prompt) => prompt.trim()));
    const count = tail?.layout.kinds.length ?? 0;
    expect(tail?.entries.at(-1)?.entry).toBe(count - 1);
    expect(await running.ask('reader.entries', { reading: tail?.reading ?? '', from: count - 1, count: 1 })).toEqual(
      tail?.entries.slice(-1),
    );
  });

  test('tells what is appended to it while it is open', async () => {
    const { home, id, path } = usualHome();
    const running = runService(home);
    await running.face.ready();
    const { reading } = await readAll(running, id);
    const known = (await running.ask('reader.outline', { reading })).length;
    const line = { type: 'user', uuid: UNKNOWN, sessionId: id, message: { role: 'user', content: 'One more' } };
    fs.appendFileSync(path, `${JSON.stringify(line)}\n`);
    await running.face.until(() => running.face.grown.at(-1)?.kinds.length === 1);
    const outline = await running.ask('reader.outline', { reading });
    expect([outline.length, outline.at(-1)?.text]).toEqual([known + 1, 'One more']);
  });

  test('that was replaced is told from its beginning', async () => {
    const { home, id, path } = usualHome();
    const running = runService(home);
    await running.face.ready();
    const { reading } = await readAll(running, id);
    fs.copyFileSync(sampleFile('plain'), `${path}.new`);
    fs.renameSync(`${path}.new`, path);
    const { grown } = running.face;
    await running.face.until(() => grown.some(({ from }) => from === 0) && grown.at(-1)?.read.done === true);
    expect(await running.ask('reader.outline', { reading })).toHaveLength(1);
  });

  test('is no longer open when it was long unused, and says so', async () => {
    const { home, id } = usualHome();
    const { ask, refusal, face } = runService(home);
    await face.ready();
    const opened = [];
    for (let i = 0; i < 7; i++) opened.push((await ask('reader.open', { id, agent: null })).reading);
    const asked = await Promise.all(opened.map((reading) => refusal('reader.outline', { reading })));
    expect(asked).toEqual(['stale', null, null, null, null, null, null]);
    expect(new Set(opened).size).toBe(7);
  });

  test('that is gone, or cannot be read, says what to do', async () => {
    const { home, id, path } = usualHome();
    const { ask, refusal, face } = runService(home);
    await face.ready();
    expect(await refusal('reader.open', { id: UNKNOWN, agent: null })).toBe('not-found');
    expect(await refusal('reader.open', { id, agent: 'nobody' })).toBe('not-found');
    expect(await refusal('reader.open', { id, agent: '../../x' })).toBe('invalid');
    fs.rmSync(path);
    await expect(ask('reader.open', { id, agent: null })).rejects.toThrow(/not-found: .*\./);
  });

  test('is closed when another home is shown', async () => {
    const { home, id } = usualHome();
    const { ask, refusal, face } = runService(home, { samplePath: 'resources/sample/home' });
    await face.ready();
    const { reading } = await ask('reader.open', { id, agent: null });
    await ask('sample.show', { on: true });
    expect(await refusal('reader.outline', { reading })).toBe('stale');
  });
});

/** A home with a conversation that has a subagent. */
function homeWithAgent(): { home: FakeHome; id: string } {
  const home = homeForTest('linux');
  home.dataRoot().signedIn();
  const { id, path } = home.configDir().transcript({ title: 'x' });
  fs.copyFileSync(sampleFile('agent'), path);
  fs.cpSync(sampleFile('agent').replace('.jsonl', ''), path.replace('.jsonl', ''), { recursive: true });
  return { home, id };
}

test('what stands in subagents’ own conversations alone is found there', async () => {
  const { home, id } = homeWithAgent();
  const running = runService(home);
  await running.face.ready();
  const { ask } = running;
  const { reading } = await readAll(running, id);
  const words = { reading, query: 'Step 1 of bash', matchCase: false };
  expect(await ask('reader.find', words)).toEqual({ found: [], total: 0, complete: true });
  const [found] = await ask('reader.findInAgents', words);
  expect(found).toMatchObject({ agent: AGENT, count: 1, description: 'Survey the harbour' });
  const [call, line] = found?.path ?? [];
  const { entry } = await ask('reader.locate', { reading, uuid: call ?? '' });
  const [caller] = await ask('reader.entries', { reading, from: entry ?? -1, count: 1 });
  expect(caller).toMatchObject({ kind: 'tool', view: { is: 'agent', agent: AGENT } });
  const own = await ask('reader.open', { id, agent: AGENT });
  const there = await ask('reader.locate', { reading: own.reading, uuid: line ?? '' });
  expect(own.entries[there.entry ?? -1]).toMatchObject({ kind: 'reply', text: { text: 'Step 1 of bash.' } });
});

test("a subagent's conversation is opened by its id", async () => {
  const { home, id } = homeWithAgent();
  const { ask, face } = runService(home);
  await face.ready();
  const { reading } = await ask('reader.open', { id, agent: AGENT });
  const [outlined] = await ask('reader.outline', { reading });
  expect(outlined?.text).toBe('Survey the harbour and report. [[bash]]');
});

describe('a request that is hostile', () => {
  test.each([
    ['reader.part', { part: '0:input/__proto__' }, 'not-found'],
    ['reader.part', { part: '0:file/../../etc/passwd' }, 'not-found'],
    ['reader.part', { part: '0:nothing\u0000' }, 'invalid'],
    ['reader.entries', { from: -1, count: 1 }, 'invalid'],
    ['reader.entries', { from: 0, count: 100_000 }, 'invalid'],
    ['reader.find', { query: '', matchCase: false }, 'invalid'],
    ['reader.locate', { uuid: 'x' }, 'invalid'],
  ])('%s %j is refused', async (operation, request, code) => {
    const { home, id } = usualHome();
    const { ask, refusal, face } = runService(home);
    await face.ready();
    const { reading } = await ask('reader.open', { id, agent: null });
    expect(await refusal(operation, { reading, ...request })).toBe(code);
    expect(await refusal(operation, { reading: 'reading-1', ...request })).toBe(
      code === 'invalid' ? 'invalid' : 'stale',
    );
  });
});

test('a newer search ends the one before it', async () => {
  const { home, id } = usualHome();
  const running = runService(home);
  await running.face.ready();
  const { ask } = running;
  const { reading } = await readAll(running, id);
  const searches = ['lantern', 'lantern', 'thank'].map((query) =>
    ask('reader.find', { reading, query, matchCase: false }),
  );
  const [, , last] = await Promise.all(searches);
  expect(last).toMatchObject({ complete: true });
  expect(last?.total).toBeGreaterThan(0);
});

test('a thread that dies refuses what it was asked, and is started again for the next question', async () => {
  const thread = new ReaderThread(() => undefined, new URL('./dying-reader.ts', import.meta.url));
  const ask = (): Promise<unknown> => thread.ask('outline', { reading: 'reading-1' });
  await expect(ask()).rejects.toMatchObject({ code: 'stale' });
  await expect(ask()).rejects.toMatchObject({ code: 'stale' });
  await thread.stop();
});

test('what waits when the thread is stopped is refused', async () => {
  const thread = new ReaderThread(() => undefined);
  const asked = thread.ask('outline', { reading: 'reading-1' });
  const stopped = thread.stop();
  await expect(asked).rejects.toMatchObject({ code: 'stale' });
  await stopped;
});
