import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNDATED } from '../../../../src/engine/claude/log-facts.ts';
import { readLogTime } from '../../../../src/engine/claude/log-time.ts';
import { logFolder, logFolders, readLog, type LogFacts } from '../../../../src/engine/claude/log.ts';
import { ACCOUNT, ORGANIZATION, SECOND_ORGANIZATION } from '../../../support/ids.ts';

const SESSION = 'local_0d11532e-25c1-4578-a3a1-daf7d32919f7';
const at = (hour: number, minute = 0): number => new Date(2026, 7, 27, hour, minute, 11).getTime();

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'logs-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, ...lines: string[]): void => writeFileSync(join(folder, name), lines.join('\n') + '\n');

function read(...lines: string[]): LogFacts {
  write('main.log', ...lines);
  return readLog(folder);
}

const exdev = (session = SESSION): string =>
  `Failed to save session ${session}: EXDEV: cross-device link not permitted, rename 'C:\\x\\${session}.json.tmp' -> 'C:\\x\\${session}.json'`;

describe('the time of a line', () => {
  it('is local where the line names no zone', () => {
    expect(readLogTime('2026-08-27 14:03:11 [info] x')).toBe(at(14, 3));
    expect(readLogTime('[2026-08-27 14:03:11.123] [info] x')).toBe(at(14, 3) + 123);
    expect(readLogTime('2026-08-27T14:03:11 x')).toBe(at(14, 3));
    expect(readLogTime('2026-08-27 14:03:11,5 x')).toBe(at(14, 3) + 500);
  });

  it('is that of the zone which the line names', () => {
    const utc = Date.UTC(2026, 7, 27, 14, 3, 11);
    expect(readLogTime('2026-08-27T14:03:11.302Z [info] x')).toBe(utc + 302);
    expect(readLogTime('[2026-08-27T16:03:11+02:00] x')).toBe(utc);
    expect(readLogTime('2026-08-27 09:33:11 -0430 x')).toBe(utc);
  });

  it.each([
    '',
    'x 2026-08-27 14:03:11',
    '2026-13-01 00:00:00',
    '2026-02-30 00:00:00',
    '2026-08-27 24:00:00',
    '0026-08-27 14:03:11',
  ])('is not there in %j', (line) => expect(readLogTime(line)).toBeNull());
});

describe('starts', () => {
  it('tell the pair that the Code tab opened, and how many records it found', () => {
    const first = `2026-08-27 14:03:11 [info] [LocalSessionManager] Initialization succeeded — accountId=${ACCOUNT}, orgId=${ORGANIZATION}, existingSessions=7`;
    const second = `2026-08-27 15:03:11 [info] Loaded 34 persisted sessions from C:\\Users\\ana\\AppData\\Roaming\\Claude\\claude-code-sessions\\${ACCOUNT}\\${SECOND_ORGANIZATION}`;
    expect(read(first, second).starts).toEqual([
      { at: at(14, 3), accountId: ACCOUNT, organizationId: ORGANIZATION, loaded: 7, line: first },
      { at: at(15, 3), accountId: ACCOUNT, organizationId: SECOND_ORGANIZATION, loaded: 34, line: second },
    ]);
  });

  it('are read whichever way the slashes lean', () => {
    const { starts } = read(
      `Loaded 1 persisted sessions from /home/ana/.config/Claude/claude-code-sessions/${ACCOUNT}/${ORGANIZATION}`,
      `Loaded 2 persisted sessions from "C:\\\\Claude\\\\claude-code-sessions\\\\${ACCOUNT}\\\\${ORGANIZATION}"`,
    );
    expect(starts.map(({ loaded, organizationId, at: time }) => [loaded, organizationId, time])).toEqual([
      [1, ORGANIZATION, null],
      [2, ORGANIZATION, null],
    ]);
  });

  it('are not those of Cowork, nor of nobody, nor of what is no id', () => {
    const line = (manager: string, account: string, org: string): string =>
      `2026-08-27 14:03:11 [info] [${manager}] Initialization succeeded — accountId=${account}, orgId=${org}, existingSessions=1`;
    const { starts } = read(
      line('LocalAgentModeSessionManager', ACCOUNT, ORGANIZATION),
      line('LocalSessionManager', ACCOUNT, 'null'),
      line('LocalSessionManager', '../../etc', ORGANIZATION),
      `Loaded 3 persisted sessions from /home/ana/.config/Claude/local-agent-mode-sessions/${ACCOUNT}/${ORGANIZATION}`,
      'Loaded 1 persisted sessions',
    );
    expect(starts).toEqual([]);
  });
});

