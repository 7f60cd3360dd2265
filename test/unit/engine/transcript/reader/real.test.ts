import { expect, test } from 'vitest';
import { sampleFile, sampleNames } from '../../../../support/samples.ts';
import type { Sample } from '../../../../support/samples.ts';
import { only, opened, told } from './read.ts';

const firstLines = (sample: Sample): string[] =>
  told(opened(sampleFile(sample))).map((text) => text.split('\n')[0] ?? '');

test('prompts, tools and answers of a real conversation', () => {
  expect(firstLines('edit')).toEqual([
    'prompt: Please do this one for the keeper: [[edit]]',
    'reply: Step 1 of edit.',
    'tool: Write /home/keeper/code/harbour/ledger.py (done)',
    'reply: Step 2 of edit.',
    'tool: Read /home/keeper/code/harbour/ledger.py (done)',
    'reply: Step 3 of edit.',
    'tool: Edit /home/keeper/code/harbour/ledger.py (done)',
    'reply: Finished edit.',
  ]);
});

test('three calls in one message, whose results come in another order', () => {
  expect(firstLines('parallel').filter((line) => line.startsWith('tool'))).toEqual([
    'tool: Bash pwd (done)',
    'tool: Bash date -u +%Y (done)',
    'tool: Bash uname (done)',
  ]);
});

test('all that came before a compaction is there, and the compaction has its summary', () => {
  const lines = firstLines('compacted');
  expect(lines.filter((line) => line.startsWith('prompt'))).toEqual([
    'prompt: Start of a long watch [[bash]]',
    'prompt: Second prompt of the watch [[edit]]',
    'prompt: Third prompt [[think]]',
    'prompt: /compact',
    'prompt: After the compaction [[parallel]]',
  ]);
  expect(only(opened(sampleFile('compacted')), 'compaction')).toMatchObject({
    by: 'person',
    tokensBefore: 6548,
    tokensAfter: 2945,
  });
});

test('a fork is marked where it leaves the other conversation', () => {
  const lines = firstLines('forked');
  const mark = lines.indexOf('note: forked-here');
  expect(lines.slice(mark - 1, mark + 2)).toEqual([
    'reply: It is lit. 灯がついています 🏮',
    'note: forked-here',
    'prompt: A different ending [[bash]]',
  ]);
  expect(lines.filter((line) => line.startsWith('note'))).toHaveLength(1);
});

test('a subagent is named by its call, and what it reported is told', () => {
  const reading = opened(sampleFile('agent'));
  const { view } = only(reading, 'tool');
  expect(view.is === 'agent' && view.agent).toBe('a89b462008ee95611');
  const { note, text } = only(reading, 'note');
  expect(note).toBe('task-notification');
  expect(text?.text).toContain('\n> Mind the tide. See [the chart]');
});

test.each(sampleNames.filter((name) => name !== 'forked'))('nothing but what happened is told of "%s"', (name) => {
  const reading = opened(sampleFile(name));
  expect(reading.layout(0)).toMatchObject({ branches: [], leftOut: { lines: 0, bytes: 0, duplicates: 0 } });
  expect(told(reading).filter((line) => line.includes('forked'))).toEqual([]);
});
