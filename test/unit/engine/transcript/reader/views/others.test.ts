import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { make, see, view } from '../../../../../support/tools.ts';
import type { MadeCall } from '../../../../../support/tools.ts';
import { freshFolder } from '../../lines.ts';

describe('searching', () => {
  const grep = (more: Partial<MadeCall>): MadeCall => ({
    name: 'Grep',
    input: { pattern: 'lantern', path: 'src' },
    content: '',
    ...more,
  });

  test('files that hold it', () => {
    const sidecar = { mode: 'files_with_matches', filenames: ['a.ts', 'b.ts'], numFiles: 2 };
    const made = grep({ content: 'Found 2 files\na.ts\nb.ts', sidecar });
    expect(view('search', made)).toEqual({
      is: 'search',
      pattern: 'lantern',
      place: 'src',
      found: 2,
      results: { text: 'a.ts\nb.ts', length: 9, part: null },
    });
    expect(make('results', made)).toBe('a.ts\nb.ts');
  });

  test('the lines themselves', () => {
    const sidecar = { mode: 'content', filenames: [], numFiles: 0, content: 'a.ts:1:lantern', numLines: 1 };
    expect(view('search', grep({ content: 'x', sidecar }))).toMatchObject({
      found: 1,
      results: { text: 'a.ts:1:lantern' },
    });
  });

  test.each([
    ['Found 3 files\na\nb\nc', 3],
    ['No files found', 0],
    ['No matches found', 0],
    ['a.ts:4\nb.ts:2\n\nFound 6 total occurrences across 2 files.', 6],
    ['a.ts:1:lantern', null],
  ])('in a subagent: %j', (content, found) => {
    expect(view('search', grep({ content }))).toMatchObject({ found, results: { text: content } });
  });

  test('names of files', () => {
    const sidecar = { filenames: ['/a.ts'], numFiles: 1, truncated: false, durationMs: 3 };
    const seen = see({ name: 'Glob', input: { pattern: '**/*.ts' }, content: '/a.ts', sidecar });
    expect(seen).toMatchObject({
      about: '**/*.ts',
      view: { is: 'search', place: null, found: 1, results: { text: '/a.ts' } },
    });
  });
});

describe('subagents', () => {
  const input = { description: 'Survey', prompt: 'Survey the harbour', subagent_type: 'Explore' };
  const sidecar = {
    status: 'completed',
    agentId: 'a1b2',
    content: [{ type: 'text', text: 'Three boats.' }],
    totalTokens: 900,
    totalDurationMs: 4000,
    totalToolUseCount: 2,
  };

  test('what it was told, what it answered, and what it took', () => {
    const seen = view('agent', { name: 'Task', input, content: 'x', sidecar }, { agents: ['a1b2'] });
    expect(seen).toEqual({
      is: 'agent',
      type: 'Explore',
      description: 'Survey',
      prompt: { text: 'Survey the harbour', length: 18, part: null },
      agent: 'a1b2',
      result: { text: 'Three boats.', length: 12, part: null },
      tokens: 900,
      toolUses: 2,
      durationMs: 4000,
    });
  });

  test('its own conversation is only offered where it is on the disk', () => {
    expect(view('agent', { name: 'Task', input, content: 'x', sidecar }).agent).toBeNull();
    const hostile = { ...sidecar, agentId: '../../../etc/passwd' };
    expect(
      view('agent', { name: 'Task', input, content: 'x', sidecar: hostile }, { agents: [hostile.agentId] }).agent,
    ).toBeNull();
  });

  test('while it works, what stands beside its file tells which it is', () => {
    const sessionDir = freshFolder();
    fs.mkdirSync(join(sessionDir, 'subagents'));
    fs.writeFileSync(join(sessionDir, 'subagents', 'agent-c3d4.meta.json'), JSON.stringify({ toolUseId: 'toolu_1' }));
    fs.writeFileSync(join(sessionDir, 'subagents', 'agent-e5f6.meta.json'), '{');
    expect(view('agent', { name: 'Agent', input }, { sessionDir, agents: ['c3d4'] }).agent).toBe('c3d4');
  });

  test('one that an old version wrote into the same file', () => {
    expect(view('agent', { name: 'Task', input, content: 'x' }, { inlineAgent: 'inline-7' }).agent).toBe('inline-7');
  });

  test('that it was started is no answer', () => {
    const started = { isAsync: true, status: 'async_launched', agentId: 'a1b2', outputFile: '/tmp/x' };
    const content = [{ type: 'text', text: 'Async agent launched successfully. agentId: a1b2' }];
    expect(view('agent', { name: 'Agent', input, content, sidecar: started }).result).toBeNull();
    expect(view('agent', { name: 'Agent', input, content }).result).toBeNull();
  });

  test('in a subagent the answer is told from what is for the model alone', () => {
    const usage = 'agentId: a1b2 (for resuming)\n<usage>total_tokens: 900\ntool_uses: 2\nduration_ms: 4000</usage>';
    const content = [
      { type: 'text', text: 'Three boats.' },
      { type: 'text', text: usage },
    ];
    const made = { name: 'Task', input, content };
    expect(view('agent', made)).toMatchObject({
      result: { text: 'Three boats.' },
      tokens: 900,
      toolUses: 2,
      durationMs: 4000,
    });
    expect(make('answer', made)).toBe('Three boats.');
  });
});

