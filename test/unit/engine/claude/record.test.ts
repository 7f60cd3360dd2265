import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  DAMAGE_SENTENCES,
  parseRecord,
  readRecord,
  RECORD_CACHE,
  recordName,
  type Damage,
  type ParsedRecord,
  type RecordContent,
  type RecordFile,
} from '../../../../src/engine/claude/record.ts';
import { StatCache, type FileStat } from '../../../../src/engine/stat-cache.ts';
import { DAMAGES, type Damage as Written } from '../../../support/damage.ts';
import type { FakeHome } from '../../../support/home.ts';
import { homeForTest } from '../../../support/for-test.ts';
import { appRecord, oldAppRecord } from '../../../support/records.ts';

const ID = '3f0c7a52-9d14-4e8b-8a26-51b7c0d9e4f3';
const CLI = 'a81d2b60-47c5-4f9e-b3d8-0e6c51f7a294';
const STEM = `local_${ID}`;
const AT = 1_787_857_878_676;
const BASIS = { sessionId: STEM, cliSessionId: CLI, cwd: '/home/ana/code/harbour', createdAt: AT };

const parse = (value: unknown, stem = STEM): ParsedRecord =>
  parseRecord(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), stem);

const newCache = (home: FakeHome): StatCache<RecordContent> => new StatCache(home.stateDir, RECORD_CACHE);

/** A record file of a home that goes with the test, as the engine reads it. */
function readDamaged(written: Written): RecordFile | null {
  const home = homeForTest('linux');
  const { path: file } = home.dataRoot().pair().damagedRecord(written, { cliSessionId: CLI, title: 'The lamp' });
  return readRecord(file, newCache(home));
}

describe('a record that Claude loads', () => {
  test.each([
    ['of August 2026', appRecord(BASIS)],
    ['of April 2026', oldAppRecord(BASIS)],
    ['with the three keys that the loader wants', { sessionId: STEM, createdAt: AT, lastActivityAt: AT }],
    ['with dates before all others', { sessionId: STEM, createdAt: 0, lastActivityAt: -1 }],
  ])('is one %s', (_, record) => {
    expect(parse(record).damage).toBeNull();
    expect(parse(JSON.stringify(record, null, 2)).damage).toBeNull();
  });

  test('keeps every key that it has, in its order, known or not', () => {
    const record = { zebra: { deep: [1, { '2': null }] }, ...appRecord(BASIS), titleTurn: 7, '\u{1F3EE}': 'lamp' };
    expect(JSON.stringify(parse(record).json)).toBe(JSON.stringify(record));
  });

  test('tells what a list needs', () => {
    const { fields } = parse(appRecord(BASIS, { title: 'The lamp', titleSource: 'user', isArchived: true }));
    expect(fields).toEqual({
      sessionId: STEM,
      transcriptId: CLI,
      earlierIds: [],
      clearedId: null,
      cwd: BASIS.cwd,
      originCwd: BASIS.cwd,
      title: 'The lamp',
      titleSource: 'user',
      createdAt: AT,
      lastActivityAt: AT + 3_121,
      lastFocusedAt: AT + 46_797,
      model: 'claude-opus-5',
      isArchived: true,
      transcriptUnavailable: false,
      remote: false,
      emailAddress: 'ana@example.test',
      processName: null,
    });
  });
});

describe('the transcript that a record means', () => {
  const [A, B, C] = [1, 2, 3].map((n) => `${n}0000000-0000-4000-8000-00000000000${n}`) as [string, string, string];

  test.each([
    [{ cliSessionId: A }, A, []],
    [{ cliSessionId: A.toUpperCase() }, A.toLowerCase(), []],
    [{ unarchivedCliSessionId: B }, B, []],
    [{ cliSessionId: A, unarchivedCliSessionId: B, preClearCliSessionId: C }, A, [B, C]],
    [{ cliSessionId: A, priorCliSessionIds: [B, C, A, B] }, A, [B, C]],
    [{ preClearCliSessionId: C }, null, [C]],
    [{ cliSessionId: '../../../etc/passwd', priorCliSessionIds: ['..', 7, null, B] }, null, [B]],
    [{ cliSessionId: `local_${A}`, priorCliSessionIds: B }, null, []],
    [{}, null, []],
  ])('of %j is %j, and %j are its earlier parts', (links, transcriptId, earlierIds) => {
    expect(parse({ sessionId: STEM, createdAt: AT, lastActivityAt: AT, ...links }).fields).toMatchObject({
      transcriptId,
      earlierIds,
    });
  });
});

