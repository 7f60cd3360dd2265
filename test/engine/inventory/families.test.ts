import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { OTHER_ACCOUNT, OTHER_ORGANIZATION } from '../../support/ids.ts';
import type { Transcript, TranscriptSpec } from '../../support/transcripts.ts';
import { look, planned, plannedOnly, sceneForTest, type Scene } from './scene.ts';

describe('a copy that holds no message of its own', () => {
  test('is no conversation, whether its original has a row or not', async () => {
    const scene = sceneForTest();
    const [listed, lost] = [scene.config.transcript({ title: 'Listed' }), scene.config.transcript({ title: 'Lost' })];
    scene.pair.recordOf(listed);
    const copies = [listed, lost].map((of) => scene.config.copyOf(of, { mtime: of.lastActivityAt + 60_000 }));
    const { ids, skipped } = await look(scene);
    expect(ids.sort()).toEqual([listed.id, lost.id].sort());
    expect(skipped).toEqual({ copy: 2 });
    for (const { id } of copies) expect(await planned(scene)).not.toHaveProperty(id);
  });

  test('is the one that is left where the original is gone', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript();
    const copies = [scene.config.copyOf(original), scene.config.copyOf(original)];
    scene.config.cleanUp(original);
    const { ids, skipped } = await look(scene);
    expect(copies.map(({ id }) => id)).toContain(ids[0]);
    expect(ids).toHaveLength(1);
    expect(skipped).toEqual({ copy: 1 });
  });

  test('is what the rest is a copy of, where it is the one with the row', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript();
    const copy = scene.config.copyOf(original);
    scene.pair.recordOf(copy);
    expect((await look(scene)).session(copy.id).status).toBe('listed');
    expect((await look(scene)).ids).toEqual([copy.id]);
  });

  test('is no conversation where its original is archived', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript();
    scene.pair.recordOf(original, { isArchived: true });
    const copy = scene.config.copyOf(original);
    expect((await look(scene)).ids).toEqual([original.id]);
    expect(await planned(scene)).not.toHaveProperty(copy.id);
  });

  test('stays deleted where its original was deleted', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript();
    scene.pair.tombstone(original.id);
    const copy = scene.config.copyOf(original);
    const { session } = await look(scene);
    expect(session(copy.id)).toMatchObject({ status: 'deleted', cause: null });
    expect(session(copy.id).explanation).toMatch(/^You deleted it in Claude on \d{1,2} [A-Z][a-z]+ \d{4};/);
    expect(await planned(scene)).toEqual({});
    expect(await planned(scene, ['deleted'])).toHaveProperty(copy.id);
  });

  test('made in a terminal does not hide the conversation of the app', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript({ prompts: ['One', 'Two'] });
    const fuller = scene.config.copyOf({ ...original, entrypoint: 'cli', lines: relabelled(original.lines) });
    expect(fs.statSync(fuller.path).size).toBeGreaterThan(0);
    expect(await planned(scene)).toEqual({ [original.id]: 'create' });
  });

  test('made in the app hides the one in the terminal that it was made from', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript({ entrypoint: 'cli', prompts: ['One', 'Two'] });
    const copy = scene.config.copyOf({
      ...original,
      entrypoint: 'claude-desktop',
      lines: relabelled(original.lines, 'claude-desktop'),
    });
    expect((await look(scene)).ids).toEqual([copy.id]);
  });
});

