import { assistant, at, chain, SESSION, user, uuid, type Json } from '../transcript/lines.ts';

/** One pixel. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } };
const pdf = {
  type: 'document',
  source: { type: 'base64', media_type: 'application/pdf', data: Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64') },
};

/** A call and, where there is one, its result, on lines `n` and `n + 1`. */
function call(n: number, name: string, input: Json, result?: unknown, sidecar?: unknown, more: Json = {}): Json[] {
  const id = `toolu_${n}`;
  const use = assistant(n, [{ type: 'tool_use', id, name, input }]);
  if (result === undefined) return [use];
  const answer = { type: 'tool_result', tool_use_id: id, content: result, ...more };
  return [use, user(n + 1, [answer], sidecar === undefined ? {} : { toolUseResult: sidecar })];
}

const hunk = { oldStart: 1, oldLines: 2, newStart: 1, newLines: 2, lines: [' a', '-b', '+c ``` d'] };
const FILE = '/home/keeper/harbour/lamp.ts';

const question = {
  header: 'Lamp',
  question: 'Which lamp?',
  options: [
    { label: 'Red', description: 'To port' },
    { label: 'Green', description: 'To starboard' },
  ],
};

/** Each kind of record and tool once, in the shapes of docs/formats/transcripts.md. */
export const MADE: Readonly<Record<string, Json[]>> = {
  prompts: [
    user(1, 'Light the **lantern**.\n\n```ts\nconst lit = true;\n```\n\n- [ ] one\n- [x] two'),
    assistant(2, 'Lit. See <b>it</b> at [the pier](https://example.com/pier).\n\n| a | b |\n|---|---|\n| 1 | 2 |'),
    user(3, [{ type: 'text', text: 'And this?' }, image, pdf]),
    assistant(4, 'A lamp.'),
    user(5, [image]),
    chain(6, 'attachment', { attachment: { type: 'queued_command', prompt: 'Mind the tide', commandMode: 'prompt' } }),
    user(
      7,
      '<command-message>review</command-message>\n<command-name>/review</command-name>\n<command-args>a.ts</command-args>',
    ),
    user(8, '<local-command-stdout>Reviewed\nTwo findings</local-command-stdout>'),
    user(9, '<bash-input>git status</bash-input>'),
    user(10, '<bash-stdout>clean</bash-stdout><bash-stderr></bash-stderr>'),
    assistant(11, '# A heading\n\nFrom *another* model.', {
      message: {
        model: 'claude-haiku-5',
        id: 'msg_11',
        role: 'assistant',
        content: [{ type: 'text', text: '# A heading\n\nFrom *another* model.' }],
      },
    }),
    user(12, '[Request interrupted by user]'),
  ],
  thinking: [
    user(1, 'Why?'),
    assistant(2, [{ type: 'thinking', thinking: 'Because of the *tide*.', signature: 'c2ln' }], {
      thinkingDurationMs: 4200,
    }),
    assistant(3, [{ type: 'thinking', thinking: '', signature: 'c2ln' }], { thinkingDurationMs: 1100 }),
    assistant(4, [{ type: 'redacted_thinking', data: 'c2ln' }]),
    assistant(5, 'Because.'),
  ],
  tools: [
    user(1, 'Use everything'),
    ...call(2, 'Bash', { command: 'git status', description: 'Look' }, 'clean', {
      stdout: 'clean',
      stderr: 'a warning',
      interrupted: false,
    }),
    ...call(4, 'Read', { file_path: FILE }, '1\tlit', {
      type: 'text',
      file: { filePath: FILE, content: 'lit', numLines: 1, startLine: 1, totalLines: 9 },
    }),
    ...call(6, 'Edit', { file_path: FILE, old_string: 'b', new_string: 'c ``` d' }, 'ok', {
      filePath: FILE,
      oldString: 'b',
      newString: 'c ``` d',
      structuredPatch: [hunk],
    }),
    ...call(8, 'Write', { file_path: FILE, content: 'lit\n' }, 'ok', {
      type: 'create',
      filePath: FILE,
      content: 'lit\n',
      structuredPatch: [],
    }),
    ...call(10, 'MultiEdit', { file_path: FILE, edits: [{ old_string: 'a', new_string: 'b' }] }, 'ok'),
    ...call(12, 'Grep', { pattern: 'lit', path: '/home/keeper' }, 'lamp.ts:1:lit', {
      mode: 'content',
      content: 'lamp.ts:1:lit',
      numLines: 1,
    }),
    ...call(14, 'Glob', { pattern: '**/*.ts' }, FILE, { filenames: [FILE], numFiles: 1 }),
    ...call(
      16,
      'TodoWrite',
      { todos: [todo('Trim the wick', 'completed'), todo('Fill the oil', 'in_progress'), todo('Light it', 'pending')] },
      'ok',
    ),
    ...call(18, 'WebFetch', { url: 'https://example.com/tide', prompt: 'When is the flood?' }, 'At **noon**.', {
      result: 'At **noon**.',
      code: 200,
    }),
    ...call(20, 'WebSearch', { query: 'tide table' }, 'Links: none'),
    ...call(22, 'AskUserQuestion', { questions: [question] }, 'answered', {
      questions: [question],
      answers: { 'Which lamp?': 'Red' },
    }),
    ...call(24, 'ExitPlanMode', { plan: '1. Trim\n2. Light' }, 'ok', { plan: '1. Trim\n2. Light' }),
    ...call(26, 'mcp__sea__tide', { depth: 12345678901234567890 }, [{ type: 'text', text: 'high' }, image]),
    ...call(28, 'Unheard', { of: ['it'] }, 'done'),
    ...call(
      30,
      'Task',
      { description: 'Survey', prompt: 'Survey the *harbour*', subagent_type: 'scout' },
      [{ type: 'text', text: 'All **quiet**.' }],
      {
        status: 'completed',
        content: [{ type: 'text', text: 'All **quiet**.' }],
        totalTokens: 1234,
        totalToolUseCount: 2,
        totalDurationMs: 65_000,
      },
    ),
    ...call(32, 'Bash', { command: 'ls /none' }, 'no such file', 'Error: Exit code 2\nno such file', {
      is_error: true,
    }),
    ...call(
      34,
      'Bash',
      { command: 'rm -rf /' },
      "The user doesn't want to proceed with this tool use.",
      'User rejected tool use',
      { is_error: true },
    ),
    ...call(36, 'Bash', { command: 'sleep 9' }),
  ],
  given: [
    user(1, 'Note it all down'),
    ...call(
      2,
      'TaskCreate',
      { subject: 'Trim', description: 'The wick, not the beard', activeForm: 'Trimming' },
      'Task #1',
      {
        task: { id: '1', subject: 'Trim' },
      },
    ),
    ...call(4, 'TaskGet', { taskId: '1' }, 'Task #1: Trim\nDescription: The wick, not the beard', {
      task: { id: '1', subject: 'Trim', status: 'pending' },
    }),
    ...call(6, 'Read', { file_path: '/sea/tide.ipynb' }, '<cell id="1">high()</cell>\n1.80 m', {
      type: 'notebook',
      file: {
        filePath: '/sea/tide.ipynb',
        cells: [{ cellType: 'code', source: 'high()', outputs: [{ text: '1.80 m' }] }],
      },
    }),
    ...call(
      8,
      'NotebookEdit',
      { notebook_path: '/sea/tide.ipynb', new_source: 'low()', cell_id: 'c1', edit_mode: 'insert' },
      'ok',
      {
        new_source: 'low()',
        cell_id: 'c1',
        edit_mode: 'insert',
      },
    ),
    ...call(10, 'Grep', { pattern: 'lit', path: '/sea', glob: '*.md', '-C': 3, multiline: false }, 'No matches found'),
    ...call(12, 'Bash', { command: 'make light', timeout: 5000, run_in_background: true }, 'started', {
      stdout: '',
      stderr: '',
    }),
    ...call(14, 'Read', { file_path: `/sea/${'deep/'.repeat(50)}lamp.ts`, offset: 7 }, '7\tlit'),
    ...call(16, 'WebSearch', { query: 'tide table', allowed_domains: ['example.com'] }, 'Links: none'),
  ],
  events: [
    user(1, 'Begin'),
    assistant(2, 'Begun.'),
    chain(3, 'system', {
      subtype: 'compact_boundary',
      content: 'Conversation compacted',
      compactMetadata: { trigger: 'auto', preTokens: 155_000, postTokens: 9000 },
    }),
    user(4, 'This session is being continued from a previous conversation that ran out of context. It was **begun**.', {
      isCompactSummary: true,
    }),
    chain(5, 'system', { subtype: 'api_error', error: { message: 'Overloaded' } }),
    assistant(6, 'API Error: 529', { isApiErrorMessage: true }),
    chain(7, 'system', { subtype: 'away_summary', content: 'Two files were changed.' }),
    chain(8, 'system', { subtype: 'informational', content: 'Switched to a slower lamp', level: 'info' }),
    chain(9, 'attachment', {
      attachment: { type: 'file', filename: FILE, content: { type: 'text', file: { filePath: FILE, content: 'lit' } } },
    }),
    chain(10, 'attachment', { attachment: { type: 'plan_mode', planFilePath: '/home/keeper/.claude/plans/lamp.md' } }),
    chain(11, 'attachment', {
      attachment: {
        type: 'hook_blocking_error',
        hookName: 'PreToolUse',
        blockingError: { blockingError: 'No open flame' },
      },
    }),
    user(12, '<task-notification>\n<task-id>b1</task-id>\n<summary>The watch ended</summary>\n</task-notification>'),
    { type: 'ai-title', aiTitle: 'Noise', sessionId: SESSION },
    { type: 'last-prompt', lastPrompt: 'Begin', sessionId: SESSION },
  ],
  branches: [
    user(1, 'One'),
    assistant(2, 'First.', { parentUuid: uuid(1) }),
    user(3, 'Two, which was a mistake', { parentUuid: uuid(2) }),
    assistant(4, 'Second.', { parentUuid: uuid(3) }),
    user(5, 'Two, said better', { parentUuid: uuid(2) }),
    assistant(6, 'Second, done better.', { parentUuid: uuid(5) }),
  ],
};

