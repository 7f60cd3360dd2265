import fs from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DIGESTS } from '../../../../src/engine/transcript/digest-cache.ts';
import type { DigestResult } from '../../../../src/engine/transcript/digest-file.ts';
import { digestTranscript } from '../../../../src/engine/transcript/digest.ts';
import { digestAll } from '../../../../src/engine/transcript/pool.ts';
import type { TranscriptFile } from '../../../../src/engine/transcript/pool.ts';
import { startDigesting } from '../../../../src/engine/transcript/threads.ts';
import { assistant, freshFolder, transcript, user } from './lines.ts';

function fileAt(path: string): TranscriptFile {
  const { size, mtimeMs, ino } = fs.statSync(path);
  return { path, size, mtimeMs, ino };
}

function conversation(prompt: string): string {
  return transcript([user(1, prompt), assistant(2, 'Aye.')]);
}

function firstPrompt(result: DigestResult | undefined): string | null {
  return result?.ok === true ? result.digest.firstPrompt : null;
}

/** Enough to be worth several threads: 24 MB of prompts, each of which has to be parsed. */
function manyLarge(): TranscriptFile[] {
  const lines = Array.from({ length: 600 }, (_, n) => user(n, `Prompt ${n} ${'rope '.repeat(160)}`));
  return Array.from({ length: 40 }, () => fileAt(transcript(lines)));
}

describe('digesting many transcripts', () => {
  test('every file has its result, and one that cannot be read costs no other', async () => {
    const [good, gone, folder] = [conversation('Light it'), `${freshFolder()}/gone.jsonl`, freshFolder()];
    const unreadable = [gone, folder].map((path) => ({ path, size: 10, mtimeMs: 1, ino: 1 }));
    const results = await digestAll([...unreadable, fileAt(good)], { stateDir: freshFolder() });
    expect(firstPrompt(results.get(good))).toBe('Light it');
    expect(results.get(gone)).toEqual({ ok: false, problem: 'does not exist' });
    expect(results.get(folder)).toEqual({ ok: false, problem: 'is not a file' });
    expect(results.size).toBe(3);
  });

  test('several threads find what one finds, and tell how far they are', async () => {
    const files = manyLarge();
    const told: [number, number][] = [];
    const onProgress = (done: number, total: number): void => void told.push([done, total]);
    const results = await digestAll(files, { stateDir: freshFolder(), onProgress });
    for (const { path } of files) expect(results.get(path)).toEqual({ ok: true, digest: digestTranscript(path) });
    expect(told).toEqual(files.map((_, i) => [i + 1, files.length]));
  });

  test('what a thread had in hand when it died is read by another', async () => {
    const dying = join(freshFolder(), 'dying.mjs');
    fs.writeFileSync(
      dying,
      `import { workerData } from 'node:worker_threads';
       for (let i = 0; i < 3; i++) Atomics.add(new Int32Array(workerData.claims), 0, 1);
       throw new Error('dead');`,
    );
    const files = manyLarge();
    const results = new Map<string, DigestResult>();
    await startDigesting(files, (path, result) => results.set(path, result), undefined, pathToFileURL(dying))();
    expect(results.size).toBe(files.length);
    expect([...results.values()].every(({ ok }) => ok)).toBe(true);
  });

  test('where no thread can be started the work is done all the same', async () => {
    const files = manyLarge();
    const results = new Map<string, DigestResult>();
    const nowhere = pathToFileURL(join(freshFolder(), 'nowhere.mjs'));
    await startDigesting(files, (path, result) => results.set(path, result), undefined, nowhere)();
    expect(results.size).toBe(files.length);
  });

  test('it ends early when it is told to, and what was read is not read again', async () => {
    const files = ['a', 'b', 'c'].map((prompt) => fileAt(conversation(prompt)));
    const stateDir = freshFolder();
    const controller = new AbortController();
    const stopped = digestAll(files, { stateDir, signal: controller.signal, onProgress: () => controller.abort() });
    await expect(stopped).rejects.toThrow('aborted');
    const told: number[] = [];
    await digestAll(files, { stateDir, onProgress: (done) => told.push(done) });
    expect(told).toEqual([1, 2, 3]);
    await expect(digestAll(files, { stateDir, signal: AbortSignal.abort(new Error('No')) })).rejects.toThrow('No');
  });
});

const FORMAT = `"format":${DIGESTS.format}`;

