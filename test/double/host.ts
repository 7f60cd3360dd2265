import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import type { AppCalls, HostCalls } from './protocol.ts';
import { toChromium } from './protocol.ts';
import { HostServer } from './host-server.ts';
import { noWayOut } from './no-way-out.ts';
import { DoubleWindow } from './host-window.ts';
import type { Refused } from './host-window.ts';
import { openWire } from './wire.ts';
import type { Wire } from './wire.ts';

export interface DoubleOptions {
  browser: Browser;
  /** The built main process. */
  main: string;
  args: readonly string[];
  env: Record<string, string | undefined>;
  colorScheme?: 'light' | 'dark';
  /** The system that the app's own process believes to run on. */
  platform?: NodeJS.Platform;
}

/** Chromium's names of what Electron calls so. */
const CHROMIUM_PERMISSIONS: Record<string, string[]> = {
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  geolocation: ['geolocation'],
  'local-fonts': ['local-fonts'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  notifications: ['notifications'],
  sensors: ['accelerometer', 'gyroscope'],
};

/** A running app: its process, and a browser context that stands for all of its windows. */
export class DoubleHost {
  readonly refused: Refused[] = [];
  readonly #child: ChildProcess;
  readonly #app: Wire<AppCalls>;
  readonly #context: Promise<BrowserContext>;
  readonly #windows = new Map<number, DoubleWindow>();
  /** As in Electron, a process for the first window begins while the app still does. */
  #spare: Promise<Page> | null;
  readonly #firstPage: Promise<Page>;
  readonly #server: HostServer;
  #stderr = '';
  #scheme: 'light' | 'dark';

  constructor(options: DoubleOptions) {
    const { browser, platform, colorScheme = 'light' } = options;
    this.#scheme = colorScheme;
    this.#child = fork(join(import.meta.dirname, 'run.ts'), [options.main, ...options.args], {
      env: {
        ...options.env,
        DOUBLE_COLOR_SCHEME: this.#scheme,
        ...(platform === undefined ? {} : { DOUBLE_PLATFORM: platform }),
      },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.#child.stdout?.resume();
    let opened: (page: Page) => void;
    this.#firstPage = new Promise((resolve, reject) => {
      opened = resolve;
      this.#child.once('exit', (code) => {
        this.#app.cut('The app has ended.');
        reject(new Error(`The app ended with ${String(code)}.\n${this.#stderr}`));
      });
    });
    this.#firstPage.catch(() => undefined);
    this.#app = openWire<AppCalls>(
      {
        send: (message) => {
          // It may be ending at this very moment.
          if (this.#child.connected) this.#child.send(message as object, () => undefined);
        },
        onMessage: (listener) => this.#child.on('message', listener),
      },
      this.#calls((page) => opened(page)),
    );
    this.#server = new HostServer(this.#app, (url, byApp) => this.refused.push({ what: 'request', url, byApp }));
    this.#context = this.#server.port.then((port) =>
      browser.newContext({ viewport: null, colorScheme, proxy: noWayOut(`*.localhost:${port}`) }),
    );
    this.#spare = this.#context.then((context) => context.newPage());
    this.#spare.catch(() => undefined);
  }

  /** The first window, once it has loaded. Rejects with what the app wrote where it ended instead. */
  firstWindow(): Promise<Page> {
    return this.#firstPage;
  }

  /** Of the app's process. */
  get pid(): number {
    return this.#child.pid ?? NaN;
  }

  /** What the app wrote to standard error. */
  get stderr(): string {
    return this.#stderr;
  }

  evaluate(source: string, argument: unknown): Promise<unknown> {
    return this.#app.call('evaluate', source, argument);
  }

  /** The exit code, once the app has ended by itself. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }

  /** Quits as the menu would; whoever does not follow within five seconds is ended. */
  async close(): Promise<void> {
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
    await this.#app.call('quit').catch(() => undefined);
    await this.ended();
    clearTimeout(late);
    this.#server.close();
    await (await this.#context).close();
  }

  #calls(opened: (page: Page) => void): HostCalls {
    const window = (id: number): DoubleWindow => {
      const found = this.#windows.get(id);
      if (found === undefined) throw new Error(`There is no window ${id}.`);
      return found;
    };
    return {
      createWindow: async (id, size, preload) => {
        const context = await this.#context;
        const page = await (this.#spare ?? context.newPage());
        this.#spare = null;
        const made = await DoubleWindow.open({
          id,
          size,
          preload,
          context,
          page,
          app: this.#app,
          refused: this.refused,
        });
        await made.page.emulateMedia({ colorScheme: this.#scheme });
        this.#windows.set(id, made);
      },
      loadURL: async (id, url) => {
        await window(id).load(toChromium(url, await this.#server.port));
        opened(window(id).page);
      },
      resize: (id, size) => window(id).page.setViewportSize(size),
      closeWindow: (id) => window(id).page.close(),
      // Before there is a page, there is nobody to hear it; so it is in Electron.
      send: async (id, channel, args) => this.#windows.get(id)?.send(channel, args),
      setColorScheme: async (scheme) => {
        this.#scheme = scheme;
        for (const { page } of this.#windows.values()) {
          if (!page.isClosed()) await page.emulateMedia({ colorScheme: scheme });
        }
      },
      setPermissions: (granted) => this.#setPermissions(granted),
    };
  }

  async #setPermissions(granted: Record<string, boolean>): Promise<void> {
    const names = Object.entries(granted).flatMap(([name, yes]) => (yes ? (CHROMIUM_PERMISSIONS[name] ?? []) : []));
    const context = await this.#context;
    await context.clearPermissions();
    await context.grantPermissions(names);
  }
}
