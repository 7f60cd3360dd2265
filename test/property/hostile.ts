import fc from 'fast-check';

/** Texts that look right to whoever reads Claude's files, and are not (docs/design.md rules 12 and 14). */

/** Every key that the engine looks for. */
const KEYS =
  `sessionId cliSessionId createdAt lastActivityAt lastFocusedAt cwd originCwd title titleSource isArchived model
  priorCliSessionIds unarchivedCliSessionId preClearCliSessionId transcriptUnavailable sshConfig emailAddress processName
  archived v releasedAt reason lastKnownAccountUuid samples org t timestamp ownerAccountId worktrees path leasedBy
  preferences epitaxyPrefs dframe-group-scopes assignments oauthAccount accountUuid organizationUuid cleanupPeriodDays
  desktopSessionCleanupPeriodDays customTitle entries originalPath projectPath sessions type uuid parentUuid message
  content role text isSidechain isMeta entrypoint teamName aiTitle agentName summary leafUuid lastPrompt operation
  relocatedCwd worktreeSession worktreePath __proto__ constructor toString length`.split(/\s+/);

/** JSON values, as text, that break careless readers. */
const VALUES = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '-1',
  '1e999',
  '-1e999',
  '1e300',
  '8640000000000001',
  '12345678901234567890',
  '1787857878676',
  '0.1',
  '""',
  '" "',
  '"NaN"',
  '"Infinity"',
  '"\\ud800"',
  '"\\udc00x\\u0000\\n\\u202e"',
  '"../../../../etc/passwd"',
  '"local_../../../../../../../../../../etc"',
  '"C:\\\\..\\\\.claude\\\\worktrees\\\\x"',
  '"/.claude/worktrees/"',
  '"+275760-09-13T00:00:00.001Z"',
  '"2026-08-27T14:31:18.676Z"',
  '"delete"',
  '"user"',
  '"assistant"',
  '"claude-desktop"',
  '"custom-title"',
  '"a@b"',
  '[]',
  '{}',
  '[[[[[[[[[[]]]]]]]]]]',
  '{"__proto__":{"sessionId":"x","isArchived":true}}',
];

/** `ids`: of things that are there, so that files speak of each other. */
function value(ids: () => readonly string[]): fc.Arbitrary<string> {
  const known = fc.nat().map((n) => JSON.stringify(ids()[n % ids().length]));
  const joined = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(':', '/', '_', '')).map(([a, b, between]) => {
    const [one, other] = [a, b].map((n) => ids()[n % ids().length]);
    return JSON.stringify(`${one ?? ''}${between}${other ?? ''}`);
  });
  const plain = fc.oneof(
    { arbitrary: fc.constantFrom(...VALUES), weight: 6 },
    { arbitrary: known, weight: 3 },
    joined,
    fc.json(),
  );
  const key = fc.oneof(
    { arbitrary: fc.constantFrom(...KEYS).map((name) => JSON.stringify(name)), weight: 6 },
    known,
    joined,
  );
  return fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { arbitrary: plain, weight: 4 },
      tie('object'),
      tie('list'),
    ),
    object: fc.array(fc.tuple(key, tie('value')), { maxLength: 12 }).map(objectOf),
    list: fc.array(tie('value'), { maxLength: 6 }).map((items) => `[${items.join(',')}]`),
  })).value;
}

const objectOf = (entries: readonly (readonly [key: string, value: string])[]): string =>
  `{${entries.map(([key, text]) => `${key}:${text}`).join(',')}}`;

/** JSON texts of any shape, mostly objects with keys that mean something. */
export function hostileJson(ids: () => readonly string[]): fc.Arbitrary<string> {
  const object = hostileEntries(ids, 12).map(objectOf);
  const list = fc.array(object, { maxLength: 4 }).map((items) => `[${items.join(',')}]`);
  return fc.oneof(
    object,
    list,
    fc.constantFrom(...VALUES),
    value(ids),
    object.map((text) => `\uFEFF${text}`),
  );
}

/** What is put over the keys of a real file, where the last of two equal keys counts. */
export function hostileEntries(
  ids: () => readonly string[],
  maxLength: number,
  keys: readonly string[] = KEYS,
): fc.Arbitrary<(readonly [key: string, value: string])[]> {
  const key = fc.constantFrom(...keys).map((name) => JSON.stringify(name));
  const text = fc.oneof(fc.constantFrom(...VALUES), value(ids));
  return fc.array(fc.tuple(key, text), { minLength: 1, maxLength });
}

/** The keys of a record that a list shows, or by which it is put to a conversation. */
export const RECORD_KEYS = KEYS.slice(0, KEYS.indexOf('archived'));

/** A real file's JSON with some keys replaced or added; as it is where it is no object. */
export function withEntries(json: string, entries: readonly (readonly [key: string, value: string])[]): string {
  if (!json.endsWith('}')) return json;
  const begun = json.slice(0, -1).trimEnd();
  return `${begun}${begun.endsWith('{') ? '' : ','}${objectOf(entries).slice(1)}`;
}

/** A transcript: lines that begin like real ones, whole or not. */
export function hostileLines(ids: () => readonly string[]): fc.Arbitrary<string> {
  const type = fc.constantFrom('user', 'assistant', 'summary', 'custom-title', 'worktree-state', 'relocated', 'system');
  const any = value(ids);
  const line = fc
    .tuple(type, fc.array(fc.tuple(fc.constantFrom(...KEYS), any), { maxLength: 10 }))
    .map(([name, entries]) =>
      objectOf([
        ['"type"', JSON.stringify(name)],
        ...entries.map(([key, text]) => [JSON.stringify(key), text] as const),
      ]),
    );
  const piece = fc.oneof(
    { arbitrary: line, weight: 6 },
    any,
    fc.string({ unit: 'binary' }),
    fc.constant('\0'.repeat(40)),
  );
  const between = fc.constantFrom('\n', '\n', '\n', '\r\n', '', '\n\n');
  return fc.array(fc.tuple(piece, between), { maxLength: 20 }).map((pieces) => pieces.flat().join(''));
}

const WORDS = [
  '2026-08-27 14:03:11 [info] ',
  '9999-12-31 23:59:59 ',
  '[LocalSessionManager] Initialization succeeded — accountId=',
  ', orgId=',
  ', existingSessions=99999999999999999999',
  'Loaded 12 persisted sessions from ',
  '/x/claude-code-sessions/',
  'C:\\Claude\\claude-code-sessions\\',
  'Failed to save session ',
  ': EXDEV: cross-device link not permitted, rename ',
  'accountId=null, orgId=null',
  'setFocusedSession: sessionId=null',
  '\n',
  '\n',
  '\0',
  '/',
];

/** A log: pieces of the lines that mean something, in any order. */
export function hostileLog(ids: () => readonly string[]): fc.Arbitrary<string> {
  const id = fc.nat().map((n) => ids()[n % ids().length] ?? '');
  const piece = fc.oneof(
    { arbitrary: fc.constantFrom(...WORDS), weight: 4 },
    { arbitrary: id, weight: 2 },
    fc.string(),
  );
  return fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
}
