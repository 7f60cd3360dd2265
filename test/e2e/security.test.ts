import path from 'node:path';
import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHome } from '../support/home.ts';
import type { FakeHome } from '../support/home.ts';
import type { RunningApp } from './driver.ts';
import { launchApp } from './driver.ts';
import { ROOT } from './drive-common.ts';

/** Electron's security checklist, item by item, in the running app. Item 19, the fuses, is in test/package. */

let home: FakeHome;
let app: RunningApp;

beforeAll(async () => {
  home = makeHome('linux');
  home.dataRoot();
  home.configDir();
  app = await launchApp('app', { home });
});

afterAll(async () => {
  await app.close();
  home.remove();
});

/** How each window was made. */
const allPreferences = (): Promise<Record<string, unknown>[]> =>
  app.main(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      // Electron has it and does not document it.
      const contents = webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> };
      return { ...contents.getLastWebPreferences() };
    }),
  );

const preferences = async (): Promise<Record<string, unknown>> => (await allPreferences())[0] ?? {};

/** What the page's server says to a request that a page may make: for an image of its own origin. */
async function statusOf(url: string): Promise<number> {
  const answered = app.page.waitForResponse((response) => response.request().resourceType() === 'image');
  await app.page.evaluate((src) => {
    new Image().src = src;
  }, url);
  return (await answered).status();
}

async function stillHere(): Promise<boolean> {
  return app.page.evaluate(() => 'ghostlight' in window && document.title === 'Ghostlight');
}

describe('1. secure content only', () => {
  it('starts without asking anything of any network', () => {
    expect(app.refused()).toEqual([]);
    expect(app.complaints()).toEqual([]);
  });

  it.each(['http://example.com/', 'https://example.com/'])('lets no request for %s out of the session', async (url) => {
    const outcome = await app.main(
      ({ net }, address) => net.fetch(address).then(String, (error: unknown) => String(error)),
      url,
    );
    expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
  });
});

describe('2. no Node in pages', () => {
  it('knows neither require nor process nor module', async () => {
    expect(
      await app.page.evaluate(() =>
        ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
      ),
    ).toEqual([]);
    expect((await preferences())['nodeIntegration']).toBe(false);
    expect((await preferences())['nodeIntegrationInWorker'] ?? false).toBe(false);
    expect((await preferences())['nodeIntegrationInSubFrames'] ?? false).toBe(false);
  });
});

describe('3. context isolation', () => {
  it('keeps the preload out of reach of what a page does to its own globals', async () => {
    expect((await preferences())['contextIsolation']).toBe(true);
    const answer = await app.page.evaluate(async () => {
      const then = Object.getOwnPropertyDescriptor(Array.prototype, 'map');
      let caught = 0;
      // A page that was taken over would listen in here, if the preload shared its world.
      Set.prototype.has = function () {
        caught += 1;
        return true;
      };
      const refused = await window.ghostlight?.ask('no.such' as never, {} as never);
      return { caught, refused, untouched: then !== undefined };
    });
    expect(answer).toMatchObject({ caught: 0, refused: { ok: false, error: { code: 'invalid' } } });
    await app.page.reload();
  });
});

describe('4. sandbox', () => {
  it('is on for every window', async () => {
    expect((await allPreferences()).map(({ sandbox }) => sandbox)).toEqual([true]);
  });
});

describe('5. permissions', () => {
  it('denies every permission to the page', async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'idle-detection'];
    const states = await app.page.evaluate(
      (asked) =>
        Promise.all(asked.map(async (name) => (await navigator.permissions.query({ name: name as 'push' })).state)),
      names,
    );
    expect(states).toEqual(names.map(() => 'denied'));
  });

  it('lets the page copy text, which is all it needs', async () => {
    await app.page.locator('body').click({ position: { x: 2, y: 2 } });
    await app.page.evaluate(() => navigator.clipboard.writeText('claude --resume'));
  });

  it('downloads nothing', async () => {
    const prevented = await app.main(({ session }) => {
      let isPrevented = false;
      session.defaultSession.emit('will-download', { preventDefault: () => (isPrevented = true) }, {}, {});
      return isPrevented;
    });
    expect(prevented).toBe(true);
  });

  it('refuses the camera even where the page insists', async () => {
    const error = await app.page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => null,
        (reason: unknown) => (reason as Error).name,
      ),
    );
    expect(error).not.toBeNull();
  });
});

describe('6, 8, 9, 10. what is never switched on', () => {
  it('leaves web security on and experiments off', async () => {
    const given = await preferences();
    expect(given['webSecurity'] ?? true).toBe(true);
    expect(given['allowRunningInsecureContent'] ?? false).toBe(false);
    expect(given['experimentalFeatures'] ?? false).toBe(false);
    expect(given['enableBlinkFeatures'] ?? '').toBe('');
  });
});

