import { describe, expect, test } from 'vitest';
import type { Branch } from '../../../../../src/shared/reading.ts';
import { assistant, chain, user, uuid } from '../lines.ts';
import type { Json } from '../lines.ts';
import { readingOf, readToEnd, told } from './read.ts';

/** A prompt, its answer, and what they hang on. */
const turn = (n: number, parent: number | null): Json[] => [
  user(n, `Prompt ${n}`, { parentUuid: parent === null ? null : uuid(parent) }),
  assistant(n + 1, `Answer ${n}`, { parentUuid: uuid(n) }),
];

const lastPrompt = (leaf: number): Json => ({ type: 'last-prompt', leafUuid: uuid(leaf), lastPrompt: 'x' });

const branchesOf = (lines: Json[]): Branch[] => readingOf(lines).layout(0).branches;

describe('a rewind', () => {
  const rewound = [...turn(1, null), ...turn(3, 2), ...turn(5, 4), ...turn(7, 2), ...turn(9, 8)];

  test('is what hangs on the same line as a later prompt, and all that came of it', () => {
    expect(branchesOf(rewound)).toEqual([{ from: 2, to: 5, prompts: 2 }]);
  });

  test('is told in its place, not left out', () => {
    expect(told(readingOf(rewound)).slice(2, 4)).toEqual(['prompt: Prompt 3', 'reply: Answer 3']);
  });

  test('is found where attachments stand between the prompt and what it hangs on', () => {
    const attachment = { type: 'date' };
    const lines = [
      ...turn(1, null),
      chain(3, 'attachment', { attachment, parentUuid: uuid(2) }),
      ...turn(4, 3),
      chain(6, 'system', { subtype: 'turn_duration', parentUuid: uuid(2) }),
      chain(7, 'progress', { data: { type: 'hook_progress' }, parentUuid: uuid(6) }),
      ...turn(8, 7),
    ];
    expect(branchesOf(lines)).toEqual([{ from: 3, to: 4, prompts: 1 }]);
  });

  test.each(['attachment', 'progress'])('is none where a hook’s line begins anew at a resume (%s)', (type) => {
    const hook = (n: number): Json => chain(n, type, { attachment: { type: 'hook_success' }, data: {} });
    expect(branchesOf([...turn(1, null), ...turn(3, 2), hook(5), ...turn(6, 5)])).toEqual([]);
    expect(branchesOf([hook(1), ...turn(2, 1), hook(4), ...turn(5, 4)])).toEqual([]);
    expect(branchesOf([hook(1), ...turn(2, 1), ...turn(4, 1)]), 'both hang on the same one').toEqual([
      { from: 1, to: 2, prompts: 1 },
    ]);
  });

  test('is the later branch, where Claude goes on from the earlier one', () => {
    expect(branchesOf([...turn(1, null), ...turn(3, 2), ...turn(5, 2), lastPrompt(4)])).toEqual([
      { from: 4, to: 5, prompts: 1 },
    ]);
  });

  test('is the earlier branch again, once the later one went on', () => {
    const lines = [...turn(1, null), ...turn(3, 2), lastPrompt(4), ...turn(5, 2)];
    expect(branchesOf(lines)).toEqual([{ from: 2, to: 3, prompts: 1 }]);
  });

  test('is told in pieces where two wrote at the same time', () => {
    const [a, b] = [turn(3, 2), turn(5, 2)];
    const lines = [...turn(1, null), a[0], b[0], a[1], b[1]].filter((line) => line !== undefined);
    expect(branchesOf(lines)).toEqual([
      { from: 2, to: 2, prompts: 1 },
      { from: 4, to: 4, prompts: 0 },
    ]);
  });

  test('of a rewind is a part of it', () => {
    const lines = [...turn(1, null), ...turn(3, 2), ...turn(5, 4), ...turn(7, 4), ...turn(9, 2)];
    expect(branchesOf(lines)).toEqual([{ from: 2, to: 7, prompts: 3 }]);
  });

  test('of three is two that were taken back', () => {
    const lines = [...turn(1, null), ...turn(3, 2), ...turn(5, 2), ...turn(7, 2)];
    expect(branchesOf(lines)).toEqual([{ from: 2, to: 5, prompts: 2 }]);
  });

  test('to the beginning is found where everything else hangs together', () => {
    expect(branchesOf([...turn(1, null), ...turn(3, 2), ...turn(5, null)])).toEqual([{ from: 0, to: 3, prompts: 2 }]);
  });

  test('goes on through a compaction', () => {
    const boundary = { subtype: 'compact_boundary', parentUuid: null, logicalParentUuid: uuid(4), compactMetadata: {} };
    const summary = { isCompactSummary: true, parentUuid: uuid(5) };
    const lines = [
      ...turn(1, null),
      ...turn(3, 2),
      chain(5, 'system', boundary),
      user(6, 'Summary', summary),
      ...turn(7, 6),
      ...turn(9, 2),
    ];
    expect(branchesOf(lines)).toEqual([{ from: 2, to: 6, prompts: 2 }]);
  });

  test('is found as well while the file grows', () => {
    const reading = readingOf(rewound.slice(0, 6));
    expect(reading.layout(0).branches).toEqual([]);
    readToEnd(reading);
    expect(readingOf(rewound).layout(0).branches).toHaveLength(1);
  });
});

