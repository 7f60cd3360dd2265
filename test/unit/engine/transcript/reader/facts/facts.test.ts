import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FactsBuilder } from '../../../../../../src/engine/transcript/reader/facts/index.ts';
import { sampleFile, sampleNames } from '../../../../../support/samples.ts';
import { assistant, at, chain, freshFolder, user, uuid } from '../../lines.ts';
import type { Json } from '../../lines.ts';

type Facts = ReturnType<FactsBuilder['facts']>;

interface Around {
  sessionDir?: string;
  run?: 'main' | 'agent';
}

function factsOf(lines: Json[], { sessionDir = '/nowhere', run = 'main' }: Around = {}): Facts {
  const builder = new FactsBuilder(sessionDir, run);
  lines.forEach((line, i) => builder.add(line, i));
  while (!builder.readAgents({ ms: 0 }));
  return builder.facts();
}

interface Said {
  id?: string;
  requestId?: string;
  model?: string;
  usage?: unknown;
  more?: Json;
}

/** An `assistant` line of the message `id`. */
function answer(
  n: number,
  block: Json,
  { id = `msg_${n}`, requestId, model = 'opus', usage, more = {} }: Said = {},
): Json {
  const message = { id, role: 'assistant', model, content: [block], ...(usage === undefined ? {} : { usage }) };
  return assistant(n, [], { message, ...(requestId === undefined ? {} : { requestId }), ...more });
}

const words = { type: 'text', text: 'Lit.' };
const use = (id: string, name: string, input: Json = {}): Json => ({ type: 'tool_use', id, name, input });
const result = (id: string, content: unknown = 'ok', more: Json = {}): Json[] => [
  { type: 'tool_result', tool_use_id: id, content, ...more },
];
const counts = (input: number, output: number, read = 0, written = 0): Json => ({
  input_tokens: input,
  output_tokens: output,
  cache_read_input_tokens: read,
  cache_creation_input_tokens: written,
});

describe('tokens', () => {
  test('a message in several lines counts once, with the most output and the last of the rest', () => {
    const facts = factsOf([
      answer(1, { type: 'thinking', thinking: '' }, { id: 'm', requestId: 'r', usage: counts(10, 1, 5, 5) }),
      answer(2, words, { id: 'm', requestId: 'r', usage: counts(12, 90, 6, 4) }),
      answer(3, use('t', 'Bash'), { id: 'm', requestId: 'r', usage: counts(12, 80, 6, 4) }),
    ]);
    expect(facts.tokens).toEqual({ input: 12, output: 90, cacheRead: 6, cacheWrite: 4 });
    expect(facts.contextTokens).toBe(22);
  });

  test('another request with the same id is another message, as some gateways number them', () => {
    const lines = [answer(1, words, { id: 'm', requestId: 'r1', usage: counts(1, 1) })];
    const facts = factsOf([...lines, answer(2, words, { id: 'm', requestId: 'r2', usage: counts(2, 2) })]);
    expect(facts.tokens).toMatchObject({ input: 3, output: 3 });
  });

  test('what is written in the name of the model does not count', () => {
    const synthetic = answer(2, words, { model: '<synthetic>', usage: counts(0, 0) });
    const facts = factsOf([answer(1, words, { usage: counts(7, 3, 2, 1) }), synthetic]);
    expect(facts).toMatchObject({ models: [{ model: 'opus', messages: 1 }], contextTokens: 10 });
    expect(factsOf([synthetic]).tokens).toBeNull();
  });

  test('counts that are not there yet, or no counts, are none', () => {
    const odd = [null, 7, 'x', {}, { input_tokens: -1 }, { output_tokens: '9' }, { input_tokens: 1e999 }];
    expect(factsOf(odd.map((usage, i) => answer(i, words, { usage }))).tokens).toBeNull();
  });

  test.each(sampleNames)('of the genuine "%s" they are those that Claude Code wrote down itself', (name) => {
    const path = sampleFile(name);
    const lines = fs
      .readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Json);
    const facts = factsOf(lines, { sessionDir: path.replace(/\.jsonl$/, '') });
    const last = lines.findLast(({ type }) => type === 'cost-state');
    const told = Object.values((last?.['modelUsage'] ?? {}) as Record<string, Record<string, number>>)[0];
    // What summarising took stands nowhere else.
    if (name === 'compacted') return expect(facts.tokens?.input).toBe((told?.['inputTokens'] ?? 0) - 2400);
    expect(facts.tokens?.input).toBe(told?.['inputTokens']);
    expect(facts.tokens?.output).toBe(told?.['outputTokens']);
    expect(facts.tokens?.cacheRead).toBe(told?.['cacheReadInputTokens']);
    expect(facts.tokens?.cacheWrite).toBe(told?.['cacheCreationInputTokens']);
    expect(facts.costUsd).toBe(last?.['totalCostUSD']);
  });
});

