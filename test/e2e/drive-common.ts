import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll } from 'vitest';
import type { LaunchOptions } from './driver.ts';
import { chromiumArgs, findChromium } from './chromium.ts';

export const ROOT = path.join(import.meta.dirname, '../..');

let browser: Promise<Browser> | null = null;

/** One browser for all the tests of a file. */
export function sharedBrowser(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: findChromium(), args: chromiumArgs() });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = null;
}

// Outside of vitest, as for screenshots, whoever asked for a browser closes it.
if (process.env['VITEST'] !== undefined) afterAll(closeBrowser);

export function appArgs({ home, stateDir }: Pick<LaunchOptions, 'home' | 'stateDir'>): string[] {
  const args = home.args();
  return stateDir === undefined ? args : [...args.slice(0, -1), stateDir];
}

/** The way to programs and to the screen; for the rest a home that is none of this machine's. */
export function appEnv({ home, env }: Pick<LaunchOptions, 'home' | 'env'>): Record<string, string> {
  const away = path.join(home.box, 'nobody');
  fs.mkdirSync(away, { recursive: true });
  const kept = ['PATH', 'DISPLAY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR', 'SystemRoot'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    HOME: away,
    USERPROFILE: away,
    APPDATA: path.join(away, 'AppData', 'Roaming'),
    LOCALAPPDATA: path.join(away, 'AppData', 'Local'),
    XDG_CONFIG_HOME: path.join(away, '.config'),
    XDG_DATA_HOME: path.join(away, '.local', 'share'),
    XDG_STATE_HOME: path.join(away, '.local', 'state'),
    XDG_CACHE_HOME: path.join(away, '.cache'),
    TMPDIR: home.box,
    ...env,
  };
}

export function listenForComplaints(page: Page): () => string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return () => [...complaints];
}
