import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { livingSessionIds, readLiveSessions, type LiveSession } from '../../../../src/engine/claude/live-sessions.ts';
import type { ProcessInfo } from '../../../../src/engine/claude/process.ts';

const SESSION = '0d11532e-25c1-4578-a3a1-daf7d32919f7';
const OTHER = '6f0e4c1b-9a27-4d35-8b61-c2d3e4f5a607';
const STARTED = 1_795_000_000_000;

describe('readLiveSessions', () => {
  let configDir: string;
  beforeEach(() => {
    configDir = mkdtempSync(join(tmpdir(), 'config-'));
    mkdirSync(join(configDir, 'sessions'));
  });
  afterEach(() => rmSync(configDir, { recursive: true }));

  const write = (name: string, content: unknown): void =>
    writeFileSync(join(configDir, 'sessions', name), typeof content === 'string' ? content : JSON.stringify(content));

  it('reads an entry as the CLI writes it', () => {
    const path = join(configDir, 'sessions', '4711.json');
    write('4711.json', {
      pid: 4711,
      sessionId: SESSION,
      cwd: '/w',
      startedAt: STARTED,
      procStart: '123',
      kind: 'interactive',
      entrypoint: 'claude-desktop',
    });
    expect(readLiveSessions(configDir)).toEqual([
      { pid: 4711, sessionId: SESSION, startedAt: STARTED, entrypoint: 'claude-desktop', path },
    ]);
  });

  it('believes the pid inside, and the name where there is none inside', () => {
    write('1.json', { pid: 22, sessionId: SESSION });
    write('3.json', { pid: -5, sessionId: OTHER, startedAt: '2026-11-20T08:00:00Z' });
    expect(readLiveSessions(configDir).map(({ pid, startedAt }) => [pid, startedAt])).toEqual([
      [22, null],
      [3, Date.UTC(2026, 10, 20, 8)],
    ]);
  });

  it('passes over what is damaged, foreign, linked or names no conversation', () => {
    write('1.json', '{"pid":1,');
    write('2.json', Buffer.alloc(64).toString());
    write('3.json', '[]');
    write('4.json', { pid: 4, sessionId: '../../etc' });
    write('0.json', { sessionId: SESSION });
    write('notes.json', { pid: 5, sessionId: SESSION });
    mkdirSync(join(configDir, 'sessions', '6.json'));
    writeFileSync(join(configDir, 'outside.json'), JSON.stringify({ pid: 7, sessionId: SESSION }));
    symlinkSync(join(configDir, 'outside.json'), join(configDir, 'sessions', '7.json'));
    expect(readLiveSessions(configDir)).toEqual([]);
  });

  it('finds none where there is no such folder', () => expect(readLiveSessions(join(configDir, 'none'))).toEqual([]));
});

describe('livingSessionIds', () => {
  const entry = (pid: number, startedAt: number | null = STARTED, sessionId = SESSION): LiveSession => ({
    pid,
    sessionId,
    startedAt,
    entrypoint: null,
    path: '',
  });
  const running = (pid: number, startedAt: number | null): ProcessInfo => ({
    pid,
    parentPid: 1,
    path: null,
    command: 'claude',
    startedAt,
  });

  it('keeps an entry whose process runs', () => {
    expect(livingSessionIds([entry(7)], [running(7, STARTED - 900)])).toEqual(new Set([SESSION]));
  });

  it('drops an entry whose process is gone', () => {
    expect(livingSessionIds([entry(7)], [running(8, STARTED)])).toEqual(new Set());
  });

  it('drops an entry whose pid another program has now', () => {
    expect(livingSessionIds([entry(7)], [running(7, STARTED + 60_001)])).toEqual(new Set());
    expect(livingSessionIds([entry(7)], [running(7, STARTED + 60_000)])).toEqual(new Set([SESSION]));
  });

  it('takes an unknown start as living', () => {
    expect(livingSessionIds([entry(7)], [running(7, null)])).toEqual(new Set([SESSION]));
    expect(livingSessionIds([entry(7, null)], [running(7, STARTED)])).toEqual(new Set([SESSION]));
  });

  it('takes all as living where the processes are unknown', () => {
    expect(livingSessionIds([entry(7), entry(8, null, OTHER)], null)).toEqual(new Set([SESSION, OTHER]));
  });
});
