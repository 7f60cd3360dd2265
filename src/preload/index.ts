import { contextBridge, ipcRenderer } from 'electron';
import { requests } from '../shared/contract.ts';
import type { Answer, EventName, Events, GhostlightApi } from '../shared/contract.ts';

type Listener = (payload: unknown) => void;

const operations: ReadonlySet<string> = new Set(Object.keys(requests));
const listeners = new Map<string, Set<Listener>>();
/** What a menu asked for before the page was listening. */
const early: unknown[] = [];

ipcRenderer.on('ghostlight:event', (_event, name: string, payload: unknown) => {
  const told = listeners.get(name);
  if (told === undefined || told.size === 0) {
    if (name === 'command') early.push(payload);
    return;
  }
  for (const listener of told) listener(payload);
});

const api: GhostlightApi = {
  ask: async (operation, request) => {
    if (!operations.has(operation))
      return { ok: false, error: { code: 'invalid', message: 'There is no such operation.' } };
    return (await ipcRenderer.invoke('ghostlight:ask', operation, request)) as Answer<typeof operation>;
  },
  on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => {
    const told = listeners.get(event) ?? new Set<Listener>();
    listeners.set(event, told);
    const tell: Listener = (payload) => listener(payload as Events[E]);
    told.add(tell);
    if (event === 'command') for (const payload of early.splice(0)) tell(payload);
    return () => void told.delete(tell);
  },
};

contextBridge.exposeInMainWorld('ghostlight', api);