describe('save errors', () => {
  it('tell the session and the system’s reason', () => {
    expect(read(`2026-08-27 14:03:11 [error] ${exdev()}`).saveErrors).toEqual([
      { at: at(14, 3), code: 'EXDEV', sessionId: SESSION, line: `2026-08-27 14:03:11 [error] ${exdev()}` },
    ]);
  });

  it('are one where the app prints the stack below, or repeats it to its crash reporter', () => {
    const { saveErrors } = read(
      `2026-08-27 14:03:11 [error] Failed to save session ${SESSION}: EINVAL: invalid argument,`,
      `open '/home/ana/.config/Claude/claude-code-sessions/${ACCOUNT}/${ORGANIZATION}'`,
      "  { errno: -22, code: 'EINVAL', syscall: 'open' }",
      'Error: EINVAL: invalid argument, rename claude-code-sessions',
      '    at async e.ensureStorageDir (app.asar/.vite/build/index2.chunk.js:1:310044)',
      '    at async e.writeSessionToDisk (app.asar/.vite/build/index2.chunk.js:1:318136)',
      '2026-08-27 14:03:11 [error] Sentry caught: {',
      `  value: "Failed to save session ${SESSION}: EINVAL: invalid argument",`,
      '    at async e.writeSessionToDisk (app.asar/.vite/build/index2.chunk.js:1:318136)',
    );
    expect(saveErrors.map(({ code }) => code)).toEqual(['EINVAL']);
  });

  it('are known by the stack alone, as of a full disk', () => {
    const { saveErrors } = read(
      '2026-08-27 14:03:11 [error] ENOSPC: no space left on device, write',
      "{ errno: -4055, code: 'ENOSPC', syscall: 'write',",
      '    at async lE.writeSessionToDisk (index.js:3278:4672) }',
      '2026-08-27 14:03:12 [error] ENOSPC: no space left on device, write',
      '    at async cache.flush (index.js:1:1) }',
    );
    expect(saveErrors).toMatchObject([{ code: 'ENOSPC', sessionId: null, at: at(14, 3) }]);
  });

  it('are those of what stands beside the records, too', () => {
    const { saveErrors } = read(
      "2026-08-27 14:03:11 [error] Failed to write bridge state: EEXIST: file already exists, open 'C:\\Claude\\bridge-state.json.tmp'",
      `2026-08-27 14:04:11 [error] EEXIST: file already exists, open 'C:\\Claude\\claude-code-sessions\\${ACCOUNT}\\${ORGANIZATION}\\manifest.json.tmp'`,
      '2026-08-27 14:05:11 [warn] Cannot save session: storage path not available',
      `2026-08-27 14:06:11 [error] Failed to save session ${SESSION}: Refusing non-directory at private dir path (symlink/file plant)`,
    );
    expect(saveErrors.map(({ code, sessionId }) => [code, sessionId])).toEqual([
      ['EEXIST', null],
      ['EEXIST', null],
      ['other', null],
      ['other', SESSION],
    ]);
  });

  it('take a reason that follows on a line of its own', () => {
    const { saveErrors } = read(
      '2026-08-27 14:03:11 [error] Failed to save session',
      `  { id: '${SESSION}', code: 'EPERM' }`,
    );
    expect(saveErrors).toMatchObject([{ code: 'EPERM', sessionId: SESSION }]);
  });

  it('are neither failed reads nor other people’s errors', () => {
    const { saveErrors } = read(
      `2026-08-27 14:03:11 [error] Failed to read sessions directory: ENOENT: no such file or directory, scandir 'C:\\claude-code-sessions\\x'`,
      `2026-08-27 14:03:11 [error] EXDEV: cross-device link not permitted, rename '/tmp/wvm-1/rootfs.vhdx' -> '/home/ana/.config/Claude/vm_bundles/rootfs.vhdx'`,
      '2026-08-27 14:03:11 [info] Saved session in writeSessionToDisk',
    );
    expect(saveErrors).toEqual([]);
  });

  it('are counted by local day and reason, even where too many to keep', () => {
    write(
      'main.log',
      ...Array.from({ length: 50 }, (_, n) => `2026-08-${n < 20 ? '27' : '28'} 23:59:59 [error] ${exdev()}`),
    );
    const facts = readLog(folder, { maxSaveErrors: 5 });
    expect(facts.saveErrors).toHaveLength(5);
    expect(facts.saveErrors.every((error) => error.at === new Date(2026, 7, 28, 23, 59, 59).getTime())).toBe(true);
    expect(facts.saveErrorsByDay).toEqual([
      { kind: 'EXDEV', day: '2026-08-27', count: 20 },
      { kind: 'EXDEV', day: '2026-08-28', count: 30 },
    ]);
  });

  it('without any date are counted as such', () => {
    expect(read(exdev(), exdev()).saveErrorsByDay).toEqual([{ kind: 'EXDEV', day: UNDATED, count: 2 }]);
  });
});

