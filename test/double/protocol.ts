import type { Calls } from './wire.ts';

/** What the app's process asks of the test, which has the browser. */
export interface HostCalls extends Calls {
  /** `preload`: source of the preload script. */
  createWindow: (id: number, size: { width: number; height: number }, preload: string | null) => Promise<void>;
  /** Resolves once the page has loaded. */
  loadURL: (id: number, url: string) => Promise<void>;
  resize: (id: number, size: { width: number; height: number }) => Promise<void>;
  closeWindow: (id: number) => Promise<void>;
  send: (id: number, channel: string, args: unknown[]) => Promise<void>;
  setColorScheme: (scheme: 'light' | 'dark') => Promise<void>;
  /** By Electron's names. */
  setPermissions: (granted: Record<string, boolean>) => Promise<void>;
}

export interface AppRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
}

export interface AppResponse {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** What the test asks of the app's process. */
export interface AppCalls extends Calls {
  /** The source of a function of (electron, argument). */
  evaluate: (source: string, argument: unknown) => unknown;
  /** `allowed`: whether the app's session lets the request out. No response where the app serves no such scheme. */
  serve: (request: AppRequest) => Promise<{ allowed: boolean; response: AppResponse | null }>;
  /** Whether the app's session lets the request out. */
  mayRequest: (url: string) => Promise<boolean>;
  invoke: (window: number, frame: { url: string; top: boolean }, channel: string, args: unknown[]) => Promise<unknown>;
  input: (window: number, input: { device: 'mouse' | 'keyboard'; type: string; key: string }) => void;
  mayNavigate: (window: number, url: string) => boolean;
  openWindow: (window: number, url: string, frameName: string) => void;
  navigated: (window: number, url: string) => void;
  quit: () => void;
}

/** Each host of a scheme of the app's own is a name for this machine, which Chromium trusts like https. */
export function toChromium(url: string, port: number): string {
  return url.replace(/^([a-z-]+):\/\/([a-z]+)(?=[/?#]|$)/, (whole, scheme: string, host: string) =>
    /^(https?|wss?|file|data)$/.test(scheme) ? whole : `http://${host}.${scheme}.localhost:${port}`,
  );
}

export function fromChromium(url: string): string {
  return url.replace(/^http:\/\/([a-z]+)\.([a-z-]+)\.localhost:\d+/, '$2://$1');
}