describe('a fork', () => {
  test('that went on is a conversation of its own, and so is its original that went on, too', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript({ prompts: ['One', 'Two'] });
    const fork = scene.config.fork(original);
    const prompt = original.lines.find(({ type }) => type === 'user');
    scene.config.goOn(original, [{ ...prompt, uuid: scene.home.newId() }]);
    const { session, skipped } = await look(scene);
    for (const { id } of [original, fork]) expect(session(id)).toMatchObject({ status: 'ghost', cause: 'record-lost' });
    expect(skipped).toEqual({});
  });

  test('does not contain an original that has an entry under another account: both had a row there', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript();
    const fork = scene.config.fork(original);
    const before = scene.root.pair(OTHER_ACCOUNT, OTHER_ORGANIZATION);
    for (const transcript of [original, fork]) before.recordOf(transcript);
    expect(await planned(scene)).toEqual({ [original.id]: 'copy', [fork.id]: 'copy' });
  });

  test('that went on is missing where only its original has a row', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript();
    scene.pair.recordOf(original);
    const fork = scene.config.fork(original);
    expect((await look(scene)).session(fork.id)).toMatchObject({ status: 'ghost', cause: 'record-lost' });
  });

  test('of a deleted conversation that went on was not deleted', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript();
    scene.pair.tombstone(original.id);
    const fork = scene.config.fork(original);
    const { session } = await look(scene);
    expect(session(original.id).status).toBe('deleted');
    expect(session(fork.id)).toMatchObject({ status: 'ghost', cause: 'record-lost' });
  });

  test('contains its original where nobody went on there', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript();
    const fork = scene.config.fork(original);
    const { session } = await look(scene);
    expect(session(fork.id)).toMatchObject({ status: 'ghost', part: 'whole' });
    expect(session(original.id)).toMatchObject({ status: 'earlier', part: 'earlier', family: fork.id });
    expect(await planned(scene)).toEqual({ [fork.id]: 'create' });
  });

  test('by the app does not fold its parent, which had a row of its own', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript();
    const fork = scene.config.fork(original);
    rewrite(fork.path, (line) =>
      original.lines.some(({ uuid }) => uuid === line['uuid']) ? { ...line, sessionId: original.id } : line,
    );
    expect(await planned(scene)).toEqual({ [original.id]: 'create', [fork.id]: 'create' });
  });

  test('does not contain an original that has a row', async () => {
    const scene = sceneForTest();
    const original = scene.config.transcript();
    scene.pair.recordOf(original);
    const fork = scene.config.fork(original);
    expect((await look(scene)).ids.sort()).toEqual([original.id, fork.id].sort());
  });
});

describe('what old versions copied at every resume', () => {
  test('is one conversation, the last one', async () => {
    const scene = sceneForTest();
    const first = scene.config.transcript({ entrypoint: null, version: '1.0.98', title: 'The pier' });
    const second = scene.config.legacyResume(first);
    const third = scene.config.legacyResume(second, { ownPrompts: ['And on', 'And on again'] });
    const { session } = await look(scene);
    for (const { id } of [first, second]) expect(session(id)).toMatchObject({ status: 'earlier', family: third.id });
    expect(session(third.id)).toMatchObject({ status: 'ghost', part: 'whole', family: third.id });
    expect(await planned(scene)).toEqual({ [third.id]: 'create' });
    expect(Object.keys(await planned(scene, ['earlier'])).sort()).toEqual([first.id, second.id, third.id].sort());
  });

  test('keeps the row that the app gave to an earlier one', async () => {
    const scene = sceneForTest();
    const first = scene.config.transcript({ entrypoint: null });
    scene.pair.recordOf(first);
    const second = scene.config.legacyResume(first);
    const { session } = await look(scene);
    expect(session(first.id).status).toBe('listed');
    expect(session(second.id).status).toBe('ghost');
  });
});

describe('transcripts that share uuids by chance', () => {
  test('are no copies of one another unless the messages have the same time, too', async () => {
    const scene = sceneForTest();
    const one = scene.config.transcript({ prompts: ['One'] });
    const other = scene.config.copyOf(one);
    rewrite(other.path, (line) =>
      typeof line['timestamp'] === 'string'
        ? { ...line, timestamp: new Date(Date.parse(line['timestamp']) + 1).toISOString() }
        : line,
    );
    expect(await planned(scene)).toEqual({ [one.id]: 'create', [other.id]: 'create' });
  });
});

