import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requests, type Handlers, type Operation } from '../../../src/shared/contract.ts';
import { answer, AnswerFailure } from '../../../src/engine/service/answer.ts';
import { SaidError } from '../../../src/engine/errors.ts';
import { RestoreError } from '../../../src/engine/restore/apply.ts';
import { BusyError } from '../../../src/engine/restore/lock.ts';
import { NoTargetError } from '../../../src/engine/restore/plan.ts';

const operations = Object.keys(requests) as Operation[];
const uuid = '7d9b0f2e-3c41-4a86-9f57-2b8e6d1c0a94';
const huge = 'a'.repeat(1024 * 1024);

/** Handlers that note what reaches them. */
function noting(): { handlers: Handlers; reached: string[] } {
  const reached: string[] = [];
  const handlers = Object.fromEntries(
    operations.map((operation) => [
      operation,
      () => {
        reached.push(operation);
        return null;
      },
    ]),
  ) as unknown as Handlers;
  return { handlers, reached };
}

const hostile: [string, unknown, unknown][] = [
  ['an id with a way out', 'reader.open', { id: '../../../etc/passwd', agent: null }],
  ['an id with a way out behind it', 'reader.open', { id: `${uuid}/../x`, agent: null }],
  ['an id in capitals, which no session has', 'reader.open', { id: uuid.toUpperCase(), agent: null }],
  ['an id that ends in a line break', 'session.reveal', { id: `${uuid}\n` }],
  ['a number for an id', 'session.evidence', { id: 7 }],
  ['an object for an id', 'session.evidence', { id: { toString: () => uuid } }],
  ['a subagent with a way out', 'reader.open', { id: uuid, agent: '../../x' }],
  ['a count of none', 'reader.entries', { reading: 'reading-1', from: 0, count: 0 }],
  ['a count without end', 'reader.entries', { reading: 'reading-1', from: 0, count: Infinity }],
  ['a count that is no number', 'reader.entries', { reading: 'reading-1', from: 0, count: '5' }],
  ['a megabyte for an id', 'reader.open', { id: huge, agent: null }],
  ['a megabyte for a plan', 'restore.apply', { plan: huge }],
  ['a plan with a path', 'restore.apply', { plan: 'plan-1/../../x' }],
  ['an extra key', 'state.get', { path: '/etc/passwd' }],
  ['an extra key beside good ones', 'restore.apply', { plan: 'plan-1', force: true }],
  ['ids that are no list', 'restore.plan', { ids: uuid, include: [], pair: null }],
  ['an unknown include', 'restore.plan', { ids: null, include: ['everything'], pair: null }],
  [
    'a pair with a path',
    'restore.plan',
    { ids: null, include: [], pair: { accountId: '../..', organizationId: uuid } },
  ],
  ['a receipt with a path', 'undo.apply', { receipt: '../receipts/20261101-101010-abcdef' }],
  ['a kind of folder that there is not', 'folder.add', { kind: '/etc' }],
  ['a negative index', 'folder.remove', { index: -1 }],
  ['a theme that there is not', 'settings.set', { theme: 'javascript:alert(1)' }],
  ['no request at all', 'state.get', undefined],
  ['null', 'state.get', null],
  ['a list', 'state.get', []],
  ['an operation that there is not', 'files.read', { path: '/etc/passwd' }],
  ['an operation of every object', 'constructor', {}],
  ['another operation of every object', '__proto__', {}],
  ['an operation that is no name', { toString: () => 'state.get' }, {}],
];

describe('what comes over a border', () => {
  test.each(hostile)('%s is invalid, and nothing happens', async (_what, operation, request) => {
    const { handlers, reached } = noting();
    expect(await answer(handlers, operation, request)).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(reached).toEqual([]);
  });

  test('no junk is ever more than invalid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...operations), fc.anything(), async (operation, request) => {
        const { handlers } = noting();
        const given = await answer(handlers, operation, request);
        expect(given.ok || given.error.code === 'invalid').toBe(true);
      }),
    );
  });

  test('what this face cannot do is unavailable', async () => {
    expect(await answer({}, 'state.get', {})).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  });
});

describe('what is thrown becomes a code and a sentence', () => {
  const fileError = (code: string): Error => Object.assign(new Error(code), { code, path: '/disk/file' });
  test.each([
    ['stale', new AnswerFailure('stale', 'Look again.'), 'Look again.'],
    ['busy', new BusyError(), /another Ghostlight/i],
    ['no-target', new NoTargetError('Nobody is signed in.'), 'Nobody is signed in.'],
    ['disk', new RestoreError('Nothing was changed: it is read-only.', { cause: fileError('EROFS') }), /read-only/],
    ['full', new RestoreError('Nothing was changed: the disk is full.', { cause: fileError('ENOSPC') }), /is full/],
    ['refused', new RestoreError('Claude is running.'), 'Claude is running.'],
    ['refused', new SaidError('No.'), 'No.'],
    ['disk', fileError('EROFS'), '/disk/file cannot be written: the disk is read-only.'],
    ['full', fileError('ENOSPC'), '/disk/file cannot be written: the disk is full.'],
    ['full', fileError('EDQUOT'), '/disk/file cannot be written: the disk quota is used up.'],
  ] as const)('%s', async (code, error, message) => {
    const given = await answer({ 'state.get': () => Promise.reject(error) }, 'state.get', {});
    expect(given).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(message) as string } });
  });

  test('what nobody foresaw says nothing of its inside', async () => {
    const fail = (): never => {
      throw new TypeError("Cannot read properties of undefined (reading 'secret')");
    };
    const given = await answer({ 'state.get': fail }, 'state.get', {});
    expect(given).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(given)).not.toContain('secret');
  });
});