describe('what is remembered', () => {
  /** Makes the remembered title another one, so that it shows where a title comes from. */
  function tamper(stateDir: string, from: string, to: string): void {
    const path = cacheIn(stateDir);
    fs.writeFileSync(path, fs.readFileSync(path, 'utf8').replaceAll(from, to));
  }

  function cacheIn(stateDir: string): string {
    return join(stateDir, 'cache', 'digests.json');
  }

  async function promptOf(file: TranscriptFile, stateDir: string): Promise<string | null> {
    return firstPrompt((await digestAll([file], { stateDir })).get(file.path));
  }

  test('a file that did not change is not read again', async () => {
    const file = fileAt(conversation('Read'));
    const stateDir = freshFolder();
    await promptOf(file, stateDir);
    tamper(stateDir, '"Read"', '"Remembered"');
    expect(await promptOf(file, stateDir)).toBe('Remembered');
  });

  test.each<[string, Partial<TranscriptFile>]>([
    ['size', { size: 1 }],
    ['date', { mtimeMs: 1 }],
    ['inode', { ino: 1 }],
  ])('a file of another %s is read again', async (_, change) => {
    const file = fileAt(conversation('Read'));
    const stateDir = freshFolder();
    await promptOf(file, stateDir);
    tamper(stateDir, '"Read"', '"Remembered"');
    expect(await promptOf({ ...file, ...change }, stateDir)).toBe('Read');
  });

  test('a file that grew says what it says now', async () => {
    const path = conversation('Read');
    const stateDir = freshFolder();
    await promptOf(fileAt(path), stateDir);
    fs.appendFileSync(path, `${JSON.stringify({ type: 'custom-title', customTitle: 'Named since' })}\n`);
    const result = (await digestAll([fileAt(path)], { stateDir })).get(path);
    expect(result).toMatchObject({ ok: true, digest: { customTitle: 'Named since' } });
  });

  test.each<[string, (content: string) => string]>([
    ['nothing', () => ''],
    ['half a file', (content) => content.slice(0, content.length / 2)],
    ['another format', (content) => content.replace(FORMAT, '"format":0')],
    ['a list', () => '[]'],
    ['no entries', () => `{${FORMAT}}`],
    ['entries that are none', () => `{${FORMAT},"entries":{"/a":null,"/b":7,"/c":{"size":"x"}}}`],
    ['a digest that lacks something', (content) => content.replace('"turns":1,', '')],
    ['a digest with a wrong value', (content) => content.replace('"turns":1', '"turns":"1"')],
    ['a digest with a wrong date', (content) => content.replace(/"createdAt":\d+/, '"createdAt":1e99')],
    ['a digest of no known kind', (content) => content.replace('"conversation"', '"party"')],
    ['wrong uuids', (content) => content.replace(/"promptMarks":"[^"]*"/, '"promptMarks":[7]')],
    ['no digest', (content) => content.replace(/"value":\{[^}]*\}/, '"value":null')],
  ])('a memory of %s is no memory', async (_, spoil) => {
    const file = fileAt(conversation('Read'));
    const stateDir = freshFolder();
    await promptOf(file, stateDir);
    const content = fs.readFileSync(cacheIn(stateDir), 'utf8');
    fs.writeFileSync(cacheIn(stateDir), spoil(content.replace('"Read"', '"Remembered"')));
    expect(await promptOf(file, stateDir)).toBe('Read');
  });

  test('it is written only when there is something new, for this user alone, and leaves nothing else behind', async () => {
    const file = fileAt(conversation('Read'));
    const stateDir = freshFolder();
    await promptOf(file, stateDir);
    const before = fs.statSync(cacheIn(stateDir));
    await promptOf(file, stateDir);
    expect(fs.statSync(cacheIn(stateDir)).ino).toBe(before.ino);
    expect(fs.readdirSync(join(stateDir, 'cache'))).toEqual(['digests.json']);
    if (process.platform !== 'win32') expect(before.mode & 0o077).toBe(0);
  });

  test('files of another home are remembered beside it, those that are gone are not', async () => {
    const [here, gone, elsewhere] = [conversation('Here'), conversation('Gone'), conversation('Elsewhere')];
    const stateDir = freshFolder();
    await digestAll([here, gone].map(fileAt), { stateDir });
    fs.rmSync(gone);
    await digestAll([fileAt(elsewhere)], { stateDir });
    const { entries } = JSON.parse(fs.readFileSync(cacheIn(stateDir), 'utf8')) as { entries: object };
    expect(Object.keys(entries).sort()).toEqual([here, elsewhere].sort());
  });

  test('a folder that cannot be written costs nothing but time', async () => {
    const file = fileAt(conversation('Read'));
    const blocked = join(freshFolder(), 'file');
    fs.writeFileSync(blocked, '');
    expect(await promptOf(file, blocked)).toBe('Read');
    expect(fs.readFileSync(blocked, 'utf8')).toBe('');
  });
});
