import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestTranscript } from '../../../../src/engine/transcript/digest.ts';
import type { Digest } from '../../../../src/engine/transcript/digest.ts';
import { MARK_LENGTH } from '../../../../src/engine/transcript/marks.ts';
import { readMessageKeys } from '../../../../src/engine/transcript/uuids.ts';
import { naiveDigest, naiveMessageKeys } from './naive-digest.ts';

/** Written by the real CLI 2.1.328. */
const folder = 'test/fixtures/real-cli-2.1.328/projects/-home-keeper-code-harbour';
const names = fs.readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

function sample(start: string): string {
  return join(folder, names.find((name) => name.startsWith(start)) ?? start);
}

test.each(names)('the digest of the real transcript %s is what parsing all of it says', (name) => {
  expect(digestTranscript(join(folder, name))).toEqual(naiveDigest(join(folder, name)));
  expect(readMessageKeys(join(folder, name))).toEqual(naiveMessageKeys(join(folder, name)));
});

test.each(names)('every real transcript is a conversation of the harbour project: %s', (name) => {
  const digest = digestTranscript(join(folder, name));
  const found: Partial<Digest> = {
    kind: 'conversation',
    cwd: '/home/keeper/code/harbour',
    folderCwd: '/home/keeper/code/harbour',
    badLines: 0,
    elidedLines: 0,
    zeroBytes: 0,
  };
  expect(digest).toMatchObject(found);
  expect(digest.createdAt).toBeGreaterThan(Date.UTC(2026, 10, 20, 10));
  expect(digest.lastActivityAt).toBeLessThan(Date.UTC(2026, 10, 20, 10, 10));
});

describe('what the scenarios are known to hold', () => {
  test('a short one has one prompt, which gives it its name', () => {
    expect(digestTranscript(sample('b62dcd8c'))).toMatchObject({
      firstPrompt: 'Please do this one for the keeper: [[write]]',
      queuedPrompt: 'Please do this one for the keeper: [[write]]',
      turns: 1,
      model: 'claude-opus-5-5',
      entrypoint: 'claude-desktop',
    });
  });

  test('three prompts, a compaction and a fourth prompt are four turns', () => {
    const digest = digestTranscript(sample('1c5c92dd'));
    expect(digest).toMatchObject({
      turns: 4,
      firstPrompt: 'Start of a long watch [[bash]]',
      firstCommand: '/compact',
      lastPrompt: 'After the compaction [[parallel]]',
    });
    expect(digest.promptMarks).toHaveLength(4 * MARK_LENGTH);
  });

  test('a fork begins with the messages of the other and ends with its own', () => {
    const original = digestTranscript(sample('1c5c92dd'));
    const fork = digestTranscript(sample('e514a65b'));
    expect(fork.firstUuid).toBe(original.firstUuid);
    const [forked = [], asked = []] = [fork, original].map(({ promptMarks }) => promptMarks.match(/.{8}/gs) ?? []);
    expect(forked.slice(0, 3)).toEqual(asked.slice(0, 3));
    expect(asked).not.toContain(forked[3]);
    expect(fork.turns).toBe(4);
  });

  test('what a terminal wrote does not pass for what Claude Desktop wrote', () => {
    expect(digestTranscript(sample('03c83ecc')).entrypoint).toBe('sdk-cli');
  });

  test('one that was interrupted before any answer is still a conversation, without a model', () => {
    expect(digestTranscript(sample('8a9b9507'))).toMatchObject({ kind: 'conversation', turns: 1, model: null });
  });

  test('the notice of a finished subagent is no turn', () => {
    expect(digestTranscript(sample('fe878c56')).turns).toBe(1);
  });

  test('a prompt with an image is named by its words', () => {
    expect(digestTranscript(sample('ac5171c0'))).toMatchObject({
      firstPrompt: 'What is in this picture? [[think]]',
      queuedPrompt: null,
      turns: 1,
    });
  });

  test('a subagent is no conversation', () => {
    const agents = join(folder, 'fe878c56-9d7c-425d-9a33-dcb79c7b1244', 'subagents');
    expect(digestTranscript(join(agents, 'agent-a89b462008ee95611.jsonl')).kind).toBe('sidechain');
  });
});