describe('readLog', () => {
  it('sees the marks of other losses', () => {
    expect(read('2026-08-27 14:03:11 [info] nothing')).toMatchObject({
      migratedStore: false,
      notVirtualised: false,
      focusLost: false,
    });
    expect(
      read(
        '[info] migrateLegacySessions: moved 4 sessions',
        '[info] [MSIX] Filesystem not virtualized — path absent (likely Squirrel upgrade)',
        '[info] setFocusedSession: sessionId=null',
      ),
    ).toMatchObject({ migratedStore: true, notVirtualised: true, focusLost: true });
  });

  it('lets lines without a date inherit the last one', () => {
    const facts = read('2026-08-27 14:03:11 [info] x', '', exdev(), '2026-08-27 15:03:11 [info] x', exdev());
    expect(facts.saveErrors.map((error) => error.at)).toEqual([at(14, 3), at(15, 3)]);
    expect(facts.newestAt).toBe(at(15, 3));
  });

  it('orders rotated files by what they tell, the newest last', () => {
    write('main.log', `2026-08-27 16:00:11 ${exdev()}`);
    write('main1.log', `2026-08-27 15:00:11 ${exdev()}`);
    write('main.old.log', `2026-08-27 13:00:11 ${exdev()}`);
    write('main.log.1', `2026-08-27 14:00:11 ${exdev()}`);
    write('mcp.log', `2026-08-27 17:00:11 ${exdev()}`);
    const facts = readLog(folder);
    expect(facts.saveErrors.map((error) => error.at)).toEqual([at(13), at(14), at(15), at(16)]);
    expect(facts.files).toEqual(
      ['main.old.log', 'main.log.1', 'main1.log', 'main.log'].map((name) => join(folder, name)),
    );
  });

  it('reads several folders as one', () => {
    const [old, current] = [join(folder, 'old'), join(folder, 'new')];
    for (const path of [old, current]) mkdirSync(path);
    writeFileSync(join(old, 'main.log'), `2026-08-27 14:00:11 ${exdev()}\n`);
    writeFileSync(join(current, 'main.log'), '2026-08-27 15:00:11 [info] x\n');
    expect(readLog([current, old])).toMatchObject({
      files: [join(old, 'main.log'), join(current, 'main.log')],
      newestAt: at(15),
      saveErrors: [{ at: at(14) }],
    });
  });

  it('reads the end of a file that is too large, from a whole line on', () => {
    write('main.log', `2026-08-27 14:00:11 ${exdev()}`, `2026-08-27 15:00:11 ${exdev()}`);
    const facts = readLog(folder, { maxBytesPerFile: 300 });
    expect(facts.saveErrors.map((error) => error.at)).toEqual([at(15)]);
    expect(facts.problems).toHaveLength(1);
  });

  it('is not drowned by an endless line, by NUL bytes or by bytes that are no text', () => {
    const noise = Buffer.concat([
      Buffer.alloc(3_000_000, 0x61),
      Buffer.from('\r\n'),
      Buffer.alloc(2_000_000, 0),
      Buffer.from([0xff, 0xfe, 0x0a]),
    ]);
    const line = Buffer.from(`2026-08-27 14:00:11 ${exdev()}\r\n`);
    writeFileSync(join(folder, 'main.log'), Buffer.concat([noise, line, Buffer.alloc(500, 0), line]));
    const facts = readLog(folder);
    expect(facts.saveErrors.map(({ code, at: time }) => [code, time])).toEqual([
      ['EXDEV', at(14)],
      ['EXDEV', at(14)],
    ]);
    expect(facts.saveErrors[0]?.line.endsWith('\r')).toBe(false);
  });

  it('is read where it was written last, when there are more files than are read', () => {
    for (let n = 0; n < 60; n += 1) {
      const file = `main-${String(n).padStart(2, '0')}.log`;
      write(file, `2026-08-27 12:00:11 ${exdev()}`);
      utimesSync(join(folder, file), 1_787_000_000 + n, 1_787_000_000 + n);
    }
    write('main.log', `2026-08-27 15:00:11 ${exdev()}`);
    const { files, newestAt, problems } = readLog(folder);
    expect(files).toContain(join(folder, 'main.log'));
    expect(files).not.toContain(join(folder, 'main-00.log'));
    expect([newestAt, problems]).toEqual([at(15), ['Of 61 log files, the newest 50 were read.']]);
  });

  it('follows no link and finds nothing where there is nothing', () => {
    write('elsewhere.txt', exdev());
    symlinkSync(join(folder, 'elsewhere.txt'), join(folder, 'main.log'));
    mkdirSync(join(folder, 'main1.log'));
    for (const path of [folder, join(folder, 'absent')]) {
      expect(readLog(path)).toMatchObject({ files: [], starts: [], saveErrors: [], newestAt: null, problems: [] });
    }
  });
});