describe('stretches of one title in one folder', () => {
  const HOUR = 60 * 60_000;

  function stretches(scene: Scene, count: number, more: Partial<TranscriptSpec> = {}): Transcript[] {
    const start = scene.home.now - 40 * HOUR;
    return Array.from({ length: count }, (_, i) =>
      scene.config.transcript({ title: 'The harbour wall', startedAt: start + i * 4 * HOUR, ...more }),
    );
  }

  test('that one after the other were left by /clear are one loss, the newest', async () => {
    const scene = sceneForTest();
    const [first, second, third] = stretches(scene, 3) as [Transcript, Transcript, Transcript];
    const { session } = await look(scene);
    expect(session(third.id)).toMatchObject({ status: 'ghost', part: 'whole', family: third.id });
    for (const { id } of [first, second]) {
      expect(session(id)).toMatchObject({ status: 'earlier', part: 'earlier', family: third.id });
    }
    expect(await planned(scene)).toEqual({ [third.id]: 'create' });
  });

  test('are no losses if the newest is listed under that title', async () => {
    const scene = sceneForTest();
    const [first, second, third] = stretches(scene, 3) as [Transcript, Transcript, Transcript];
    scene.pair.recordOf(third);
    const { session } = await look(scene);
    for (const { id } of [first, second]) expect(session(id)).toMatchObject({ status: 'earlier', family: third.id });
    expect(await planned(scene)).toEqual({});
    expect((await plannedOnly(scene, first.id)).files).toMatchObject([{ kind: 'create', session: first.id }]);
  });

  test('are a loss if they are newer than the one that is listed', async () => {
    const scene = sceneForTest();
    const [first, second] = stretches(scene, 2) as [Transcript, Transcript];
    scene.pair.recordOf(first);
    expect((await look(scene)).session(second.id)).toMatchObject({ status: 'ghost', part: 'whole' });
  });

  test('that ran at overlapping times are two conversations', async () => {
    const scene = sceneForTest();
    const startedAt = scene.home.now - 40 * HOUR;
    const prompts = ['One', 'Two', 'Three', 'Four'];
    const one = scene.config.transcript({ title: 'The harbour wall', startedAt, prompts });
    const other = scene.config.transcript({ title: 'The harbour wall', startedAt: startedAt + 30_000, prompts });
    expect(await planned(scene)).toEqual({ [one.id]: 'create', [other.id]: 'create' });
  });

  test('in different folders are different conversations', async () => {
    const scene = sceneForTest();
    const [one] = stretches(scene, 1, { cwd: scene.home.cwd('one') });
    const startedAt = scene.home.now - 10 * HOUR;
    const cwd = scene.home.cwd('two');
    const other = scene.config.transcript({ title: 'The harbour wall', startedAt, cwd });
    expect(Object.keys(await planned(scene)).sort()).toEqual([one?.id ?? '', other.id].sort());
  });

  test('are several if the title was only made up from the first prompt, or says nothing', async () => {
    const scene = sceneForTest();
    const start = scene.home.now - 40 * HOUR;
    const untitled = [0, 1].map((i) =>
      scene.config.transcript({ prompts: ['Go on'], startedAt: start + i * 4 * HOUR }),
    );
    const general = [0, 1].map((i) =>
      scene.config.transcript({ title: 'General coding session', startedAt: start + i * 4 * HOUR }),
    );
    expect(Object.keys(await planned(scene)).sort()).toEqual([...untitled, ...general].map(({ id }) => id).sort());
  });

  test('stay deleted with the newest of them', async () => {
    const scene = sceneForTest();
    const [first, second] = stretches(scene, 2) as [Transcript, Transcript];
    scene.pair.tombstone(second.id);
    const { session } = await look(scene);
    expect(session(first.id).status).toBe('deleted');
    expect(await planned(scene, ['earlier'])).toEqual({});
  });

  test('of the app are not hidden by a later one from a terminal', async () => {
    const scene = sceneForTest();
    const [first] = stretches(scene, 1);
    const startedAt = scene.home.now - 10 * HOUR;
    scene.config.transcript({ title: 'The harbour wall', startedAt, entrypoint: 'cli' });
    expect(await planned(scene)).toEqual({ [first?.id ?? '']: 'create' });
  });
});

test('a conversation that goes while it is looked at costs nobody else', async () => {
  const scene = sceneForTest();
  const original = scene.config.transcript();
  const [gone, other] = [scene.config.copyOf(original), scene.config.transcript()];
  const onProgress = (done: number, total: number): void => {
    if (done === total) fs.rmSync(gone.path);
  };
  const { ids } = await look(scene, { onProgress });
  expect(ids).toEqual(expect.arrayContaining([original.id, other.id]));
});

/** The same lines as another program would have written them. */
function relabelled(lines: readonly Record<string, unknown>[], entrypoint = 'cli'): Record<string, unknown>[] {
  return lines.map((line) => ('entrypoint' in line ? { ...line, entrypoint } : line));
}

function rewrite(path: string, change: (line: Record<string, unknown>) => Record<string, unknown>): void {
  const { mtime } = fs.statSync(path);
  const lines = fs.readFileSync(path, 'utf8').trimEnd().split('\n');
  fs.writeFileSync(
    path,
    lines.map((line) => `${JSON.stringify(change(JSON.parse(line) as Record<string, unknown>))}\n`).join(''),
  );
  fs.utimesSync(path, mtime, mtime);
}