describe('to-do lists and tasks', () => {
  test('the list as it became', () => {
    const todos = [
      { content: 'Trim', status: 'completed', activeForm: 'Trimming' },
      { content: 'Light', status: 'in_progress', activeForm: 'Lighting' },
      { content: 'Watch', status: 'pending', activeForm: 'Watching' },
      { content: 'Sleep', status: 'someday' },
    ];
    const seen = see({
      name: 'TodoWrite',
      input: { todos },
      content: 'ok',
      sidecar: { oldTodos: [], newTodos: todos },
    });
    expect(seen.about).toBe('Light');
    expect(seen.view).toEqual({
      is: 'todos',
      todos: [
        { text: 'Trim', state: 'done' },
        { text: 'Light', state: 'doing' },
        { text: 'Watch', state: 'open' },
        { text: 'Sleep', state: 'open' },
      ],
    });
  });

  test('an empty one is a list, too', () => {
    expect(see({ name: 'TodoWrite', input: { todos: [] }, content: 'ok' }).view).toEqual({ is: 'todos', todos: [] });
  });

  test('a task that was made, and one that was moved on', () => {
    expect(
      view('todos', { name: 'TaskCreate', input: { subject: 'Light', description: 'x' }, content: 'ok' }).todos,
    ).toEqual([{ text: 'Light', state: 'open' }]);
    const moved = { name: 'TaskUpdate', input: { taskId: '3', status: 'completed' }, content: 'ok' };
    expect(view('todos', moved).todos).toEqual([{ text: '#3', state: 'done' }]);
    expect(see({ ...moved, input: { taskId: '3', status: 'deleted' } }).view).toEqual({ is: 'other' });
  });

  test('all tasks, with and without a sidecar', () => {
    const tasks = [{ id: '1', subject: 'Light', status: 'in_progress', blockedBy: [] }];
    expect(view('todos', { name: 'TaskList', input: {}, content: 'x', sidecar: { tasks } }).todos).toEqual([
      { text: 'Light', state: 'doing' },
    ]);
    const content = '#1 [completed] Light\n#2 [pending] Watch';
    expect(view('todos', { name: 'TaskList', input: {}, content }).todos).toEqual([
      { text: 'Light', state: 'done' },
      { text: 'Watch', state: 'open' },
    ]);
  });
});

