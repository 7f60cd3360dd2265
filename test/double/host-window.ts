import type { BrowserContext, CDPSession, Page, Route } from 'playwright';
import type { AppCalls } from './protocol.ts';
import { fromChromium, toChromium } from './protocol.ts';
import { pageScript, preloadScript } from './page.ts';
import type { Wire } from './wire.ts';

const WORLD = 'preload';
const BINDING = 'doubleTell';

/** Something that wanted to leave the app. */
export interface Refused {
  what: 'request' | 'navigation' | 'window';
  url: string;
  /** Whether the app's own guard refused it. The double does so in any case. */
  byApp: boolean;
}

interface Opening {
  id: number;
  size: { width: number; height: number };
  preload: string | null;
  context: BrowserContext;
  page: Page;
  app: Wire<AppCalls>;
  refused: Refused[];
}

type Told =
  | { kind: 'invoke'; id: number; channel: string; args: unknown[] }
  | { kind: 'input'; input: { device: 'mouse' | 'keyboard'; type: string; key: string } };

/** A value in the text of a script: V8 reads a string of JSON several times as fast as an object of the language. */
const literal = (value: unknown): string =>
  value === undefined ? 'undefined' : `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;

/** One BrowserWindow, as a page of Chromium. */
export class DoubleWindow {
  readonly page: Page;
  readonly #opening: Opening;
  readonly #cdp: CDPSession;
  /** The preload's world in the document that is shown. */
  #world: number | null = null;
  /** What the app itself asked for, as against what the page tries. */
  #wanted: string | null = null;

  private constructor(page: Page, cdp: CDPSession, opening: Opening) {
    this.page = page;
    this.#cdp = cdp;
    this.#opening = opening;
  }

  static async open(opening: Opening): Promise<DoubleWindow> {
    const { page } = opening;
    const cdp = await opening.context.newCDPSession(page);
    const window = new DoubleWindow(page, cdp, opening);
    opening.context.on('page', (stranger) => void stranger.close());
    await Promise.all([
      page.setViewportSize(opening.size),
      page.route('**', (route) => window.#answer(route)),
      window.#install(),
    ]);
    return window;
  }

  async load(url: string): Promise<void> {
    this.#wanted = toChromium(url);
    await this.page.goto(this.#wanted, { waitUntil: 'load' });
    this.#wanted = null;
  }

  async send(channel: string, args: unknown[]): Promise<void> {
    await this.#run(`doubleDeliver(${JSON.stringify(channel)}, ${literal(args)})`);
  }

  async #install(): Promise<void> {
    const { preload } = this.#opening;
    const cdp = this.#cdp;
    // Frames within the page have a world of that name too, with nothing in it.
    const top = (await cdp.send('Page.getFrameTree')).frameTree.frame.id;
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId, type } = (context.auxData ?? {}) as { frameId?: string; type?: string };
      if (type === 'isolated' && context.name === WORLD && frameId === top) this.#world = context.id;
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING) void this.#told(JSON.parse(payload) as Told, executionContextId);
    });
    cdp.on('Page.windowOpen', ({ url, windowName }) => {
      const wanted = fromChromium(url);
      this.#opening.refused.push({ what: 'window', url: wanted, byApp: true });
      void this.#opening.app.call('openWindow', this.#opening.id, wanted, windowName);
    });
    const source = preload === null ? null : preloadScript(preload, BINDING);
    // Chromium takes them in this order.
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Runtime.enable'),
      cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript }),
      ...(source === null ? [] : [cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD })]),
    ]);
  }

  async #told(told: Told, contextId: number): Promise<void> {
    const { app, id } = this.#opening;
    if (told.kind === 'input') {
      await app.call('input', id, told.input).catch(() => undefined);
      return;
    }
    const frame = { url: fromChromium(this.page.url()), top: contextId === this.#world };
    const settle = (ok: boolean, value: unknown): Promise<void> =>
      this.#run(`doubleSettle(${told.id}, ${String(ok)}, ${literal(value)})`);
    await app.call('invoke', id, frame, told.channel, told.args).then(
      (value) => settle(true, value),
      (error: unknown) => settle(false, error instanceof Error ? error.message : String(error)),
    );
  }

  /** Where the page has gone meanwhile there is nobody to tell. */
  async #run(expression: string): Promise<void> {
    const contextId = this.#world;
    if (contextId === null || this.page.isClosed()) return;
    await this.#cdp.send('Runtime.evaluate', { expression, contextId }).catch(() => undefined);
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const { app, id, refused } = this.#opening;
    const url = fromChromium(request.url());
    try {
      if (request.isNavigationRequest() && request.url() !== this.#wanted) {
        const allowed = await app.call('mayNavigate', id, url);
        if (!allowed) {
          refused.push({ what: 'navigation', url, byApp: true });
          // Any other error would put Chromium's own page in place of ours.
          return await route.abort('aborted');
        }
      }
      const allowed = await app.call('mayRequest', url);
      const served = allowed
        ? await app.call('serve', { url, method: request.method(), headers: request.headers() })
        : null;
      if (served === null) {
        refused.push({ what: 'request', url, byApp: !allowed });
        return await route.abort('aborted');
      }
      if (request.isNavigationRequest()) await app.call('navigated', id, url);
      const { status, headers, body } = served;
      await route.fulfill({ status, headers, body: Buffer.from(body) });
    } catch {
      await route.abort('aborted').catch(() => undefined);
    }
  }
}