describe('logFolder', () => {
  /** Writes a log, the last write being the newest. */
  let writes = 0;
  function log(...parts: string[]): string {
    const path = join(folder, ...parts);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'main.log'), 'x');
    writes += 1;
    utimesSync(join(path, 'main.log'), 1_795_000_000 + writes, 1_795_000_000 + writes);
    return path;
  }

  it('is in Library on macOS, for each application its own', () => {
    const mac = { platform: 'darwin', home: folder } as const;
    const support = join(folder, 'Library', 'Application Support');
    expect(logFolder(join(support, 'Claude'), mac)).toBe(join(folder, 'Library', 'Logs', 'Claude'));
    expect(logFolder(join(support, 'Claude-3p'), mac)).toBe(join(folder, 'Library', 'Logs', 'Claude-3p'));
  });

  it('is in the data root where that was moved, and on the other systems', () => {
    for (const platform of ['darwin', 'linux', 'win32'] as const) {
      const root = join(folder, '.claude-instances', 'clone-1');
      expect(logFolder(root, { platform, home: folder })).toBe(join(root, 'logs'));
    }
  });

  it('is where the Store build wrote last', () => {
    const windows = { platform: 'win32', home: folder } as const;
    const local = join(folder, 'AppData', 'Local');
    const root = join(local, 'Packages', 'Claude_pzs8sxrjxfjjc', 'LocalCache', 'Roaming', 'Claude');
    const old = log('AppData', 'Local', 'Packages', 'Claude_pzs8sxrjxfjjc', 'LocalCache', 'Roaming', 'Claude', 'logs');
    expect(logFolder(root, windows)).toBe(old);
    const current = log('AppData', 'Local', 'Claude', 'Logs');
    expect(logFolder(root, windows)).toBe(current);
    expect(logFolders(root, windows)).toEqual([old, current]);
  });

  it('is beside Roaming too for a classic root that the Store build goes on with', () => {
    const windows = { platform: 'win32', home: folder } as const;
    const old = log('AppData', 'Roaming', 'Claude', 'Logs');
    const current = log('AppData', 'Local', 'Claude', 'logs');
    expect(logFolder(dirname(old), windows)).toBe(current);
    expect(logFolders(dirname(old), windows)).toEqual([old, current]);
  });
});
