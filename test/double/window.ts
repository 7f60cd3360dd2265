import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { app, openWindows } from './app.ts';
import { ipcMain } from './ipc-main.ts';
import { host, insist, served } from './remote.ts';
import { session } from './session.ts';

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface WindowOptions extends Partial<Bounds> {
  show?: boolean;
  title?: string;
  backgroundColor?: string;
  minWidth?: number;
  minHeight?: number;
  webPreferences?: Record<string, unknown>;
}

/** What each of these has to be; unsaid is only right where Electron's own default is. */
const SAFE: Record<string, readonly unknown[]> = {
  sandbox: [true],
  contextIsolation: [true],
  nodeIntegration: [false],
  nodeIntegrationInWorker: [undefined, false],
  nodeIntegrationInSubFrames: [undefined, false],
  webSecurity: [undefined, true],
  webviewTag: [undefined, false],
  allowRunningInsecureContent: [undefined, false],
  experimentalFeatures: [undefined, false],
  enableBlinkFeatures: [undefined],
  navigateOnDragDrop: [undefined, false],
};

class Preventable {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

type WindowOpenHandler = (details: { url: string; frameName: string }) => { action: 'allow' | 'deny' };

interface Frame {
  url: string;
  origin: string;
  parent: Frame | null;
}

class WebContents extends EventEmitter {
  readonly id: number;
  readonly session = session.defaultSession;
  readonly #preferences: Record<string, unknown>;
  readonly mainFrame: Frame = { url: 'about:blank', origin: 'null', parent: null };
  openHandler: WindowOpenHandler = () => ({ action: 'allow' });
  #loading = false;
  #destroyed = false;

  constructor(id: number, preferences: Record<string, unknown>) {
    super();
    this.id = id;
    this.#preferences = preferences;
  }

  getLastWebPreferences(): Record<string, unknown> {
    return { ...this.#preferences };
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    insist(host.call('send', this.id, channel, structuredClone(args)));
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  isLoading(): boolean {
    return this.#loading;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  navigated(url: string): void {
    this.mainFrame.url = url;
    this.mainFrame.origin = URL.parse(url)?.host === undefined ? 'null' : url.split('/').slice(0, 3).join('/');
  }

  async load(url: string): Promise<void> {
    this.#loading = true;
    try {
      await host.call('loadURL', this.id, url);
    } finally {
      this.#loading = false;
    }
    this.navigated(url);
    this.emit('did-finish-load');
  }

  destroy(): void {
    this.#destroyed = true;
    this.emit('destroyed');
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly #all = new Map<number, BrowserWindow>();
  readonly id: number;
  readonly webContents: WebContents;
  readonly options: WindowOptions;
  backgroundColor: string;
  readonly #created: Promise<void>;
  #bounds: Bounds;
  #visible: boolean;
  #maximized = false;
  #destroyed = false;

  constructor(options: WindowOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = checked(options.webPreferences ?? {});
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.id = BrowserWindow.#all.size + 1;
    this.options = options;
    this.backgroundColor = options.backgroundColor ?? '#FFF';
    this.#bounds = { x, y, width, height };
    this.#visible = options.show !== false;
    this.webContents = new WebContents(this.id, preferences);
    BrowserWindow.#all.set(this.id, this);
    openWindows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    const { preload } = preferences;
    const source = typeof preload === 'string' ? readFileSync(preload, 'utf8') : null;
    this.#created = host.call('createWindow', this.id, { width, height }, source);
    insist(this.#created);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#all.values()].filter((window) => !window.isDestroyed());
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.#all.get(contents.id) ?? null;
  }

  static byId(id: number): BrowserWindow {
    const window = BrowserWindow.#all.get(id);
    if (window === undefined) throw new Error(`There is no window ${id}.`);
    return window;
  }

  async loadURL(url: string): Promise<void> {
    await this.#created;
    await this.webContents.load(url);
    this.emit('ready-to-show');
  }

  loadFile(): never {
    throw new Error('Pages come from a scheme of the app’s own, not from file:.');
  }

  close(): void {
    if (this.#destroyed) return;
    const event = new Preventable();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    openWindows.delete(this);
    this.webContents.destroy();
    insist(host.call('closeWindow', this.id));
    this.emit('closed');
    if (openWindows.size === 0) app.emit('window-all-closed');
  }

  isDestroyed = (): boolean => this.#destroyed;
  isVisible = (): boolean => this.#visible;
  isMaximized = (): boolean => this.#maximized;
  isMinimized = (): boolean => false;
  getBounds = (): Bounds => ({ ...this.#bounds });
  getNormalBounds = (): Bounds => ({ ...this.#bounds });
  focus = (): void => undefined;
  restore = (): void => undefined;

  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    const { width, height } = this.#bounds;
    insist(this.#created.then(() => host.call('resize', this.id, { width, height })));
    this.emit('resize');
  }

  setBackgroundColor(colour: string): void {
    this.backgroundColor = colour;
  }

  maximize(): void {
    this.#maximized = true;
    this.emit('maximize');
  }

  show(): void {
    this.#visible = true;
    this.emit('show');
  }

  hide(): void {
    this.#visible = false;
    this.emit('hide');
  }
}

function checked(preferences: Record<string, unknown>): Record<string, unknown> {
  for (const [name, allowed] of Object.entries(SAFE)) {
    if (!allowed.includes(preferences[name])) throw new Error(`webPreferences: ${name} is not safe`);
  }
  return preferences;
}

served['invoke'] = (id: number, frame: { url: string; top: boolean }, channel: string, args: unknown[]) => {
  const sender = BrowserWindow.byId(id).webContents;
  const senderFrame = frame.top ? sender.mainFrame : { url: frame.url, origin: 'null', parent: sender.mainFrame };
  return ipcMain.invoke(channel, { sender, senderFrame, type: 'frame' }, args);
};
served['input'] = (id: number, input: { device: 'mouse' | 'keyboard'; type: string; key: string }) => {
  const { webContents } = BrowserWindow.byId(id);
  webContents.emit(input.device === 'mouse' ? 'before-mouse-event' : 'before-input-event', new Preventable(), input);
};
served['mayNavigate'] = (id: number, url: string) => {
  const event = Object.assign(new Preventable(), { url });
  BrowserWindow.byId(id).webContents.emit('will-navigate', event, url);
  return !event.defaultPrevented;
};
served['navigated'] = (id: number, url: string) => BrowserWindow.byId(id).webContents.navigated(url);
served['openWindow'] = (id: number, url: string, frameName: string) => {
  const { action } = BrowserWindow.byId(id).webContents.openHandler({ url, frameName });
  if (action === 'allow') throw new Error(`A page may open ${url}.`);
};