describe('subagents', () => {
  const started = [
    answer(1, use('t1', 'Agent', { description: 'Survey', prompt: 'x', subagent_type: 'Explore' }), {
      usage: counts(1, 1),
    }),
    user(2, result('t1'), { toolUseResult: { agentId: 'a1', status: 'completed' } }),
  ];

  function withAgents(agents: Record<string, Json[]>, metas: Record<string, Json> = {}): string {
    const sessionDir = join(freshFolder(), 'session');
    fs.mkdirSync(join(sessionDir, 'subagents', 'workflows', 'wf_1'), { recursive: true });
    for (const [name, lines] of Object.entries(agents)) {
      fs.writeFileSync(join(sessionDir, 'subagents', name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    }
    for (const [name, meta] of Object.entries(metas)) {
      fs.writeFileSync(join(sessionDir, 'subagents', `${name}.meta.json`), JSON.stringify(meta));
    }
    return sessionDir;
  }

  const sidechain = (n: number, usage: Json, id = `agent_${n}`): Json =>
    answer(n, words, { id, usage, more: { isSidechain: true } });

  test('their tokens are added, wherever their files are', () => {
    const sessionDir = withAgents({
      'agent-a1.jsonl': [sidechain(1, counts(10, 10))],
      'workflows/wf_1/agent-b2.jsonl': [sidechain(2, counts(100, 100))],
    });
    expect(factsOf(started, { sessionDir }).tokens).toMatchObject({ input: 111, output: 111 });
  });

  test('what a fork repeats of the conversation does not count again', () => {
    const sessionDir = withAgents({
      'agent-a1.jsonl': [sidechain(1, counts(1, 1), 'msg_1'), sidechain(2, counts(5, 5))],
    });
    expect(factsOf(started, { sessionDir }).tokens).toMatchObject({ input: 6, output: 6 });
  });

  test('are listed with the call that started them, by result or by what stands beside them', () => {
    const more = answer(3, use('t2', 'Task', { description: 'Dive', prompt: 'x' }));
    const sessionDir = withAgents({}, { 'agent-c3': { agentType: 'diver', toolUseId: 't2', description: 'Dives' } });
    expect(factsOf([...started, more], { sessionDir }).subagents).toEqual([
      { agent: 'a1', type: 'Explore', description: 'Survey', entry: 0 },
      { agent: 'c3', type: 'diver', description: 'Dive', entry: 2 },
    ]);
  });

  test('of an old version, in the same file', () => {
    const builder = new FactsBuilder('/nowhere');
    builder.add(answer(1, use('t1', 'Task', { description: 'Survey', prompt: 'x' }), { usage: counts(1, 1) }), 4);
    builder.add(sidechain(2, counts(10, 10)), -1);
    builder.seeInlineAgent('inline-1', 4);
    expect(builder.facts()).toMatchObject({
      tokens: { input: 11 },
      replies: 0,
      models: [{ messages: 1 }],
      subagents: [{ agent: 'inline-1', description: 'Survey', entry: 4 }],
    });
  });

  test('of an old version, beside the transcript', () => {
    const folder = freshFolder();
    const sessionDir = join(folder, '5e551000-0000-4000-8000-000000000001');
    const lines = [sidechain(1, counts(10, 10)), { ...sidechain(2, counts(9, 9)), sessionId: 'another' }];
    fs.writeFileSync(join(folder, 'agent-a1.jsonl'), `${JSON.stringify(lines[0])}\n`);
    expect(factsOf(started, { sessionDir }).tokens).toMatchObject({ input: 11 });
    fs.writeFileSync(join(folder, 'agent-a1.jsonl'), `${JSON.stringify(lines[1])}\n`);
    expect(factsOf(started, { sessionDir }).tokens).toMatchObject({ input: 1 });
  });

  test('what they write while they work is added when it is looked for again', () => {
    const sessionDir = withAgents({ 'agent-a1.jsonl': [sidechain(1, counts(10, 10))] });
    const builder = new FactsBuilder(sessionDir);
    while (!builder.readAgents({ ms: 5 }));
    fs.appendFileSync(
      join(sessionDir, 'subagents', 'agent-a1.jsonl'),
      `${JSON.stringify(sidechain(2, counts(5, 5)))}\n{"half`,
    );
    while (!builder.readAgents({ ms: 5 }));
    expect(builder.facts().tokens).toMatchObject({ input: 15 });
  });

  test('a link in the place of their files is not followed', () => {
    const [sessionDir, elsewhere] = [withAgents({}), freshFolder()];
    fs.writeFileSync(join(elsewhere, 'x.jsonl'), `${JSON.stringify(sidechain(1, counts(10, 10)))}\n`);
    fs.symlinkSync(join(elsewhere, 'x.jsonl'), join(sessionDir, 'subagents', 'agent-a1.jsonl'));
    fs.symlinkSync(elsewhere, join(sessionDir, 'subagents', 'linked'));
    expect(factsOf(started, { sessionDir }).tokens).toMatchObject({ input: 1 });
  });

  test("a subagent's own conversation is counted like any other", () => {
    const lines = [user(1, 'Survey the harbour', { isSidechain: true }), sidechain(2, counts(10, 10))];
    expect(factsOf(lines, { run: 'agent' })).toMatchObject({ prompts: 1, replies: 1, tokens: { input: 10 } });
  });
});

describe('what was said', () => {
  test('prompts are what the person asked Claude, however it is written down', () => {
    const facts = factsOf([
      user(1, 'Light the harbour'),
      user(2, '<command-name>/review</command-name><command-args>all</command-args>'),
      chain(3, 'attachment', { attachment: { type: 'queued_command', prompt: 'And the quay' } }),
      user(4, [{ type: 'image', source: {} }]),
      // Not asked: a command that only prints, what Claude Code wrote itself, what a tool gave, what was repeated.
      user(5, '<command-name>/model</command-name>'),
      user(6, '<local-command-stdout>Opus</local-command-stdout>'),
      user(7, 'Continue', { isMeta: true }),
      user(8, 'This session is being continued from a previous conversation', { isCompactSummary: true }),
      user(9, result('t1')),
      user(10, 'of a subagent', { isSidechain: true }),
      user(11, '[Request interrupted by user]'),
      chain(12, 'attachment', {
        attachment: { type: 'queued_command', prompt: 'x', commandMode: 'task-notification' },
      }),
      { type: 'api-request-blob', message: { role: 'user', content: 'Light the harbour' } },
    ]);
    expect(facts.prompts).toBe(4);
  });

  test('replies are messages in which the model said something', () => {
    const facts = factsOf([
      answer(1, words, { id: 'm1' }),
      answer(2, words, { id: 'm1' }),
      answer(3, use('t1', 'Bash'), { id: 'm2' }),
      answer(4, { type: 'text', text: ' ' }, { id: 'm3' }),
      answer(5, words, { id: 'm4', model: 'haiku' }),
      answer(6, words, { more: { isApiErrorMessage: true } }),
    ]);
    expect(facts.replies).toBe(2);
    expect(facts.models).toEqual([
      { model: 'opus', messages: 3 },
      { model: 'haiku', messages: 1 },
    ]);
  });

  test('tools, how often, and how often they failed', () => {
    const facts = factsOf([
      answer(1, use('t1', 'Bash')),
      answer(2, use('t2', 'Bash')),
      answer(3, use('t3', 'Read')),
      answer(4, use('t3', 'Read')),
      user(5, result('t1', 'Exit code 1', { is_error: true })),
      user(6, result('t1', 'Exit code 1', { is_error: true })),
      user(7, result('t2', 'no', { is_error: true }), { toolDenialKind: 'user-rejected' }),
      user(8, result('t9', 'of nothing', { is_error: true })),
      answer(9, { type: 'server_tool_use', id: 's1', name: 'web_search', input: {} }),
    ]);
    expect(facts.tools).toEqual([
      { name: 'Bash', uses: 2, failed: 1 },
      { name: 'Read', uses: 1, failed: 0 },
      { name: 'web_search', uses: 1, failed: 0 },
    ]);
  });

  test('files that were changed, with lines where the file says', () => {
    const patch = { structuredPatch: [{ oldStart: 1, newStart: 1, lines: ['-a', '+b', '+c'] }] };
    const facts = factsOf([
      answer(1, use('t1', 'Edit', { file_path: '/a' })),
      user(2, result('t1'), { toolUseResult: { filePath: '/a', ...patch } }),
      answer(3, use('t2', 'Edit', { file_path: '/a' })),
      user(4, result('t2'), { toolUseResult: { filePath: '/a', ...patch } }),
      answer(5, use('t3', 'Write', { file_path: '/new', content: 'x\ny\n' })),
      user(6, result('t3'), { toolUseResult: { type: 'create', filePath: '/new', content: 'x\ny\n' } }),
      answer(7, use('t4', 'Edit', { file_path: '/unsaid' })),
      user(8, result('t4')),
      answer(9, use('t5', 'Edit', { file_path: '/failed' })),
      user(10, result('t5', 'no such text', { is_error: true })),
      answer(11, use('t6', 'Read', { file_path: '/read' })),
      user(12, result('t6')),
      answer(13, use('t7', 'Write', { file_path: '/waiting' })),
    ]);
    expect(facts.files).toEqual([
      { path: '/a', added: 4, removed: 2 },
      { path: '/new', added: 2, removed: 0 },
      { path: '/unsaid', added: null, removed: null },
    ]);
  });
});

describe('around it', () => {
  test('when, how long, where, and what became of it', () => {
    const other = '00000000-0000-4000-8000-00000000000f';
    const facts = factsOf([
      user(5, 'x', { gitBranch: 'main', forkedFrom: { sessionId: other, messageUuid: uuid(1) } }),
      answer(2, words, { more: { gitBranch: 'HEAD' } }),
      chain(7, 'system', { subtype: 'turn_duration', durationMs: 4000, gitBranch: 'quay' }),
      chain(8, 'system', { subtype: 'turn_duration', durationMs: 500, gitBranch: 'main' }),
      chain(9, 'system', { subtype: 'compact_boundary' }),
      { type: 'cost-state', totalCostUSD: 1, totalAPIDuration: 9 },
      { type: 'cost-state', totalCostUSD: 2.5, totalAPIDuration: 9 },
      { type: 'continued-in', continuedInSessionId: other, timestamp: at(100) },
    ]);
    expect(facts).toMatchObject({
      startedAt: Date.parse(at(2)),
      endedAt: Date.parse(at(9)),
      workedMs: 4500,
      branches: ['main', 'quay'],
      compactions: 1,
      costUsd: 2.5,
      forkedFrom: other,
      continuedIn: other,
    });
  });

  test('a fork says by its copied lines where they were said', () => {
    const lines = fs.readFileSync(sampleFile('forked'), 'utf8').split('\n').filter(Boolean);
    const facts = factsOf(lines.map((line) => JSON.parse(line) as Json));
    expect(sampleFile('compacted')).toContain(facts.forkedFrom);
  });

  test('a conversation that goes on after all is continued nowhere', () => {
    const moved = { type: 'continued-in', continuedInSessionId: uuid(1) };
    expect(factsOf([moved, user(1, 'x')]).continuedIn).toBeNull();
    expect(factsOf([{ ...moved, continuedInSessionId: '../x' }]).continuedIn).toBeNull();
  });

  test('a cost that does not know all models is none', () => {
    expect(factsOf([{ type: 'cost-state', totalCostUSD: 1, hasUnknownModelCost: true }]).costUsd).toBeNull();
  });

  test('where no turns are timed, the time of the requests is told', () => {
    expect(factsOf([{ type: 'cost-state', totalCostUSD: 1, totalAPIDuration: 1234 }]).workedMs).toBe(1234);
  });

  test('nothing is known of nothing', () => {
    expect(factsOf([])).toEqual({
      models: [],
      prompts: 0,
      replies: 0,
      tools: [],
      tokens: null,
      contextTokens: null,
      costUsd: null,
      startedAt: null,
      endedAt: null,
      workedMs: null,
      branches: [],
      files: [],
      subagents: [],
      queued: [],
      compactions: 0,
      forkedFrom: null,
      continuedIn: null,
    });
  });
});

describe('what was typed while Claude worked', () => {
  const op = (operation: string, content?: unknown): Json => ({
    type: 'queue-operation',
    operation,
    timestamp: at(5),
    ...(content === undefined ? {} : { content }),
  });
  const queued = (lines: Json[]): string[] => factsOf(lines).queued.map(({ text }) => text);

  test('is told where it was never taken up: it stands nowhere else', () => {
    const facts = factsOf([user(1, 'Light it'), op('enqueue', 'And the other one'), assistant(2, 'I am at it')]);
    expect(facts.queued).toEqual([{ text: 'And the other one', at: Date.parse(at(5)) }]);
    expect(queued([op('enqueue', [{ type: 'text', text: 'In blocks' }])])).toEqual(['In blocks']);
  });

  test.each<[string, Json[]]>([
    ['was taken up', [op('enqueue', 'Then'), op('dequeue'), user(3, 'Then')]],
    ['was taken up, and no operation says so', [op('enqueue', 'Then'), user(3, 'Then')]],
    [
      'was sent along',
      [op('enqueue', 'Then'), chain(3, 'attachment', { attachment: { type: 'queued_command', prompt: 'Then' } })],
    ],
    ['was taken back', [op('enqueue', 'Then'), op('remove')]],
    ['was taken back with all others', [op('enqueue', 'Then'), op('enqueue', 'Now'), op('popAll')]],
    ['is a notice of Claude Code', [op('enqueue', '<task-notification>\n<task-id>x</task-id>')]],
    ['is nothing', [op('enqueue'), op('enqueue', 7), op('dequeue'), op('unknown', 'x')]],
  ])('is no more told where it %s', (_, lines) => {
    expect(queued([user(1, 'First'), ...lines])).toEqual([]);
  });

  test('leaves the queue in its order, and by its words where they stand there', () => {
    expect(queued([op('enqueue', 'One'), op('enqueue', 'Two'), op('dequeue')])).toEqual(['Two']);
    expect(queued([op('enqueue', 'One'), op('enqueue', 'Two'), op('remove', 'Two')])).toEqual(['One']);
    expect(queued([op('enqueue', '<task-notification>\n'), op('enqueue', 'Two'), op('dequeue')])).toEqual(['Two']);
  });
});