describe('the web', () => {
  test('a page and what was asked of it', () => {
    const input = { url: 'https://example.com/tides', prompt: 'When?' };
    const sidecar = { bytes: 10, code: 200, codeText: 'OK', result: 'At ten.', durationMs: 5, url: input.url };
    expect(view('web', { name: 'WebFetch', input, content: 'At ten.', sidecar })).toEqual({
      is: 'web',
      url: input.url,
      query: null,
      prompt: 'When?',
      result: { text: 'At ten.', length: 7, part: null },
    });
    expect(view('web', { name: 'WebFetch', input, content: 'At ten.' }).result?.text).toBe('At ten.');
  });

  test('a search names the pages it found', () => {
    const pages = [{ title: 'Tides', url: 'https://example.com' }, { title: 'No address' }];
    const sidecar = { query: 'tides', results: [{ tool_use_id: 'x', content: pages }, 'They come twice a day.'] };
    const made = { name: 'WebSearch', input: { query: 'tides' }, content: 'x', sidecar };
    const text = '- Tides: https://example.com\nThey come twice a day.';
    expect(view('web', made).result?.text).toBe(text);
    expect(make('results', made)).toBe(text);
  });

  test("a search on the model's own side", () => {
    const content = [{ type: 'web_search_result', title: 'Tides', url: 'https://example.com', encrypted_content: 'x' }];
    const made = { name: 'web_search', input: { query: 'tides' }, content };
    expect(view('web', made).result?.text).toBe('- Tides: https://example.com');
    const fetched = {
      type: 'web_fetch_result',
      url: 'https://example.com',
      content: { type: 'document', source: { type: 'text', data: 'At ten.' } },
    };
    expect(view('web', { name: 'web_fetch', input: { url: 'https://example.com' }, content: fetched }).result).toEqual({
      text: 'At ten.',
      length: 7,
      part: null,
    });
  });
});

describe('questions', () => {
  const questions = [
    {
      header: 'Colour',
      question: 'Which colour?',
      options: [
        { label: 'Red', description: 'Port' },
        { label: 'Green, dark', description: '' },
      ],
      multiSelect: false,
    },
    {
      header: 'Where',
      question: 'Where to?',
      options: [{ label: 'Left' }, { label: 'Right' }, { label: 'Up' }],
      multiSelect: true,
    },
  ];
  const chosen = (made: MadeCall): string[][] =>
    view('questions', made).questions.map(({ options }) =>
      options.filter((one) => one.chosen).map(({ label }) => label),
    );

  test('what was asked, offered and chosen', () => {
    const sidecar = { questions, answers: { 'Which colour?': 'Green, dark', 'Where to?': 'Left, Up' } };
    const made = { name: 'AskUserQuestion', input: { questions }, content: 'x', sidecar };
    expect(chosen(made)).toEqual([['Green, dark'], ['Left', 'Up']]);
    expect(view('questions', made).questions[0]).toEqual({
      header: 'Colour',
      question: 'Which colour?',
      options: [
        { label: 'Red', description: 'Port', chosen: false },
        { label: 'Green, dark', description: null, chosen: true },
      ],
      answer: 'Green, dark',
    });
  });

  test('an answer of their own, with a note', () => {
    const sidecar = {
      questions,
      answers: { 'Which colour?': 'Blue' },
      annotations: { 'Which colour?': { notes: 'As the sea' } },
    };
    const made = { name: 'AskUserQuestion', input: { questions }, content: 'x', sidecar };
    expect(view('questions', made).questions.map(({ answer }) => answer)).toEqual(['Blue\nAs the sea', null]);
  });

  test('from the words for the model', () => {
    const content = `User has answered your questions: "Which colour?"="Red", "Where to?"="Left, Right". You can now continue with the user's answers in mind.`;
    expect(chosen({ name: 'AskUserQuestion', input: { questions }, content })).toEqual([['Red'], ['Left', 'Right']]);
  });

  test('without an answer', () => {
    const made = { name: 'AskUserQuestion', input: { questions } };
    expect(view('questions', made).questions.map(({ answer }) => answer)).toEqual([null, null]);
    expect(see({ name: 'AskUserQuestion', input: { questions: 'Which?' } }).view).toEqual({ is: 'other' });
  });

  test('a question that is called like something in every object', () => {
    const asked = [
      { question: 'constructor', options: [] },
      { question: '__proto__', options: [] },
    ];
    const made = { name: 'AskUserQuestion', input: { questions: asked }, content: 'x', sidecar: { answers: {} } };
    expect(view('questions', made).questions.map(({ answer }) => answer)).toEqual([null, null]);
  });
});

