import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adaptRecord, forgeRecord, recordBytes, type RowFacts } from '../../src/engine/claude/record-forms.ts';
import { parseRecord } from '../../src/engine/claude/record.ts';
import { isRestored } from '../../src/engine/restore/entry.ts';
import type { RecordJson } from '../../src/shared/model.ts';
import { sourceBoundKeys } from '../support/source-bound.ts';

/** Whatever a surviving record holds, what is written from it loads, and grants and connects nothing. */

const uuid = fc.uuid();
const moment = fc.integer({ min: 1, max: 4_000_000_000_000 });

const facts: fc.Arbitrary<RowFacts> = fc.record({
  sessionId: uuid.map((id) => `local_${id}`),
  cliSessionId: uuid,
  cwd: fc.string({ unit: 'binary' }),
  originCwd: fc.string({ unit: 'binary' }),
  title: fc.string({ unit: 'binary' }),
  titleSource: fc.constantFrom('user' as const, 'auto' as const),
  createdAt: moment,
  lastActivityAt: moment,
  model: fc.option(fc.string()),
  isArchived: fc.boolean(),
});

/** As the builds of Claude name what grants, connects or reaches out (docs/formats/claude-desktop.md 2.2 and 2.3). */
const FORBIDDEN =
  `permissionMode sessionPermissionUpdates alwaysAllowedReasons chromePermissionMode chromeAllowedDomains
  chromeTabGroupId cuAllowedApps cuGrantFlags cuFlagsGrantedAt cuSelectedDisplayId remoteMcpServersConfig enabledMcpTools
  withheldConnectorHosts sshConfig sshRemoteProcessId sshReattach sshRemoteTranscriptPath sshKillRecoveryGrantedAt
  bridgeSessionId bridgeSessionIds remoteControlSpawn remoteControlDescendant remoteControlAutoEligible
  remoteControlUserEnabled remoteControlStartChoice steeredByRemoteClient cloudSessionId movedToCloud emailAddress
  interruptedByQuitAt armedWorkAtQuit pendingFirstStart pendingSystemReminder stagedTranscriptPath scheduledTaskId
  bypassChosenInApp autoChosenInApp worktreePath transcriptUnavailable error`.split(/\s+/);

/** And as a build of tomorrow may. */
const tomorrow = fc
  .tuple(
    fc.constantFrom(
      'ssh',
      'bridge',
      'remote',
      'remoteControl',
      'chrome',
      'cu',
      'permission',
      'allowed',
      'approved',
      'granted',
    ),
    fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,8}$/),
  )
  .map(([family, rest]) => `${family}${rest}`);

const key = fc.oneof(
  fc.constantFrom(...FORBIDDEN),
  tomorrow,
  fc.constantFrom('__proto__', 'constructor', 'toJSON', 'hasOwnProperty', '', '0', 'sessionId', 'createdAt', 'title'),
  fc.string({ unit: 'binary' }),
);

/** A setting in which such a key stands. */
const nested = fc.tuple(key, fc.jsonValue()).map(([k, v]) => ({ setting: [{ [k]: v }] }));

const survivor: fc.Arbitrary<RecordJson> = fc
  .array(fc.tuple(key, fc.oneof(fc.jsonValue(), nested, fc.constant({ 'local:x': true, other: true }))), {
    maxLength: 30,
  })
  // As it comes from a file: what JavaScript itself would do with a key does not matter.
  .map(
    (entries) =>
      JSON.parse(`{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(',')}}`) as RecordJson,
  );

const GRANTS = /permission|allow|approv|grant|connector|credential|token/i;
const REACHES_OUT = /^(SSH|CU|[Ss]sh|[Bb]ridge|[Rr]emote|[Cc]hrome|[Cc]u)(?![a-z])/;
const isForbidden = (name: string): boolean => GRANTS.test(name) || REACHES_OUT.test(name) || name === '__proto__';

function written(record: RecordJson): RecordJson {
  return JSON.parse(recordBytes(record).toString('utf8')) as RecordJson;
}

/** Every key of a value, at any depth. */
function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(keysIn)];
}

describe('a record that is adapted', () => {
  test('carries nothing that grants, connects or reaches out', () => {
    fc.assert(
      fc.property(survivor, facts, (source, row) => {
        const record = written(adaptRecord(source, row));
        expect(sourceBoundKeys(record)).toEqual([]);
        const { permissionMode, remoteMcpServersConfig, enabledMcpTools, ...rest } = record;
        expect([permissionMode, remoteMcpServersConfig]).toEqual(['default', []]);
        for (const [tool, on] of Object.entries(enabledMcpTools ?? {})) {
          expect([tool.startsWith('local:'), typeof on]).toEqual([true, 'boolean']);
        }
        expect(keysIn(rest).filter(isForbidden)).toEqual([]);
        expect(Object.keys(rest).filter((name) => FORBIDDEN.includes(name))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('loads, and says what is known of the conversation', () => {
    fc.assert(
      fc.property(survivor, facts, (source, row) => {
        const bytes = recordBytes(adaptRecord(source, row));
        const { damage, fields, json } = parseRecord(bytes, row.sessionId);
        expect(damage).toBeNull();
        const { model: _, ...said } = row;
        expect(json).toMatchObject(said);
        expect(fields).toMatchObject({ transcriptId: row.cliSessionId.toLowerCase(), createdAt: row.createdAt });
        expect(typeof json?.['lastFocusedAt']).toBe('number');
      }),
      { numRuns: 500 },
    );
  });

  test('is the same when it is adapted again, which is how a recovery knows it for one', () => {
    fc.assert(
      fc.property(survivor, facts, (source, row) => {
        for (const record of [adaptRecord(source, row), forgeRecord(row)]) {
          const entry = {
            kind: 'copy' as const,
            session: row.cliSessionId,
            path: `/pair/${row.sessionId}.json`,
            before: null,
            after: recordBytes(record).toString('utf8'),
            sources: [],
          };
          expect(isRestored(entry)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('keeps what Claude knows and nobody forbids', () => {
    const harmless = fc.jsonValue().filter((value) => !keysIn(value).some(isForbidden));
    fc.assert(
      fc.property(survivor, facts, harmless, (source, row, value) => {
        const record = adaptRecord({ completedTurns: value, ...source, effort: value }, row);
        expect(record['effort']).toEqual(value);
        if (!Object.hasOwn(source, 'completedTurns')) expect(record['completedTurns']).toEqual(value);
      }),
    );
  });
});

test('whatever a journal says is to be written, only a restored record passes for one', () => {
  fc.assert(
    fc.property(survivor, facts, (source, row) => {
      const after = JSON.stringify({
        ...source,
        sessionId: row.sessionId,
        cliSessionId: row.cliSessionId,
        createdAt: 1,
        lastActivityAt: 1,
      });
      const entry = {
        kind: 'copy' as const,
        session: row.cliSessionId,
        path: `/p/${row.sessionId}.json`,
        before: null,
        after,
        sources: [],
      };
      if (isRestored(entry)) expect(sourceBoundKeys(JSON.parse(after) as RecordJson)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
