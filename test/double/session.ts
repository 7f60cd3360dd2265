import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { host, insist, served } from './remote.ts';
import type { AppRequest, AppResponse } from './protocol.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type Check = (contents: null, permission: string, origin: string, details: object) => boolean;
type Ask = (
  contents: { getURL: () => string },
  permission: string,
  decide: (granted: boolean) => void,
  details: object,
) => void;
type BeforeRequest = (details: { url: string }, decide: (response: { cancel?: boolean }) => void) => void;

/** Those that Chromium can be told about. */
const PERMISSIONS = [
  'clipboard-read',
  'clipboard-sanitized-write',
  'geolocation',
  'local-fonts',
  'media',
  'midi',
  'notifications',
  'sensors',
];

interface Scheme {
  scheme: string;
  privileges?: { standard?: boolean; secure?: boolean; bypassCSP?: boolean; allowServiceWorkers?: boolean };
}

class Protocol {
  readonly #privileged = new Set<string>();
  readonly #handlers = new Map<string, Handler>();

  registerSchemesAsPrivileged(schemes: Scheme[]): void {
    if (app.isReady()) throw new Error('Schemes are registered before the app is ready.');
    for (const { scheme, privileges } of schemes) {
      if (privileges?.bypassCSP === true) throw new Error(`${scheme} goes round the policy.`);
      if (privileges?.standard === true && privileges.secure === true) this.#privileged.add(scheme);
    }
  }

  handle(scheme: string, handler: Handler): void {
    if (!this.#privileged.has(scheme)) throw new Error(`${scheme} is no standard, secure scheme.`);
    if (this.#handlers.has(scheme)) throw new Error(`${scheme} is handled already.`);
    this.#handlers.set(scheme, handler);
    // Node loads what requests and answers are made of when they are first named: while the window is being made.
    setImmediate(() => globalThis.Response);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  async serve({ url, method, headers }: AppRequest): Promise<AppResponse | null> {
    const handler = this.#handlers.get(url.slice(0, url.indexOf(':')));
    if (handler === undefined) return null;
    const response = await handler(new Request(url, { method, headers }));
    const body = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  }
}

class Session extends EventEmitter {
  readonly protocol = new Protocol();
  spellChecker = true;
  devicePermission: ((details: object) => boolean) | null = null;
  /** As in Electron, everything is granted until the app says otherwise. */
  #check: Check = () => true;
  #ask: Ask = (_contents, _permission, decide) => decide(true);
  #beforeRequest: BeforeRequest = (_details, decide) => decide({});

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#beforeRequest = listener;
    },
  };

  setPermissionCheckHandler(check: Check): void {
    this.#check = check;
    this.tellPermissions();
  }

  setPermissionRequestHandler(ask: Ask): void {
    this.#ask = ask;
    this.tellPermissions();
  }

  setDevicePermissionHandler(handler: (details: object) => boolean): void {
    this.devicePermission = handler;
  }

  setBluetoothPairingHandler(handler: unknown): void {
    if (typeof handler !== 'function') throw new TypeError('That is no handler.');
  }

  setSpellCheckerEnabled(on: boolean): void {
    this.spellChecker = on;
  }

  mayRequest(url: string): Promise<boolean> {
    return new Promise((resolve) => this.#beforeRequest({ url }, ({ cancel }) => resolve(cancel !== true)));
  }

  /** What a page of that origin gets, by both handlers; both have to agree. */
  permissionsOf(origin: string): Record<string, boolean> {
    const granted = (permission: string): boolean => {
      const answers: boolean[] = [];
      this.#ask({ getURL: () => `${origin}/` }, permission, (answer) => answers.push(answer), {});
      return answers[0] === true && this.#check(null, permission, origin, {});
    };
    return Object.fromEntries(PERMISSIONS.map((permission) => [permission, granted(permission)]));
  }

  tellPermissions(): void {
    insist(host.call('setPermissions', this.permissionsOf('ghostlight://app')));
  }
}

const defaultSession = new Session();
export const session = { defaultSession };
export const { protocol } = defaultSession;

/** Nothing leaves the machine from a test, whatever the app's own guard says. */
export const net = {
  fetch: async (url: string): Promise<never> => {
    const allowed = await defaultSession.mayRequest(url);
    throw new Error(allowed ? 'net::ERR_INTERNET_DISCONNECTED' : 'net::ERR_BLOCKED_BY_CLIENT');
  },
};

served['serve'] = async (request: AppRequest) => {
  const allowed = await defaultSession.mayRequest(request.url);
  return { allowed, response: allowed ? await defaultSession.protocol.serve(request) : null };
};
served['mayRequest'] = (url: string) => defaultSession.mayRequest(url);