describe('no rewind is', () => {
  test('a conversation without parents', () => {
    const orphan = (line: Json): Json =>
      Object.fromEntries(Object.entries(line).filter(([key]) => key !== 'parentUuid'));
    expect(branchesOf([...turn(1, null), ...turn(3, 2), ...turn(5, 4)].map(orphan))).toEqual([]);
  });

  test('a conversation in which every line says that it is the first', () => {
    const lines = [user(1, 'One'), assistant(2, 'Two'), user(3, 'Three'), assistant(4, 'Four')];
    expect(branchesOf(lines)).toEqual([]);
    expect(branchesOf([user(1, 'One'), user(2, 'Two'), user(3, 'Three')])).toEqual([]);
  });

  test('a chain that broke', () => {
    expect(branchesOf([...turn(1, null), ...turn(3, 77), ...turn(5, 77), ...turn(7, null)])).toEqual([]);
  });

  test('parallel calls, whose results hang on one another', () => {
    const call = (n: number, parent: number): Json =>
      assistant(n, [{ type: 'tool_use', id: `t${n}`, name: 'Bash', input: {} }], { parentUuid: uuid(parent) });
    const result = (n: number, of: number): Json =>
      user(n, [{ type: 'tool_result', tool_use_id: `t${of}`, content: 'x' }], { parentUuid: uuid(of) });
    expect(branchesOf([...turn(1, null), call(3, 2), call(4, 3), result(5, 3), result(6, 4)])).toEqual([]);
  });

  test('a command that asked Claude nothing', () => {
    const command = user(3, '<command-name>/model</command-name>', { parentUuid: uuid(2) });
    expect(branchesOf([...turn(1, null), command, ...turn(4, 2)])).toEqual([]);
  });

  test('what is kept after a compaction and written again', () => {
    const again = user(3, 'Prompt 3', { parentUuid: uuid(6) });
    const boundary = { subtype: 'compact_boundary', parentUuid: null, logicalParentUuid: uuid(4), compactMetadata: {} };
    const lines = [
      ...turn(1, null),
      ...turn(3, 2),
      chain(5, 'system', boundary),
      user(6, 'Summary', { isCompactSummary: true, parentUuid: uuid(5) }),
      again,
      ...turn(7, 6),
    ];
    expect(branchesOf(lines)).toEqual([]);
  });

  test('a line that is its own parent, or a circle', () => {
    const circle = [user(1, 'A', { parentUuid: uuid(2) }), user(2, 'B', { parentUuid: uuid(1) })];
    expect(
      branchesOf([...circle, user(3, 'C', { parentUuid: uuid(3) }), user(4, 'D', { parentUuid: uuid(3) })]),
    ).toEqual([]);
  });
});