describe('7. content security policy', () => {
  it('runs no script that is written into the page', async () => {
    const ran = await app.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.body.append(script);
      const image = document.createElement('img');
      image.setAttribute('onerror', 'window.wasRun = true');
      image.src = '/no-such-image.png';
      document.body.append(image);
      await new Promise((resolve) => setTimeout(resolve, 200));
      script.remove();
      image.remove();
      return 'wasRun' in window;
    });
    expect(ran).toBe(false);
  });

  it('turns no text into a program', async () => {
    // Chromium's own console is exempt from the policy while it runs something; a timer is not.
    const outcome = await app.page.evaluate(
      () =>
        new Promise((resolve) =>
          setTimeout(() => {
            try {
              resolve((window as unknown as { eval: (text: string) => unknown }).eval('1'));
            } catch (error) {
              resolve((error as Error).name);
            }
          }, 0),
        ),
    );
    expect(outcome).toBe('EvalError');
  });

  it('loads, frames and sends nothing elsewhere', async () => {
    const violated = await app.page.evaluate(async () => {
      const found: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => found.push(effectiveDirective));
      void fetch('https://example.com/').catch(() => undefined);
      new Image().src = 'https://example.com/x.png';
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
      const script = document.createElement('script');
      script.src = 'https://example.com/x.js';
      document.body.append(script);
      const base = document.createElement('base');
      base.href = 'https://example.com/';
      document.head.append(base);
      await new Promise((resolve) => setTimeout(resolve, 300));
      for (const element of [frame, script, base]) element.remove();
      return found;
    });
    expect(new Set(violated)).toEqual(new Set(['connect-src', 'img-src', 'frame-src', 'script-src-elem', 'base-uri']));
    expect(app.refused()).toEqual([]);
  });
});

describe('11, 12. webview', () => {
  it('is not to be had', async () => {
    expect((await preferences())['webviewTag'] ?? false).toBe(false);
    expect(await app.page.evaluate(() => 'getWebContentsId' in document.createElement('webview'))).toBe(false);
  });

  it('is refused by the app even where one came to be attached', async () => {
    const attached = await app.main(({ BrowserWindow }) => {
      let prevented = false;
      const event = { preventDefault: () => (prevented = true) };
      BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, {});
      return !prevented;
    });
    expect(attached).toBe(false);
  });
});

describe('13. navigation', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'] as const)('is refused at %s', async (name) => {
    const prevented = await app.main(({ BrowserWindow }, event) => {
      const urls = ['https://example.com/', 'file:///etc/passwd', 'ghostlight://other/', 'ghostlight://app/index.html'];
      return urls.filter((url) => {
        const given = {
          url,
          defaultPrevented: false,
          preventDefault() {
            this.defaultPrevented = true;
          },
        };
        BrowserWindow.getAllWindows()[0]?.webContents.emit(event, given, url);
        return given.defaultPrevented;
      });
    }, name);
    expect(prevented).toEqual(['https://example.com/', 'file:///etc/passwd', 'ghostlight://other/']);
  });

  it.each(['https://example.com/', 'http://127.0.0.1:9/', 'https://github.com/'])(
    'stays when the page goes to %s',
    async (url) => {
      await app.page.evaluate((to) => {
        window.location.href = to;
      }, url);
      await app.page.waitForTimeout(200);
      expect(await stillHere()).toBe(true);
    },
  );

  it('stays when a link is clicked', async () => {
    await app.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://example.com/';
      link.textContent = 'away';
      link.style.cssText = 'position:fixed;inset:0 auto auto 0;z-index:2147483647';
      document.body.append(link);
    });
    await app.page.getByRole('link', { name: 'away' }).click({ noWaitAfter: true });
    await app.page.waitForTimeout(200);
    expect(await stillHere()).toBe(true);
    await app.page.evaluate(() => document.querySelector('a[href="https://example.com/"]')?.remove());
  });
});

