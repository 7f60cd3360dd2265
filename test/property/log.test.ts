import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDay, readLogTime } from '../../src/engine/claude/log-time.ts';
import { readLog, type LogFacts } from '../../src/engine/claude/log.ts';

const SESSION = 'local_0d11532e-25c1-4578-a3a1-daf7d32919f7';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'logs-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string | Uint8Array, options = {}): LogFacts {
  writeFileSync(join(folder, 'main.log'), content);
  return readLog(folder, options);
}

const time = fc.date({ min: new Date(1971, 0, 1), max: new Date(2099, 11, 31), noInvalidDate: true });
const stamp = (date: Date): string => `${localDay(date.getTime())} ${date.toTimeString().slice(0, 8)}`;

/** Pieces that the reader looks for, among others. */
const piece = fc.oneof(
  fc.constantFrom(
    'Failed to save session ',
    SESSION,
    ': EXDEV: cross-device link not permitted, rename ',
    'claude-code-sessions/',
    '[LocalSessionManager] Initialization succeeded — accountId=',
    'orgId=0d11532e-25c1-4578-a3a1-daf7d32919f7',
    'Loaded 12 persisted sessions from ',
    'at writeSessionToDisk',
    '2026-08-27 14:03:11',
    '[2026-08-27T14:03:11.123Z]',
    'Sentry',
    '\n',
    '\r\n',
    '\0',
    ' ',
  ),
  fc.string({ unit: 'binary' }),
);

describe('readLog', () => {
  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4_000 }), fc.integer({ min: 1, max: 5_000 }), (bytes, maxBytesPerFile) => {
        expect(read(bytes, { maxBytesPerFile }).files).toHaveLength(1);
      }),
    );
  });

  it('counts every save error that it saw, however the lines are mixed', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (pieces, maxSaveErrors) => {
        const all = read(pieces.join(''));
        const few = readLog(folder, { maxSaveErrors });
        const total = all.saveErrorsByDay.reduce((sum, { count }) => sum + count, 0);
        expect(all.saveErrors).toHaveLength(total);
        expect(few.saveErrors).toEqual(all.saveErrors.slice(-maxSaveErrors));
        expect(few.saveErrorsByDay).toEqual(all.saveErrorsByDay);
      }),
    );
  });

  it('finds as many save errors as there are, with their times, whatever the ends of the lines', () => {
    const entry = fc.record({ date: time, fails: fc.boolean() });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'), (entries, end) => {
        const lines = entries.map(
          ({ date, fails }) =>
            `${stamp(date)} [info] ${fails ? `Failed to save session ${SESSION}: EPERM: no` : 'Saved'}`,
        );
        const expected = entries.filter(({ fails }) => fails).map(({ date }) => readLogTime(stamp(date)));
        const facts = read(lines.join(end));
        expect(facts.saveErrors.map(({ at }) => at)).toEqual(expected);
        expect(facts.saveErrors.every(({ code, sessionId }) => code === 'EPERM' && sessionId === SESSION)).toBe(true);
      }),
    );
  });
});

describe('readLogTime', () => {
  it('reads back any moment that is written in UTC', () => {
    fc.assert(
      fc.property(time, (date) => {
        expect(readLogTime(`[${date.toISOString()}] x`)).toBe(date.getTime());
      }),
    );
  });

  it('reads back any local second', () => {
    fc.assert(
      fc.property(time, (date) => {
        const read = readLogTime(`${stamp(date)} x`);
        // An hour that the clocks repeat is told by one of its two moments.
        expect(stamp(new Date(read ?? 0))).toBe(stamp(date));
      }),
    );
  });
});
