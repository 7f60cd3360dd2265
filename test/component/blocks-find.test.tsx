import { describe, expect, it } from 'vitest';
import { countOf, patternOf } from '../../src/engine/transcript/reader/find-words.ts';
import { searchable } from '../../src/engine/transcript/reader/searchable.ts';
import { shownText } from '../../src/engine/transcript/reader/shown-markdown.ts';
import { matchesIn } from '../../src/renderer/reader/find/matches.ts';
import type { Query } from '../../src/renderer/reader/find/pattern.ts';
import type { ReaderEntry, ToolView } from '../../src/shared/reading.ts';
import { gallery, tool, whole } from './blocks-entries.ts';
import { makeAround, showEntries } from './blocks-support.tsx';

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
  {
    is: 'agent',
    type: null,
    description: 'wordone',
    prompt: whole('wordtwo'),
    agent: null,
    result: null,
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

const STATUSES = ['done', 'failed', 'denied'] as const;
const CASES = VIEWS.flatMap((view, index) =>
  STATUSES.map((status) => [`${index} ${view.is}, ${status}`, view, status] as const),
);

describe('what find counts', () => {
  it.each(CASES)('is shown once where it was counted (%s)', async (_, view, status) => {
    const entry = tool('Tool', view, {
      status,
      about: 'wordone',
      input: whole('{ "a": "wordone", "b": "" }'),
      output: whole('wordout'),
    });
    const around = makeAround();
    for (const key of ['tool', 'details'] as const) around.folds.setOpen(`${entry.entry}:${key}`, true);
    await showEntries([entry], { around });
    const shown = document.querySelector('article');
    await expect.poll(() => shown?.textContent).toContain('word');
    const words = [
      'wordone',
      'wordtwo',
      'wordthree',
      'wordfour',
      'wordfive',
      'wordsix',
      'wordout',
      'details',
      'nothing',
    ];
    for (const text of words) {
      const query = { text, matchCase: false };
      const inPage = shown === null ? -1 : matchesIn(shown, query).length;
      expect([text, inPage]).toEqual([text, counted(entry, query)]);
    }
  });

  it('is what the page says, in every kind of entry', async () => {
    const entries = gallery();
    const around = makeAround();
    around.folds.isOpen = (key) => !key.endsWith(':whole') && !key.endsWith(':agent');
    await showEntries(entries, { around });
    await expect.poll(() => document.querySelectorAll('[data-token]').length).toBeGreaterThan(0);
    const texts = [...document.querySelectorAll('article')].map((article) => article.innerText.split(/[^\p{L}]+/u));
    const words = [
      'a',
      'the total',
      'of',
      '3',
      '.',
      ' to ',
      '-',
      ...new Set(texts.flat().filter((word) => word !== '')),
    ];
    for (const entry of entries.filter(({ kind }) => kind !== 'left-out')) {
      const article = document.querySelector(`[data-entry="${entry.entry}"]`);
      if (article === null) throw new Error('It is not there');
      for (const text of words) {
        const query = { text, matchCase: true };
        const inPage: number = matchesIn(article, query).length;
        const inEngine: number = counted(entry, query);
        if (inPage !== inEngine)
          expect.fail(`${entry.kind} ${entry.entry}: “${text}” ${inPage} times, counted ${inEngine}`);
      }
    }
  });
});

/** As the engine counts. */
function counted(entry: ReaderEntry, query: Query): number {
  const pattern = patternOf(query);
  if (pattern === null) return 0;
  return searchable(entry).reduce(
    (sum, { text, isMarkdown }) => sum + countOf(pattern, isMarkdown ? shownText(text) : text),
    0,
  );
}