describe('plans', () => {
  const plan = '# Light the harbour\n\n1. Trim';

  test('an accepted one', () => {
    const made = {
      name: 'ExitPlanMode',
      input: { plan },
      content: 'User has approved your plan. You can now start coding.',
      sidecar: { plan, isAgent: false },
    };
    expect(view('plan', made)).toEqual({
      is: 'plan',
      plan: { text: plan, length: plan.length, part: null },
      accepted: true,
    });
    expect(see(made).about).toBe('Light the harbour');
  });

  test('a declined one, and one that is still thought over', () => {
    const refused = "The user doesn't want to proceed with this tool use.";
    expect(view('plan', { name: 'ExitPlanMode', input: { plan }, content: refused, isError: true }).accepted).toBe(
      false,
    );
    expect(view('plan', { name: 'ExitPlanMode', input: { plan } }).accepted).toBeNull();
  });

  test('one that only the answer holds', () => {
    const content = `User has approved your plan. You can now start coding.\n\n## Approved Plan:\n${plan}`;
    const made = { name: 'ExitPlanMode', input: {}, content };
    expect(view('plan', made)).toMatchObject({ plan: { text: plan }, accepted: true });
    expect(make('plan', made)).toBe(plan);
  });
});

describe('tools of others', () => {
  test('a connected server and its tool', () => {
    const seen = see({
      name: 'mcp__git_hub__search__all',
      input: { query: 'boats' },
      content: [{ type: 'text', text: 'one' }],
    });
    expect(seen).toMatchObject({
      about: 'boats',
      view: { is: 'mcp', server: 'git_hub', tool: 'search__all' },
      output: { text: 'one' },
    });
  });

  test('a tool that nobody knew', () => {
    const seen = see({
      name: 'Ferry',
      input: { passengers: 3, to: 'the island' },
      content: [{ type: 'ticket', number: 7 }],
    });
    expect(seen).toMatchObject({ status: 'done', about: 'the island', view: { is: 'other' } });
    expect(seen.input.text).toBe('{\n  "passengers": 3,\n  "to": "the island"\n}');
    expect(seen.output?.text).toContain('"number": 7');
  });

  test('one that is called like something in every object', () => {
    expect(see({ name: 'constructor', input: {}, content: 'x' }).view).toEqual({ is: 'other' });
  });

  test('texts and pictures that came back together', () => {
    const png = Buffer.from('\x89PNG\r\n\x1a\n0000000000', 'latin1').toString('base64');
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } };
    const seen = see({
      name: 'mcp__x__shot',
      input: {},
      content: ['bare', image, { type: 'text', text: 'seen' }, 7, null],
    });
    expect(seen.output?.text).toBe('bare\nseen');
    expect(seen.media).toMatchObject([{ part: '0:output-media/1' }]);
  });

  test('a result of which only the sidecar is there', () => {
    expect(see({ name: 'Ferry', input: {}, content: '', isError: true, sidecar: 'Error: sunk' }).output?.text).toBe(
      'Error: sunk',
    );
  });

  test('lists in lists in lists do not fill the memory', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const seen = see({ name: 'Ferry', input: { deep }, content: deep });
    expect(seen.input.text).toContain('…');
    expect(seen.output?.text).toContain('…');
  });
});
