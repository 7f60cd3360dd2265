import { describe, expect, it } from 'vitest';
import { searchable } from '../../src/engine/transcript/reader/searchable.ts';
import { matchesIn } from '../../src/renderer/reader/find/matches.ts';
import type { ToolView } from '../../src/shared/reading.ts';
import { tool, whole } from './blocks-entries.ts';
import { showEntries } from './blocks-support.tsx';

/** Each text of it is a word of its own, so that one that is not shown, or shown twice, is found out. */
const VIEWS: ToolView[] = [
  {
    is: 'command',
    command: whole('wordone'),
    description: 'wordtwo',
    stdout: whole('wordthree'),
    stderr: whole('wordfour'),
    background: false,
    exit: 'wordfive',
  },
  { is: 'read', file: '/wordone.txt', from: 1, lines: 1, total: 1, content: whole('wordtwo') },
  { is: 'read', file: '/wordone.txt', from: null, lines: null, total: null, content: null },
  {
    is: 'edit',
    file: '/wordone.txt',
    created: false,
    hunks: [{ oldStart: 1, newStart: 1, lines: [' wordtwo', '-wordthree', '+wordfour'] }],
    added: 1,
    removed: 1,
    more: null,
  },
  { is: 'search', pattern: 'wordone', place: '/wordtwo', found: 1, results: whole('wordthree') },
  { is: 'search', pattern: 'wordone', place: null, found: 0, results: null },
  {
    is: 'agent',
    type: null,
    description: 'wordone',
    prompt: whole('wordtwo'),
    agent: null,
    result: whole('wordthree'),
    tokens: null,
    toolUses: null,
    durationMs: null,
  },
  { is: 'todos', todos: [{ text: 'wordone', state: 'open' }] },
  { is: 'web', url: 'https://example.test/wordone', query: 'wordtwo', prompt: 'wordthree', result: whole('wordfour') },
  {
    is: 'questions',
    questions: [
      {
        header: 'wordone',
        question: 'wordtwo',
        options: [{ label: 'wordthree', description: 'wordfour', chosen: true }],
        answer: 'wordthree',
      },
      { header: null, question: 'wordfive', options: [], answer: 'wordsix' },
    ],
  },
  { is: 'plan', plan: whole('wordone'), accepted: true },
  { is: 'mcp', server: 'harbour', tool: 'list' },
  { is: 'other' },
];

describe('what find counts', () => {
  it.each(VIEWS.map((view, index) => [`${index} ${view.is}`, view] as const))(
    'is shown once where it was counted (%s)',
    async (_, view) => {
      const entry = tool('Tool', view, {
        about: 'wordone',
        input: whole('{ "a": "wordone" }'),
        output: view.is === 'mcp' || view.is === 'other' ? whole('wordtwo') : null,
      });
      const counted = searchable(entry).map(({ text }) => text.match(/word[a-z]+/g) ?? []);
      const around = await showEntries([entry]);
      for (const key of ['tool', 'details'] as const) around.folds.setOpen(`${entry.entry}:${key}`, true);
      const shown = document.querySelector('article');
      for (const word of counted.flat()) {
        await expect
          .poll(() => (shown === null ? 0 : matchesIn(shown, { text: word, matchCase: false }).length), {
            message: word,
          })
          .toBe(1);
      }
    },
  );
});