describe('a record that Claude does not load', () => {
  const WHY: Record<Written, Damage> = {
    truncated: 'not-json',
    'zero-filled': 'zero-filled',
    empty: 'empty',
    bom: 'byte-order-mark',
    'too-big': 'too-large',
    'null-dates': 'dates-missing',
    'string-dates': 'dates-not-numbers',
    'missing-dates': 'dates-missing',
    'no-session-id': 'no-session-id',
    'other-id': 'wrong-name',
    array: 'not-an-object',
    'not-json': 'not-json',
    'symbolic-link': 'link',
    'hard-link': 'link',
  };

  test.each(DAMAGES)('because of its damage (%s) says which', (written) => {
    const file = readDamaged(written);
    expect(file?.damage).toBe(WHY[written]);
    expect(DAMAGE_SENTENCES[WHY[written]]).toMatch(/^[a-z][^{}]+[a-z]$/);
  });

  test.each<Written>(['truncated', 'bom', 'too-big', 'null-dates', 'string-dates', 'missing-dates', 'no-session-id'])(
    'still says which conversation it meant (%s)',
    (written) => expect(readDamaged(written)?.fields?.transcriptId).toBe(CLI),
  );

  test.each<Written>(['zero-filled', 'empty', 'not-json', 'array', 'symbolic-link', 'hard-link'])(
    'says nothing where nothing can be known (%s)',
    (written) => expect(readDamaged(written)?.fields).toBeNull(),
  );

  test('is not trusted for more than its ids where it was cut off', () => {
    const { damage, fields, json } = parse(JSON.stringify(appRecord(BASIS, { title: 'The lamp' })).slice(0, 400));
    expect({ damage, json }).toEqual({ damage: 'not-json', json: null });
    expect(fields).toMatchObject({ sessionId: STEM, transcriptId: CLI, title: null, cwd: null, createdAt: null });
  });

  test('may be cut off anywhere', () => {
    const whole = JSON.stringify(appRecord(BASIS));
    for (let length = 0; length < whole.length; length += 1) {
      const { damage, fields } = parse(whole.slice(0, length));
      expect(['empty', 'not-json']).toContain(damage);
      expect([undefined, null, CLI]).toContain(fields?.transcriptId);
    }
  });

  test('names no conversation by a text that merely looks like its ids', () => {
    const quoted = JSON.stringify({ title: `"cliSessionId":"${CLI}"`, note: 'x' }).slice(0, -2);
    expect(parse(quoted).fields).toBeNull();
    expect(parse(`{"cliSessionId":"../../../../../../../../../../etc/passwd","x`).fields).toBeNull();
  });

  test('is one at exactly more than 10 MB, and not at 10 MB', () => {
    const record = { sessionId: STEM, createdAt: AT, lastActivityAt: AT, padding: '' };
    const room = 10 * 1024 * 1024 - JSON.stringify(record).length;
    expect(parse({ ...record, padding: 'x'.repeat(room) }).damage).toBeNull();
    expect(parse({ ...record, padding: 'x'.repeat(room + 1) }).damage).toBe('too-large');
  });

  test('is a folder of that name, and is not called a link', () => {
    const home = homeForTest('linux');
    const folder = path.join(home.dataRoot().pair().create().path, `${STEM}.json`);
    fs.mkdirSync(folder);
    expect(readRecord(folder, newCache(home))).toMatchObject({ damage: 'no-file', fields: null });
  });
});

