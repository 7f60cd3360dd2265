import fc from 'fast-check';

type Json = Record<string, unknown>;

const SESSION = '11111111-1111-4111-8111-111111111111';

const uuid = fc
  .integer({ min: 0, max: 12 })
  .map((n) => `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`);
const session = fc.constantFrom(SESSION, SESSION, SESSION, '22222222-2222-4222-8222-222222222222', undefined);
const cwd = fc.constantFrom(
  '/tmp',
  '/home/keeper/harbour',
  '/home/keeper.harbour',
  '/home/keeper/harbour/src',
  'C:\\git\\a"b',
  '',
  7,
);
const entrypoint = fc.constantFrom('cli', 'cli', 'sdk-ts', 'claude-desktop', undefined, undefined, '');
const model = fc.constantFrom('claude-opus-5-5', 'claude-haiku-5', '<synthetic>', '', undefined);
const flag = fc.constantFrom(undefined, undefined, undefined, undefined, true, false);

const timestamp = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.integer({ min: 0, max: 5e6 }).map((n) => new Date(Date.UTC(2026, 10, 20) + n * 997).toISOString()),
  },
  fc.constantFrom<unknown>(
    '2026-11-20T10:09:02Z',
    '2026-11-21T01:00:00+02:00',
    '2026-12-20T23:59:59.999999Z',
    '2026-99-99T99:99:99.999Z',
    '2026-02-30T10:00:00.000Z',
    '0000-00-00T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '2101-01-01T00:00:00.000Z',
    '1999-12-31T23:59:59.999Z',
    'yesterday',
    '',
    null,
    1795169342905,
    { timestamp: '2026-12-24T00:00:00.000Z' },
  ),
);

/** Texts that look like what a scanner of bytes would search for, and all that makes JSON hard to read. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    'Light the lantern',
    '灯りをつけて 🏮',
    'half \ud83d of a pair',
    '\u001b[31mred\u0007',
    'right \u202e left',
    'a "type":"user" line',
    '{"type":"ai-title","aiTitle":"No"}',
    '}{"type":"user"',
    '"timestamp":"2027-01-01T00:00:00.000Z"',
    'ends with }{',
    'back\\slash\\',
    'two\r\nlines',
    '   ',
    '',
    'x'.repeat(250),
    `${'y'.repeat(199)}🏮🏮`,
    'Warmup',
  ),
);

const promptText = fc.oneof(
  { weight: 4, arbitrary: text },
  text.map((name) => `<command-name>/${name}</command-name>\n<command-message>x</command-message>`),
  fc.constantFrom(
    '<command-name>/compact</command-name>',
    '<local-command-stdout>Compacted</local-command-stdout>',
    '<local-command-stderr></local-command-stderr>',
    '<bash-input>ls</bash-input>',
    '<bash-stdout>a</bash-stdout>',
    '<task-notification>\ndone',
    '<system-reminder>mind</system-reminder>',
    '<system-reminder>mind</system-reminder> Then this',
    '<ide_opened_file>a.ts</ide_opened_file>',
    ' <ide_selection>a</ide_selection>\n<ide_opened_file>b</ide_opened_file> Rename it',
    '<teammate-message teammate_id="a">hi</teammate-message>',
    '<tick>',
    '<div>a page</div>',
    '[Request interrupted by user]',
    '[Request interrupted by user for tool use]',
    'Caveat: The messages below were generated',
    'This session is being continued from a previous conversation that ran out',
  ),
);

const textBlock = promptText.map((said): unknown => ({ type: 'text', text: said }));
const block = fc.oneof(
  { weight: 4, arbitrary: textBlock },
  promptText,
  fc.constantFrom<unknown>(
    { type: 'image', source: { type: 'base64', data: 'AAAA' } },
    { type: 'document' },
    { tool_use_id: 'toolu_1', type: 'tool_result', content: 'ok' },
    { type: 'tool_result', tool_use_id: 'toolu_1', content: [{ type: 'text', text: 'ok' }] },
    { type: 'text' },
    null,
    5,
  ),
);
const content = fc.oneof(promptText, fc.array(block, { maxLength: 3 }), fc.constantFrom(undefined, null, 3));

const envelope = {
  uuid: fc.option(uuid, { nil: undefined, freq: 12 }),
  parentUuid: fc.option(uuid),
  timestamp,
  sessionId: session,
  cwd,
  entrypoint,
  isSidechain: fc.constantFrom(false, false, false, false, true, undefined),
};

const user = fc.record({
  ...envelope,
  type: fc.constant('user'),
  message: fc.oneof(
    { weight: 12, arbitrary: fc.record({ role: fc.constant('user'), content }) },
    fc.constantFrom<unknown>('text', null),
  ),
  isMeta: flag,
  isCompactSummary: flag,
  teamName: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, '', 'harbour'),
  origin: fc.constantFrom(undefined, undefined, undefined, { kind: 'human' }, { kind: 'task-notification' }),
  toolUseResult: fc.constantFrom<unknown>(undefined, {
    timestamp: '2027-05-05T05:05:05.555Z',
    type: 'user',
    cwd: '/home/keeper/harbour',
  }),
});

const assistant = fc.record({
  ...envelope,
  type: fc.constant('assistant'),
  message: fc.record({ role: fc.constant('assistant'), model, content: fc.array(block, { maxLength: 2 }) }),
});

const progress = fc.record({
  ...envelope,
  type: fc.constant('progress'),
  data: fc.record({
    type: fc.constant('agent_progress'),
    message: user,
    normalizedMessages: fc.array(assistant, { maxLength: 3 }),
  }),
});

const name = fc.oneof(text, fc.constantFrom(undefined, null, 4));
const flat = fc.oneof(
  fc.record({
    type: fc.constant('custom-title'),
    customTitle: name,
    sessionId: session,
    timestamp: fc.option(timestamp),
  }),
  fc.record({ type: fc.constant('ai-title'), aiTitle: name, sessionId: session }),
  fc.record({ type: fc.constant('agent-name'), agentName: name, sessionId: session }),
  fc.record({ type: fc.constant('last-prompt'), lastPrompt: name, leafUuid: uuid }),
  fc.record({ type: fc.constant('summary'), summary: name, leafUuid: fc.option(uuid) }),
  fc.record({ type: fc.constant('relocated'), relocatedCwd: cwd }),
  fc.record({
    type: fc.constant('worktree-state'),
    worktreeSession: fc.constantFrom<unknown>(
      null,
      undefined,
      {},
      { worktreePath: '/home/keeper/harbour/.claude/worktrees/a', originalCwd: '/home/keeper/harbour' },
    ),
  }),
  fc.record({
    type: fc.constant('queue-operation'),
    operation: fc.constantFrom('enqueue', 'enqueue', 'dequeue'),
    timestamp,
    content,
  }),
  fc.record({
    type: fc.constant('file-history-snapshot'),
    snapshot: fc.record({ timestamp, type: fc.constant('user') }),
  }),
  fc.record({
    type: fc.constant('api-request-blob'),
    message: fc.record({ role: fc.constant('user'), content }),
    type2: text,
  }),
  fc.record({
    type: fc.constantFrom<unknown>('', 'atis-latch', 'unknown', null, 'tool_use', 'constructor'),
    value: text,
    timestamp,
  }),
  fc.record({ type: fc.constantFrom('system', 'attachment'), ...envelope, content: text }),
);

const object: fc.Arbitrary<Json> = fc.oneof(
  { weight: 5, arbitrary: user },
  { weight: 4, arbitrary: assistant },
  { weight: 1, arbitrary: progress },
  { weight: 6, arbitrary: flat },
);

/** A line as some version wrote it: keys in any order, with or without a space behind the colon. */
const line = fc
  .tuple(object, fc.infiniteStream(fc.nat()), fc.boolean())
  .map(([value, order, spaced]) => write(value, order, spaced));