function todo(content: string, status: string): Json {
  return { content, status, activeForm: content };
}

const ACCOUNT = 'acc00000-1111-4222-8333-444455556666';
const ORGANIZATION = '0c600000-1111-4222-8333-444455556666';

export const PERSONAL = {
  account: ACCOUNT,
  organization: ORGANIZATION,
  bridge: 'cse_01LampLitLampLit',
  email: 'ana@example.com',
};

/** Everything personal in every place where it may stand. */
export const personalLines: Json[] = [
  user(1, `I am ${PERSONAL.email} of ${ACCOUNT}`),
  {
    type: 'bridge-session',
    sessionId: SESSION,
    bridgeSessionId: PERSONAL.bridge,
    lastSequenceNum: 5,
    ownerAccountUuid: ACCOUNT,
    ownerOrganizationUuid: ORGANIZATION,
  },
  chain(2, 'attachment', { attachment: { type: 'credential_org', organizationUuid: ORGANIZATION } }),
  chain(3, 'system', { subtype: 'bridge_status', url: `https://claude.ai/code/${PERSONAL.bridge}` }),
  assistant(4, [{ type: 'thinking', thinking: `${PERSONAL.email} asks` }]),
  assistant(5, `Hello \`${PERSONAL.email}\``),
  ...call(
    6,
    'Bash',
    { command: `git log --author ${PERSONAL.email}` },
    `Author: Ana <${PERSONAL.email}>\n${ORGANIZATION}`,
    { stdout: `Author: Ana <${PERSONAL.email}>\n${ORGANIZATION}`, stderr: PERSONAL.bridge },
  ),
  ...call(
    8,
    'Edit',
    { file_path: `/home/${PERSONAL.email}/a.ts`, old_string: PERSONAL.email, new_string: ACCOUNT },
    'ok',
    {
      filePath: `/home/${PERSONAL.email}/a.ts`,
      structuredPatch: [{ ...hunk, lines: [`-${PERSONAL.email}`, `+${ACCOUNT}`] }],
    },
  ),
  ...call(10, 'mcp__mail__send', { to: PERSONAL.email, oauthAccount: { accountUuid: ACCOUNT } }, 'sent'),
  user(12, [
    { type: 'text', text: 'See' },
    { ...pdf, title: PERSONAL.email },
  ]),
  assistant(13, 'Done.', { timestamp: at(99) }),
];
