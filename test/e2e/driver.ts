import { onTestFinished } from 'vitest';
import type { Page } from 'playwright';
import type * as Electron from 'electron';
import type { FakeHome } from '../support/home.ts';
import { launchDouble } from './drive-double.ts';
import { launchElectron } from './drive-electron.ts';
import { launchServe } from './drive-serve.ts';

/** `app`: the desktop app, in the double or, with E2E_DRIVER=electron, in Electron. `serve`: the same in a browser. */
export type Face = 'app' | 'serve';
export const FACES: readonly Face[] = ['app', 'serve'];

export const REAL_ELECTRON = process.env['E2E_DRIVER'] === 'electron';

export interface LaunchOptions {
  home: FakeHome;
  /** Another profile of Ghostlight's than the home's own. */
  stateDir?: string;
  /** Added to an environment in which nothing leads to the real home. */
  env?: Record<string, string>;
  /** The window's content, in pixels. */
  size?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
  /** The system that the app believes to run on; only the double can pretend. */
  system?: NodeJS.Platform;
}

export interface RunningApp {
  page: Page;
  /** Of the app's main process, or of what serves the window. */
  pid: number;
  /** What wanted to leave the app since it started: addresses. */
  refused: () => string[];
  /** What the page complained of: errors, and violations of its policy. */
  complaints: () => string[];
  /** Runs in the app's main process. The function stands for itself: it sees nothing of the test. Not over `serve`. */
  main: <R, A = undefined>(run: (electron: typeof Electron, argument: A) => R | Promise<R>, argument?: A) => Promise<R>;
  /** Quits as a person would. */
  close: () => Promise<void>;
}

/** Starts Ghostlight on a made-up home. Who starts it closes it. */
export async function launchApp(face: Face, options: LaunchOptions): Promise<RunningApp> {
  const app = await (face === 'serve'
    ? launchServe(options)
    : REAL_ELECTRON
      ? launchElectron(options)
      : launchDouble(options));
  app.page.setDefaultTimeout(10_000);
  return app;
}

/** Ghostlight, until the running test ends. */
export async function appForTest(face: Face, options: LaunchOptions): Promise<RunningApp> {
  const app = await launchApp(face, options);
  onTestFinished(() => app.close());
  return app;
}
