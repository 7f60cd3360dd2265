import { describe, expect, test } from 'vitest';
import { adaptRecord, recordBytes, type RowFacts } from '../../../../src/engine/claude/record-forms.ts';
import { isRestored } from '../../../../src/engine/restore/entry.ts';
import type { RecordJson } from '../../../../src/shared/model.ts';

const ID = '5b0b7a44-1f0e-4e43-9f0a-7f5a4a1f9c10';

const FACTS: RowFacts = {
  sessionId: `local_${ID}`,
  cliSessionId: ID,
  cwd: '/home/ana/harbour',
  originCwd: '/home/ana/harbour',
  title: 'The lantern',
  titleSource: 'auto',
  createdAt: 1_787_857_878_676,
  lastActivityAt: 1_787_857_881_797,
  model: null,
  isArchived: false,
};

/** What is written of a record with this text. */
function written(text: string): RecordJson {
  return JSON.parse(recordBytes(adaptRecord(JSON.parse(text) as RecordJson, FACTS)).toString('utf8')) as RecordJson;
}

describe('what a surviving record grants is left behind', () => {
  test.each([
    ['in a setting', '{"sessionSettings":{"ultracode":true,"permissions":{"allow":["Bash(*)"]}}}', { ultracode: true }],
    ['in a setting of a setting', '{"sessionSettings":{"a":{"b":{"alwaysAllowedReasons":["x"]}}}}', { a: { b: {} } }],
    ['in a list', '{"sessionSettings":[{"permissionMode":"bypassPermissions","n":1}]}', [{ n: 1 }]],
    ['as a connector', '{"sessionSettings":{"mcpServers":{"x":{"url":"https://example.test"}}}}', {}],
    ['as a way to another machine', '{"sessionSettings":{"sshConfig":{"sshHost":"h"},"bridgeSessionId":"cse_1"}}', {}],
    ['as a secret', '{"sessionSettings":{"apiKeyHelper":"cat key","clientSecret":"s","ok":0}}', { ok: 0 }],
    ['by way of a prototype', '{"sessionSettings":{"__proto__":{"permissionMode":"auto"},"ok":1}}', { ok: 1 }],
  ])('%s', (_, text, left) => {
    expect(written(text)['sessionSettings']).toEqual(left);
  });

  test('by way of the record’s own prototype, or in a key that no build has yet', () => {
    const record = written(
      '{"__proto__":{"alwaysAllowedReasons":["x"]},"keyOfTomorrow":{"grantedTools":["Bash"],"n":1}}',
    );
    expect(Object.keys(record)).not.toContain('__proto__');
    expect(record['keyOfTomorrow']).toEqual({ n: 1 });
  });
});

test.each([
  ['a date of focus that is no number that JSON can write', '{"lastFocusedAt":1e400}'],
  ['numbers beyond all numbers', '{"completedTurns":1e999,"effort":-1e999}'],
  ['lists nested without end', `{"effort":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ['objects nested without end', `{"effort":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`],
  ['a key twice', '{"lastFocusedAt":7,"lastFocusedAt":8}'],
])('a record with %s is adapted to one that loads and that a recovery knows', (_, text) => {
  const after = recordBytes(adaptRecord(JSON.parse(text) as RecordJson, FACTS)).toString('utf8');
  const entry = { kind: 'copy' as const, session: ID, path: `/p/local_${ID}.json`, before: null, after, sources: [] };
  expect(isRestored(entry)).toBe(true);
  expect(typeof (JSON.parse(after) as RecordJson)['lastFocusedAt']).toBe('number');
});
