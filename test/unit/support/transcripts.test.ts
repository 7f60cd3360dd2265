import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeForTest } from '../../support/for-test.ts';
import type { Line } from '../../support/lines.ts';
import { sampleFile, sampleNames } from '../../support/samples.ts';
import { slugOf } from '../../support/slug.ts';
import { readTranscript } from '../../support/transcripts.ts';
import type { Transcript } from '../../support/transcripts.ts';

const uuids = ({ lines }: Transcript): string[] =>
  lines.flatMap((line) => (typeof line['uuid'] === 'string' ? [line['uuid']] : []));
const ofType = (lines: readonly Line[], type: string): Line[] => lines.filter((line) => line['type'] === type);

describe('a made-up transcript', () => {
  test('is in the file what it says it is', () => {
    const made = homeForTest('linux')
      .configDir()
      .transcript({ title: 'The pier', prompts: ['One', 'Two'] });
    const { title, titleSource, createdAt, lastActivityAt, turns, lines } = readTranscript(made.path);
    expect({ title, titleSource, createdAt, lastActivityAt, turns, lines }).toEqual({
      title: 'The pier',
      titleSource: 'user',
      createdAt: made.createdAt,
      lastActivityAt: made.lastActivityAt,
      turns: 2,
      lines: made.lines,
    });
    expect(path.basename(path.dirname(made.path))).toBe('-home-ana-code-harbour');
  });

  test.each(['user', 'assistant', 'queue-operation', 'attachment', 'api-request-blob', 'last-prompt', 'atis-latch'])(
    'has no key in its %s lines that a genuine one lacks',
    (type) => {
      const made = homeForTest('linux')
        .configDir()
        .transcript({
          prompts: [{ prompt: 'Look', thinking: 'Hm.', tool: { name: 'Bash', input: { command: 'ls' }, result: 'a' } }],
        });
      const genuine = sampleNames.flatMap((name) => ofType(readTranscript(sampleFile(name)).lines, type));
      const known = new Set(genuine.flatMap((line) => Object.keys(line)));
      expect(
        ofType(made.lines, type)
          .flatMap((line) => Object.keys(line))
          .filter((key) => !known.has(key)),
      ).toEqual([]);
    },
  );

  test('hangs every line of the chain on the one before', () => {
    const { lines } = homeForTest('linux')
      .configDir()
      .transcript({ prompts: ['One', 'Two'] });
    const chain = lines.filter((line) => 'uuid' in line);
    expect(chain.map((line) => line['parentUuid'])).toEqual([null, ...chain.slice(0, -1).map((line) => line['uuid'])]);
  });

  test('forked, begins with the same uuids and goes on with its own, as the genuine fork does', () => {
    const home = homeForTest('linux');
    const config = home.configDir();
    const original = config.transcript({ prompts: ['One', 'Two'] });
    const fork = config.fork(original, { ownPrompts: ['Three'] });
    const copy = config.copyOf(original);
    expect(uuids(fork).slice(0, uuids(original).length)).toEqual(uuids(original));
    expect(uuids(fork).length).toBeGreaterThan(uuids(original).length);
    expect(uuids(copy)).toEqual(uuids(original));
    expect(new Set(fork.lines.map((line) => line['sessionId']))).toEqual(new Set([fork.id]));
    const genuine = uuids(config.sample('forked'));
    const before = uuids(config.sample('compacted'));
    expect(genuine.filter((uuid) => before.includes(uuid)).length).toBeGreaterThan(20);
    expect(genuine.filter((uuid) => !before.includes(uuid)).length).toBeGreaterThan(3);
  });

  test('resumed the old way, repeats all of the earlier part', () => {
    const config = homeForTest('darwin').configDir();
    const earlier = config.transcript({ prompts: ['One'] });
    const later = config.legacyResume(earlier);
    expect(uuids(later).slice(0, uuids(earlier).length)).toEqual(uuids(earlier));
    expect(later.lines[0]).toMatchObject({ type: 'summary', leafUuid: uuids(earlier).at(-1) });
  });

  test('of a subagent stands in the folder of its session and bears its id', () => {
    const config = homeForTest('linux').configDir();
    const parent = config.transcript();
    const file = config.subagent(parent);
    expect(path.relative(path.dirname(parent.path), file)).toMatch(
      new RegExp(`^${parent.id}/subagents/agent-a[0-9a-f]{16}\\.jsonl$`),
    );
    expect(
      readTranscript(file).lines.every((line) => line['sessionId'] === parent.id && line['isSidechain'] === true),
    ).toBe(true);
    expect(fs.readdirSync(config.path)).toEqual(['projects']);
  });

  test.each(sampleNames)('copied from the sample %s is the genuine file', (name) => {
    const made = homeForTest('linux').sample(name);
    expect(fs.readFileSync(made.path).equals(fs.readFileSync(sampleFile(name)))).toBe(true);
    expect(made.cwd).toBe('/home/keeper/code/harbour');
    expect(path.basename(path.dirname(made.path))).toBe(slugOf(made.cwd));
  });
});

describe('the folder name of a cwd', () => {
  test.each([
    ['/Users/me/my_proj.v2', '-Users-me-my-proj-v2'],
    ['C:\\git\\cc-plus', 'C--git-cc-plus'],
    ['/tmp/a😀b', '-tmp-a--b'],
    ['\\\\wsl$\\Ubuntu\\home\\u', '--wsl--Ubuntu-home-u'],
  ])('%s is %s', (cwd, slug) => {
    expect(slugOf(cwd)).toBe(slug);
  });

  test('is cut at 200 and told apart by a hash', () => {
    const long = `/home/ana/${'deep/'.repeat(60)}`;
    expect(slugOf(`${long}a`)).toMatch(/^.{200}-[0-9a-z]+$/);
    expect(slugOf(`${long}a`)).not.toBe(slugOf(`${long}b`));
    expect(slugOf('a'.repeat(200))).toHaveLength(200);
  });
});