function write(value: Json, order: Iterator<number>, spaced: boolean): string {
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  const rank = new Map(keys.map((key) => [key, order.next().value as number]));
  keys.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  const json = JSON.stringify(Object.fromEntries(keys.map((key) => [key, value[key]])));
  return spaced ? spaceOut(json) : json;
}

/** A space behind each colon and comma that stands between values, as Python writes it. */
function spaceOut(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|[:,]/g, (token) => (token.length === 1 ? `${token} ` : token));
}

const rawLine = fc.oneof(
  { weight: 20, arbitrary: line },
  fc.tuple(line, line).map(([a, b]) => a + b),
  fc.tuple(line, line).map(([a, b]) => `${a}\0\0\0${b}`),
  fc.tuple(line, line, fc.nat()).map(([a, b, at]) => a.slice(0, at % (a.length + 1)) + b),
  line.map((whole) => `${whole}\r`),
  line.map((whole) => `\uFEFF${whole}`),
  line.map((whole) => `[${whole}]`),
  fc.constantFrom('', '\0\0\0\0', '[1,2]', '"text"', 'null', '{', '}{"', 'not json', '  '),
);

/** The bytes of a transcript, with all that real files were seen to suffer (docs/formats/transcripts.md 5). */
export const transcriptFile: fc.Arbitrary<Buffer> = fc
  .tuple(
    fc.array(fc.tuple(rawLine, fc.boolean()), { maxLength: 24, size: 'max' }),
    fc.nat(),
    fc.integer({ min: 0, max: 4 }),
  )
  .map(([entries, cut, ending]) => {
    const lines = entries.flatMap(([raw, twice]) => (twice && raw.length % 3 === 0 ? [raw, raw] : [raw]));
    const whole = lines.join('\n') + (ending > 1 ? '\n' : '');
    return Buffer.from(ending === 0 ? whole.slice(0, whole.length - (cut % 60)) : whole);
  });
