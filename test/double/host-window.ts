import type { BrowserContext, CDPSession, Page, Request } from 'playwright';
import type { AppCalls } from './protocol.ts';
import { foundNoWayOut } from './no-way-out.ts';
import { fromChromium } from './protocol.ts';
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

/**
 * A value in the text of a script. V8 reads a string of JSON several times as fast as an object of the language, and one
 * letter beyond ASCII would double every copy of it that is made on its way.
 */
function literal(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const text = JSON.stringify(JSON.stringify(value));
  return `JSON.parse(${text.replace(/[^ -~]/g, escaped)})`;
}

const escaped = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;

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
    page.on('requestfailed', (request) => void window.#noteRequest(request));
    await Promise.all([page.setViewportSize(opening.size), window.#install()]);
    return window;
  }

  /** `url`: as Chromium has it. */
  async load(url: string): Promise<void> {
    this.#wanted = url;
    await this.page.goto(url, { waitUntil: 'load' });
    this.#wanted = null;
  }

  async send(channel: string, args: unknown[]): Promise<void> {
    await this.#run('doubleDeliver', channel, args);
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
    cdp.on('Fetch.requestPaused', ({ requestId, request }) => void this.#navigates(requestId, request.url));
    const source = preload === null ? null : preloadScript(preload, BINDING);
    // Chromium takes them in this order.
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Runtime.enable'),
      cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] }),
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
    const settle = (ok: boolean, value: unknown): Promise<void> => this.#run('doubleSettle', told.id, ok, value);
    await app.call('invoke', id, frame, told.channel, told.args).then(
      (value) => settle(true, value),
      (error: unknown) => settle(false, error instanceof Error ? error.message : String(error)),
    );
  }

  /** Calls a function of the preload's world. Where the page has gone meanwhile there is nobody to tell. */
  async #run(name: 'doubleSettle' | 'doubleDeliver', ...values: unknown[]): Promise<void> {
    const contextId = this.#world;
    if (contextId === null || this.page.isClosed()) return;
    const expression = `${name}(${values.map(literal).join(', ')})`;
    await this.#cdp.send('Runtime.evaluate', { expression, contextId }).catch(() => undefined);
  }

  /** A document of this window or of a frame in it. */
  async #navigates(requestId: string, address: string): Promise<void> {
    const { app, id, refused } = this.#opening;
    const url = fromChromium(address);
    try {
      if (address !== this.#wanted && !(await app.call('mayNavigate', id, url))) {
        refused.push({ what: 'navigation', url, byApp: true });
        // Any other error would put Chromium's own page in place of ours.
        await this.#cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
        return;
      }
      await app.call('navigated', id, url);
      await this.#cdp.send('Fetch.continueRequest', { requestId });
    } catch {
      await this.#cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }).catch(() => undefined);
    }
  }

  /** Whatever is not the app's own comes to nothing; whether the app's guard would have let it out is worth knowing. */
  async #noteRequest(request: Request): Promise<void> {
    if (!foundNoWayOut(request)) return;
    const url = request.url();
    const isAllowed = await this.#opening.app.call('mayRequest', url).catch(() => true);
    this.#opening.refused.push({ what: 'request', url, byApp: !isAllowed });
  }
}