describe('the dates of a record', () => {
  const dateOf = (lastActivityAt: unknown): number | null | undefined =>
    parse({ sessionId: STEM, createdAt: AT, lastActivityAt }).fields?.lastActivityAt;

  test.each([
    [AT, AT],
    ['2026-08-27T14:31:18.676Z', Date.UTC(2026, 7, 27, 14, 31, 18, 676)],
    ['2026-08-27T14:31:18+02:00', Date.UTC(2026, 7, 27, 12, 31, 18)],
  ])('are read from %j', (written, at) => expect(dateOf(written)).toBe(at));

  test.each([0, -5, 8.64e15 + 2, 1e300, '1', 'yesterday', '2026-99-99T99:99', '', true, {}, [AT], null])(
    'are not known from %j',
    (written) => expect(dateOf(written)).toBeNull(),
  );

  test('are not known where JSON holds more than a number can', () => {
    const text = JSON.stringify({ sessionId: STEM, createdAt: AT, lastActivityAt: 1 }).replace(/1}$/, '1e999}');
    expect(parse(text)).toMatchObject({ damage: null, fields: { lastActivityAt: null } });
  });
});

describe('the name of a file in a pair’s folder', () => {
  test.each([
    [`${STEM}.json`, { stem: STEM, kind: 'record' }],
    [`${STEM}.json.tmp`, { stem: STEM, kind: 'leftover' }],
    [`local_${ID.toUpperCase()}.json`, { stem: `local_${ID.toUpperCase()}`, kind: 'record' }],
    [`${STEM}.JSON`, null],
    [`LOCAL_${ID}.json`, null],
    [`${STEM}.json.bak`, null],
    [`.ghostlight-${STEM}.part`, null],
    [`${STEM} (1).json`, null],
    ['local_------------------------------------.json', null],
    ['local_../../../../../../../../../etc/passwd.json', null],
    [`deleted_${ID}`, null],
    ['', null],
  ])('%j means %j', (name, meaning) => expect(recordName(name)).toEqual(meaning));
});

describe('reading a record file', () => {
  test('gives null where there is none, or where it goes meanwhile', () => {
    const home = homeForTest('linux');
    const pair = home.dataRoot().pair().create();
    expect(readRecord(path.join(pair.path, `${STEM}.json`), newCache(home))).toBeNull();
    const { path: file } = pair.record();
    const cache = new (class extends StatCache<RecordContent> {
      override remember(stat: FileStat, read: () => RecordContent): RecordContent {
        fs.rmSync(stat.path);
        return super.remember(stat, read);
      }
    })(home.stateDir, RECORD_CACHE);
    expect(readRecord(file, cache)).toBeNull();
  });

  test('does not remember that a file could not be read: the next time it may', () => {
    const home = homeForTest('linux');
    const { path: file } = home.dataRoot().pair().record();
    const asked: FileStat[] = [];
    const cache = new (class extends StatCache<RecordContent> {
      override remember(stat: FileStat, read: () => RecordContent): RecordContent {
        asked.push(stat);
        fs.rmSync(stat.path);
        fs.mkdirSync(stat.path);
        return super.remember(stat, read);
      }
    })(home.stateDir, RECORD_CACHE);
    expect(readRecord(file, cache)).toMatchObject({ damage: 'unreadable', fields: null });
    expect(asked.map((stat) => cache.get(stat))).toEqual([null]);
  });

  test('sees a change that the app makes, and a link that is made to it', () => {
    const home = homeForTest('linux');
    const cache = newCache(home);
    const { path: file, record } = home.dataRoot().pair().record({ title: 'Before' });
    expect(readRecord(file, cache)?.fields?.title).toBe('Before');
    fs.writeFileSync(`${file}.tmp`, JSON.stringify({ ...record, title: 'Behind' }));
    fs.renameSync(`${file}.tmp`, file);
    expect(readRecord(file, cache)?.fields?.title).toBe('Behind');
    fs.linkSync(file, path.join(home.box, 'second name'));
    expect(readRecord(file, cache)?.damage).toBe('link');
  });
});