describe('14, 15. windows and the browser', () => {
  /** Keeps what would be opened in the person's browser. */
  const watchBrowser = (): Promise<void> =>
    app.main(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { openedInBrowser: opened });
      shell.openExternal = (url) => {
        opened.push(url);
        return Promise.resolve();
      };
    });
  const opened = (): Promise<string[]> =>
    app.main(() => (globalThis as unknown as { openedInBrowser: string[] }).openedInBrowser);
  const clickLink = async (url: string): Promise<void> => {
    await app.page.evaluate((href) => {
      const link = document.createElement('a');
      link.href = href;
      link.target = '_blank';
      link.rel = 'noreferrer';
      link.textContent = 'a link out';
      link.style.cssText = 'position:fixed;inset:0 auto auto 0;z-index:2147483647';
      document.body.append(link);
    }, url);
    const link = app.page.getByRole('link', { name: 'a link out' });
    await link.click({ noWaitAfter: true });
    await app.page.waitForTimeout(200);
    await link.evaluate((element) => element.remove());
  };

  it('opens nothing that a script wants opened', async () => {
    await watchBrowser();
    await app.page.waitForTimeout(1100);
    await app.page.evaluate(() => window.open('https://github.com/'));
    await app.page.waitForTimeout(300);
    expect(await opened()).toEqual([]);
    expect(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('opens a known site in the browser when the person clicks a link to it', async () => {
    await watchBrowser();
    await clickLink('https://github.com/anthropics/claude-code/issues');
    expect(await opened()).toEqual(['https://github.com/anthropics/claude-code/issues']);
    expect(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it.each([
    'https://example.com/',
    'https://github.com.example.com/',
    'https://ana@github.com/',
    'http://github.com/',
    'file:///etc/passwd',
  ])('opens %s nowhere, even when it is clicked', async (url) => {
    await watchBrowser();
    await clickLink(url);
    expect(await opened()).toEqual([]);
    expect(await stillHere()).toBe(true);
  });
});

describe('16. a current Electron', () => {
  it('is pinned to one release', () => {
    const { devDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe('17. the sender of every message', () => {
  const askAs = (frame: 'own' | 'inner' | 'foreign' | 'none'): Promise<unknown> =>
    app.main(({ BrowserWindow, ipcMain }, who) => {
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...args: unknown[]) => unknown> })
        ._invokeHandlers;
      const sender = BrowserWindow.getAllWindows()[0]?.webContents;
      const own = sender?.mainFrame;
      const frames = {
        own,
        inner: { url: own?.url, origin: own?.origin, parent: own },
        foreign: { url: 'https://example.com/', origin: 'https://example.com', parent: null },
        none: null,
      };
      return handlers.get('ghostlight:ask')?.({ sender, senderFrame: frames[who] }, 'settings.get', {});
    }, frame);

  it('has one door and no other', async () => {
    const doors = await app.main(({ ipcMain }) => {
      const { _invokeHandlers } = ipcMain as unknown as { _invokeHandlers: Map<string, unknown> };
      return [..._invokeHandlers.keys(), ...ipcMain.eventNames().map(String)];
    });
    expect(doors).toEqual(['ghostlight:ask']);
  });

  it('answers our own page', async () => {
    expect(await askAs('own')).toMatchObject({ ok: true });
  });

  it.each(['inner', 'foreign', 'none'] as const)('answers no frame that is %s', async (frame) => {
    expect(await askAs(frame)).toMatchObject({ ok: false, error: { code: 'refused' } });
  });

  it('checks what our own page sends as well', async () => {
    const answers = await app.page.evaluate(async () => {
      const ask = window.ghostlight?.ask as ((operation: unknown, request: unknown) => Promise<unknown>) | undefined;
      return Promise.all([
        ask?.('constructor', {}),
        ask?.('reader.open', { id: '../../etc/passwd', agent: null }),
        ask?.('session.reveal', { id: '/etc/passwd' }),
        ask?.('settings.set', { theme: 'light', folders: [{ kind: 'home', path: '/' }] }),
        ask?.('folder.add', { kind: 'home', path: '/' }),
        ask?.('state.get', null),
      ]);
    });
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
  });
});

describe('18. a scheme of our own instead of files', () => {
  it('shows the window from it', async () => {
    expect(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toBe(
      'ghostlight://app/',
    );
  });

  it.each([
    '/%2e%2e/main/index.js',
    '/..%2fmain%2findex.js',
    '/..%5cmain%5cindex.js',
    '/assets/..%2f..%2fmain%2findex.js',
    '/%00index.html',
    '/no-such-file.js',
  ])('has nothing outside of the window’s own files: %s', async (url) => {
    expect(await statusOf(url)).toBe(404);
  });
});

describe('20. no powers of Electron in the page', () => {
  it('exposes two functions, which cannot be replaced', async () => {
    expect(await app.page.evaluate(() => Object.keys(window.ghostlight ?? {}).sort())).toEqual(['ask', 'on']);
    const tampered = await app.page.evaluate(() => {
      const before = window.ghostlight;
      try {
        Object.assign(window, { ghostlight: null });
      } catch {
        // Strict code is told.
      }
      return window.ghostlight !== before;
    });
    expect(tampered).toBe(false);
  });

  it('hands events on without the object that could answer them', async () => {
    const given = app.page.evaluate(
      () =>
        new Promise((resolve) => {
          const stop = window.ghostlight?.on('command', (...args: unknown[]) => {
            stop?.();
            resolve(args);
          });
        }),
    );
    await app.main(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send('ghostlight:event', 'command', 'health');
    });
    expect(await given).toEqual(['health']);
  });
});
