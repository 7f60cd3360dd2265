/**
 * What runs in the page. These functions are handed to Chromium as text: each has to stand for itself. DOM events are
 * the only thing that both worlds of a page see; what they carry is cloned on the way.
 */

interface Scope {
  dispatchEvent: (event: unknown) => void;
  addEventListener: (name: string, listener: (event: never) => void, capture?: boolean) => void;
  [name: string]: unknown;
}

interface Note {
  kind: 'call' | 'reply' | 'settled' | 'expose';
  id?: number;
  args?: unknown[];
  value?: unknown;
  error?: string;
  key?: string;
}

/** One end of the contextBridge: values are cloned, functions and promises go on working from the other side. */
function openBridge(scope: Scope, out: string, incoming: string): Bridge {
  const functions: ((...args: unknown[]) => unknown)[] = [];
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const { CustomEvent } = globalThis as unknown as { CustomEvent: new (name: string, init: object) => unknown };
  let reply: Note | null = null;
  let nextPromise = 0;

  const send = (note: Note): void => {
    scope.dispatchEvent(new CustomEvent(out, { detail: structuredClone(note) }));
  };
  const settle = (id: number, work: Promise<unknown>): void => {
    work.then(
      (value) => send({ kind: 'settled', id, value: encode(value) }),
      (error: unknown) => send({ kind: 'settled', id, error: error instanceof Error ? error.message : String(error) }),
    );
  };
  const encode = (value: unknown): unknown => {
    if (typeof value === 'function') return { $function: functions.push(value as () => unknown) - 1 };
    if (typeof value === 'symbol') throw new TypeError('A symbol cannot cross the contextBridge.');
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Promise) {
      const id = nextPromise++;
      settle(id, value);
      return { $promise: id };
    }
    if (Array.isArray(value)) return value.map(encode);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)]));
  };
  const decode = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(decode);
    const given = value as Record<string, unknown>;
    if (typeof given['$function'] === 'number') return remote(given['$function']);
    if (typeof given['$promise'] === 'number') {
      const id = given['$promise'];
      return new Promise((resolve, reject) => promises.set(id, { resolve, reject }));
    }
    return Object.freeze(Object.fromEntries(Object.entries(given).map(([key, item]) => [key, decode(item)])));
  };
  const remote =
    (id: number) =>
    (...args: unknown[]): unknown => {
      reply = null;
      send({ kind: 'call', id, args: args.map(encode) });
      const answer = reply as Note | null;
      if (answer === null) throw new Error('The other world did not answer.');
      if (answer.error !== undefined) throw new Error(answer.error);
      return decode(answer.value);
    };
  const serve = ({ id = -1, args = [] }: Note): void => {
    try {
      const called = functions[id];
      if (called === undefined) throw new Error('There is no such function.');
      send({ kind: 'reply', value: encode(called(...args.map(decode))) });
    } catch (error) {
      send({ kind: 'reply', error: error instanceof Error ? error.message : String(error) });
    }
  };
  scope.addEventListener(incoming, ({ detail }: { detail: Note }) => {
    if (detail.kind === 'call') serve(detail);
    if (detail.kind === 'reply') reply = detail;
    if (detail.kind === 'settled') {
      const waiting = promises.get(detail.id ?? -1);
      if (detail.error === undefined) waiting?.resolve(decode(detail.value));
      else waiting?.reject(new Error(detail.error));
    }
    if (detail.kind === 'expose') {
      const value = decode(detail.value);
      Object.defineProperty(scope, detail.key ?? '', { value, writable: false, configurable: false });
    }
  });
  return { expose: (key, api) => send({ kind: 'expose', key, value: encode(api) }) };
}

interface Bridge {
  expose: (key: string, api: unknown) => void;
}

type Require = (name: string) => unknown;
type Preload = (module: { exports: unknown }, exports: unknown, require: Require) => void;

/** The isolated world: `tell` is the binding that leads to the host. */
function isolatedWorld(scope: Scope, bridge: Bridge, tell: (json: string) => void, preload: Preload): void {
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let next = 0;
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        tell(JSON.stringify({ kind: 'invoke', id, channel, args: structuredClone(args) }));
      }),
    on: (channel: string, listener: (event: object, ...args: unknown[]) => void) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
  };
  const given: Record<string, unknown> = {
    electron: { ipcRenderer, contextBridge: { exposeInMainWorld: bridge.expose } },
  };
  scope['doubleSettle'] = (id: number, ok: boolean, value: unknown) => {
    const asked = waiting.get(id);
    if (ok) asked?.resolve(value);
    else asked?.reject(new Error(String(value)));
  };
  scope['doubleDeliver'] = (channel: string, args: unknown[]) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
  };
  const input = (device: string, names: Record<string, string>): void => {
    for (const [name, type] of Object.entries(names)) {
      const report = ({ isTrusted, key = '' }: { isTrusted: boolean; key?: string }): void => {
        if (isTrusted) tell(JSON.stringify({ kind: 'input', input: { device, type, key } }));
      };
      scope.addEventListener(name, report, true);
    }
  };
  input('mouse', { mousedown: 'mouseDown', mouseup: 'mouseUp' });
  input('keyboard', { keydown: 'keyDown' });
  const module = { exports: {} };
  preload(module, module.exports, (name) => {
    if (!Object.hasOwn(given, name)) throw new Error(`A sandboxed preload has no ${name}.`);
    return given[name];
  });
}

const TO_PAGE = 'double-to-page';
const TO_PRELOAD = 'double-to-preload';
/** Frames within the page, and the empty page before the first, have no preload. */
const guarded = (body: string): string => `if (window === window.top && location.href !== 'about:blank') { ${body} }`;

/** For the page's own world. It has to be there before the preload's. */
export const pageScript = guarded(`(${openBridge.toString()})(window, '${TO_PRELOAD}', '${TO_PAGE}');`);

export function preloadScript(preload: string, binding: string): string {
  const bridge = `(${openBridge.toString()})(window, '${TO_PAGE}', '${TO_PRELOAD}')`;
  const main = `(module, exports, require) => {${preload}\n}`;
  return guarded(`(${isolatedWorld.toString()})(window, ${bridge}, (json) => ${binding}(json), ${main});`);
}
