import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expiresAt, readCleanupSettings, type CleanupSettings } from '../../../../src/engine/claude/cleanup.ts';

const DAY = 24 * 60 * 60 * 1000;
const MTIME = Date.UTC(2026, 10, 1);

describe('readCleanupSettings', () => {
  let configDir: string;
  beforeEach(() => void (configDir = mkdtempSync(join(tmpdir(), 'config-'))));
  afterEach(() => rmSync(configDir, { recursive: true }));

  function read(settings: unknown): CleanupSettings {
    const text = typeof settings === 'string' ? settings : JSON.stringify(settings);
    writeFileSync(join(configDir, 'settings.json'), text);
    return readCleanupSettings(configDir);
  }

  const defaults = { cleanupPeriodDays: 30, desktopSessionCleanupPeriodDays: null, configured: false, problem: null };

  it('is thirty days where nothing is set', () => {
    expect(readCleanupSettings(configDir)).toEqual(defaults);
    expect(read({})).toEqual(defaults);
    expect(read('')).toEqual(defaults);
  });

  it('is what the person set', () => {
    expect(read({ cleanupPeriodDays: 365, desktopSessionCleanupPeriodDays: 90 })).toEqual({
      cleanupPeriodDays: 365,
      desktopSessionCleanupPeriodDays: 90,
      configured: true,
      problem: null,
    });
    expect(read('\uFEFF{"cleanupPeriodDays":1}')).toMatchObject({ cleanupPeriodDays: 1, configured: true });
  });

  it('knows no limit for desktop conversations at 0', () => {
    expect(read({ desktopSessionCleanupPeriodDays: 0 })).toEqual(defaults);
  });

  it.each([0, -3, 2.5, '30', null, true, [7]])('says that Claude refuses %j and counts with thirty days', (days) => {
    const settings = read({ cleanupPeriodDays: days });
    expect(settings).toMatchObject({ cleanupPeriodDays: 30, configured: false });
    expect(settings.problem).toContain('cleanupPeriodDays');
  });

  it.each([-1, 0.5, 'never', {}])('says that Claude refuses %j for desktop conversations', (days) => {
    const settings = read({ cleanupPeriodDays: 60, desktopSessionCleanupPeriodDays: days });
    expect(settings).toMatchObject({ cleanupPeriodDays: 60, desktopSessionCleanupPeriodDays: null, configured: true });
    expect(settings.problem).toContain('desktopSessionCleanupPeriodDays');
  });

  it.each(['{"cleanupPeriodDays": 90', '[1]', '"x"', '\0\0\0\0'])('says what is wrong with a file of %j', (text) => {
    const settings = read(text);
    expect(settings).toMatchObject({ ...defaults, problem: expect.stringContaining('settings.json') as string });
  });

  it('says so where the file is a folder', () => {
    mkdirSync(join(configDir, 'settings.json'));
    expect(readCleanupSettings(configDir).problem).toBe('settings.json is not a file.');
  });
});

describe('expiresAt', () => {
  const settings: CleanupSettings = {
    cleanupPeriodDays: 30,
    desktopSessionCleanupPeriodDays: null,
    configured: false,
    problem: null,
  };
  const listed = { inApp: true, entrypoint: 'claude-desktop' };

  it('is the period after the last change', () => {
    expect(expiresAt(MTIME, settings, { inApp: false, entrypoint: 'cli' })).toBe(MTIME + 30 * DAY);
    expect(expiresAt(MTIME, { ...settings, cleanupPeriodDays: 7 }, { inApp: true, entrypoint: 'cli' })).toBe(
      MTIME + 7 * DAY,
    );
  });

  it('is never for what the desktop app wrote and lists', () => expect(expiresAt(MTIME, settings, listed)).toBeNull());

  it('does not spare a ghost', () => {
    expect(expiresAt(MTIME, settings, { inApp: false, entrypoint: 'claude-desktop' })).toBe(MTIME + 30 * DAY);
  });

  it('does not spare a listed conversation that does not say who wrote it', () => {
    expect(expiresAt(MTIME, settings, { inApp: true, entrypoint: null })).toBe(MTIME + 30 * DAY);
  });

  it('deletes a listed desktop conversation once both periods are over', () => {
    expect(expiresAt(MTIME, { ...settings, desktopSessionCleanupPeriodDays: 90 }, listed)).toBe(MTIME + 90 * DAY);
    expect(expiresAt(MTIME, { ...settings, desktopSessionCleanupPeriodDays: 7 }, listed)).toBe(MTIME + 30 * DAY);
  });

  it('is never where the day is beyond what a calendar knows', () => {
    const forever = { ...settings, cleanupPeriodDays: Number.MAX_SAFE_INTEGER };
    expect(expiresAt(MTIME, forever, { inApp: false, entrypoint: null })).toBeNull();
    expect(expiresAt(NaN, settings, { inApp: false, entrypoint: null })).toBeNull();
  });
});
